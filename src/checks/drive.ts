/**
 * Drives one check's generator: hands it observations and ends it where evidence is lost.
 *
 * The rule, the same live, in replay and over fixtures: a loss that the action does not tolerate ends the probe with `cantTell` (or `untested`)
 * and the cause of the loss; so does an answer that is not the service's own (obstacle.ts); a probe that throws is the harness's trouble, never the agency's. A probe that
 * created something cleans up in `finally`: those actions are sent also after a loss that ended it.
 *
 * Room     checks (floor 3). The suite drives with `startProbe` and `stepProbe`; self-tests with `driveSync`.
 */
import type { CheckDefinition, CheckSubject, ParamValue, Probe } from '../contract/check.js';
import type { Action, Observation } from '../contract/evidence.js';
import { undetermined, type Judgement } from '../contract/judgement.js';
import { obstacleIn } from './obstacle.js';

export type Params = Readonly<Record<string, ParamValue>>;

/** Where a driven probe stands: it waits for the observation of an action, or it has judged. */
export type ProbeStep =
  | { readonly done: false; readonly probe: Probe; readonly action: Action }
  | { readonly done: true; readonly judgement: Judgement };

function harness(error: unknown): ProbeStep {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { done: true, judgement: undetermined('harness', detail) };
}

function stepOf(probe: Probe, result: IteratorResult<Action, Judgement>): ProbeStep {
  return result.done === true ? { done: true, judgement: result.value } : { done: false, probe, action: result.value };
}

/** Starts a check on one instance. */
export function startProbe(check: CheckDefinition, subject: CheckSubject, params: Params): ProbeStep {
  try {
    const probe = check.probe(subject, params);
    return stepOf(probe, probe.next());
  } catch (error) {
    return harness(error);
  }
}

/** Hands a waiting probe the observation of its action. */
export function stepProbe(waiting: Extract<ProbeStep, { done: false }>, observation: Observation): ProbeStep {
  const lost = observation.lost ?? obstacleIn(observation);
  try {
    if (lost !== undefined && waiting.action.tolerate?.includes(lost.cause) !== true) {
      // What a probe still asks for in `finally` is its cleaning up: it is sent, and changes nothing of the judgement.
      return stepOf(waiting.probe, waiting.probe.return(undetermined(lost.cause, lost.detail)));
    }
    return stepOf(waiting.probe, waiting.probe.next(observation));
  } catch (error) {
    return harness(error);
  }
}

/** Drives a check to its judgement with observations at hand. */
export function driveSync(
  check: CheckDefinition,
  world: { readonly subject: CheckSubject; readonly params: Params },
  answer: (action: Action) => Observation,
): { readonly judgement: Judgement; readonly actions: readonly Action[] } {
  const actions: Action[] = [];
  let step = startProbe(check, world.subject, world.params);
  while (!step.done) {
    actions.push(step.action);
    step = stepProbe(step, answer(step.action));
  }
  return { judgement: step.judgement, actions };
}
