/**
 * probe/client-no-blind-retry — a request with an effect is sent again only under the same key.
 *
 * Source   EGIF-TEC-CLI-004; RFC 9110 §9.2.2; draft-ietf-httpapi-idempotency-key-header §2.
 * Evidence a transaction in which the provider takes each POST and closes the connection without an answer. Class S4.
 */
import type { Json } from '../../contract/api-model.js';
import type { InboundCall } from '../../contract/evidence.js';
import { isObject, parseJson } from '../../contract/json.js';
import { examined, undetermined, violated } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { isJudgement } from '../bound-call.js';
import { clientPlace, control, play, playingOf } from './playing.js';
import { type Kind, kindsOf } from './repetitions.js';

const keyFields: ReadonlySet<string> = new Set(['idempotency-key', 'x-idempotency-key', 'x-request-id', 'request-id', 'message-id']);
/** Parts of a body in which older services put what others put into the head. */
const keyHolder = /^(?:header|headers|meta|metadata|context|envelope)$/i;
const keyMember = /^(idempotency_?key|request_?id|message_?id|transaction_?id|tracking_?(id|code))$/i;

/** Members of a body that bear a key: at its top, or in the part of it that stands for a header. */
function keyMembers(value: Json | undefined, depth = 0): readonly string[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    if (keyMember.test(name) && (typeof each === 'string' || typeof each === 'number')) return [`${name}: ${each}`];
    return depth === 0 && keyHolder.test(name) ? keyMembers(each, depth + 1) : [];
  });
}

/** What tells one request from another: key fields of the head, and key members of the body. */
const keysOf = ({ headers, body }: InboundCall): readonly string[] => [
  ...headers.filter(([name]) => keyFields.has(name.toLowerCase())).map(([name, each]) => `${name.toLowerCase()}: ${each}`),
  ...keyMembers(parseJson(body)?.value),
];

/** How many requests the calls are: those that share a key are one; one without any is one of its own. */
function requestsIn(calls: readonly InboundCall[]): number {
  const requests: Set<string>[] = [];
  for (const keys of calls.map(keysOf)) {
    const known = requests.find((each) => keys.some((key) => each.has(key)));
    if (known === undefined) requests.push(new Set(keys));
    else for (const key of keys) known.add(key);
  }
  return requests.length;
}

/** More requests than a transaction makes where all is well. */
const isBlind = ({ calls, once }: Kind): boolean => requestsIn(calls) > once;

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
    const posts = kindsOf(
      played.calls.filter(({ method }) => method === 'POST'),
      good.calls,
    );
    if (posts.length === 0) return undetermined('client-did-not-call', 'POST');
    const [blind] = posts.filter(isBlind);
    if (blind !== undefined)
      return violated({ code: 'client-retries-blindly', at: clientPlace(played.inbound, 'post'), got: `${blind.calls.length} requests` });
    return examined(posts.length);
  },
});
