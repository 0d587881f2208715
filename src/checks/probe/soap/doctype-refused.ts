/**
 * probe/doctype-refused — a message with a document type declaration is refused, and nothing that it names is fetched or put in.
 *
 * Source   EGIF-TEC-MSG-009; SOAP 1.1 §3, SOAP 1.2 Part 1 §5 (no DTD); ADR 13 (why a nested entity of three levels and nothing that grows).
 * Evidence for each port a call that is served, the same with an entity in place of one of its texts, and the same with an external subset at a
 *          name that exists nowhere (RFC 2606 §2).
 */
import { defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { servedEnvelope } from '../../soap/soap-answer.js';
import { envelopeOf, type SoapSample } from '../../soap/soap-call.js';
import { combine } from '../gather.js';
import { call, control, negative, portSamples, unsampled } from './control.js';

/** The first text of a message: between the end of a start tag and an end tag. */
const firstText = />([^<>&]+)<\//;

/** Three levels, each naming the one before once: the text stays as long as it was. */
function withEntity(sample: SoapSample): string {
  const [, text] = firstText.exec(sample.message) ?? [];
  const declared = (text ?? 'egif').replace(/"/g, '&#34;').replace(/%/g, '&#37;');
  const prologue = `<!DOCTYPE soapenv:Envelope [<!ENTITY one "${declared}"><!ENTITY two "&one;"><!ENTITY egif "&two;">]>`;
  const message = text === undefined ? sample.message : sample.message.replace(firstText, () => '>&egif;</');
  return envelopeOf({ ...sample, message }, prologue);
}

const canary = 'egif-canary.invalid';
const withExternal = (sample: SoapSample): string => envelopeOf(sample, `<!DOCTYPE soapenv:Envelope SYSTEM "http://${canary}/egif.dtd">`);

/** Words of resolvers and loaders that tried to fetch; the name alone may be quoted by a parser that refused. */
const fetching =
  /UnknownHost|getaddrinfo|ENOTFOUND|name or service not known|no such host|could not (?:be )?resolve|failed to load external|I\/O (?:error|warning)/i;

function judgeAnswer(subject: CheckSubject, exchange: Exchange): Judgement {
  const text = Buffer.from(responseOf(exchange).body).toString('utf8');
  if (fetching.test(text)) return violated({ code: 'external-entity-fetched', at: placeOf(exchange) });
  if (servedEnvelope(subject, exchange) !== undefined) return violated({ code: 'doctype-accepted', at: placeOf(exchange) });
  const { status } = responseOf(exchange);
  // 200 with something that is neither an answer nor a fault shows no refusal.
  if (status >= 200 && status < 300 && !/[:<]Fault[\s>]/.test(text))
    return undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
  return examined(1);
}

function* judgePort(subject: CheckSubject, sample: SoapSample): Generator<Action, Judgement, Observation> {
  const accepted = yield* control(subject, sample);
  if ('cause' in accepted) return accepted.cause;
  const parts: Judgement[] = [];
  for (const envelope of [withEntity(sample), withExternal(sample)]) {
    const called = yield* call(subject, sample, { envelope, safety: negative(sample) });
    parts.push('cause' in called ? called.cause : judgeAnswer(subject, called.exchange));
  }
  return combine(parts);
}

export const doctypeRefused = defineCheck({
  id: 'probe/doctype-refused',
  safety: 'S3',
  over: 'service',
  params: {},
  findings: ['doctype-accepted', 'external-entity-fetched'],

  *probe(subject) {
    const samples = portSamples(subject);
    if (samples.length === 0) return unsampled(subject);
    const parts: Judgement[] = [];
    for (const sample of samples) parts.push(yield* judgePort(subject, sample));
    return combine(parts);
  },
});
