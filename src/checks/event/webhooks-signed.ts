/**
 * probe/webhooks-signed — deliveries are signed, over their content and with their time; no callback within the provider's own network is taken.
 *
 * Source   EGIF-TEC-EVT-007; RFC 9421; RFC 7515; RFC 9530; OWASP API7:2023 (server-side request forgery).
 * Evidence one delivery, its signature verified over the octets as they came by the keys that the statement names; registrations of a callback on the
 *          loopback address and on the address of metadata services, with the registration of the listener as control. Class S4.
 */
import type { CheckSubject } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import type { Headers, InboundCall } from '../../contract/evidence.js';
import { declaresCalls } from '../../contract/declares-calls.js';
import { examined, undetermined, violated, type Judgement } from '../../contract/judgement.js';
import { ask, defineCheck } from '../ask.js';
import { placeOf, responseOf } from '../read.js';
import { busy } from '../probe/answers.js';
import { combine } from '../probe/gather.js';
import { createCall, createdBy, lossOf, remove, type Part } from '../probe/flow/resource.js';
import { isJudgement } from '../bound-call.js';
import { deliveries, deliveringOf, dueMs, eventPlace, subscribingTo, type Delivered, type Delivering } from './delivering.js';

const defaultAgeSeconds = 300;
const unknownQuietMs = 15_000;

/** A field in which something stands that its sender takes for a signature: a code under a shared secret, as many hand out, is none that the law knows. */
const otherSignature = (headers: Headers): string | undefined => headers.find(([name]) => /(?:signature|hmac)/i.test(name))?.[0];

/** What the signature of a delivery lacks. */
function flawOf({ signature, headers }: InboundCall, instant: number, maxAgeSeconds: number): Omit<Finding, 'at'> | undefined {
  if (signature === undefined) {
    const other = otherSignature(headers);
    return { code: 'delivery-unsigned', ...(other === undefined ? {} : { got: other.toLowerCase() }), want: 'RFC 9421 | JWS' };
  }
  if (signature.verified === false) return { code: 'delivery-signature-wrong', got: signature.algorithm ?? signature.form };
  if (!signature.coversContent) return { code: 'delivery-content-unsigned' };
  if (signature.createdAt === undefined) return { code: 'delivery-without-time' };
  const seconds = Math.round((instant - Date.parse(signature.createdAt)) / 1000);
  return Math.abs(seconds) > maxAgeSeconds ? { code: 'delivery-time-off', got: `${seconds} s`, want: `at most ${maxAgeSeconds} s` } : undefined;
}

function judgeSignature({ calls, inbound }: Delivered, maxAgeSeconds: number): Judgement {
  const [call] = calls;
  if (call === undefined) return undetermined('no-delivery');
  // The listening was opened within the same minute at most; what counts is minutes.
  const instant = Date.parse(inbound.at) + inbound.elapsedMs;
  const flaw = flawOf(call, instant, maxAgeSeconds);
  if (flaw !== undefined) return violated({ ...flaw, at: eventPlace(inbound, 'signature') });
  return call.signature?.verified === true ? examined(1) : undetermined('no-signature-key');
}

const forbidden = ['http://127.0.0.1/', 'http://169.254.169.254/latest/meta-data/'] as const;

/** Registers callbacks that lead into the provider's own network; a registration that is taken is deleted again. */
function* judgeRegistration(delivering: Delivering): Part<Judgement> {
  const { subject } = delivering;
  const parts: Judgement[] = [];
  for (const callback of forbidden) {
    const sample = subscribingTo(delivering, callback);
    if (sample === undefined) return undetermined('no-subscription');
    const exchange = yield* ask({ ...createCall(subject, sample, callback), occasion: callback });
    const { status } = responseOf(exchange);
    const isTaken = status >= 200 && status < 300;
    if (isTaken) yield* remove(subject, createdBy(subject, exchange, sample));
    const host = new URL(callback).hostname;
    parts.push(
      lossOf(exchange) ??
        busy(exchange) ??
        (isTaken
          ? violated({ code: 'inner-callback-taken', at: placeOf(exchange, host), got: String(status), want: 'a refusal (4xx)' })
          : status >= 400 && status < 500
            ? examined(1)
            : undetermined('unexpected-answer', `status ${status} at ${exchange.place}`)),
    );
  }
  return combine(parts);
}

/** A service that says where it takes events, and nothing of delivering any, is a receiver alone. */
function delivers(subject: CheckSubject): boolean {
  const { service, environment, contract } = subject;
  if (environment.receiver === undefined || service.listeners?.events !== undefined) return true;
  return (service.style === 'event' && service.role !== 'consumer') || (contract !== undefined && declaresCalls(contract.document.data));
}

export const webhooksSigned = defineCheck({
  id: 'probe/webhooks-signed',
  safety: 'S4',
  over: 'service',
  params: { maxAgeSeconds: 'seconds' },
  findings: [
    'delivery-unsigned',
    'delivery-signature-wrong',
    'delivery-content-unsigned',
    'delivery-without-time',
    'delivery-time-off',
    'inner-callback-taken',
  ],

  *probe(subject, params) {
    if (!delivers(subject)) return undetermined('nothing-of-the-kind', 'the service takes events and delivers none');
    const delivering = deliveringOf(subject);
    if (isJudgement(delivering)) return delivering;
    const given = params['maxAgeSeconds'];
    const quietMs = dueMs(delivering) ?? unknownQuietMs;
    const got = yield* deliveries(delivering, {
      occasion: 'signature',
      replies: [{ status: 204 }],
      triggers: 1,
      until: { calls: 1, quietMs, withinMs: 60_000 },
    });
    if (isJudgement(got)) return got;
    const signed = judgeSignature(got, typeof given === 'number' ? given : defaultAgeSeconds);
    return combine([signed, yield* judgeRegistration(delivering)]);
  },
});
