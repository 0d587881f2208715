/**
 * The error answers that a run provokes: an unknown path, refused calls, input that cannot be parsed.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { responseOf } from '../../read.js';
import { anonymousCalls, firstIdentity, negativeCalls, unknownPathCall } from '../calls.js';
import { gather, type Gathered } from '../gather.js';

/** Answers of status 400 and above, and the calls that were lost. */
export function* errorsObserved(subject: CheckSubject): Generator<Action, Gathered, Observation> {
  const known = subject.identities.length === 0 ? [] : [{ action: unknownPathCall(subject, firstIdentity(subject)) }];
  const { answers, losses } = yield* gather([{ action: unknownPathCall(subject) }, ...known, ...anonymousCalls(subject), ...negativeCalls(subject)]);
  return { answers: answers.filter(({ exchange }) => responseOf(exchange).status >= 400), losses };
}
