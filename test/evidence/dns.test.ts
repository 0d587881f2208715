import { strict as assert } from 'node:assert';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { describe, it } from 'mocha';
import type { DnsAction, DnsAnswer } from '../../src/contract/evidence.js';
import { resolverFrom } from '../../src/evidence/dns-client.js';
import { encodeName, encodeQuestion, readReply } from '../../src/evidence/dns-message.js';
import { sessionFor } from './servers.js';

const host = 'api.sample.example';
const question = { name: host, type: 'A', id: 7 } as const;

/** A record whose owner is a pointer to the question. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, type >> 8, type & 0xff, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 0xff]);
  return Buffer.concat([head, data]);
}

interface Making {
  readonly flags?: number;
  readonly records?: readonly Buffer[];
  readonly id?: number;
}

/** The reply to a query: its question again, and records. */
function replyTo(query: Buffer, { flags = 0x8180, records = [], id }: Making): Buffer {
  let end = 12;
  while ((query[end] ?? 0) !== 0) end += (query[end] ?? 0) + 1;
  const head = Buffer.from(query.subarray(0, 12));
  if (id !== undefined) head.writeUInt16BE(id, 0);
  head.writeUInt16BE(flags, 2);
  head.writeUInt16BE(records.length, 6);
  head.writeUInt16BE(0, 10);
  return Buffer.concat([head, query.subarray(12, end + 5), ...records]);
}

interface Names {
  readonly resolver: string;
  readonly queries: Buffer[];
  close(): Promise<void>;
}

/** A name server on one port of both transports; what it answers over each, as raw octets. */
async function serveNames(udp: (query: Buffer) => readonly Buffer[], tcp?: (query: Buffer) => Buffer): Promise<Names> {
  const queries: Buffer[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    queries.push(query);
    for (const octets of udp(query)) socket.send(octets, from.port, from.address);
  });
  const server = createServer((stream) => {
    stream.on('error', () => undefined);
    stream.once('data', (octets) => {
      const answer = tcp?.(octets.subarray(2)) ?? Buffer.alloc(0);
      stream.write(Buffer.concat([Buffer.of(answer.length >> 8, answer.length & 0xff), answer]));
    });
  });
  // ports of TCP are scarcer here: one that is free there is free for datagrams too
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    await new Promise<void>((resolve) => socket.close(() => resolve()));
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { resolver: `127.0.0.1:${port}`, queries, close };
}

const ask = (type: DnsAction['type'], resolver: string, name = host): DnsAction => ({
  kind: 'dns',
  name,
  type,
  resolver,
  safety: 'S1',
  place: 'dns',
});

async function answerOf(names: Names, action: (resolver: string) => DnsAction, timeoutMs = 400): Promise<DnsAnswer> {
  const session = sessionFor([`https://${host}`], {
    environment: { resolvers: [names.resolver] },
    limits: { timeoutMs },
    lookup: () => Promise.resolve(['127.0.0.2', '127.0.0.1']),
  });
  try {
    const observation = await session.observe(action(names.resolver), 1);
    if (observation.kind !== 'dns') throw new Error(observation.kind);
    return observation;
  } finally {
    await session.close();
    await names.close();
  }
}

const address = record(1, Buffer.of(192, 0, 2, 10));

