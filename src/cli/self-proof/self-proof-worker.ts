/**
 * A worker process of `egif cert self-proof`: makes one trial after another and gives back what was found. It keeps the test PKI and the digests of the law over all of
 * them; each agency is its own.
 *
 * Room     cli (floor 7). Started by self-proof-pool.ts; nothing imports it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject } from '../../contract/json.js';
import { createPki } from '../../dev/pki.js';
import { loadLaw, resolveProfile } from '../../index/law.js';
import { harnessFacts } from '../harness-facts.js';
import { places } from '../places.js';
import { kindsOfProof } from './self-proof-plan.js';
import { tryOut, type Tried } from './self-proof-trial.js';
import { thisWorld } from '../world.js';

const world = thisWorld();
const profile = process.argv[2] ?? '';
const folder = await mkdtemp(join(tmpdir(), 'egif-self-proof-'));
const law = await loadLaw(places);
const kinds = kindsOfProof(resolveProfile(profile, law));
const pki = createPki({ clock: () => world.now() });
const harness = await harnessFacts(law);
let count = 0;

async function attempt(task: Readonly<Record<string, unknown>>): Promise<Tried> {
  const of = kinds.find(({ kind }) => kind.name === task['kind']);
  if (of === undefined) throw new TypeError(`there is no kind ${String(task['kind'])}`);
  const { fault, only } = task;
  count += 1;
  return tryOut(
    {
      kind: of.kind,
      ground: of.ground,
      profile,
      only: Array.isArray(only) ? only.map(String) : [],
      ...(typeof fault === 'string' ? { fault } : {}),
    },
    { world, pki, harness, directory: join(folder, String(count)) },
  );
}

async function answer(task: Readonly<Record<string, unknown>>): Promise<void> {
  const started = world.now().getTime();
  const tried = await attempt(task).catch((error: unknown) => ({ trouble: error instanceof Error ? error.message : String(error) }));
  process.send?.({ ...tried, elapsedMs: world.now().getTime() - started });
}

process.on('message', (task: unknown) => {
  if (isObject(task)) void answer(task);
});
// However the parent ends, nothing of this process stays.
process.once('disconnect', () => {
  void rm(folder, { recursive: true, force: true }).finally(() => process.exit(0));
});
process.send?.({ ready: true });
