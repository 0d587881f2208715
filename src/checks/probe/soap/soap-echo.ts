/**
 * probe/soap-echo — the operation that is there for monitoring answers, and soon.
 *
 * Source   EGIF-TEC-MSG-016.
 * Evidence the call of the echo or status operation of each port.
 * Params   maxSeconds, the most that it takes beyond what the way there takes.
 */
import { ask, defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { servedEnvelope } from '../../soap/soap-answer.js';
import { samplesIn } from '../../soap/soap-call.js';
import { unknownPathCall } from '../calls.js';
import { bearable, combine } from '../gather.js';
import { heardLate, leastMs } from '../in-time.js';
import { call, echoSamples, wordFor } from './control.js';

/** Whether the echo answers in time. What the way there takes is no fault of it: an unknown path goes the same way and does nothing. */
function* judgeTime(subject: CheckSubject, exchange: Exchange, limit: number): Generator<Action, Judgement, Observation> {
  if (exchange.elapsedMs <= limit * 1000) return examined(1);
  if (leastMs(exchange) <= limit * 1000) return heardLate(exchange);
  const idle = yield* ask({ ...unknownPathCall(subject), tolerate: bearable });
  const own = leastMs(exchange) - (idle.lost === undefined ? idle.elapsedMs : exchange.elapsedMs);
  if (own > limit * 1000)
    return examined(1, [{ code: 'echo-slow', at: placeOf(exchange), got: (exchange.elapsedMs / 1000).toFixed(1), want: String(limit) }]);
  return undetermined('way-slow', `${exchange.elapsedMs} ms for the echo, ${idle.elapsedMs} ms for nothing`);
}

export const soapEcho = defineCheck({
  id: 'probe/soap-echo',
  safety: 'S2',
  over: 'service',
  params: { maxSeconds: 'seconds' },
  findings: ['echo-not-served', 'echo-slow'],

  *probe(subject, params) {
    const limit = numberParam(params, 'maxSeconds', 2);
    const samples = echoSamples(subject);
    if ((subject.soap ?? []).length === 0) return undetermined('no-contract');
    if (samples.length === 0) return undetermined(samplesIn(subject, () => true).without.length > 0 ? 'no-test-data' : 'nothing-of-the-kind');
    const parts: Judgement[] = [];
    for (const sample of samples) {
      const called = yield* call(subject, sample);
      if ('cause' in called) {
        parts.push(called.cause);
        continue;
      }
      const { exchange } = called;
      parts.push(
        servedEnvelope(subject, exchange) !== undefined
          ? yield* judgeTime(subject, exchange, limit)
          : examined(1, [{ code: 'echo-not-served', at: placeOf(exchange), got: wordFor(subject, exchange) }]),
      );
    }
    return combine(parts);
  },
});
