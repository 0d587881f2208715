/**
 * `egif cert self-proof`: this very program, with this very profile, run against its own sample agencies of every kind that the profile is for, clean and with each
 * fault. What nothing finds is said.
 *
 * A fault is shown to be found by the requirements that it breaks; that nothing else fails beside is what the kill matrix is held against, and no matter here.
 *
 * Room     cli (floor 7).
 */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { loadSigner, rulesDigestOf, sealObject, selfProofType } from '../../index/certification.js';
import { type ResolvedProfile, type SelfProof, writeWhole } from '../../index/files.js';
import { type Law, loadLaw, resolveProfile } from '../../index/law.js';
import type { Context } from '../command.js';
import { harnessFacts } from '../harness-facts.js';
import { places } from '../places.js';
import { programDigest } from './program-digest.js';
import { type KindOfProof, kindsOfProof } from './self-proof-plan.js';
import { type TrialAnswer, tryAll } from './self-proof-pool.js';
import { openRecord, type TrialRecord } from './self-proof-record.js';
import { openTally, type ProofTask, type Tally, tasksFor } from './self-proof-tally.js';

export interface SelfProofWishes {
  readonly profile: string;
  /** Only these faults: such a proof counts in a test nation alone. */
  readonly faults: readonly string[];
  readonly key: string;
  readonly out: string;
  /** Folder in which the trials are kept. */
  readonly trials: string;
  /** Processes; absent: one a core. */
  readonly workers?: number | undefined;
}

/** What it took. */
export interface SelfProofFigures {
  /** Of the whole, without the trials that were kept from before. */
  readonly wallMs: number;
  readonly workers: number;
  /** Trials that were made now, and those that were kept from before. */
  readonly tried: number;
  readonly kept: number;
  /** Of the trials of faults, those from before among them. */
  readonly medianMs: number;
  readonly slowest: readonly { readonly name: string; readonly elapsedMs: number }[];
}

export interface SelfProofOutcome {
  readonly proof: SelfProof;
  readonly figures: SelfProofFigures;
}

/** The operator stopped it: what was shown is kept there. */
export interface SelfProofStopped {
  readonly keptIn: string;
}

function chosenKinds(kinds: readonly KindOfProof[], names: readonly string[]): readonly KindOfProof[] {
  const known = new Set(kinds.flatMap(({ faults }) => faults.map(({ name }) => name)));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined || known.size === 0)
    throw new EgifError('FAULT_UNKNOWN', `no fault ${unknown ?? 'of a sample agency'} breaks something in the profile`, {
      mend: 'see egif dev agency --list-faults',
    });
  if (names.length === 0) return kinds;
  return kinds.flatMap((each) => {
    const faults = each.faults.filter(({ name }) => names.includes(name));
    return faults.length === 0 ? [] : [{ ...each, faults }];
  });
}

/** Says each trial: in one line that changes on a terminal, else now and then. */
function progress(total: number, { world }: Context): (task: ProofTask, answer: TrialAnswer) => void {
  const everyMs = 10_000;
  let done = 0;
  let saidAt = 0;
  return ({ kind, fault }, { elapsedMs, trouble }) => {
    done += 1;
    const at = world.now().getTime();
    const line = `${done}/${total} ${kind} ${fault ?? '—'} ${(elapsedMs / 1000).toFixed(1)} s`;
    if (world.stderr.isTTY === true) world.stderr.write(`\r${line}\u001B[K`);
    else if (at - saidAt >= everyMs || done === total) {
      saidAt = at;
      world.stderr.write(`${line}\n`);
    }
    if (trouble !== undefined) world.stderr.write(`${kind} ${fault ?? '—'}: ${trouble}\n`);
  };
}

interface Making {
  readonly record: TrialRecord;
  readonly profile: string;
  readonly workers: number;
}

/**
 * Makes the trials; what does not show what it should is tried again when the others are done, and at last alone, since a busy machine may have hidden it. Nothing where
 * the operator stops it.
 */
