/**
 * probe/soap-echo — the operation that is there for monitoring answers, and soon.
 *
 * Source   EGIF-TEC-MSG-016.
 * Evidence the call of the echo or status operation of each port.
 * Params   maxSeconds, the time within which it answers.
 */
import { defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { placeOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { servedEnvelope } from '../../soap/soap-answer.js';
import { samplesIn } from '../../soap/soap-call.js';
import { combine } from '../gather.js';
import { call, echoSamples, wordFor } from './control.js';

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
      const findings: Finding[] = [];
      if (servedEnvelope(subject, exchange) === undefined)
        findings.push({ code: 'echo-not-served', at: placeOf(exchange), got: wordFor(subject, exchange) });
      else if (exchange.elapsedMs > limit * 1000)
        findings.push({ code: 'echo-slow', at: placeOf(exchange), got: (exchange.elapsedMs / 1000).toFixed(1), want: String(limit) });
      parts.push(examined(1, findings));
    }
    return combine(parts);
  },
});
