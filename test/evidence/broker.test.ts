/**
 * What a broker says to somebody without a credential: welcomes, refusals, other versions and everything in between; only where it is permitted, within
 * bounds, and read back from the record as it was.
 */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { BrokerAction, BrokerDialect, BrokerOutcome } from '../../src/contract/evidence.js';
import { openReplay } from '../../src/evidence/replay.js';
import { type Listening, serveRaw, serveTls, sessionFor, testRoot, trustedPair, unusedPort } from './servers.js';

const actionFor = (origin: string, dialect: BrokerDialect, channel: 'tls' | 'plain' = 'plain'): BrokerAction => ({
  kind: 'broker',
  origin,
  dialect,
  channel,
  safety: 'S1',
  place: 'broker 1',
});

interface Heard {
  readonly octets: Buffer;
}

/** A server that answers the n-th thing that is said with the n-th answer; `close`: ends the connection. */
async function scripted(answers: readonly (Buffer | 'close' | 'nothing')[], heard: Heard[] = []): Promise<Listening> {
  return serveRaw((socket) => {
    let count = 0;
    socket.on('data', (octets: Buffer) => {
      heard.push({ octets });
      const answer = answers[count];
      count += 1;
      if (answer === 'close') socket.end();
      else if (Buffer.isBuffer(answer)) socket.write(answer);
    });
  });
}

async function ask(server: Listening, action: BrokerAction) {
  const session = sessionFor([server.https], { limits: { timeoutMs: 400 } });
  try {
    const observation = await session.observe(action.origin === '' ? { ...action, origin: server.https } : action, 1);
    if (observation.kind !== 'broker') throw new Error('unreachable');
    return { ...observation, sent: session.requestsSent };
  } finally {
    await session.close();
    await server.close();
  }
}

const uint32 = (value: number): Buffer => Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);
const long = (text: string): Buffer => Buffer.concat([uint32(text.length), Buffer.from(text)]);
function method(id: number, ...parts: readonly Buffer[]): Buffer {
  const payload = Buffer.concat([Buffer.from([0, 10, 0, id]), ...parts]);
  return Buffer.concat([Buffer.from([1, 0, 0]), uint32(payload.length), payload, Buffer.from([0xce])]);
}
/** With a server property, so that the table is not empty. */
const table = long('\u0007productS\u0000\u0000\u0000\u0001x');
const start = (mechanisms: string): Buffer => method(10, Buffer.from([0, 9]), table, long(mechanisms), long('en_US'));
const close = (code: number): Buffer => method(50, Buffer.from([code >> 8, code & 255, 0, 0, 0, 0, 0]));

const amqp = (...version: readonly number[]): Buffer => Buffer.from([...Buffer.from('AMQP'), ...version]);
function sasl(descriptor: number, list: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from([0, 0x53, descriptor]), list]);
  return Buffer.concat([uint32(8 + body.length), Buffer.from([2, 1, 0, 0]), body]);
}
const symbol = (name: string): Buffer => Buffer.from([0xa3, name.length, ...Buffer.from(name)]);
const offering = (...fields: readonly Buffer[]): Buffer => {
  const all = Buffer.concat(fields);
  return Buffer.concat([amqp(3, 1, 0, 0), sasl(0x40, Buffer.concat([Buffer.from([0xc0, all.length + 1, 1]), all]))]);
};
/** Two symbols as an array (AMQP 1.0 part 1 §1.6.24). */
const array = (...names: readonly string[]): Buffer => {
  const items = Buffer.concat(names.map((name) => Buffer.from([name.length, ...Buffer.from(name)])));
  return Buffer.concat([Buffer.from([0xe0, items.length + 2, names.length, 0xa3]), items]);
};
const outcome = (code: number): Buffer => sasl(0x44, Buffer.from([0xc0, 3, 1, 0x50, code]));

function kafka(code: number, ...mechanisms: readonly string[]): Buffer {
  const listed = mechanisms.map((name) => Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name)]));
  const body = Buffer.concat([uint32(1), Buffer.from([code >> 8, code & 255]), uint32(mechanisms.length), ...listed]);
  return Buffer.concat([uint32(body.length), body]);
}

interface Case {
  readonly why: string;
  readonly dialect: BrokerDialect;
  readonly answers: readonly (Buffer | 'close' | 'nothing')[];
  readonly expect: BrokerOutcome | 'timeout';
  readonly code?: number;
  readonly offers?: readonly string[];
}

