/** The comparison of two contracts of events: every kind of change, both ways, both versions of AsyncAPI, what cannot be told, and counted work. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { eventChangeKinds } from '../../../src/checks/diff/change.js';
import { eventDiff } from '../../../src/checks/diff/event-diff.js';
import type { Json, JsonObject } from '../../../src/contract/api-model.js';
import { pathOf } from '../../../src/contract/json.js';

const told = (old: Json, now: Json, asOf = '2026-11-01'): readonly string[] =>
  eventDiff({ data: old }, { data: now }, { asOf })
    .changes.map(({ kind, breaking, direction }) => `${kind} ${direction} ${breaking}`)
    .sort();

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });
const text: Json = { type: 'string' };

interface Parts {
  readonly message?: JsonObject;
  readonly channel?: JsonObject;
  readonly operation?: JsonObject;
  readonly more?: JsonObject;
}

const contract = (action: 'send' | 'receive', { message = {}, channel = {}, operation = {}, more = {} }: Parts): JsonObject => ({
  asyncapi: '3.0.0',
  info: { title: 'Events', version: '1.0.0' },
  channels: { a: { address: 'a/{id}', messages: { m: { contentType: 'application/json', payload: object({ x: text }), ...message } }, ...channel } },
  operations: { o: { action, channel: { $ref: '#/channels/a' }, ...operation } },
  ...more,
});
const sent = (parts: Parts): JsonObject => contract('send', parts);
const taken = (parts: Parts): JsonObject => contract('receive', parts);
const version2 = (channels: JsonObject, more: JsonObject = {}): JsonObject => ({
  asyncapi: '2.6.0',
  info: { title: 'Events', version: '1.0.0' },
  channels,
  ...more,
});
const servers = (own: JsonObject, more: JsonObject = {}): JsonObject =>
  sent({ more: { servers: { b: { host: 'b.example:8883', protocol: 'mqtts', ...own } }, ...more } });
const narrow = { payload: object({ x: text }, { required: ['x'] }) };
const wide = { payload: object({ x: text }) };

interface Case {
  readonly why: string;
  readonly old: Json;
  readonly now: Json;
  readonly expect: readonly string[];
}

const cases: readonly Case[] = [
  { why: 'what is taken is narrowed', old: taken({ message: wide }), now: taken({ message: narrow }), expect: ['member-now-required request true'] },
  { why: 'what is taken is widened', old: taken({ message: narrow }), now: taken({ message: wide }), expect: ['member-now-optional request false'] },
  { why: 'what is sent is narrowed', old: sent({ message: wide }), now: sent({ message: narrow }), expect: ['member-now-required response false'] },
  { why: 'what is sent is widened', old: sent({ message: narrow }), now: sent({ message: wide }), expect: ['member-now-optional response true'] },
  {
    why: 'clients publish what the service takes (2.x)',
    old: version2({ a: { publish: { message: wide } } }),
    now: version2({ a: { publish: { message: narrow } } }),
    expect: ['member-now-required request true'],
  },
  {
    why: 'clients subscribe to what the service sends (2.x)',
    old: version2({ a: { subscribe: { message: wide } } }),
    now: version2({ a: { subscribe: { message: narrow } } }),
    expect: ['member-now-required response false'],
  },
  {
    why: 'the same in version 2 and in version 3',
    old: version2({ 'a/{key}': { subscribe: { message: { messageId: 'm', contentType: 'application/json', payload: object({ x: text }) } } } }),
    now: sent({}),
    expect: [],
  },
  { why: 'a channel is gone', old: sent({}), now: sent({ more: { channels: {}, operations: {} } }), expect: ['channel-removed neither true'] },
  {
    why: 'a channel whose announced end is over is gone',
    old: sent({ channel: { 'x-egif-sunset': '2026-10-01' } }),
    now: sent({ more: { channels: {}, operations: {} } }),
    expect: ['channel-removed neither false'],
  },
  {
    why: 'a channel whose announced end lies ahead is gone',
    old: sent({ channel: { 'x-egif-sunset': '2027-01-01' } }),
    now: sent({ more: { channels: {}, operations: {} } }),
    expect: ['channel-removed neither true'],
  },
  { why: 'a channel is new', old: sent({ more: { channels: {} } }), now: sent({}), expect: ['channel-added neither false'] },
  {
    why: 'a channel of the same id has another address',
    old: sent({}),
    now: sent({ channel: { address: 'b' } }),
    expect: ['channel-address-changed neither true'],
  },
  { why: 'the parameters of an address have other names', old: sent({}), now: sent({ channel: { address: 'a/{key}' } }), expect: [] },
  {
    why: 'parameters differ',
    old: sent({ channel: { parameters: { id: { enum: ['1', '2'] } } } }),
    now: sent({ channel: { parameters: { id: { enum: ['1'] } } } }),
    expect: ['channel-parameter-changed neither unknown'],
  },
  {
    why: 'the service no longer sends',
    old: sent({}),
    now: sent({ more: { operations: { o: { action: 'receive', channel: { $ref: '#/channels/a' } } } } }),
    expect: ['operation-added request false', 'operation-removed response true'],
  },
  {
    why: 'nothing says any more which way messages go',
    old: sent({}),
    now: sent({ more: { operations: {} } }),
    expect: ['operation-removed response unknown'],
  },
  {
    why: 'messages of which nobody says which way they go',
    old: sent({ message: narrow, more: { operations: {} } }),
    now: sent({ message: wide, more: { operations: {} } }),
    expect: ['member-now-optional response unknown'],
  },
  {
    why: 'a message is gone',
    old: sent({ channel: { messages: { m: wide, n: wide } } }),
    now: sent({ channel: { messages: { m: wide } } }),
    expect: ['message-removed response true'],
  },
  {
    why: 'an operation names one of two messages',
    old: sent({ channel: { messages: { m: wide, n: wide } } }),
    now: sent({ channel: { messages: { m: wide, n: wide } }, operation: { messages: [{ $ref: '#/channels/a/messages/m' }] } }),
    expect: ['message-removed response true'],
  },
  {
    why: 'a message is new',
    old: taken({ channel: { messages: { m: wide } } }),
    now: taken({ channel: { messages: { m: wide, n: wide } } }),
    expect: ['message-added request false'],
  },
  {
    why: 'one message has another name',
    old: sent({ channel: { messages: { m: narrow } } }),
    now: sent({ channel: { messages: { n: wide } } }),
    expect: ['member-now-optional response true'],
  },
  {
    why: 'one message has another name and another type',
    old: sent({ channel: { messages: { m: { payload: object({ type: { const: 'a' } }) } } } }),
    now: sent({ channel: { messages: { n: { payload: object({ type: { const: 'b' } }) } } } }),
    expect: ['message-added response false', 'message-removed response true'],
  },
  {
    why: 'messages are held together by the type of event',
    old: sent({ channel: { messages: { m: { payload: object({ type: { const: 'a' } }) }, n: { payload: object({ type: { const: 'b' } }) } } } }),
    now: sent({ channel: { messages: { p: { payload: object({ type: { const: 'b' } }) }, q: { payload: object({ type: { enum: ['a'] } }) } } } }),
    expect: [],
  },
  {
    why: 'the content type is another one',
    old: sent({}),
    now: sent({ message: { contentType: 'application/xml' } }),
    expect: ['content-type-changed response true'],
  },
  {
    why: 'the default content type is another one',
    old: version2({ a: { publish: { message: wide } } }, { defaultContentType: 'application/json' }),
    now: version2({ a: { publish: { message: wide } } }, { defaultContentType: 'application/cbor' }),
    expect: ['content-type-changed request true'],
  },
  {
    why: 'the content type is said for the first time',
    old: version2({ a: { publish: { message: wide } } }),
    now: version2({ a: { publish: { message: wide } } }, { defaultContentType: 'application/json' }),
    expect: ['content-type-changed request unknown'],
  },
  { why: 'a charset that is the usual one', old: sent({}), now: sent({ message: { contentType: 'application/json; charset=UTF-8' } }), expect: [] },
  {
    why: 'a header is now demanded of what is taken',
    old: taken({ message: { headers: object({ h: text }) } }),
    now: taken({ message: { headers: object({ h: text }, { required: ['h'] }) } }),
    expect: ['member-now-required request true'],
  },
  {
    why: 'a header is demanded where there was none',
    old: taken({}),
    now: taken({ message: { headers: object({ h: text }, { required: ['h'] }) } }),
    expect: ['required-member-added request true'],
  },
  {
    why: 'a header of what is sent is gone, by a trait',
    old: sent({ message: { traits: [{ headers: object({ h: text }) }] } }),
    now: sent({}),
    expect: ['member-removed response true'],
  },
  {
    why: 'the payload is Avro now',
    old: sent({}),
    now: sent({ message: { payload: { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: {} } } }),
    expect: ['payload-format-changed response true'],
  },
  {
    why: 'Avro that differs',
    old: sent({ message: { payload: { schemaFormat: 'application/vnd.apache.avro', schema: { type: 'record', fields: [] } } } }),
    now: sent({ message: { payload: { schemaFormat: 'application/vnd.apache.avro', schema: { type: 'record', fields: ['a'] } } } }),
    expect: ['payload-format-changed response unknown'],
  },
  {
    why: 'what is bound to a protocol differs',
    old: sent({ message: { bindings: { kafka: { key: text, bindingVersion: '0.4.0' } } } }),
    now: sent({ message: { bindings: { kafka: { key: { type: 'integer' }, bindingVersion: '0.5.0' } } } }),
    expect: ['binding-changed response unknown'],
  },
  {
    why: 'the version of a binding alone differs',
    old: sent({ channel: { bindings: { kafka: { topic: 't', bindingVersion: '0.4.0' } } } }),
    now: sent({ channel: { bindings: { kafka: { topic: 't', bindingVersion: '0.5.0' } } } }),
    expect: [],
  },
  {
    why: 'no reply is given any more',
    old: sent({ operation: { reply: { address: { location: '$message.header#/r' } } } }),
    now: sent({}),
    expect: ['reply-changed neither true'],
  },
  { why: 'a server speaks another protocol', old: servers({}), now: servers({ protocol: 'amqps' }), expect: ['broker-changed neither true'] },
  { why: 'a server is at another address', old: servers({}), now: servers({ host: 'c.example:8883' }), expect: ['broker-changed neither unknown'] },
  {
    why: 'a server has another name',
    old: servers({}),
    now: sent({ more: { servers: { c: { host: 'b.example:8883', protocol: 'mqtts' } } } }),
    expect: [],
  },
  { why: 'a server demands more', old: servers({}), now: servers({ security: [{ type: 'X509' }] }), expect: ['security-tightened neither true'] },
  {
    why: 'a server has one more way in',
    old: servers({ security: [{ type: 'X509' }] }),
    now: servers({ security: [{ type: 'X509' }, { type: 'userPassword' }] }),
    expect: ['security-loosened neither false'],
  },
  {
    why: 'a scheme of version 2 is a scheme of version 3',
    old: version2(
      {},
      {
        servers: { b: { url: 'mqtts://b.example:8883', protocol: 'mqtts', security: [{ own: [] }] } },
        components: { securitySchemes: { own: { type: 'X509' } } },
      },
    ),
    now: sent({
      more: { channels: {}, operations: {}, servers: { b: { host: 'b.example:8883', protocol: 'mqtts', security: [{ type: 'X509' }] } } },
    }),
    expect: [],
  },
  {
    why: 'a channel in another file',
    old: sent({ more: { channels: { a: { $ref: 'other.yaml#/a' } }, operations: {} } }),
    now: sent({}),
    expect: ['channel-added neither false', 'reference-unresolved neither unknown'],
  },
  {
    why: 'a message in another file',
    old: sent({ channel: { messages: { m: { $ref: 'other.yaml#/m' } } } }),
    now: sent({ channel: { messages: { m: { $ref: 'other.yaml#/m' } } } }),
    expect: ['reference-unresolved response unknown'],
  },
];

function leads(root: Json, pointer: string): boolean {
  let value: unknown = root;
  for (const name of pathOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false;
    value = Reflect.get(value, name);
  }
  return true;
}

describe('The comparison of two contracts of events', () => {
  for (const { why, old, now, expect } of cases) {
    it(`${why}: ${expect.length === 0 ? 'nothing' : expect.join(', ')}`, () => {
      const { changes, complete } = eventDiff({ data: old }, { data: now }, { asOf: '2026-11-01' });
      assert.deepEqual(told(old, now), [...expect].sort(), JSON.stringify(changes));
      assert.equal(complete, true);
      for (const change of changes) {
        assert.ok(change.old !== undefined || change.new !== undefined, change.kind);
        if (change.old !== undefined) assert.ok(leads(old, change.old), `${change.kind} ${change.old}`);
        if (change.new !== undefined) assert.ok(leads(now, change.new), `${change.kind} ${change.new}`);
      }
    });

    it(`${why}: nothing of either against itself, but for what cannot be looked at`, () => {
      for (const one of [old, now])
        assert.deepEqual(
          told(one, one).filter((line) => !line.startsWith('reference-unresolved')),
          [],
        );
    });
  }

  it('shows every kind of change of its own', () => {
    const shown = new Set(cases.flatMap(({ expect }) => expect.map((line) => line.split(' ')[0])));
    assert.deepEqual(
      eventChangeKinds.filter((kind) => !shown.has(kind)),
      [],
    );
  });

  it('says that it is not complete where the counted work is spent', () => {
    const { complete } = eventDiff({ data: sent({}) }, { data: sent({}) }, { maxWork: 3 });
    assert.equal(complete, false);
  });

  for (const [before, after, wanted] of [
    ['1.2.0', '1.3.0', false],
    ['1.2.0', '2.0.0', true],
    ['soon', '2.0.0', undefined],
  ] as const)
    it(`from ${before} to ${after} the major version is ${wanted === undefined ? 'not clear' : wanted ? 'another one' : 'the same'}`, () => {
      const of = (version: string): Json => sent({ more: { info: { title: 'Events', version } } });
      assert.equal(eventDiff({ data: of(before) }, { data: of(after) }).newMajor, wanted);
    });
});
