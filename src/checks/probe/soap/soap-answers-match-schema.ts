/**
 * probe/soap-answers-match-schema — the bodies of answers are what the published schemas say.
 *
 * Source   EGIF-TEC-MSG-010; XML Schema 1.0 Part 1; WSDL 1.1 §3.5.
 * Evidence the call of every safe operation of every port for which the statement has data.
 */
import { defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import type { SeenEnvelope } from '../../soap/soap-answer.js';
import { samplesIn, type SoapSample } from '../../soap/soap-call.js';
import { combine } from '../gather.js';
import { control, unsampled } from './control.js';

/** The element that the operation answers with: of an rpc body the wrapper by convention (WSDL 1.1 §3.5, WS-I BP R2729). */
function expectedPayload({ operation }: SoapSample): string | undefined {
  const { output, style, name } = operation;
  return style === 'rpc' ? `{${output?.namespace ?? ''}}${name}Response` : output?.parts[0]?.element;
}

function judgeBody(subject: CheckSubject, sample: SoapSample, seen: { readonly exchange: Exchange; readonly envelope: SeenEnvelope }): Judgement {
  const { exchange, envelope } = seen;
  const at = placeOf(exchange);
  const wanted = expectedPayload(sample);
  if (wanted !== undefined && envelope.payload !== wanted)
    return violated({ code: 'soap-answer-element', at, got: envelope.payload ?? 'nothing', want: wanted });
  const breaches = subject.xml?.breachesIn(sample.contract, envelope.octets);
  if (breaches === undefined) return undetermined('schema-not-checkable', sample.operation.id);
  return examined(
    1,
    [...new Set(breaches)].map((detail) => ({ code: 'soap-answer-violates-schema', at, detail })),
  );
}

export const soapAnswersMatchSchema = defineCheck({
  id: 'probe/soap-answers-match-schema',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['soap-answer-element', 'soap-answer-violates-schema'],

  *probe(subject) {
    const { samples, without } = samplesIn(subject);
    if (samples.length === 0) return unsampled(subject);
    const parts: Judgement[] = [];
    for (const sample of samples) {
      const seen = yield* control(subject, sample);
      parts.push('cause' in seen ? seen.cause : judgeBody(subject, sample, seen));
    }
    for (const operation of without) parts.push(undetermined('no-test-data', operation.id));
    return combine(parts);
  },
});
