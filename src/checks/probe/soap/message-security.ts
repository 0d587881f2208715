/**
 * probe/message-security — a message that is not signed, is too old, or is addressed to another service is refused.
 *
 * Source   EGIF-TEC-MSG-011; WSS X.509 Token Profile 1.1.1; WSS SOAP Message Security 1.1.1 §10; WS-Addressing 1.0 SOAP Binding §6.
 * Evidence for each port a signed call that is served, and then the same unsigned, an hour old, and addressed elsewhere.
 */
import { defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { servedEnvelope } from '../../soap/soap-answer.js';
import { signerOf, soapCall, type SoapCallOptions, type SoapSample } from '../../soap/soap-call.js';
import { combine } from '../gather.js';
import { call, control, negative, portSamples, unsampled } from './control.js';

const hour = 3_600;

interface Wrong {
  readonly code: 'unsigned-message-accepted' | 'stale-message-accepted' | 'misdirected-message-accepted';
  readonly seal: SoapCallOptions['seal'];
}

function wrongs(subject: CheckSubject, sample: SoapSample): readonly Wrong[] {
  const action = soapCall(subject, sample)?.seal?.addressing.action ?? '';
  return [
    { code: 'unsigned-message-accepted', seal: 'none' },
    { code: 'stale-message-accepted', seal: { ageSeconds: hour } },
    { code: 'misdirected-message-accepted', seal: { addressing: { to: 'https://other-service.invalid/egif', action } } },
  ];
}

/** What a channel with the certificate of the caller proves, this harness cannot show without one. */
const byChannel = ({ operation }: SoapSample): boolean => operation.policy.assertions.includes('sp:RequireClientCertificate');

function* judgePort(subject: CheckSubject, sample: SoapSample): Generator<Action, Judgement, Observation> {
  const signer = signerOf(subject);
  if (signer === undefined && byChannel(sample)) return undetermined('no-credential', 'the channel demands a certificate of the caller');
  if (signer !== undefined) {
    const accepted = yield* control(subject, sample);
    if ('cause' in accepted) return accepted.cause;
  }
  const parts: Judgement[] = [];
  for (const { code, seal } of wrongs(subject, sample)) {
    // Without a key one thing can be shown all the same: that a message without a signature is served.
    if (signer === undefined && seal !== 'none') continue;
    const called = yield* call(subject, sample, { safety: negative(sample), ...(seal === undefined ? {} : { seal }) });
    if ('cause' in called) parts.push(called.cause);
    else if (servedEnvelope(subject, called.exchange) !== undefined)
      parts.push(examined(1, [{ code, at: placeOf(called.exchange), got: String(responseOf(called.exchange).status) }]));
    else parts.push(signer === undefined ? undetermined('no-credential', 'no identity signs messages') : examined(1));
  }
  return combine(parts);
}

export const messageSecurity = defineCheck({
  id: 'probe/message-security',
  safety: 'S3',
  over: 'service',
  params: {},
  findings: ['unsigned-message-accepted', 'stale-message-accepted', 'misdirected-message-accepted'],

  *probe(subject) {
    const samples = portSamples(subject);
    if (samples.length === 0) return unsampled(subject);
    const parts: Judgement[] = [];
    for (const sample of samples) parts.push(yield* judgePort(subject, sample));
    return combine(parts);
  },
});
