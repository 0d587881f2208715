/**
 * data/event-payloads — every event that is delivered is an instance of a schema that the contract publishes for its type.
 *
 * Source   EGIF-TEC-EVT-005; AsyncAPI 2.6.0 and 3.0.0 (Message Object); JSON Schema 2020-12, formats asserted.
 * Evidence deliveries of events that were caused for it, against the payload schemas of the messages that the service sends: those of the event's type,
 *          where the schemas say types, else any. A schema that describes the envelope is held against the whole event, any other against its data. Class S4.
 */
import type { Json } from '../../contract/api-model.js';
import type { Finding } from '../../contract/documents.js';
import { examined, undetermined, type Judgement } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { isJudgement } from '../bound-call.js';
import { combine } from '../probe/gather.js';
import { validateOnce } from '../schema-validation.js';
import { eventsOf, type DeliveredEvent } from './cloud-event.js';
import { deliveries, deliveringOf, dueMs, eventPlace } from './delivering.js';
import { sentMessages, type SentMessage } from './sent-messages.js';

const triggers = 2;
const patienceMs = 15_000;

/** The messages that an event may be; undefined: of its type the contract publishes none. */
function candidatesFor({ attributes }: DeliveredEvent, messages: readonly SentMessage[]): readonly SentMessage[] | undefined {
  const { type } = attributes;
  const own = messages.filter((message) => message.type === type || (message.type === undefined && message.name === type));
  if (own.length > 0) return own;
  const untyped = messages.filter((message) => message.type === undefined);
  return untyped.length > 0 ? untyped : undefined;
}

const valueFor = ({ attributes }: DeliveredEvent, { isEnvelope }: SentMessage): Json => (isEnvelope ? attributes : (attributes['data'] ?? null));

/** Array positions become `*`, so that the place is stable. */
const stable = (pointer: string): string => pointer.replace(/\/[0-9]+(?=\/|$)/g, '/*');

function judgeEvent(event: DeliveredEvent, messages: readonly SentMessage[], at: (spot: string) => string): Judgement {
  const candidates = candidatesFor(event, messages);
  const type = String(event.attributes['type'] ?? 'absent');
  if (candidates === undefined) return examined(1, [{ code: 'event-type-unpublished', at: at('type'), got: type }]);
  const results = candidates.map((candidate) => validateOnce(candidate.schema, valueFor(event, candidate)));
  if (results.some((result) => result.compiled && result.mismatches.length === 0)) return examined(1);
  const [first] = results.filter((result) => result.compiled);
  if (first === undefined || results.some(({ compiled }) => !compiled)) return undetermined('schema-not-checkable', `the schema of ${type}`);
  return examined(
    1,
    first.mismatches.map(
      ({ pointer, keyword, message }): Finding => ({
        code: 'event-violates-schema',
        at: at(stable(pointer)),
        got: keyword,
        detail: message,
      }),
    ),
  );
}

export const eventPayloads = defineCheck({
  id: 'data/event-payloads',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['event-type-unpublished', 'event-violates-schema'],

  *probe(subject) {
    const { events = [] } = subject;
    if (events.length === 0) return undetermined('no-event-contract');
    const delivering = deliveringOf(subject);
    if (isJudgement(delivering)) return delivering;
    const messages = events.flatMap(sentMessages);
    if (messages.length === 0) return undetermined('no-event-schema');
    const quietMs = dueMs(delivering) ?? patienceMs;
    const until = { calls: triggers, quietMs, withinMs: 60_000 };
    const got = yield* deliveries(delivering, { occasion: 'payloads', replies: [{ status: 204 }], triggers, until });
    if (isJudgement(got)) return got;
    if (got.calls.length === 0) return undetermined('no-delivery');
    const delivered = got.calls.flatMap(eventsOf);
    if (delivered.length === 0) return undetermined('no-event-identity');
    const whole = combine(delivered.map((event) => judgeEvent(event, messages, (spot) => eventPlace(got.inbound, spot))));
    const distinct = new Map(whole.findings.map((finding) => [`${finding.code} ${finding.at} ${finding.detail ?? ''}`, finding]));
    return { ...whole, findings: [...distinct.values()] };
  },
});
