/**
 * The call of the service's own by which the statement has something done: an event caused, a callback registered, a transaction begun.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Sample } from '../contract/api-model.js';
import type { CheckSubject } from '../contract/check.js';
import { undetermined, type Judgement } from '../contract/judgement.js';
import { sendable, unsendable } from './probe/calls.js';

/** Whether what was given is the reason why something cannot be had, and not the thing itself. */
export const isJudgement = (value: object): value is Judgement => 'findings' in value && 'examined' in value;

/** The sample of the operation that the statement names, or why there is none. */
export function boundCall(subject: CheckSubject, id: string): Sample | Judgement {
  const operation = subject.contract?.operations.find((each) => each.id === id);
  if (operation === undefined) return undetermined('listener-operation-unknown', id);
  return sendable(subject, operation) ?? unsendable(subject, operation);
}
