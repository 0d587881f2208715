/** Folders, keys and witnesses of logs for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeNoteKey, type NoteKey, readNoteKey, verifierOf } from '../../src/attestation/log/note-signer.js';
import { readVerifierKey, writeVerifierKey } from '../../src/attestation/log/verifier-key.js';
import { createLog } from '../../src/certification/log-config.js';
import { type LogWriter, openLog } from '../../src/certification/log-writer.js';
import { type ServedWitness, serveWitness } from '../../src/certification/witness-server.js';

export const noon = Date.UTC(2026, 10, 22, 8);
export const origin = 'log.example/certificates';

/** A folder that is removed when the test is over. */
export function withFolder<T>(work: (folder: string) => Promise<T>): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'egif-log-'));
    try {
      await work(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

export const keyNamed = (name: string): NoteKey => readNoteKey(makeNoteKey(name));
export const vkeyOf = (key: NoteKey, kind: 'ed25519' | 'cosignature'): string => writeVerifierKey(verifierOf(key, kind));

/** A clock that a test sets. */
export interface SetClock {
  now: number;
  readonly clock: () => Date;
}

export function setClock(now = noon): SetClock {
  const state = { now, clock: () => new Date(state.now) };
  return state;
}

export interface WitnessedLog {
  readonly directory: string;
  readonly key: NoteKey;
  readonly witnessKeys: readonly NoteKey[];
  readonly time: SetClock;
  readonly policy: string;
  open(): Promise<LogWriter>;
  /** Starts one of the witnesses on its address; the first start binds it. */
  start(number: number, time?: SetClock): Promise<ServedWitness>;
  stop(number: number): Promise<void>;
  close(): Promise<void>;
}

/** A log that needs two of three witnesses, all of them running. */
export async function witnessedLog(folder: string, time: SetClock = setClock()): Promise<WitnessedLog> {
  const directory = join(folder, 'log');
  const key = keyNamed(origin);
  const witnessKeys = ['budget', 'audit', 'cluster'].map((name) => keyNamed(`${name}.example/witness`));
  const logs = [readVerifierKey(vkeyOf(key, 'ed25519'))];
  const running = new Map<number, ServedWitness>();
  const ports = new Map<number, number>();
  const start = async (number: number, own: SetClock = time): Promise<ServedWitness> => {
    const witnessKey = witnessKeys[number];
    if (witnessKey === undefined) throw new Error('no such witness');
    const options = { key: witnessKey, logs, directory: join(folder, `witness-${number}`), clock: own.clock };
    const served = await serveWitness(options, { host: '127.0.0.1', port: ports.get(number) ?? 0, requestMs: 2_000 });
    ports.set(number, Number(new URL(served.url).port));
    running.set(number, served);
    return served;
  };
  const urls = await Promise.all(witnessKeys.map(async (_key, number) => (await start(number)).url));
  const policy = [
    `log ${vkeyOf(key, 'ed25519')}`,
    ...witnessKeys.map((each, at) => `witness w${at + 1} ${vkeyOf(each, 'cosignature')} ${urls[at]}`),
    'group enough 2 w1 w2 w3',
    'quorum enough',
    '',
  ].join('\n');
  await createLog(directory, key, { policy, at: time.clock() });
  return {
    directory,
    key,
    witnessKeys,
    time,
    policy,
    start,
    open: () => openLog({ directory, key, clock: time.clock }),
    async stop(number) {
      await running.get(number)?.close();
      running.delete(number);
    },
    async close() {
      for (const served of running.values()) await served.close();
    },
  };
}
