/**
 * probe/webhooks-verified — a receiver of signed events takes a delivery whose signature holds, and none that is unsigned, altered, signed by nobody it
 * knows, or old.
 *
 * Source   EGIF-TEC-EVT-007; RFC 9421 §3.2; RFC 7515 appendix F; CloudEvents 1.0.2.
 * Evidence events that the suite delivers to the address that the environment names for it: one that is sound, which is the control; then one that is wrong
 *          in each of these ways. That a delivery may come twice is in the nature of deliveries (EGIF-TEC-EVT-003): a repetition is no fault. Class S4.
 */
import type { CheckSubject } from '../../contract/check.js';
import type { Environment } from '../../contract/documents.js';
import type { Exchange, Signing } from '../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../contract/judgement.js';
import { ask, defineCheck } from '../ask.js';
import { placeOf, responseOf } from '../read.js';
import { busy } from '../probe/answers.js';
import { lossOf, uniqueId, type Part } from '../probe/flow/resource.js';
import { bearable, combine } from '../probe/gather.js';

const defaultAgeSeconds = 300;
/** How much older than permitted a stale delivery is. */
const staleBySeconds = 300;

type Receiver = NonNullable<Environment['receiver']>;

interface Delivery {
  readonly label: string;
  readonly signing: Omit<Signing, 'signer'> | 'none';
}

/** Delivers one event under an id of its own. Class S4. */
function* deliver(subject: CheckSubject, receiver: Receiver, { label, signing }: Delivery): Part<Exchange> {
  const { url, signer, form, header, identity, event } = receiver;
  // A probe knows no time: it is that of an observation.
  const { at } = yield* ask({ kind: 'wait', milliseconds: 0, safety: 'S0', place: 'receiver' });
  const jws = form === 'jws' ? { form, ...(header === undefined ? {} : { field: header }) } : {};
  return yield* ask({
    kind: 'http',
    method: 'POST',
    url,
    headers: [['Content-Type', 'application/cloudevents+json']],
    body: JSON.stringify({ specversion: '1.0', ...event, id: uniqueId(subject, `delivery ${label}`), time: at }),
    credential: identity === undefined ? 'none' : `identity:${identity}`,
    ...(signing === 'none' ? {} : { signing: { signer, ...jws, ...signing } }),
    safety: 'S4',
    place: 'receiver',
    occasion: label,
    tolerate: bearable,
  });
}

function refused(exchange: Exchange, code: string): Judgement {
  const without = lossOf(exchange) ?? busy(exchange);
  if (without !== undefined) return without;
  const { status } = responseOf(exchange);
  if (status >= 200 && status < 300) return violated({ code, at: placeOf(exchange, 'signature'), got: String(status), want: '401 or 403' });
  return [400, 401, 403].includes(status) ? examined(1) : undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
}

interface Wrong extends Delivery {
  readonly code: string;
}

function wrongOnes({ form }: Receiver, maxAgeSeconds: number): readonly Wrong[] {
  const digest: Wrong = { label: 'altered digest', signing: { altered: 'digest' }, code: 'receiver-takes-altered' };
  return [
    { label: 'unsigned', signing: 'none', code: 'receiver-takes-unsigned' },
    { label: 'altered content', signing: { altered: 'content' }, code: 'receiver-takes-altered' },
    // A JWS is over the content itself: there is no digest beside it.
    ...(form === 'jws' ? [] : [digest]),
    { label: 'foreign key', signing: { key: 'foreign' }, code: 'receiver-takes-foreign' },
    { label: 'stale', signing: { ageSeconds: maxAgeSeconds + staleBySeconds }, code: 'receiver-takes-stale' },
  ];
}

export const webhooksVerified = defineCheck({
  id: 'probe/webhooks-verified',
  safety: 'S4',
  over: 'service',
  params: { maxAgeSeconds: 'seconds' },
  findings: ['receiver-takes-unsigned', 'receiver-takes-altered', 'receiver-takes-foreign', 'receiver-takes-stale'],

  *probe(subject, params) {
    const { receiver } = subject.environment;
    if (receiver === undefined) return undetermined('nothing-of-the-kind', 'no address is stated at which events are taken');
    const control = yield* deliver(subject, receiver, { label: 'sound', signing: {} });
    const broken = lossOf(control) ?? busy(control);
    if (broken !== undefined) return broken;
    const { status } = responseOf(control);
    if (status < 200 || status >= 300) return undetermined('positive-control-failed', `a sound delivery was answered ${status}`);
    const given = params['maxAgeSeconds'];
    const parts: Judgement[] = [examined(1)];
    for (const wrong of wrongOnes(receiver, typeof given === 'number' ? given : defaultAgeSeconds))
      parts.push(refused(yield* deliver(subject, receiver, wrong), wrong.code));
    return combine(parts);
  },
});
