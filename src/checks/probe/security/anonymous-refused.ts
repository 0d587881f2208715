/**
 * probe/anonymous-refused — calls without credentials to secured operations are refused, and give nothing away.
 *
 * Source   EGIF-TEC-SEC-001; RFC 9110 §15.5.2 and §11.6.1 (WWW-Authenticate).
 * Evidence each secured safe operation without a credential; and with one, as the proof that the refused call was a good one. 403 is accepted.
 */
import { callOf, ask, defineCheck } from '../../ask.js';
import { headerValues, placeOf, responseOf } from '../../read.js';
import type { Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy, leakedMembers } from '../answers.js';
import { bearable } from '../gather.js';
import { controlOf, overSecured } from './secured.js';

function judgeRefusal(refused: Exchange, served: Exchange): Judgement {
  const { status } = responseOf(refused);
  const findings: Finding[] = [];
  const leaked = leakedMembers(refused, served);
  if (leaked.length > 0) findings.push({ code: 'data-in-refusal', at: placeOf(refused), got: leaked.join(', ') });
  if (status === 401 && headerValues(refused, 'www-authenticate').length === 0) {
    findings.push({ code: 'challenge-missing', at: placeOf(refused, 'www-authenticate') });
  }
  return examined(1, findings);
}

function* judgeOperation(subject: CheckSubject, operation: Operation, sample: Sample): Generator<Action, Judgement, Observation> {
  const refused = yield* ask({ ...callOf(subject, sample, { credential: 'none', safety: 'S1' }), tolerate: bearable });
  const { status } = responseOf(refused);
  if (refused.lost !== undefined && refused.lost.cause !== 'tls') return undetermined(refused.lost.cause, refused.lost.detail);
  if (status >= 200 && status < 300)
    return violated({ code: 'anonymous-call-served', at: placeOf(refused, operation.method), got: String(status), want: '401' });
  if (refused.lost === undefined && status !== 401 && status !== 403) {
    return busy(refused) ?? undetermined('unexpected-answer', `status ${status} without a credential at ${operation.path}`);
  }
  const control = yield* controlOf(subject, sample);
  if ('cause' in control) return control;
  // A handshake that fails only without the client's certificate is a refusal too.
  return refused.lost === undefined ? judgeRefusal(refused, control.served) : examined(1);
}

export const anonymousRefused = defineCheck({
  id: 'probe/anonymous-refused',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['anonymous-call-served', 'challenge-missing', 'data-in-refusal'],

  *probe(subject) {
    return yield* overSecured(subject, judgeOperation);
  },
});
