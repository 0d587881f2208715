/**
 * probe/soap-envelope — answers are envelopes of the binding's version of SOAP, in UTF-8, under its media type.
 *
 * Source   EGIF-TEC-MSG-007; SOAP 1.1 §6; SOAP 1.2 Part 2 §7; RFC 7303 §3; MTOM §3.2.
 * Evidence the call of one safe operation of each port; its answer is judged whether it serves or is a fault.
 */
import { defineCheck } from '../../ask.js';
import { mediaTypeOf, placeOf, responseOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import type { SoapVersion } from '../../../contract/soap-model.js';
import { type SeenEnvelope, soapAnswer } from '../../soap/soap-answer.js';
import type { SoapSample } from '../../soap/soap-call.js';
import { combine } from '../gather.js';
import { call, portSamples, unsampled, wordFor } from './control.js';

const mediaTypes: Readonly<Record<SoapVersion, string>> = { '1.1': 'text/xml', '1.2': 'application/soap+xml' };

/** Media type of the envelope itself: of a multipart body the `start-info` or `type` of its root (MTOM §3.2). */
function mediaTypeFound(exchange: Exchange): string {
  const { type, parameters } = mediaTypeOf(exchange) ?? { type: '', parameters: new Map<string, string>() };
  return type === 'multipart/related' ? (parameters.get('start-info') ?? parameters.get('type') ?? '').toLowerCase() : type;
}

/** Encodings that the head, the byte order mark and the declaration say, where one of them is not UTF-8. */
function encodingTrouble(exchange: Exchange, { octets }: SeenEnvelope): string | undefined {
  const charset = mediaTypeOf(exchange)?.parameters.get('charset')?.toLowerCase();
  const text = Buffer.from(octets.subarray(0, 200)).toString('latin1');
  const [first, second] = octets;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'UTF-16';
  const [, declared] = /^(?:\xEF\xBB\xBF)?<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/.exec(text) ?? [];
  const said = [charset, declared?.toLowerCase()].filter((name) => name !== undefined);
  return said.find((name) => !/^utf-?8$/.test(name));
}

function judgeEnvelope(exchange: Exchange, envelope: SeenEnvelope, version: SoapVersion): Judgement {
  const findings: Finding[] = [];
  const at = placeOf(exchange);
  if (envelope.version !== version) findings.push({ code: 'soap-version-differs', at, got: envelope.version, want: version });
  const type = mediaTypeFound(exchange);
  if (type !== mediaTypes[version] && !(envelope.multipart && type === 'application/xop+xml')) {
    // The media type of the other version says the same once more, where the envelope is the other's as well.
    if (envelope.version === version || type !== mediaTypes[envelope.version])
      findings.push({ code: 'soap-media-type', at, got: type === '' ? 'none' : type, want: mediaTypes[version] });
  }
  const encoding = encodingTrouble(exchange, envelope);
  if (encoding !== undefined) findings.push({ code: 'soap-encoding', at, got: encoding, want: 'utf-8' });
  return examined(1, findings);
}

function judgeAnswer(subject: CheckSubject, exchange: Exchange, { operation }: SoapSample): Judgement {
  const { status } = responseOf(exchange);
  const seen = soapAnswer(subject, exchange);
  if ('envelope' in seen) {
    const judged = judgeEnvelope(exchange, seen.envelope, operation.soapVersion);
    if (judged.findings.length > 0 || (status === 200 && seen.envelope.fault === undefined)) return judged;
    return undetermined('positive-control-failed', `${wordFor(subject, exchange)} at ${exchange.place}`);
  }
  // What a gateway or a page of errors says is no word of the service.
  if (status !== 200) return undetermined('positive-control-failed', `${wordFor(subject, exchange)} at ${exchange.place}`);
  if (seen.flaw === 'encoding') return violated({ code: 'soap-encoding', at: placeOf(exchange), got: 'not readable', want: 'utf-8' });
  return violated({ code: 'soap-not-envelope', at: placeOf(exchange), got: seen.flaw === 'none' ? 'no XML' : seen.flaw });
}

export const soapEnvelope = defineCheck({
  id: 'probe/soap-envelope',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['soap-not-envelope', 'soap-version-differs', 'soap-media-type', 'soap-encoding'],

  *probe(subject) {
    const samples = portSamples(subject);
    if (samples.length === 0) return unsampled(subject);
    const parts: Judgement[] = [];
    for (const sample of samples) {
      const called = yield* call(subject, sample);
      parts.push('cause' in called ? called.cause : judgeAnswer(subject, called.exchange, sample));
    }
    return combine(parts);
  },
});
