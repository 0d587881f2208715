/**
 * probe/message-replay — a message that was received before is refused, or has no effect a second time.
 *
 * Source   EGIF-TEC-MSG-012; WS-Addressing 1.0 Core §3.1 (message id); WSS SOAP Message Security 1.1.1 §13.2.1 (replay).
 * Evidence the same signed message twice, to the octet: of an operation with an effect where the statement has data for one, else of a safe one.
 */
import { defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { canonicalJson } from '../../../contract/canonical.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { type SeenEnvelope, servedEnvelope } from '../../soap/soap-answer.js';
import { onePerPort, samplesIn, signerOf, type SoapSample } from '../../soap/soap-call.js';
import { combine } from '../gather.js';
import { call, control, portSamples, unsampled } from './control.js';

/** The child of the Body as data: what an answer says, without what carries it. */
const saidIn = ({ payloadNode }: SeenEnvelope): string => canonicalJson(payloadNode?.value ?? {});

function* judgePort(subject: CheckSubject, sample: SoapSample): Generator<Action, Judgement, Observation> {
  if (signerOf(subject) === undefined) return undetermined('no-credential', 'no identity signs messages');
  const seal = { message: `replayed ${sample.operation.id}` };
  const first = yield* control(subject, sample, { seal, safety: 'S4' });
  if ('cause' in first) return first.cause;
  const second = yield* call(subject, sample, { seal, safety: 'S4', occasion: 'again' });
  if ('cause' in second) return second.cause;
  const repeated = servedEnvelope(subject, second.exchange);
  if (repeated === undefined || saidIn(repeated) === saidIn(first.envelope)) return examined(1);
  // A question that is answered anew has had no effect; only what changes something can show one.
  if (sample.operation.safe) return undetermined('no-effect-to-see', sample.operation.id);
  return violated({ code: 'replay-has-effect', at: placeOf(second.exchange) });
}

export const messageReplay = defineCheck({
  id: 'probe/message-replay',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['replay-has-effect'],

  *probe(subject) {
    const effective = onePerPort(samplesIn(subject, ({ safe }) => !safe).samples);
    const samples = effective.length > 0 ? effective : portSamples(subject);
    if (samples.length === 0) return unsampled(subject);
    const parts: Judgement[] = [];
    for (const sample of samples) parts.push(yield* judgePort(subject, sample));
    return combine(parts);
  },
});
