/**
 * What the trials of a self-proof are and what they have shown so far.
 *
 * Room     cli (floor 7).
 */
import { isClean, type KnownFault, survives } from '../../index/certification.js';
import type { SelfProofTrials } from '../../index/files.js';
import type { KindOfProof } from './self-proof-plan.js';
import type { TrialAnswer, TrialTask } from './self-proof-pool.js';
import type { TrialRecord } from './self-proof-record.js';

type KeptFault = SelfProofTrials['faults'][number];
type KeptClean = SelfProofTrials['clean'][number];

/** A trial that is to be made: of the clean agency, or of a fault. */
export interface ProofTask extends TrialTask {
  readonly of: KindOfProof;
  readonly known?: KnownFault;
}

/** The trials that are left to make: the clean agencies first, which take longest. */
export function tasksFor(kinds: readonly KindOfProof[], { before }: Pick<TrialRecord, 'before'>): readonly ProofTask[] {
  const hasClean = new Set(before.clean.map(({ trial }) => trial.kind));
  const hasFault = new Set(before.faults.map(({ trial }) => trial.name));
  return [
    ...kinds.filter(({ kind }) => !hasClean.has(kind.name)).map((of) => ({ of, kind: of.kind.name, only: of.whole ? [] : of.broken })),
    ...kinds.flatMap((of) =>
      of.faults
        .filter(({ name }) => !hasFault.has(name))
        .map((known) => ({ of, known, kind: of.kind.name, fault: known.name, only: known.expected })),
    ),
  ];
}

export interface Tally {
  readonly clean: readonly KeptClean[];
  readonly faults: readonly KeptFault[];
  /** Takes out what is to be tried once more: a fault among all requirements, since it may show in answers to other probes. */
  takeAgain(): readonly ProofTask[];
  /** How many trials were taken. */
  tried(): number;
  /** Takes what a trial found; gives whether it showed what it should. */
  take(task: ProofTask, answer: TrialAnswer): boolean;
  /** Takes back what did not show what it should, for another trial. What was found in a clean agency stands: it is not tried until it vanishes. */
  retry(task: ProofTask): void;
}

/** A tally that begins with what is kept from before. */
export function openTally({ before }: Pick<TrialRecord, 'before'>, now: () => Date): Tally {
  const clean = [...before.clean];
  const faults = [...before.faults];
  const again: ProofTask[] = [];
  let tried = 0;
  return {
    clean,
    faults,
    takeAgain: () => again.splice(0),
    tried: () => tried,
    take({ of, known }, { failed, held, elapsedMs }) {
      tried += 1;
      const at = new Date(now().getTime() - elapsedMs).toISOString();
      if (known === undefined) {
        const unseen = of.broken.filter((id) => !held.includes(id) && !failed.includes(id));
        const trial = { kind: of.kind.name, whole: of.whole, failed: [...failed], unseen };
        clean.push({ at, elapsedMs, trial });
        return isClean(trial);
      }
      const { kind, name, must, expected } = known;
      const trial = { kind, name, must, expected: [...expected], found: expected.filter((id) => failed.includes(id)) };
      faults.push({ at, elapsedMs, trial });
      return !survives(trial);
    },
    retry(task) {
      const { of, known } = task;
      if (known === undefined) {
        const at = clean.findIndex(({ trial }) => trial.kind === of.kind.name);
        if ((clean[at]?.trial.failed.length ?? 0) > 0) return;
        clean.splice(at, 1);
      } else
        faults.splice(
          faults.findIndex(({ trial }) => trial.name === known.name),
          1,
        );
      again.push({ ...task, only: known === undefined ? task.only : [] });
    },
  };
}