const cases: readonly Case[] = [
  { why: 'CONNACK with 0', dialect: 'mqtt-3.1.1', answers: [Buffer.from([0x20, 2, 0, 0])], expect: 'taken', code: 0 },
  { why: 'CONNACK with 4', dialect: 'mqtt-3.1.1', answers: [Buffer.from([0x20, 2, 0, 4])], expect: 'refused', code: 4 },
  { why: 'CONNACK with 5', dialect: 'mqtt-3.1.1', answers: [Buffer.from([0x20, 2, 0, 5])], expect: 'refused', code: 5 },
  { why: 'CONNACK with 1: the version', dialect: 'mqtt-3.1.1', answers: [Buffer.from([0x20, 2, 0, 1])], expect: 'other-version', code: 1 },
  { why: 'CONNACK with 3: out of service', dialect: 'mqtt-3.1.1', answers: [Buffer.from([0x20, 2, 0, 3])], expect: 'unclear', code: 3 },
  { why: 'CONNACK with 0', dialect: 'mqtt-5', answers: [Buffer.from([0x20, 3, 0, 0, 0])], expect: 'taken', code: 0 },
  { why: 'CONNACK with not authorised', dialect: 'mqtt-5', answers: [Buffer.from([0x20, 3, 0, 0x87, 0])], expect: 'refused', code: 0x87 },
  { why: 'CONNACK with the version', dialect: 'mqtt-5', answers: [Buffer.from([0x20, 3, 0, 0x84, 0])], expect: 'other-version', code: 0x84 },
  { why: 'CONNACK with quota exceeded', dialect: 'mqtt-5', answers: [Buffer.from([0x20, 3, 0, 0x97, 0])], expect: 'unclear', code: 0x97 },
  { why: 'something that is no CONNACK', dialect: 'mqtt-5', answers: [Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')], expect: 'unclear' },
  { why: 'a close without a word', dialect: 'mqtt-3.1.1', answers: ['close'], expect: 'silent' },
  { why: 'nothing at all', dialect: 'mqtt-3.1.1', answers: ['nothing'], expect: 'timeout' },
  {
    why: 'mechanisms without ANONYMOUS',
    dialect: 'amqp-0-9-1',
    answers: [start('PLAIN AMQPLAIN')],
    expect: 'refused',
    offers: ['PLAIN', 'AMQPLAIN'],
  },
  {
    why: 'ANONYMOUS, and then a tune',
    dialect: 'amqp-0-9-1',
    answers: [start('PLAIN ANONYMOUS'), method(30, Buffer.alloc(8))],
    expect: 'taken',
    offers: ['ANONYMOUS'],
  },
  {
    why: 'ANONYMOUS, and then a close with 403',
    dialect: 'amqp-0-9-1',
    answers: [start('PLAIN ANONYMOUS'), close(403)],
    expect: 'refused',
    code: 403,
  },
  {
    why: 'ANONYMOUS, and then a close with 541',
    dialect: 'amqp-0-9-1',
    answers: [start('ANONYMOUS'), close(541)],
    expect: 'unclear',
    code: 541,
  },
  { why: 'a tune before anything was agreed', dialect: 'amqp-0-9-1', answers: [method(30, Buffer.alloc(8))], expect: 'unclear' },
  { why: 'the header of another version', dialect: 'amqp-0-9-1', answers: [amqp(3, 1, 0, 0)], expect: 'other-version' },
  { why: 'a frame that says that it is endless', dialect: 'amqp-0-9-1', answers: [Buffer.from([1, 0, 0, 255, 255, 255, 255, 0])], expect: 'unclear' },
  {
    why: 'mechanisms as an array',
    dialect: 'amqp-1.0',
    answers: [offering(array('PLAIN', 'EXTERNAL'))],
    expect: 'refused',
    offers: ['PLAIN', 'EXTERNAL'],
  },
  { why: 'one mechanism', dialect: 'amqp-1.0', answers: [offering(symbol('SCRAM-SHA-256'))], expect: 'refused', offers: ['SCRAM-SHA-256'] },
  { why: 'ANONYMOUS is welcome', dialect: 'amqp-1.0', answers: [offering(symbol('ANONYMOUS')), outcome(0)], expect: 'taken', code: 0 },
  {
    why: 'ANONYMOUS is offered and refused',
    dialect: 'amqp-1.0',
    answers: [offering(array('ANONYMOUS', 'PLAIN')), outcome(1)],
    expect: 'refused',
    code: 1,
  },
  { why: 'ANONYMOUS meets trouble', dialect: 'amqp-1.0', answers: [offering(symbol('ANONYMOUS')), outcome(2)], expect: 'unclear', code: 2 },
  { why: 'the header of 0-9-1', dialect: 'amqp-1.0', answers: [amqp(0, 0, 9, 1)], expect: 'other-version' },
  {
    why: 'a mechanism that is not enabled, with those that are',
    dialect: 'kafka',
    answers: [kafka(33, 'SCRAM-SHA-512', 'OAUTHBEARER')],
    expect: 'refused',
    code: 33,
    offers: ['SCRAM-SHA-512', 'OAUTHBEARER'],
  },
  { why: 'a listener without SASL', dialect: 'kafka', answers: [kafka(34)], expect: 'taken', code: 34 },
  { why: 'another error', dialect: 'kafka', answers: [kafka(35)], expect: 'unclear', code: 35 },
];

describe('evidence: a broker and somebody without a credential', () => {
  for (const { why, dialect, answers, expect, code, offers } of cases) {
    it(`${dialect}, ${why}: ${expect}`, async () => {
      const { answer, lost } = await ask(await scripted(answers), actionFor('', dialect));
      assert.equal(answer?.outcome ?? lost?.cause, expect);
      if (code !== undefined) assert.equal(answer?.code, code);
      if (offers !== undefined) assert.deepEqual(answer?.offers, offers);
    });
  }

  it('says goodbye where it was let in, and only connects', async () => {
    const heard: Heard[] = [];
    const server = await scripted([Buffer.from([0x20, 2, 0, 0])], heard);
    const session = sessionFor([server.https], { limits: { timeoutMs: 2000 } });
    try {
      await session.observe(actionFor(server.https, 'mqtt-3.1.1'), 1);
      for (let look = 0; look < 100 && heard.length < 2; look += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      await session.close();
      await server.close();
    }
    assert.deepEqual(
      heard.map(({ octets }) => octets[0]),
      [0x10, 0xe0],
    );
  });

  it('is refused by an alert where a client certificate is demanded', async () => {
    const server = await serveTls({ requestCert: true, rejectUnauthorized: true, ca: testRoot, ...trustedPair });
    const { answer } = await ask(server, actionFor('', 'mqtt-3.1.1', 'tls'));
    assert.equal(answer?.outcome, 'refused');
    assert.match(answer?.alert ?? '', /CERTIFICATE/);
  });

  it('is a loss where nobody listens, where the answer is no TLS, and where the address is none of the run’s', async () => {
    const port = await unusedPort();
    const away: Listening = { port, http: '', https: `https://127.0.0.1:${port}`, close: () => Promise.resolve() };
    assert.equal((await ask(away, actionFor('', 'kafka'))).lost?.cause, 'refused');
    assert.equal((await ask(await scripted([Buffer.from('hello')]), actionFor('', 'kafka', 'tls'))).lost?.cause, 'tls');
    const other = await ask(await scripted([]), actionFor('https://127.0.0.1:1', 'kafka'));
    assert.deepEqual([other.lost?.cause, other.sent], ['blocked', 0]);
  });

  it('is recorded, and read back as it was', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'egif-broker-'));
    const server = await scripted([start('PLAIN')]);
    const session = sessionFor([server.https], { limits: { timeoutMs: 400 } });
    try {
      const [good, bad] = [actionFor(server.https, 'amqp-0-9-1'), actionFor(server.https, 'mqtt-5', 'tls')];
      const seen = [await session.observe(good, 1), await session.observe(bad, 1)];
      await session.save(directory, []);
      const replay = await openReplay(directory);
      const again = [await replay.observe(good, 1), await replay.observe(bad, 1)];
      assert.deepEqual(
        again.map(({ seq: _seq, ...rest }) => rest),
        seen.map(({ seq: _seq, ...rest }) => rest),
      );
      assert.equal((await replay.observe(actionFor(server.https, 'kafka'), 1)).lost?.cause, 'harness');
    } finally {
      await session.close();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
