/**
 * probe/oversize-refused — over-long addresses and headers are declined, not crashed on.
 *
 * Source   EGIF-TEC-HTP-015; RFC 9110 §15.5.15 (414); RFC 6585 §5 (431).
 * Evidence the status resource with a query of 16 KiB, and with one header of 64 KiB. A closed connection is a refusal, since the same resource
 *          answers without it; a server that bears the size tells nothing of its limit.
 */
import { ask, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { Action, HttpAction, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy, unserved } from '../answers.js';
import { statusCall } from '../calls.js';
import { combine } from '../gather.js';

function* judgeSize(call: HttpAction, spot: string): Generator<Action, Judgement, Observation> {
  const exchange = yield* ask({ ...call, safety: 'S3', tolerate: ['reset'] as const });
  if (exchange.lost !== undefined) return examined(1);
  const { status } = responseOf(exchange);
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  if (status >= 500) return violated({ code: 'oversize-crashes', at: placeOf(exchange, spot), got: String(status), want: '4xx' });
  return status >= 400 ? examined(1) : undetermined('unexpected-answer', `status ${status} for an over-long ${spot}`);
}

export const oversizeRefused = defineCheck({
  id: 'probe/oversize-refused',
  safety: 'S3',
  over: 'service',
  params: {},
  findings: ['oversize-crashes'],

  *probe(subject) {
    const call = statusCall(subject);
    const broken = unserved(yield* ask(call));
    if (broken !== undefined) return broken;
    const query = yield* judgeSize({ ...call, url: `${call.url}?egif=${'x'.repeat(16 * 1024)}` }, 'query');
    const header = yield* judgeSize({ ...call, headers: [['X-Egif-Probe', 'x'.repeat(64 * 1024)]] }, 'header');
    return combine([query, header]);
  },
});
