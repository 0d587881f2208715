/**
 * probe/soap-faults — what cannot be processed is answered with a fault of the right status, code and shape, and with a detail that the WSDL declares.
 *
 * Source   EGIF-TEC-MSG-008; SOAP 1.1 §4.2.3, §4.4, §6.2; SOAP 1.2 Part 1 §5.4, Part 2 §7.5.2; WS-I Basic Profile 1.1 R1126, R1113, R1115.
 * Evidence for each port a call that is served, and then the same with an element that nobody declares, with members that are required left out, in
 *          another version of SOAP, with a header that must be understood, cut short, under a foreign media type, and with an unknown action.
 */
import { defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Exchange, Headers, Observation } from '../../../contract/evidence.js';
import { examined, type Judgement } from '../../../contract/judgement.js';
import { envelopeNamespaces } from '../../../contract/soap-names.js';
import type { SoapVersion } from '../../../contract/soap-model.js';
import { type SeenFault, soapAnswer } from '../../soap/soap-answer.js';
import { envelopeOf, type SoapSample } from '../../soap/soap-call.js';
import { combine } from '../gather.js';
import { call, control, negative, portSamples, unsampled } from './control.js';

interface Negative {
  readonly name: string;
  readonly envelope: string;
  readonly headers?: Headers;
  /** The message must not be processed. */
  readonly mustFail: boolean;
  /** Local name of the fault code that alone is right. */
  readonly code?: string;
  /** An answer without a fault is right as well: the message did not reach the service (R1113, R1115). */
  readonly plain: readonly number[];
  /** The detail must be one that the WSDL declares. */
  readonly typed?: boolean;
}

/** An envelope of a draft between the versions: no binding of today is one of it. */
const draftNamespace = 'http://www.w3.org/2001/12/soap-envelope';
const foreign = '<egifUnknown xmlns="urn:egif:unknown"/>';

/** The payload without its content: only the outermost element is left. */
function emptied(message: string): string | undefined {
  const [, start] = /^(<[^>]*[^/>])>/.exec(message) ?? [];
  return start === undefined ? undefined : `${start}/>`;
}

function withHeader(envelope: string): string {
  const block = '<egif:Unknown xmlns:egif="urn:egif:unknown" soapenv:mustUnderstand="1"/>';
  return envelope.replace('<soapenv:Body>', `<soapenv:Header>${block}</soapenv:Header><soapenv:Body>`);
}

function negatives(subject: CheckSubject, sample: SoapSample): readonly Negative[] {
  const { operation, contract, message } = sample;
  const valid = envelopeOf(sample);
  const bare = emptied(message);
  const empty = bare === undefined ? undefined : envelopeOf({ operation, message: bare });
  const isWrong = empty !== undefined && (subject.xml?.breachesIn(contract, Buffer.from(empty))?.length ?? 0) > 0;
  return [
    { name: 'unknown-element', envelope: envelopeOf({ operation, message: foreign }), mustFail: true, plain: [] },
    ...(isWrong ? [{ name: 'members-missing', envelope: empty, mustFail: true, plain: [], typed: true }] : []),
    {
      name: 'other-version',
      envelope: valid.replace(envelopeNamespaces[operation.soapVersion], draftNamespace),
      mustFail: true,
      code: 'VersionMismatch',
      plain: [415],
    },
    { name: 'must-understand', envelope: withHeader(valid), mustFail: true, code: 'MustUnderstand', plain: [] },
    { name: 'cut-short', envelope: valid.slice(0, -'</soapenv:Envelope>'.length), mustFail: true, plain: [400] },
    { name: 'foreign-media-type', envelope: valid, headers: [['Content-Type', 'application/x-egif-unknown']], mustFail: false, plain: [400, 415] },
    {
      name: 'unknown-action',
      envelope: valid,
      headers:
        operation.soapVersion === '1.1'
          ? [['SOAPAction', '"urn:egif:unknown"']]
          : [['Content-Type', 'application/soap+xml; charset=utf-8; action="urn:egif:unknown"']],
      mustFail: false,
      plain: [],
    },
  ];
}

const codes12: ReadonlySet<string> = new Set(['VersionMismatch', 'MustUnderstand', 'DataEncodingUnknown', 'Sender', 'Receiver']);
const localOf = (name: string): string => name.slice(name.lastIndexOf('}') + 1);

