/**
 * probe/violations-refused — a request that breaks the contract in one place is refused.
 *
 * Source   EGIF-TEC-OAS-016; RFC 9110 §15.5.
 * Evidence for each operation with a JSON body and a valid sample: the sample without each demanded member, and with each text member mistyped.
 *          In production only operations that are marked as safe are asked.
 * Params   maxPerOperation.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { placeOf, responseOf } from '../../read.js';
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { sendable } from '../calls.js';
import { bearable, conclude } from '../gather.js';
import { violationsOf, type Violation } from '../request-body.js';

function* judgeViolation(subject: CheckSubject, sample: Sample, violation: Violation): Generator<Action, Judgement, Observation> {
  const exchange = yield* ask({ ...callOf(subject, { ...sample, body: violation.body }, { safety: 'S3' }), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  const { status } = responseOf(exchange);
  const at = placeOf(exchange, violation.place);
  if (status >= 200 && status < 300) return violated({ code: 'violation-accepted', at, got: String(status), want: '4xx' });
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  if (status >= 500) return violated({ code: 'violation-crashes', at, got: String(status), want: '4xx' });
  if (status < 400 || status === 401 || status === 403) return undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
  return examined(1);
}

export const violationsRefused = defineCheck({
  id: 'probe/violations-refused',
  safety: 'S3',
  over: 'service',
  params: { maxPerOperation: 'count' },
  findings: ['violation-accepted', 'violation-crashes'],

  *probe(subject, params) {
    const most = numberParam(params, 'maxPerOperation', 20);
    const parts: Judgement[] = [];
    for (const operation of subject.contract?.operations ?? []) {
      if (subject.environment.kind === 'production' && !operation.safe) continue;
      const sample = sendable(subject, operation);
      if (sample === undefined) continue;
      for (const violation of violationsOf(sample, most)) parts.push(yield* judgeViolation(subject, sample, violation));
    }
    return conclude(parts, [], subject.contract === undefined ? 'no-contract' : 'no-test-data');
  },
});
