/**
 * Compares the messages of one flow: which are gone, and of those that stayed, content type, payload, headers and bindings.
 *
 * What the service sends may only promise more; what it receives may only take more. A message of a new type breaks nobody: consumers choose by type,
 * and must bear what they do not know.
 *
 * Source   EGIF-TEC-EVT-005; AsyncAPI 2.6.0 and 3.0.0 (Message, Message Trait, Multi Format Schema Objects).
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { shown, type ChangeKind, type Reason } from './change.js';
import { breaksBy } from './compare-operations.js';
import type { SchemaPair, Sides, Tell } from './comparison.js';
import { eventTypeOf, isJsonSchema, type Payload, payloadOf } from './event-message.js';
import { contentTypeOf, type EventMessage, type Flow, type Way } from './read-events.js';
import { sameSchema } from './same-schema.js';
import type { Located, LocatedObject } from './source.js';

export interface FlowComparison {
  readonly old: Flow;
  readonly now: Flow;
  readonly sides: Sides;
  readonly schemas: { push(pair: SchemaPair): void };
  readonly tell: Tell;
  /** Why what is no longer there breaks, by its announced end. */
  readonly reasonOfRemoval: (part: LocatedObject) => Reason;
}

interface MessagePair {
  readonly old: EventMessage;
  readonly now: EventMessage;
}

/** Values that are sent travel to the consumer, as answers do. */
export const directionOf = (way: Way): 'request' | 'response' => (way === 'receive' ? 'request' : 'response');

/** Messages that belong together: of one name, else of one type of event, else the only ones that are left. */
function paired(
  old: Flow,
  now: Flow,
  sides: Sides,
): { readonly pairs: readonly MessagePair[]; readonly gone: readonly EventMessage[]; readonly fresh: readonly EventMessage[] } {
  const pairs: MessagePair[] = [];
  const left = [...now.messages];
  let open = [...old.messages];
  const match = (test: (a: EventMessage, b: EventMessage) => boolean): void => {
    open = open.filter((message) => {
      const at = left.findIndex((other) => test(message, other));
      const found = at === -1 ? undefined : left.splice(at, 1)[0];
      if (found !== undefined) pairs.push({ old: message, now: found });
      return found === undefined;
    });
  };
  match((a, b) => a.name !== '' && a.name === b.name);
  match((a, b) => {
    const [before, after] = [eventTypeOf(a, sides.old), eventTypeOf(b, sides.now)];
    return before !== undefined && before === after;
  });
  const [lone, ...others] = open;
  const [rest, ...more] = left;
  // Of one message each, renamed: the types of the events, where both say them, were no match.
  if (lone !== undefined && rest !== undefined && others.length === 0 && more.length === 0 && eventTypeOf(lone, sides.old) === undefined)
    return { pairs: [...pairs, { old: lone, now: rest }], gone: [], fresh: [] };
  return { pairs, gone: open, fresh: left };
}

const mediaOf = (type: string | undefined): string | undefined =>
  type
    ?.toLowerCase()
    .replaceAll(/\s+/g, '')
    .replace(/;charset=utf-8$/, '');

/** Of headers that nobody describes nothing is promised but that they are an object. */
function headersOf({ at, traits }: EventMessage): readonly Located[] {
  const own = [...traits, at].flatMap(({ value, pointer }) => {
    const headers = memberOf(value, 'headers');
    return headers === undefined ? [] : [{ value: headers, pointer: `${pointer}/headers` }];
  });
  return own.length > 0 ? own : [{ value: { type: 'object' }, pointer: at.pointer }];
}

function bindingsOf({ at, traits }: EventMessage): Json {
  const all = Object.assign({}, ...[...traits, at].map(({ value }) => memberOf(value, 'bindings') ?? {}));
  return isObject(all) ? withoutVersions(all) : {};
}

