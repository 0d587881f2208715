/**
 * Drives one probe against a source of observations, live or recorded, and makes every failure prove itself again.
 *
 * Room     suite (floor 5).
 */
import { startProbe, stepProbe } from '../checks/index.js';
import type { CheckDefinition, CheckSubject, ParamValue } from '../contract/check.js';
import type { Action, Observation } from '../contract/evidence.js';
import type { Judgement } from '../contract/judgement.js';
import { settleAttempts } from '../verdict/index.js';

/** Where observations come from: the engine, or recorded evidence. */
export interface ObservationSource {
  /** `asker` tells apart the probes that send one and the same state-changing request. */
  observe(action: Action, attempt: number, asker: string): Promise<Observation>;
}

/** A judgement with what it rests on. */
export interface Driven {
  readonly judgement: Judgement;
  /** How often the check was run; 1 unless it failed at first. */
  readonly attempts: number;
  /** Every observation that was used, in order. */
  readonly observations: readonly Observation[];
}

interface Attempt {
  readonly judgement: Judgement;
  readonly observations: readonly Observation[];
}

/** The subject as one attempt sees it: identifiers that a repetition makes up are new, so that a service which remembers them acts again. */
function subjectOf({ subject }: DriveInput, attempt: number): CheckSubject {
  return attempt === 1 ? subject : { ...subject, uuid: (label) => subject.uuid(`${label} attempt ${attempt}`) };
}

async function attemptOnce(check: CheckDefinition, given: DriveInput, attempt: number): Promise<Attempt> {
  const observations: Observation[] = [];
  let step = startProbe(check, subjectOf(given, attempt), given.params);
  while (!step.done) {
    const observation = await given.source.observe(step.action, attempt, `${check.id} ${given.instance}`);
    observations.push(observation);
    step = stepProbe(step, observation);
  }
  return { judgement: step.judgement, observations };
}

export interface DriveInput {
  readonly subject: CheckSubject;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly source: ObservationSource;
  readonly instance: string;
  /** Further runs that a failure must survive; 2 means 3 of 3. */
  readonly repeats: number;
}

/** Causes that end a run early. */
const endings: ReadonlySet<string> = new Set(['interrupted', 'stopped', 'disk', 'budget']);

/** Runs a check; a failure that needed evidence must come out again each time, or it is `cantTell` with cause `flaky`. */
export async function drive(check: CheckDefinition, given: DriveInput): Promise<Driven> {
  const first = await attemptOnce(check, given, 1);
  if (first.judgement.findings.length === 0 || first.observations.length === 0) return { ...first, attempts: 1 };
  const attempts = [first];
  for (let attempt = 2; attempt <= given.repeats + 1; attempt += 1) {
    const next = await attemptOnce(check, given, attempt);
    attempts.push(next);
    // A failure that could not be tried again is none, and not the subject's unsteadiness either.
    if (endings.has(next.judgement.cause?.code ?? '')) {
      return { judgement: next.judgement, attempts: attempts.length, observations: attempts.flatMap((each) => each.observations) };
    }
  }
  const judgement = settleAttempts(attempts.map((each) => each.judgement)) ?? first.judgement;
  return { judgement, attempts: attempts.length, observations: attempts.flatMap((each) => each.observations) };
}
