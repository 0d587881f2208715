/**
 * How events are made to come: a listening is opened, a callback registered, events are caused by calls of the service's own (or by the operator, where the
 * statement names no such call), deliveries are taken.
 *
 * Each listening has a path of its own below the stated URL, so that deliveries to an earlier registration are told apart. What was registered is
 * deleted again where the contract declares how.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Sample } from '../../contract/api-model.js';
import type { CheckSubject } from '../../contract/check.js';
import type { Service } from '../../contract/documents.js';
import type { Exchange, Inbound, InboundAction, InboundCall, InboundReply } from '../../contract/evidence.js';
import { undetermined, type Judgement } from '../../contract/judgement.js';
import { ask } from '../ask.js';
import { boundCall, isJudgement } from '../bound-call.js';
import { unserved } from '../probe/answers.js';
import { createCall, createdBy, lossOf, remove, uniqueId, type Created, type Part } from '../probe/flow/resource.js';

type EventsListener = NonNullable<NonNullable<Service['listeners']>['events']>;

/** What it takes to make events come. */
export interface Delivering {
  readonly subject: CheckSubject;
  readonly events: EventsListener;
  /** Absent: the operator causes the events. */
  readonly trigger?: Sample;
  readonly subscribe?: Sample;
}

/** What the statement says of the delivery of events, or why none can be had. */
export function deliveringOf(subject: CheckSubject): Delivering | Judgement {
  const events = subject.service.listeners?.events;
  if (events === undefined) return undetermined('no-event-listener');
  const trigger = events.trigger === undefined ? undefined : boundCall(subject, events.trigger);
  if (trigger !== undefined && isJudgement(trigger)) return trigger;
  const own = { subject, events, ...(trigger === undefined ? {} : { trigger }) };
  if (events.subscribe === undefined) return own;
  const subscribe = boundCall(subject, events.subscribe);
  if (isJudgement(subscribe)) return subscribe;
  if (subscribe.body?.includes(events.url) !== true) return undetermined('callback-not-bound', events.subscribe);
  return { ...own, subscribe };
}

/** The registration of another callback. */
export function subscribingTo({ subscribe, events }: Delivering, callback: string): Sample | undefined {
  return subscribe?.body === undefined ? undefined : { ...subscribe, body: subscribe.body.replaceAll(events.url, callback) };
}

export interface Wanted {
  /** Names the listening; unique within a check. */
  readonly occasion: string;
  readonly replies: readonly [InboundReply, ...InboundReply[]];
  /** How many events are caused. */
  readonly triggers: number;
  /** Between two events that are caused. */
  readonly pauseMs?: number;
  readonly until: NonNullable<InboundAction['until']>;
}

/** Deliveries of one listening. */
export interface Delivered {
  readonly inbound: Inbound;
  readonly calls: readonly InboundCall[];
}

function* cause({ subject, trigger }: Delivering, { occasion, triggers, pauseMs = 0 }: Wanted): Part<Judgement | undefined> {
  if (trigger === undefined) return undefined;
  for (let count = 1; count <= triggers; count += 1) {
    if (count > 1 && pauseMs > 0) yield { kind: 'wait', milliseconds: pauseMs, safety: 'S0', place: trigger.operation.path };
    const call = createCall(subject, trigger, `${occasion} ${count}`);
    const exchange: Exchange = yield* ask({ ...call, occasion: `${occasion} ${count}` });
    const broken = lossOf(exchange) ?? unserved(exchange);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

/** Registers a callback as the check's own. */
export function* subscribeTo(delivering: Delivering, callback: string, occasion: string): Part<Created | Judgement | undefined> {
  const { subject } = delivering;
  const sample = subscribingTo(delivering, callback);
  if (sample === undefined) return undefined;
  const exchange = yield* ask({ ...createCall(subject, sample, occasion), occasion });
  return lossOf(exchange) ?? unserved(exchange) ?? createdBy(subject, exchange, sample);
}

/** Consent to deliveries, for providers that ask for it first (CloudEvents HTTP Webhook 1.0.2 §4). */
const handshake: InboundReply = {
  headers: [
    ['WebHook-Allowed-Origin', '*'],
    ['WebHook-Allowed-Rate', '*'],
  ],
};

const defaultOperatorSeconds = 120;
/** How long an operator may take from one event to the next. */
const operatorPaceMs = 30_000;

/** How long is waited: longer where a person causes the events, and between them where there are several. */
function patienceFor({ events, trigger }: Delivering, { until, triggers }: Wanted): Wanted['until'] {
  if (trigger !== undefined) return until;
  // Patience begins with the call of a service; a person has an own, and what is delivered and repeated after it is due soon.
  const dueWithinMs = Math.min(until.withinMs, 4 * until.quietMs);
  const withinMs = dueWithinMs + (events.operatorSeconds ?? defaultOperatorSeconds) * 1000;
  return { ...until, withinMs, quietMs: triggers > 1 ? until.quietMs + operatorPaceMs : until.quietMs };
}

/** Makes events come and takes them. A judgement where they could not be caused. */
export function* deliveries(delivering: Delivering, wanted: Wanted): Part<Delivered | Judgement> {
  const { subject, events, subscribe } = delivering;
  const callback = subscribe === undefined ? events.url : `${events.url}/${uniqueId(subject, wanted.occasion)}`;
  const path = new URL(callback).pathname;
  const base = { kind: 'inbound', door: 'events', occasion: `${wanted.occasion} ${path}`, safety: 'S4', place: 'events' } as const;
  const routes = [
    { method: 'POST', path, replies: wanted.replies },
    { method: 'OPTIONS', path, replies: [handshake] as const },
  ];
  const until = patienceFor(delivering, wanted);
  yield* ask({ ...base, step: 'open', routes, ...(delivering.trigger === undefined ? { byOperator: true, times: wanted.triggers, until } : {}) });
  const subscribed = yield* subscribeTo(delivering, callback, wanted.occasion);
  if (subscribed !== undefined && isJudgement(subscribed)) return subscribed;
  try {
    const broken = yield* cause(delivering, wanted);
    const inbound = yield* ask({ ...base, step: 'take', until });
    if (broken !== undefined) return broken;
    const calls = inbound.calls.filter(({ method, reply }) => method === 'POST' && reply !== 'unexpected');
    return { inbound, calls };
  } finally {
    if (subscribed !== undefined) yield* remove(subject, subscribed);
  }
}

/** Milliseconds after which a first redelivery is due for certain; undefined where the statement promises none. */
export const dueMs = ({ events }: Delivering): number | undefined =>
  events.firstRetrySeconds === undefined ? undefined : events.firstRetrySeconds * 2000 + 1000;

/** `{environment}/events#{spot}` of a listening. */
export const eventPlace = ({ environment }: Inbound, spot: string): string => `${environment}/events#${spot}`;
