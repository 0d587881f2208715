/**
 * data/event-envelopes — every event that is delivered is a CloudEvents 1.0 event with the attributes that the framework demands.
 *
 * Source   EGIF-TEC-EVT-002; CloudEvents 1.0.2 §Required Attributes, §Optional Attributes; RFC 3339; RFC 3986.
 * Evidence deliveries of events that the service's own calls caused. Class S4.
 */
import type { Json } from '../../contract/api-model.js';
import type { Finding } from '../../contract/documents.js';
import { examined, undetermined } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { eventsOf, type DeliveredEvent } from './cloud-event.js';
import { isJudgement } from '../bound-call.js';
import { deliveries, deliveringOf, dueMs, eventPlace } from './delivering.js';

const triggers = 2;
const patienceMs = 15_000;
const defaultAttributes = ['time', 'datacontenttype', 'dataschema'] as const;

const instant = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const isText = (value: Json): value is string => typeof value === 'string' && value !== '';

/** Whether a value is what the attribute may be. */
const forms: Readonly<Record<string, (value: Json) => boolean>> = {
  id: isText,
  source: (value) => isText(value) && !/[\s<>"{}|\\^`]/.test(value),
  specversion: (value) => value === '1.0',
  type: isText,
  time: (value) => isText(value) && instant.test(value) && !Number.isNaN(Date.parse(value)),
  datacontenttype: (value) => isText(value) && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;.*)?$/.test(value),
  dataschema: (value) => isText(value) && URL.canParse(value),
};

function flawsOf({ attributes }: DeliveredEvent, wanted: readonly string[], at: (name: string) => string): readonly Finding[] {
  return wanted.flatMap((name): readonly Finding[] => {
    const value = attributes[name];
    if (value === undefined) return [{ code: 'event-attribute-missing', at: at(name), got: name }];
    return forms[name]?.(value) === false ? [{ code: 'event-attribute-wrong', at: at(name), got: name }] : [];
  });
}

export const eventEnvelopes = defineCheck({
  id: 'data/event-envelopes',
  safety: 'S4',
  over: 'service',
  params: { attributes: 'list' },
  findings: ['delivery-no-cloudevent', 'event-attribute-missing', 'event-attribute-wrong'],

  *probe(subject, params) {
    const delivering = deliveringOf(subject);
    if (isJudgement(delivering)) return delivering;
    const quietMs = dueMs(delivering) ?? patienceMs;
    const until = { calls: triggers, quietMs, withinMs: 60_000 };
    const got = yield* deliveries(delivering, { occasion: 'envelopes', replies: [{ status: 204 }], triggers, until });
    if (isJudgement(got)) return got;
    if (got.calls.length === 0) return undetermined('no-delivery');
    const own = params['attributes'];
    const wanted = ['id', 'source', 'specversion', 'type', ...(Array.isArray(own) ? own.map(String) : defaultAttributes)];
    const findings = new Map<string, Finding>();
    for (const call of got.calls) {
      const events = eventsOf(call);
      const flaws: readonly Finding[] =
        events.length === 0
          ? [{ code: 'delivery-no-cloudevent', at: eventPlace(got.inbound, 'envelope') }]
          : events.flatMap((event) => flawsOf(event, wanted, (name) => eventPlace(got.inbound, name)));
      for (const flaw of flaws) findings.set(`${flaw.code} ${flaw.at}`, flaw);
    }
    return examined(got.calls.length, [...findings.values()]);
  },
});
