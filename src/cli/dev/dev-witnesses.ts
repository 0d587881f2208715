/**
 * `egif dev witnesses`: the witnesses of a test nation, all in one process. Real ones run apart, each with `egif witness serve`.
 *
 * Room     cli (floor 7).
 */
import { dirname, join, resolve } from 'node:path';
import { isObject, memberOf } from '../../contract/json.js';
import { loadDocument } from '../../index/files.js';
import { loadNoteKey, readVerifierKey, serveWitness } from '../../index/log.js';
import type { Context } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { usageError } from '../usage-error.js';

interface Named {
  readonly key: string;
  readonly log: string;
  readonly state: string;
  readonly port: number;
}

const textOf = (value: unknown, name: string): string => {
  const text = memberOf(value, name);
  return typeof text === 'string' ? text : '';
};

/** The witnesses that a nation.yaml names. Errors: FILE_*, DOCUMENT_*, USAGE. */
async function witnessesIn(file: string): Promise<readonly Named[]> {
  const { data } = await loadDocument(file);
  const folder = dirname(file);
  const listed = isObject(data) && Array.isArray(data['witnesses']) ? data['witnesses'] : [];
  if (listed.length === 0)
    throw usageError(
      { en: `${file} names no witness`, fa: `${file} گواهی نام نمی‌برد` },
      { en: 'name a nation.yaml', fa: 'یک nation.yaml نام ببرید' },
    );
  return listed.map((each) => ({
    key: `file:${join(folder, textOf(each, 'key').replace(/^file:/, ''))}`,
    log: textOf(each, 'log'),
    state: join(folder, textOf(each, 'state')),
    port: Number(/:(\d+)$/.exec(textOf(each, 'listen'))?.[1] ?? 0),
  }));
}

/** Serves them on the loopback until the process is told to end. */
export async function serveWitnesses(file: string, { world }: Context): Promise<ExitStatus> {
  const named = await witnessesIn(resolve(world.directory, file));
  const stopped = new Promise<void>((ended) => world.onStop(ended));
  const served = [];
  try {
    for (const { key, log, state, port } of named) {
      const own = await loadNoteKey(key, { directory: world.directory });
      const wish = { key: own, logs: [readVerifierKey(log)], directory: state, clock: () => world.now() };
      served.push(await serveWitness(wish, { host: '127.0.0.1', port }));
    }
    world.stdout.write(`${JSON.stringify({ ready: true, urls: served.map(({ url }) => url) })}\n`);
    await stopped;
  } finally {
    for (const { close } of served) await close();
  }
  return 0;
}