function shapeFindings({ code, reason }: SeenFault, version: SoapVersion, at: string): readonly Finding[] {
  const findings: Finding[] = [];
  if (code === undefined) findings.push({ code: 'soap-fault-shape', at, got: 'no code' });
  else if (version === '1.2' && !(code.startsWith(`{${envelopeNamespaces['1.2']}}`) && codes12.has(localOf(code))))
    findings.push({ code: 'soap-fault-shape', at, got: localOf(code) });
  if (!reason) findings.push({ code: 'soap-fault-shape', at, got: 'no reason' });
  return findings;
}

/** SOAP 1.1 §6.2: 500. SOAP 1.2 Part 2 §7.5.2.2: 400 for Sender, 500 for the others. */
function statusFindings(
  fault: SeenFault,
  version: SoapVersion,
  { status, at }: { readonly status: number; readonly at: string },
): readonly Finding[] {
  const want = version === '1.2' && fault.code !== undefined && localOf(fault.code) === 'Sender' ? 400 : 500;
  return status === want ? [] : [{ code: 'soap-fault-status', at, got: String(status), want: String(want) }];
}

function judgeFault(
  exchange: Exchange,
  fault: SeenFault,
  wanted: Negative & { readonly version: SoapVersion; readonly declared: readonly string[] },
): Judgement {
  const at = placeOf(exchange, wanted.name);
  const { status } = responseOf(exchange);
  const findings: Finding[] = [...shapeFindings(fault, wanted.version, at), ...statusFindings(fault, wanted.version, { status, at })];
  if (wanted.code !== undefined && fault.code !== undefined && localOf(fault.code) !== wanted.code)
    findings.push({ code: 'soap-fault-code', at, got: localOf(fault.code), want: wanted.code });
  if (wanted.typed === true && !fault.details.some((name) => wanted.declared.includes(name)))
    findings.push({
      code: 'soap-fault-untyped',
      at,
      got: fault.detail ? (fault.details[0] ?? 'empty') : 'no detail',
      want: wanted.declared.map(localOf).join(', '),
    });
  return examined(1, findings);
}

function judgeAnswer(subject: CheckSubject, exchange: Exchange, sample: SoapSample, wanted: Negative): Judgement {
  const { status } = responseOf(exchange);
  const seen = soapAnswer(subject, exchange);
  const at = placeOf(exchange, wanted.name);
  if ('envelope' in seen && seen.envelope.fault !== undefined) {
    const declared = sample.operation.faults.flatMap(({ element }) => (element === undefined ? [] : [element]));
    return judgeFault(exchange, seen.envelope.fault, { ...wanted, version: seen.envelope.version, declared });
  }
  if (status >= 200 && status < 300)
    return examined(wanted.mustFail ? 1 : 0, wanted.mustFail ? [{ code: 'soap-error-accepted', at, got: String(status) }] : []);
  if (wanted.plain.includes(status)) return examined(1);
  // Refusals of a gateway are no answers of the service.
  if ([401, 403, 404, 405, 413].includes(status)) return examined(0);
  return examined(1, [{ code: 'soap-error-without-fault', at, got: String(status) }]);
}

function* judgePort(subject: CheckSubject, sample: SoapSample): Generator<Action, Judgement, Observation> {
  const accepted = yield* control(subject, sample);
  if ('cause' in accepted) return accepted.cause;
  const parts: Judgement[] = [];
  for (const wanted of negatives(subject, sample)) {
    const { envelope, headers } = wanted;
    // What is no XML cannot be sealed.
    const sealable = wanted.name !== 'cut-short';
    const called = yield* call(subject, sample, {
      envelope,
      safety: negative(sample),
      ...(headers === undefined ? {} : { headers }),
      ...(sealable ? {} : { seal: 'none' as const }),
    });
    parts.push('cause' in called ? called.cause : judgeAnswer(subject, called.exchange, sample, wanted));
  }
  return combine(parts);
}

export const soapFaults = defineCheck({
  id: 'probe/soap-faults',
  safety: 'S3',
  over: 'service',
  params: {},
  findings: ['soap-error-accepted', 'soap-error-without-fault', 'soap-fault-status', 'soap-fault-code', 'soap-fault-shape', 'soap-fault-untyped'],

  *probe(subject) {
    const samples = portSamples(subject);
    if (samples.length === 0) return unsampled(subject);
    const parts: Judgement[] = [];
    for (const sample of samples) parts.push(yield* judgePort(subject, sample));
    return combine(parts);
  },
});
