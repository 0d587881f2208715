/**
 * probe/client-no-blind-retry — a request with an effect is sent again only under the same key.
 *
 * Source   EGIF-TEC-CLI-004; RFC 9110 §9.2.2; draft-ietf-httpapi-idempotency-key-header §2.
 * Evidence a transaction in which the provider takes each POST and closes the connection without an answer. Class S4.
 */
import type { InboundCall } from '../../contract/evidence.js';
import { isObject, parseJson } from '../../contract/json.js';
import { examined, undetermined, violated } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { isJudgement } from '../bound-call.js';
import { byTarget, clientPlace, control, play, playingOf } from './playing.js';

const keyFields: ReadonlySet<string> = new Set(['idempotency-key', 'x-idempotency-key', 'x-request-id', 'request-id', 'message-id']);
const keyMember = /^(idempotency_?key|request_?id|message_?id|transaction_?id|tracking_?(id|code))$/i;

/** What tells one request from another: key fields of the head, and of the body's top. */
function keysOf({ headers, body }: InboundCall): readonly string[] {
  const value = parseJson(body)?.value;
  const members = isObject(value) ? Object.entries(value).filter(([name, each]) => keyMember.test(name) && typeof each === 'string') : [];
  return [
    ...headers.filter(([name]) => keyFields.has(name.toLowerCase())).map(([name, each]) => `${name.toLowerCase()}: ${each}`),
    ...members.map(([name, each]) => `${name}: ${String(each)}`),
  ];
}

/** Whether every repetition bears one of the keys of the first. */
function isKeyed([first, ...repeats]: readonly InboundCall[]): boolean {
  const keys = first === undefined ? [] : keysOf(first);
  return repeats.every((call) => keysOf(call).some((key) => keys.includes(key)));
}

export const clientNoBlindRetry = defineCheck({
  id: 'probe/client-no-blind-retry',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['client-retries-blindly'],

  *probe(subject) {
    const playing = playingOf(subject);
    if (isJudgement(playing)) return playing;
    if (!playing.registry.answers.some(({ method, business }) => method === 'POST' && business !== false))
      return undetermined('nothing-of-the-kind', 'POST');
    const good = yield* control(playing);
    if (isJudgement(good)) return good;
    const played = yield* play(playing, {
      occasion: 'closed without an answer',
      replies: (_good, { method }) => (method === 'POST' ? [{ instead: 'close' }] : undefined),
      until: { calls: 400, quietMs: 4000, withinMs: 60_000 },
      patienceMs: 60_000,
    });
    if (isJudgement(played)) return played;
    const posts = [...byTarget(played.calls.filter(({ method }) => method === 'POST')).values()];
    if (posts.length === 0) return undetermined('client-did-not-call', 'POST');
    const blind = posts.filter((same) => !isKeyed(same));
    if (blind.length > 0)
      return violated({ code: 'client-retries-blindly', at: clientPlace(played.inbound, 'post'), got: `${blind[0]?.length ?? 0} requests` });
    return examined(posts.length);
  },
});
