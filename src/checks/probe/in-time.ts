/**
 * Times against bounds. What the run itself was late is no time of the service: an answer took it between `elapsedMs` less `ownDelayMs` and `elapsedMs`, so it
 * passes by the most that it can have taken and fails by the least; in between it cannot be told. Answers that were heard late are never left out of a sample:
 * a slow answer is under way longer, so that leaving them out would hide the slow ones.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Action, Exchange, HttpAction, Observation } from '../../contract/evidence.js';
import { undetermined, type Judgement } from '../../contract/judgement.js';
import { ask } from '../ask.js';

type Timed = Pick<Observation, 'elapsedMs' | 'ownDelayMs'>;

/** The least that it can have taken, in milliseconds. */
export const leastMs = ({ elapsedMs, ownDelayMs = 0 }: Timed): number => Math.max(0, elapsedMs - ownDelayMs);

/** Whether it took less than so many milliseconds; undefined where it cannot be told. */
export function tookLess(timed: Timed, milliseconds: number): boolean | undefined {
  if (timed.elapsedMs < milliseconds) return true;
  return leastMs(timed) >= milliseconds ? false : undefined;
}

/** It cannot be told who was late. Cause: heard-late. */
export const heardLate = ({ elapsedMs, ownDelayMs = 0 }: Timed): Judgement =>
  undetermined('heard-late', `${Math.round(elapsedMs)} ms; for up to ${Math.round(ownDelayMs)} ms of them the run itself was late`);

/** How often a call is repeated whose time cannot be told. */
const repeats = 2;

/** The answer to a call, asked for again while it cannot be told whether it took less than so many milliseconds. */
export function* askInTime(action: HttpAction, milliseconds: number): Generator<Action, Exchange, Observation> {
  let exchange = yield* ask(action);
  for (let repeat = 1; repeat <= repeats && tookLess(exchange, milliseconds) === undefined; repeat += 1)
    exchange = yield* ask({ ...action, occasion: `${action.occasion ?? ''} heard late ${repeat}`.trim() });
  return exchange;
}
