/**
 * The interface that an AsyncAPI contract offers, as a comparison needs it: flows, each the messages that go one way over one channel, and servers.
 *
 * In AsyncAPI 3 an operation says what the service does (send, receive); in 2.x what its clients do (publish: the service receives).
 *
 * Source   AsyncAPI 2.6.0 (Channel Item, Operation, Message, Server Objects), 3.0.0 (Channel, Operation, Message, Server Objects).
 * Room     checks/diff (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../contract/json.js';
import type { LocatedObject, Source } from './source.js';

/** What the service does over the channel; `either` where no operation says. */
export type Way = 'send' | 'receive' | 'either';

export interface EventMessage {
  /** The name in the channel, else its own, else that of the component; empty where it has none. */
  readonly name: string;
  readonly at: LocatedObject;
  /** Message and traits that say something of headers, content type or bindings. */
  readonly traits: readonly LocatedObject[];
}

export interface Flow {
  readonly way: Way;
  /** `send /egif/events` */
  readonly name: string;
  readonly at: LocatedObject;
  readonly messages: readonly EventMessage[];
}

export interface Channel {
  readonly id: string;
  /** Where it is found; the id where the contract says that it is known at run time only. */
  readonly address: string;
  /** The address, whatever its parameters are called. */
  readonly key: string;
  readonly at: LocatedObject;
  readonly flows: ReadonlyMap<Way, Flow>;
  /** Day or instant from which it may be gone, as stated. */
  readonly sunset: string | undefined;
}

export interface EventServer {
  readonly name: string;
  readonly at: LocatedObject;
  readonly protocol: string;
  /** Host, port and path. */
  readonly address: string;
}

const text = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const rootOf = (source: Source): LocatedObject => ({ value: source.root, pointer: '' });
const isVersion3 = ({ root }: Source): boolean => /^3\./.test(text(root['asyncapi']) ?? '');
/** A path or a topic: slashes at the ends say nothing of which of them it is. */
const keyOf = (address: string): string => address.replaceAll(/\{[^{}]*\}/g, '{}').replace(/^\/+|\/+$/g, '');
const lastOf = (reference: string | undefined): string => reference?.split('/').at(-1)?.replaceAll('~1', '/').replaceAll('~0', '~') ?? '';

function messageOf(raw: Json, pointer: string, source: Source, named?: string): readonly EventMessage[] {
  source.work.spend(1);
  const at = source.object(raw, pointer);
  if (at === undefined) return [{ name: named ?? lastOf(text(memberOf(raw, '$ref'))), at: { value: isObject(raw) ? raw : {}, pointer }, traits: [] }];
  const choice = memberOf(at.value, 'oneOf');
  if (Array.isArray(choice)) return choice.flatMap((each, index) => messageOf(each, `${at.pointer}/oneOf/${index}`, source));
  const traits = memberOf(at.value, 'traits');
  const own = text(at.value['messageId']) ?? text(at.value['name']) ?? lastOf(text(memberOf(raw, '$ref')));
  return [
    {
      name: named ?? own,
      at,
      traits: (Array.isArray(traits) ? traits : []).flatMap((trait, index) => source.object(trait, `${at.pointer}/traits/${index}`) ?? []),
    },
  ];
}

/** Messages of a channel of version 3 by the name that it gives them. */
function namedMessages(channel: LocatedObject, source: Source): readonly EventMessage[] {
  const map = memberOf(channel.value, 'messages');
  return Object.entries(isObject(map) ? map : {}).flatMap(([name, raw]) =>
    messageOf(raw, channel.pointer + pointerOf(['messages', name]), source, name),
  );
}

/** The messages of an operation of version 3: those of its channel that it names, or all. */
function messagesOfOperation(operation: LocatedObject, channel: LocatedObject, source: Source): readonly EventMessage[] {
  const all = namedMessages(channel, source);
  const listed = memberOf(operation.value, 'messages');
  if (!Array.isArray(listed)) return all;
  return listed.flatMap((raw, index) => {
    const found = messageOf(raw, `${operation.pointer}/messages/${index}`, source);
    return found.map((each) => all.find(({ at }) => at.pointer === each.at.pointer) ?? each);
  });
}

interface Operations {
  readonly way: Way;
  readonly at: LocatedObject;
  readonly messages: readonly EventMessage[];
}