/** Bindings without the version of their own description. */
export function withoutVersions(bindings: Json): Json {
  if (!isObject(bindings)) return bindings;
  return Object.fromEntries(
    Object.entries(bindings).map(([protocol, binding]) => [
      protocol,
      isObject(binding) ? Object.fromEntries(Object.entries(binding).filter(([name]) => name !== 'bindingVersion')) : binding,
    ]),
  );
}

type Say = (kind: ChangeKind, reason: Reason, more: { readonly before?: string; readonly after?: string }) => void;

function comparePayload({ old, now }: MessagePair, { sides, schemas, old: flow }: FlowComparison, say: Say): void {
  const [before, after] = [payloadOf(old), payloadOf(now)];
  if (before === undefined && after === undefined) return;
  const nothing = ({ at }: EventMessage): Payload => ({ schema: { value: {}, pointer: at.pointer }, format: undefined });
  const [a, b] = [before ?? nothing(old), after ?? nothing(now)];
  if (isJsonSchema(a.format) !== isJsonSchema(b.format)) {
    say('payload-format-changed', 'differs', { before: a.format ?? 'JSON Schema', after: b.format ?? 'JSON Schema' });
    return;
  }
  if (!isJsonSchema(a.format)) {
    if (a.format !== b.format || !sameSchema(a.schema, b.schema, sides))
      say('payload-format-changed', 'incomparable', { before: shown(a.format), after: shown(b.format) });
    return;
  }
  const isGuess = flow.way === 'either' ? { isGuess: true } : {};
  schemas.push({ old: [a.schema], now: [b.schema], direction: directionOf(flow.way), where: flow.name, ...isGuess });
}

function compareMessage(pair: MessagePair, comparison: FlowComparison): void {
  const { old, now } = pair;
  const { sides, tell, schemas, old: flow } = comparison;
  const direction = directionOf(flow.way);
  const places = { direction, where: flow.name, old: old.at.pointer, new: now.at.pointer };
  const say: Say = (kind, reason, more) => tell({ kind, breaking: breaksBy(reason), reason, ...places, ...more });
  const [from, to] = [old, now].map(({ at }) => memberOf(at.value, '$ref'));
  if (from !== undefined || to !== undefined) {
    say('reference-unresolved', 'incomparable', { before: shown(from ?? 'resolved'), after: shown(to ?? 'resolved') });
    return;
  }
  const [type, nowType] = [contentTypeOf(old, sides.old), contentTypeOf(now, sides.now)];
  // Where one side says nothing, the other may have been meant all along.
  if (mediaOf(type) !== mediaOf(nowType))
    say('content-type-changed', type === undefined || nowType === undefined ? 'incomparable' : 'differs', {
      before: type ?? 'absent',
      after: nowType ?? 'absent',
    });
  comparePayload(pair, comparison, say);
  const isGuess = flow.way === 'either' ? { isGuess: true } : {};
  schemas.push({ old: headersOf(old), now: headersOf(now), direction, where: flow.name, ...isGuess });
  const [bound, nowBound] = [bindingsOf(old), bindingsOf(now)];
  const at = (message: EventMessage, value: Json): Located => ({ value, pointer: `${message.at.pointer}/bindings` });
  if (!sameSchema(at(old, bound), at(now, nowBound), sides)) say('binding-changed', 'incomparable', { before: shown(bound), after: shown(nowBound) });
}

/** Compares two flows of one direction over one channel; schemas are pushed onto the worklist. */
export function compareFlow(comparison: FlowComparison): void {
  const { old, now, sides, tell, reasonOfRemoval } = comparison;
  const { pairs, gone, fresh } = paired(old, now, sides);
  const direction = directionOf(old.way);
  for (const pair of pairs) compareMessage(pair, comparison);
  for (const message of gone) {
    const reason = reasonOfRemoval(message.at);
    const names = { where: old.name, old: message.at.pointer, before: message.name };
    tell({ kind: 'message-removed', breaking: breaksBy(reason), reason, direction, ...names });
  }
  for (const message of fresh) {
    const names = { where: old.name, new: message.at.pointer, after: message.name };
    tell({ kind: 'message-added', breaking: false, reason: 'compatible', direction, ...names });
  }
}
