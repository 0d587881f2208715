/**
 * probe/broken-token-refused — a token that cannot be valid is refused.
 *
 * Source   EGIF-TEC-SEC-002; RFC 6750 §3.1 (invalid_token).
 * Evidence each secured safe operation with a token that nobody issued, and with the accepted one after one octet of its signature (or of an
 *          opaque token) was changed; and with the accepted one itself, as the proof that the call was a good one.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy, leakedMembers } from '../answers.js';
import { bearable } from '../gather.js';
import { controlOf, overSecured } from './secured.js';
import { mustRefuse } from './token.js';

function* judgeOperation(subject: CheckSubject, operation: Operation, sample: Sample): Generator<Action, Judgement, Observation> {
  const refused = yield* ask({ ...callOf(subject, sample, { credential: 'broken', safety: 'S1' }), tolerate: bearable });
  if (refused.lost !== undefined) return undetermined(refused.lost.cause, refused.lost.detail);
  const { status } = responseOf(refused);
  if (status >= 200 && status < 300)
    return violated({ code: 'broken-token-accepted', at: placeOf(refused, operation.method), got: String(status), want: '401' });
  if (status !== 401 && status !== 403) {
    return busy(refused) ?? undetermined('unexpected-answer', `status ${status} for a broken token at ${operation.path}`);
  }
  const control = yield* controlOf(subject, sample);
  if ('cause' in control) return control;
  const leaked = leakedMembers(refused, control.served);
  if (leaked.length > 0) return violated({ code: 'data-in-token-refusal', at: placeOf(refused), got: leaked.join(', ') });
  return yield* mustRefuse(subject, sample, {
    credential: `altered:flipped:${subject.identities[0] ?? ''}`,
    accepted: 'flipped-token-accepted',
    what: 'the accepted token with one octet changed',
  });
}

export const brokenTokenRefused = defineCheck({
  id: 'probe/broken-token-refused',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['broken-token-accepted', 'flipped-token-accepted', 'data-in-token-refusal'],

  *probe(subject) {
    return yield* overSecured(subject, judgeOperation);
  },
});
