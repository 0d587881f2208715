/**
 * Whose clock dates are judged by: the run's and, where an answer shows it, the server's. What the two disagree on is not told.
 *
 * A run on a machine with a wrong clock would call every certificate expired, or none; a server's Date is the nearest other clock at hand.
 *
 * Source   RFC 9110 §6.6.1.
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { ask } from '../../ask.js';
import { headerValues } from '../../read.js';
import { statusCall } from '../calls.js';
import { bearable } from '../gather.js';

/** Milliseconds since the epoch: the start of the run and, where it is known, the server's clock at that instant. */
export type Clocks = readonly [own: number, server?: number];

/** Asks the status resource for the server's time. An answer from a cache, or none, leaves the run's own clock alone. */
export function* clocksOf(subject: CheckSubject): Generator<Action, Clocks, Observation> {
  const own = Date.parse(subject.startedAt);
  const exchange = yield* ask({ ...statusCall(subject), tolerate: bearable });
  if (exchange.lost !== undefined || headerValues(exchange, 'age').some((age) => Number(age) !== 0)) return [own];
  const [date = ''] = headerValues(exchange, 'date');
  const ahead = Date.parse(date) - Date.parse(exchange.at);
  return Number.isNaN(ahead) ? [own] : [own, own + ahead];
}

/** What holds by every clock, or undefined where they disagree. */
export function agreed<T extends string | number | boolean>(clocks: Clocks, judge: (now: number) => T): T | undefined {
  const [own, server = own] = clocks;
  const [first, second] = [judge(own), judge(server)];
  return first === second ? first : undefined;
}
