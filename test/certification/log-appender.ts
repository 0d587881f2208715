/** A process that appends and signs as fast as it can and says what is acknowledged, for a test that kills it. Arguments: folder of the log, file of its key. */
import { readFileSync, writeSync } from 'node:fs';
import { readNoteKey } from '../../src/attestation/log/note-signer.js';
import { openLog } from '../../src/certification/log-writer.js';

const [, , directory = '', keyFile = '', mark = ''] = process.argv;
const writer = await openLog({ directory, key: readNoteKey(readFileSync(keyFile, 'utf8')), clock: () => new Date() });
writeSync(1, `open ${writer.size()}\n`);

async function appendForEver(lane: number): Promise<void> {
  for (let count = 0; ; count += 1) {
    const entries = Array.from({ length: 1 + (count % 3) }, (_none, at) => `${mark} ${lane} ${count} ${at}`);
    const first = await writer.append(entries.map((entry) => Buffer.from(entry)));
    writeSync(1, entries.map((entry, at) => `entry ${first + at} ${entry}\n`).join(''));
  }
}

async function signForEver(): Promise<void> {
  for (;;) {
    const { size, root } = await writer.sign();
    writeSync(1, `signed ${size} ${Buffer.from(root).toString('hex')}\n`);
  }
}

await Promise.all([appendForEver(0), appendForEver(1), signForEver()]);