async function makeTrials(tasks: readonly ProofTask[], { record, profile, workers }: Making, context: Context): Promise<Tally | undefined> {
  const { world } = context;
  const trials = openTally(record, () => world.now());
  const stopped = new AbortController();
  const undo = world.onStop(() => stopped.abort());
  const { signal } = stopped;
  const round = async (each: readonly ProofTask[], { width, isLast }: { readonly width: number; readonly isLast: boolean }): Promise<void> => {
    const say = progress(each.length, context);
    const onTried = async (task: ProofTask, answer: TrialAnswer): Promise<void> => {
      const isShown = trials.take(task, answer);
      say(task, answer);
      if (!isShown && !isLast) trials.retry(task);
      await record.keep(trials, false);
    };
    await tryAll(each, { profile, signal, workers: width, onTried });
  };
  try {
    await round(tasks, { width: workers, isLast: false });
    await round(trials.takeAgain(), { width: workers, isLast: false });
    await round(trials.takeAgain(), { width: 1, isLast: true });
  } finally {
    undo();
    await record.keep(trials, true);
  }
  return signal.aborted ? undefined : trials;
}

function figuresOf({ faults, tried }: Tally, { before }: TrialRecord, rest: Pick<SelfProofFigures, 'wallMs' | 'workers'>): SelfProofFigures {
  const slowest = faults.map(({ elapsedMs, trial }) => ({ name: trial.name, elapsedMs })).sort((one, other) => other.elapsedMs - one.elapsedMs);
  return {
    ...rest,
    tried: tried(),
    kept: before.clean.length + before.faults.length,
    medianMs: slowest[Math.floor(slowest.length / 2)]?.elapsedMs ?? 0,
    slowest: slowest.slice(0, 5),
  };
}

async function harnessOf(law: Law, program: string): Promise<SelfProof['harness']> {
  const { version, rulesets, codelists, vocabularies = [] } = await harnessFacts(law);
  return { version, rulesets: rulesDigestOf({ rulesets: [...rulesets], codelists: [...codelists], vocabularies: [...vocabularies] }), program };
}

interface Proving {
  readonly law: Law;
  readonly profile: Pick<ResolvedProfile, 'id' | 'version' | 'digest'>;
  readonly kinds: readonly KindOfProof[];
  readonly program: string;
  readonly startedAt: Date;
}

/** The proof, of the kinds and faults that are wished. */
async function proofOf(trials: Tally, { law, profile, kinds, program, startedAt }: Proving): Promise<SelfProof> {
  const order = new Map(kinds.flatMap(({ faults }) => faults).map(({ name }, index) => [name, index]));
  const clean = trials.clean.filter(({ trial }) => kinds.some(({ kind }) => kind.name === trial.kind));
  const faults = trials.faults.filter(({ trial }) => order.has(trial.name));
  const [oldest = startedAt.toISOString()] = [...clean, ...faults].map(({ at }) => at).sort();
  return {
    egif: 'self-proof/v1',
    at: oldest,
    harness: await harnessOf(law, program),
    profile: { ref: `${profile.id}@${profile.version}`, sha256: profile.digest },
    clean: clean.map(({ trial }) => trial),
    faults: faults.map(({ trial }) => trial).sort((one, other) => (order.get(one.name) ?? 0) - (order.get(other.name) ?? 0)),
  };
}

/** Makes the trials that are not kept from before, signs what came of all of them, writes it. Errors: FAULT_UNKNOWN, those of key and files. */
export async function proveSelf(wishes: SelfProofWishes, context: Context): Promise<SelfProofOutcome | SelfProofStopped> {
  const { world } = context;
  const startedAt = world.now();
  const law = await loadLaw(places);
  const profile = resolveProfile(wishes.profile, law);
  const signer = await loadSigner(wishes.key, world.directory, world.env);
  const all = kindsOfProof(profile);
  const kinds = chosenKinds(all, wishes.faults);
  const program = await programDigest();
  const record = await openRecord({ folder: resolve(world.directory, wishes.trials), program, profile, signer, kinds: all, world });
  if (record.refused !== undefined) world.stderr.write(`${record.file}: ${record.refused}\n`);
  const workers = wishes.workers ?? availableParallelism();
  const making = { record, profile: `${profile.id}@${profile.version}`, workers };
  const trials = await makeTrials(tasksFor(kinds, record), making, context);
  if (trials === undefined) return { keptIn: record.file };
  const proof = await proofOf(trials, { law, profile, kinds, program, startedAt });
  const sealed = await sealObject(proof, { type: selfProofType, content: 'application/json', signer, at: world.now() });
  await writeWhole(resolve(world.directory, wishes.out), sealed);
  return { proof, figures: figuresOf(trials, record, { wallMs: world.now().getTime() - startedAt.getTime(), workers }) };
}
