/** The writer is killed in the middle of its work, again and again: nothing that it acknowledged is lost, nothing that it signed is contradicted. */
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { leafHashOf } from '../../src/attestation/log/merkle-tree.js';
import { makeNoteKey, readNoteKey } from '../../src/attestation/log/note-signer.js';
import { createTreeHashes } from '../../src/attestation/log/tree-hashes.js';
import { rootOfSize } from '../../src/attestation/log/tree-proof.js';
import { createLog } from '../../src/certification/log-config.js';
import { readEntries } from '../../src/certification/log-entries.js';
import { openLog } from '../../src/certification/log-writer.js';
import { noon, origin, withFolder } from './log-folder.js';

const rounds = Number(process.env['EGIF_KILL_ROUNDS'] ?? 25);
const appender = fileURLToPath(new URL('log-appender.js', import.meta.url));

/** What the process said before it was killed, whole lines only. */
function killedAfter(args: readonly string[], ms: number): Promise<readonly string[]> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [appender, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (part: string) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), ms);
      said += part;
    });
    child.on('error', failed);
    child.on('close', (_status, signal) => {
      if (signal === 'SIGKILL') done(said.slice(0, said.lastIndexOf('\n')).split('\n'));
      else failed(new Error(`ended by itself: ${said.slice(-300)}`));
    });
  });
}

describe('The writer of the log, killed', function () {
  this.timeout(180_000);

  it(
    `${rounds} times while it appends and signs, has every acknowledged entry at its place and every signed root`,
    withFolder(async (folder) => {
      const directory = join(folder, 'log');
      const keyFile = join(folder, 'key.pem');
      writeFileSync(keyFile, makeNoteKey(origin), { mode: 0o600 });
      const key = readNoteKey(readFileSync(keyFile, 'utf8'));
      await createLog(directory, key, { policy: 'quorum none\n', at: new Date(noon) });
      const acknowledged = new Map<number, string>();
      const signed = new Map<number, string>();
      for (let round = 0; round < rounds; round += 1) {
        for (const line of await killedAfter([directory, keyFile, `round-${round}`], 5 + ((round * 37) % 180))) {
          const [word, number = '', ...rest] = line.split(' ');
          if (word === 'entry') acknowledged.set(Number(number), rest.join(' '));
          else if (word === 'signed') {
            assert.ok((signed.get(Number(number)) ?? rest[0]) === rest[0], `two roots for ${number}`);
            signed.set(Number(number), rest[0] ?? '');
          }
        }
        const { entries } = readEntries(readFileSync(join(directory, 'entries')));
        for (const [index, entry] of acknowledged)
          assert.equal(Buffer.from(entries[index] ?? []).toString(), entry, `round ${round}, entry ${index}`);
      }
      const writer = await openLog({ directory, key, clock: () => new Date(noon) });
      const { entries } = readEntries(readFileSync(join(directory, 'entries')));
      const tree = createTreeHashes();
      for (const entry of entries) tree.append(leafHashOf(entry));
      for (const [size, root] of signed) assert.equal(Buffer.from(rootOfSize(size, tree.nodeAt)).toString('hex'), root, `size ${size}`);
      await writer.sign();
      await writer.close();
      assert.ok(acknowledged.size > rounds * 5, `${acknowledged.size} entries`);
      assert.ok(signed.size > rounds, `${signed.size} checkpoints`);
    }),
  );
});
