/**
 * probe/message-integrity — a message whose Body was changed after it was signed is refused.
 *
 * Source   EGIF-TEC-MSG-013; XML Signature 1.1 §3.2 (core validation); WSS 1.1.1 §8.
 * Evidence a signed call that is served, and the same with one blank put into its Body after signing: of operations with an effect, and of those
 *          whose policy has the Body signed.
 */
import { defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import type { SoapOperation } from '../../../contract/soap-model.js';
import { servedEnvelope } from '../../soap/soap-answer.js';
import { onePerPort, samplesIn, signerOf, type SoapSample } from '../../soap/soap-call.js';
import { combine } from '../gather.js';
import { call, control, unsampled } from './control.js';

const signsBody = ({ policy }: SoapOperation): boolean => policy.assertions.includes('sp:SignedParts') && policy.assertions.includes('sp:Body');

function* judgePort(subject: CheckSubject, sample: SoapSample): Generator<Action, Judgement, Observation> {
  if (signerOf(subject) === undefined) return undetermined('no-credential', 'no identity signs messages');
  const accepted = yield* control(subject, sample, { safety: 'S4' });
  if ('cause' in accepted) return accepted.cause;
  const called = yield* call(subject, sample, { seal: { altered: 'body' }, safety: 'S4' });
  if ('cause' in called) return called.cause;
  const served = servedEnvelope(subject, called.exchange) !== undefined;
  return examined(1, served ? [{ code: 'altered-message-accepted', at: placeOf(called.exchange) }] : []);
}

export const messageIntegrity = defineCheck({
  id: 'probe/message-integrity',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['altered-message-accepted'],

  *probe(subject) {
    const { samples: all } = samplesIn(subject, () => true);
    const concerned = all.filter(({ operation }) => !operation.safe || signsBody(operation));
    if (all.length === 0) return unsampled(subject);
    if (concerned.length === 0) return undetermined('nothing-of-the-kind', 'no operation has an effect, and no policy has the Body signed');
    const parts: Judgement[] = [];
    for (const sample of onePerPort(concerned)) parts.push(yield* judgePort(subject, sample));
    return combine(parts);
  },
});