describe('evidence: questions of DNS', () => {
  it('reads addresses, their order apart, and whether the resolver vouches for them', async () => {
    const names = await serveNames((query) => [replyTo(query, { flags: 0x81a0, records: [record(1, Buffer.of(192, 0, 2, 9)), address].reverse() })]);
    const { answer } = await answerOf(names, (resolver) => ask('A', resolver));
    assert.deepEqual(answer, {
      rcode: 0,
      authenticated: true,
      records: ['192.0.2.10', '192.0.2.9'].map((data) => ({ name: host, type: 'A', data })),
    });
    const [query = Buffer.alloc(0)] = names.queries;
    assert.equal(query.readUInt16BE(2), 0x0120);
    assert.equal(query.readUInt8(query.length - 4) & 0x80, 0x80);
  });

  it('reads CAA and the name behind a name', async () => {
    const target = encodeName('other.example') ?? Buffer.alloc(0);
    const caa = Buffer.concat([Buffer.of(0, 5), Buffer.from('issueca.example')]);
    const names = await serveNames((query) => [replyTo(query, { records: [record(5, target), record(257, caa)] })]);
    const { answer } = await answerOf(names, (resolver) => ask('CAA', resolver));
    assert.deepEqual(
      answer?.records.map(({ type, data }) => [type, data]),
      [
        ['CAA', '0 issue ca.example'],
        ['CNAME', 'other.example'],
      ],
    );
  });

  it('asks again over TCP where the answer did not fit', async () => {
    const names = await serveNames(
      (query) => [replyTo(query, { flags: 0x8380 })],
      (query) => replyTo(query, { records: [address] }),
    );
    assert.equal((await answerOf(names, (resolver) => ask('A', resolver))).answer?.records.length, 1);
  });

  it('passes over datagrams that answer another question', async () => {
    const other = (query: Buffer): Buffer => {
      const octets = replyTo(query, { records: [record(1, Buffer.of(6, 6, 6, 6))] });
      octets.writeUInt8(0x62, 13);
      return octets;
    };
    const names = await serveNames((query) => [
      replyTo(query, { id: (query.readUInt16BE(0) + 1) & 0xffff, records: [record(1, Buffer.of(6, 6, 6, 6))] }),
      other(query),
      Buffer.from('no message'),
      replyTo(query, { records: [address] }),
    ]);
    assert.deepEqual(
      (await answerOf(names, (resolver) => ask('A', resolver))).answer?.records.map(({ data }) => data),
      ['192.0.2.10'],
    );
  });

  it('sends a lost datagram once more, and is then lost', async () => {
    let asked = 0;
    const second = await serveNames((query) => {
      asked += 1;
      return asked === 1 ? [] : [replyTo(query, { records: [address] })];
    });
    assert.equal((await answerOf(second, (resolver) => ask('A', resolver))).answer?.records.length, 1);
    const silent = await serveNames(() => []);
    assert.equal((await answerOf(silent, (resolver) => ask('A', resolver))).lost?.cause, 'timeout');
    assert.equal(silent.queries.length, 2);
  });

  it('tells a name that does not exist from one without such a record', async () => {
    const missing = await serveNames((query) => [replyTo(query, { flags: 0x8183 })]);
    assert.equal((await answerOf(missing, (resolver) => ask('AAAA', resolver))).answer?.rcode, 3);
    const none = await serveNames((query) => [replyTo(query, {})]);
    assert.deepEqual((await answerOf(none, (resolver) => ask('AAAA', resolver))).answer, { rcode: 0, authenticated: false, records: [] });
  });

  const blocked: readonly { readonly why: string; readonly action: (resolver: string) => DnsAction }[] = [
    { why: 'a resolver that the statement does not declare', action: () => ask('A', '127.0.0.9') },
    { why: 'a name that is no target', action: (resolver) => ask('A', resolver, 'elsewhere.example') },
    { why: 'the root without a resolver', action: () => ({ kind: 'dns', name: '.', type: 'A', safety: 'S1', place: 'dns' }) },
  ];
  for (const { why, action } of blocked) {
    it(`never asks: ${why}`, async () => {
      const names = await serveNames((query) => [replyTo(query, { records: [address] })]);
      assert.equal((await answerOf(names, action)).lost?.cause, 'blocked');
      assert.equal(names.queries.length, 0);
    });
  }

  it('never asks a resolver at an address that the operator did not allow', async () => {
    const names = await serveNames((query) => [replyTo(query, {})]);
    const session = sessionFor([`https://${host}`], {
      environment: { resolvers: [names.resolver] },
      targets: { origins: [{ origin: `https://${host}`, roles: ['base'] }], networks: [] },
    });
    assert.equal((await session.observe(ask('A', names.resolver), 1)).lost?.cause, 'blocked');
    await session.close();
    await names.close();
    assert.equal(names.queries.length, 0);
  });

  it('gives the addresses of this run where no resolver is named', async () => {
    const names = await serveNames(() => []);
    const seen = await answerOf(names, () => ({ kind: 'dns', name: host, type: 'A', safety: 'S1', place: 'dns' }));
    assert.deepEqual(
      seen.answer?.records.map(({ data }) => data),
      ['127.0.0.1', '127.0.0.2'],
    );
    assert.equal(names.queries.length, 0);
  });
});

describe('evidence: DNS messages', () => {
  const query = encodeQuestion(question) ?? Buffer.alloc(0);
  const broken: readonly (readonly [why: string, octets: Buffer])[] = [
    ['a pointer to itself', replyTo(query, { records: [Buffer.from([0xc0, 12 + 18 + 8])] })],
    ['a record that is longer than the message', replyTo(query, { records: [record(1, Buffer.of(1, 2, 3, 4)).subarray(0, 14)] })],
    ['an address of three octets', replyTo(query, { records: [record(1, Buffer.of(1, 2, 3))] })],
    ['a CAA tag that is longer than its record', replyTo(query, { records: [record(257, Buffer.of(0, 9, 0x69))] })],
    ['a question in place of an answer', replyTo(query, { flags: 0x0180 })],
  ];
  for (const [why, octets] of broken) {
    it(`reads nothing from ${why}`, () => assert.equal(readReply(octets, question), undefined));
  }

  it('reads nothing from any beginning of an answer', () => {
    const whole = replyTo(query, { records: [address, address] });
    for (let length = 0; length < whole.length; length += 1) assert.equal(readReply(whole.subarray(0, length), question), undefined, String(length));
    assert.equal(readReply(whole, question)?.records.length, 2);
  });

  it('never throws for octets that were changed', () => {
    const whole = replyTo(query, { records: [record(5, encodeName('a.example') ?? Buffer.alloc(0)), address] });
    for (let index = 0; index < whole.length; index += 1) {
      for (const octet of [0, 0x3f, 0x40, 0xc0, 0xff]) {
        const changed = Buffer.from(whole);
        changed[index] = octet;
        readReply(changed, question);
      }
    }
  });

  it('takes no name that DNS cannot bear', () => {
    for (const name of ['', 'a..b', `${'a'.repeat(64)}.example`, `${'a.'.repeat(128)}b`, 'نام.example'])
      assert.equal(encodeName(name), undefined, name);
  });

  it('reads resolvers as a statement writes them', () => {
    assert.deepEqual(resolverFrom('192.0.2.53'), { address: '192.0.2.53', port: 53 });
    assert.deepEqual(resolverFrom('2001:db8::53'), { address: '2001:db8::53', port: 53 });
    assert.deepEqual(resolverFrom('[2001:db8::53]:5353'), { address: '2001:db8::53', port: 5353 });
    for (const text of ['resolver.example', '192.0.2.53:0', '192.0.2.53:70000', '[192.0.2.53]:53', ''])
      assert.equal(resolverFrom(text), undefined, text);
  });
});
