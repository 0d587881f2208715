/**
 * probe/event-identity — source and id name one event, and a redelivery keeps them.
 *
 * Source   EGIF-TEC-EVT-003; CloudEvents 1.0.2 §id ("producers MUST ensure that source + id is unique for each distinct event; a redelivery due to a
 *          network error MAY have the same id" — the framework demands it).
 * Evidence events caused by calls of the service's own, delivered to a listener that refuses the first delivery with 503. Class S4.
 */
import { canonicalJson } from '../../contract/canonical.js';
import type { Finding } from '../../contract/documents.js';
import { examined, undetermined } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { eventsOf, identityOf, type DeliveredEvent } from './cloud-event.js';
import { isJudgement } from '../bound-call.js';
import { deliveries, deliveringOf, dueMs, eventPlace } from './delivering.js';

const defaultEvents = 20;
const patienceMs = 20_000;

interface Seen {
  readonly identity: string;
  readonly content: string;
  /** The content without the id. */
  readonly rest: string;
  readonly accepted: boolean;
}

function seenOf(event: DeliveredEvent, accepted: boolean): Seen | undefined {
  const identity = identityOf(event);
  const { id: _id, ...rest } = event.attributes;
  return identity === undefined ? undefined : { identity, content: canonicalJson(event.attributes), rest: canonicalJson(rest), accepted };
}

/** Whether the refused delivery came again under another id: an accepted one equals it in everything else, and there are more ids than events. */
function isRenamed(seen: readonly Seen[], caused: number): boolean {
  const refused = seen.find(({ accepted }) => !accepted);
  const ids = new Set(seen.map(({ identity }) => identity));
  if (refused === undefined || ids.size <= caused || seen.some(({ accepted, identity }) => accepted && identity === refused.identity)) return false;
  return seen.some(({ accepted, rest, identity }) => accepted && rest === refused.rest && identity !== refused.identity);
}

export const eventIdentity = defineCheck({
  id: 'probe/event-identity',
  safety: 'S4',
  over: 'service',
  params: { eventCount: 'count' },
  findings: ['event-id-repeated', 'redelivery-with-new-id'],

  *probe(subject, params) {
    const delivering = deliveringOf(subject);
    if (isJudgement(delivering)) return delivering;
    const given = params['eventCount'];
    const triggers = typeof given === 'number' ? given : defaultEvents;
    const quietMs = dueMs(delivering) ?? patienceMs;
    const got = yield* deliveries(delivering, {
      occasion: 'identity',
      replies: [{ status: 503 }, { status: 204 }],
      triggers,
      until: { calls: triggers + 1, quietMs, withinMs: quietMs + 60_000 },
    });
    if (isJudgement(got)) return got;
    if (got.calls.length === 0) return undetermined('no-delivery');
    const seen = got.calls.flatMap((call) => eventsOf(call).flatMap((event) => seenOf(event, call.reply === '204') ?? []));
    if (seen.length === 0) return undetermined('no-event-identity');
    const contents = new Map<string, Set<string>>();
    for (const { identity, content } of seen) contents.set(identity, (contents.get(identity) ?? new Set()).add(content));
    const repeated = [...contents.values()].filter((each) => each.size > 1).length;
    const findings: Finding[] = [];
    if (repeated > 0)
      findings.push({ code: 'event-id-repeated', at: eventPlace(got.inbound, 'id'), got: `${contents.size} ids for ${triggers} events` });
    if (isRenamed(seen, triggers)) findings.push({ code: 'redelivery-with-new-id', at: eventPlace(got.inbound, 'redelivery') });
    const refused = seen.find(({ accepted }) => !accepted);
    if (findings.length > 0) return examined(seen.length, findings);
    if (!seen.some(({ accepted, identity }) => accepted && identity === refused?.identity)) return undetermined('no-redelivery');
    if (contents.size < triggers) return undetermined('events-missing', `${contents.size} of ${triggers}`);
    return examined(seen.length);
  },
});