/** What is done over a channel of version 2: `publish` and `subscribe` are said of clients. */
function operationsOf2(channel: LocatedObject, source: Source): readonly Operations[] {
  return (['publish', 'subscribe'] as const).flatMap((verb) => {
    const at = source.member(channel, verb);
    if (at === undefined) return [];
    const raw = memberOf(at.value, 'message');
    return [{ way: verb === 'publish' ? 'receive' : 'send', at, messages: raw === undefined ? [] : messageOf(raw, `${at.pointer}/message`, source) }];
  });
}

function operationsOf3(channel: LocatedObject, source: Source): readonly Operations[] {
  const found: Operations[] = [];
  for (const at of source.map(rootOf(source), 'operations').values()) {
    const action = at.value['action'];
    const owner = source.member(at, 'channel');
    if (owner?.pointer !== channel.pointer || (action !== 'send' && action !== 'receive')) continue;
    found.push({ way: action, at, messages: messagesOfOperation(at, channel, source) });
  }
  return found;
}

/** Several operations of one direction are one flow: consumers see the messages, not who sends them. */
function flowsOf(address: string, channel: LocatedObject, source: Source): ReadonlyMap<Way, Flow> {
  const flows = new Map<Way, Flow>();
  const operations = isVersion3(source) ? operationsOf3(channel, source) : operationsOf2(channel, source);
  for (const { way, at, messages } of operations) {
    const known = flows.get(way);
    const fresh = messages.filter((each) => known?.messages.some((other) => other.at.pointer === each.at.pointer) !== true);
    flows.set(way, { way, name: `${way} ${address}`, at: known?.at ?? at, messages: [...(known?.messages ?? []), ...fresh] });
  }
  const loose = flows.size === 0 && isVersion3(source) ? namedMessages(channel, source) : [];
  if (loose.length > 0) flows.set('either', { way: 'either', name: address, at: channel, messages: loose });
  return flows;
}

/** The channels of a contract by key. */
export function readChannels(source: Source): ReadonlyMap<string, Channel> {
  const channels = new Map<string, Channel>();
  for (const [id, at] of source.map(rootOf(source), 'channels')) {
    if (id.startsWith('x-')) continue;
    const address = isVersion3(source) ? (text(at.value['address']) ?? id) : id;
    const key = keyOf(address);
    if (channels.has(key)) continue;
    channels.set(key, { id, address, key, at, flows: flowsOf(address, at, source), sunset: text(at.value['x-egif-sunset']) });
  }
  return channels;
}

function withDefaults(template: string, server: JsonObject): string {
  const variables = server['variables'];
  return template.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => text(memberOf(memberOf(variables, name), 'default')) ?? whole);
}

/** Channels, servers and operations that are references out of the contract, or to nothing: pointer and what they say. */
export function unresolvedParts(source: Source): readonly { readonly pointer: string; readonly reference: string }[] {
  return ['channels', 'servers', 'operations'].flatMap((holder) => {
    const map = memberOf(source.root, holder);
    return Object.entries(isObject(map) ? map : {}).flatMap(([name, raw]) => {
      const pointer = pointerOf([holder, name]);
      const isOther = name.startsWith('x-') || source.object(raw, pointer) !== undefined;
      return isOther ? [] : [{ pointer, reference: text(memberOf(raw, '$ref')) ?? 'no object' }];
    });
  });
}

/** The servers of a contract. */
export function readServers(source: Source): readonly EventServer[] {
  return [...source.map(rootOf(source), 'servers')].map(([name, at]) => {
    const { value } = at;
    const whole = text(value['host']) === undefined ? (text(value['url']) ?? '') : `${text(value['host'])}${text(value['pathname']) ?? ''}`;
    const address = withDefaults(whole, value)
      .replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\//, '')
      .replace(/\/+$/, '');
    return { name, at, protocol: (text(value['protocol']) ?? '').toLowerCase(), address };
  });
}

/** The type of content that a message is said to have, traits and the contract's default included; undefined: nobody says. */
export function contentTypeOf({ at, traits }: EventMessage, { root }: Source): string | undefined {
  const own = [at, ...traits].map(({ value }) => text(value['contentType'])).find((value) => value !== undefined);
  return own ?? text(root['defaultContentType']);
}
