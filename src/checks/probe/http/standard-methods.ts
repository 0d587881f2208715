/**
 * probe/standard-methods — TRACE and methods outside HTTP's own are refused.
 *
 * Source   EGIF-TEC-HTP-003; RFC 9110 §9.3.8 (TRACE) and §15.6.2 (501).
 * Evidence anonymous TRACE, TRACK, PROPFIND and an invented method on the status resource. A closed connection is a refusal.
 */
import { ask, defineCheck } from '../../ask.js';
import { placeOf, responseOf, textOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { statusCall } from '../calls.js';
import { combine } from '../gather.js';

function* refusesMethod(subject: CheckSubject, method: string): Generator<Action, Judgement, Observation> {
  const marker = subject.uuid('trace-marker');
  const exchange = yield* ask({
    ...statusCall(subject),
    method,
    headers: [['X-Egif-Probe', marker]] as const,
    safety: 'S3',
    tolerate: ['reset'] as const,
  });
  if (exchange.lost !== undefined) return examined(1);
  const { status } = responseOf(exchange);
  const at = placeOf(exchange, method);
  if (textOf(exchange).includes(marker)) return violated({ code: 'trace-echoed', at, got: String(status) });
  if (status >= 200 && status < 400) return violated({ code: 'method-offered', at, got: String(status), want: '405 or 501' });
  if (status < 500 || status === 501) return busy(exchange) ?? examined(1);
  return busy(exchange) ?? undetermined('server-error', `status ${status} for ${method}`);
}

export const standardMethods = defineCheck({
  id: 'probe/standard-methods',
  safety: 'S3',
  over: 'service',
  params: {},
  findings: ['method-offered', 'trace-echoed'],

  *probe(subject) {
    // Without a living server behind it, a closed connection is no refusal.
    yield* ask(statusCall(subject));
    const judgements: Judgement[] = [];
    for (const method of ['TRACE', 'TRACK', 'PROPFIND', 'EGIFTEST']) judgements.push(yield* refusesMethod(subject, method));
    return combine(judgements);
  },
});
