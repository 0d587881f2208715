/**
 * probe/client-notices-deprecation — a consumer tells its own people when a provider announces an end.
 *
 * Source   EGIF-TEC-CLI-006; RFC 9745 (Deprecation), RFC 8594 (Sunset).
 * Evidence the alerts of the consumer before and after a transaction whose answers bear both fields. Class S4.
 */
import type { Json } from '../../contract/api-model.js';
import type { CheckSubject } from '../../contract/check.js';
import type { Exchange } from '../../contract/evidence.js';
import { isObject } from '../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../contract/judgement.js';
import { ask, callOf, defineCheck } from '../ask.js';
import { unserved } from '../probe/answers.js';
import { sendable, unsendable } from '../probe/calls.js';
import type { Part } from '../probe/flow/resource.js';
import { headerValues, jsonOf, textOf } from '../read.js';
import { isJudgement } from '../bound-call.js';
import { clientPlace, control, play, playingOf } from './playing.js';

const daySeconds = 86_400;
const sunsetDays = 90;
const words = /sunset|deprecat|منسوخ/giu;

/** What the alerts say: how often they speak of an end, and each that does. */
interface Alerts {
  readonly mentions: number;
  readonly items: readonly string[];
  /** Whether there are more than the answer shows. */
  readonly paged: boolean;
}

/** Items of the lists of an answer that speak of an end, each in its canonical form. */
function itemsIn(value: Json | undefined): readonly string[] {
  const lists = Array.isArray(value) ? [value] : isObject(value) ? Object.values(value).filter((each) => Array.isArray(each)) : [];
  return lists.flatMap((list) => list.map((item: Json) => JSON.stringify(item)).filter((item: string) => item.match(words) !== null));
}

function isPaged(exchange: Exchange): boolean {
  const value = jsonOf(exchange)?.value;
  const members = isObject(value) ? Object.entries(value) : [];
  return (
    headerValues(exchange, 'link').some((link) => /rel="?next\b/.test(link)) ||
    members.some(([name, each]) => /^next/i.test(name) && each !== null && each !== '')
  );
}

function* alerts(subject: CheckSubject, id: string, occasion: string): Part<Alerts | Judgement> {
  const operation = subject.contract?.operations.find((each) => each.id === id);
  if (operation === undefined) return undetermined('listener-operation-unknown', id);
  const sample = sendable(subject, operation);
  if (sample === undefined) return unsendable(subject, operation);
  const exchange = yield* ask({ ...callOf(subject, sample), occasion });
  return (
    unserved(exchange) ?? {
      mentions: (textOf(exchange).match(words) ?? []).length,
      items: itemsIn(jsonOf(exchange)?.value),
      paged: isPaged(exchange),
    }
  );
}

export const clientNoticesDeprecation = defineCheck({
  id: 'probe/client-notices-deprecation',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['client-overlooks-deprecation'],

  *probe(subject) {
    const playing = playingOf(subject);
    if (isJudgement(playing)) return playing;
    const { notices } = playing.registry;
    if (notices === undefined) return undetermined('no-notices');
    const good = yield* control(playing);
    if (isJudgement(good)) return good;
    const before = yield* alerts(subject, notices, 'before');
    if (isJudgement(before)) return before;
    const now = Math.floor(Date.parse(subject.startedAt) / 1000);
    const sunset = new Date((now + sunsetDays * daySeconds) * 1000).toUTCString();
    const played = yield* play(playing, {
      occasion: 'deprecation announced',
      replies: (reply) => [{ ...reply, headers: [...(reply.headers ?? []), ['Deprecation', `@${now}`], ['Sunset', sunset]] }],
      until: { calls: 1, quietMs: 500, withinMs: 5000 },
    });
    if (isJudgement(played)) return played;
    if (played.calls.length === 0) return undetermined('client-did-not-call', 'deprecation');
    const after = yield* alerts(subject, notices, 'after');
    if (isJudgement(after)) return after;
    // A list that is full does not grow: the newest alert pushes the oldest off its page.
    if (after.mentions > before.mentions || after.items.some((item) => !before.items.includes(item))) return examined(1);
    if (after.paged) return undetermined('notices-paged', notices);
    return violated({ code: 'client-overlooks-deprecation', at: clientPlace(played.inbound, 'notices') });
  },
});
