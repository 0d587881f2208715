/**
 * The first steps of AMQP in both of its protocols: the header, the mechanisms that are offered, and ANONYMOUS where it is one of them.
 *
 * Source   AMQP 0-9-1 §2.2.4, §2.3.5, §4.2.2; AMQP 1.0 part 1 §1.6 (encodings), part 5 §5.3.
 * Room     evidence/broker (floor 3). May be imported within evidence only.
 */
import type { Dialect, Step } from './dialect.js';

const wait = { wait: true } as const;
const unclear = { says: { outcome: 'unclear' } } as const;
const otherVersion = { says: { outcome: 'other-version' } } as const;
const word = Buffer.from('AMQP');
const anonymous = 'ANONYMOUS';
const mostOctets = 65_536;

const isHeader = (heard: Buffer): boolean => heard.subarray(0, 4).equals(word);

function uint32(value: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value);
  return octets;
}

const longText = (text: string): Buffer => Buffer.concat([uint32(Buffer.byteLength(text)), Buffer.from(text)]);
const shortText = (text: string): Buffer => Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]);

const startOk = ((): Uint8Array => {
  const payload = Buffer.concat([Buffer.from([0, 10, 0, 11]), uint32(0), shortText(anonymous), longText(''), shortText('en_US')]);
  return Buffer.concat([Buffer.from([1, 0, 0]), uint32(payload.length), payload, Buffer.from([0xce])]);
})();

/** The payload of the first method frame of a connection, or what it comes to instead. */
function methodIn(heard: Buffer): Buffer | Step {
  if (heard.length < 8) return wait;
  if (isHeader(heard)) return otherVersion;
  const size = heard.readUInt32BE(3);
  if (heard[0] !== 1 || size < 4 || size > mostOctets) return unclear;
  return heard.length < 8 + size ? wait : heard.subarray(7, 7 + size);
}

/** Mechanisms of connection.start: behind two octets of the version and a table. */
function mechanismsOfStart(payload: Buffer): readonly string[] {
  const table = payload.length < 10 ? 0 : payload.readUInt32BE(6);
  const at = 10 + table;
  if (payload.length < at + 4) return [];
  const length = payload.readUInt32BE(at);
  return payload
    .toString('latin1', at + 4, at + 4 + length)
    .split(' ')
    .filter((name) => name !== '');
}

const methods = { start: 10, secure: 20, tune: 30, close: 50 } as const;
const accessRefused = 403;

function hear091(heard: Buffer, said: number): Step {
  const payload = methodIn(heard);
  if (!Buffer.isBuffer(payload)) return payload;
  if (payload.readUInt16BE(0) !== 10) return unclear;
  const method = payload.readUInt16BE(2);
  if (method === methods.start && said === 1) {
    const offers = mechanismsOfStart(payload);
    if (offers.length === 0) return unclear;
    return offers.includes(anonymous) ? { say: startOk } : { says: { outcome: 'refused', offers } };
  }
  if (method === methods.tune && said > 1) return { says: { outcome: 'taken', offers: [anonymous] } };
  if (method === methods.secure) return { says: { outcome: 'refused' } };
  if (method !== methods.close || payload.length < 6) return unclear;
  const code = payload.readUInt16BE(4);
  return { says: { outcome: code === accessRefused ? 'refused' : 'unclear', code } };
}

export const amqp091: Dialect = { opening: () => Buffer.from([...word, 0, 0, 9, 1]), hear: hear091 };

const saslHeader = Buffer.from([...word, 3, 1, 0, 0]);
const descriptors = { mechanisms: 0x40, outcome: 0x44 } as const;

const saslInit = ((): Uint8Array => {
  const symbol = Buffer.concat([Buffer.from([0xa3]), shortText(anonymous)]);
  const list = Buffer.concat([Buffer.from([0xc0, symbol.length + 1, 1]), symbol]);
  const body = Buffer.concat([Buffer.from([0, 0x53, 0x41]), list]);
  return Buffer.concat([uint32(8 + body.length), Buffer.from([2, 1, 0, 0]), body]);
})();

/** The body of the first SASL frame, or what it comes to instead. */
function saslFrame(heard: Buffer): Buffer | Step {
  if (heard.length < 8) return wait;
  const size = heard.readUInt32BE(0);
  const offset = (heard[4] ?? 0) * 4;
  if (heard[5] !== 1 || size < 11 || size > mostOctets || offset < 8 || offset > size) return unclear;
  return heard.length < size ? wait : heard.subarray(offset, size);
}

/** The names in a list whose first field is a symbol or an array of symbols: each is a length and that many letters. */
function symbolsIn(body: Buffer): readonly string[] {
  const text = body.toString('latin1', 3);
  return text.match(/[A-Z][A-Z0-9_-]{2,19}/g) ?? [];
}

/** The one octet behind the constructor of ubyte in the list of a SASL outcome. */
function outcomeCode(body: Buffer): number | undefined {
  const at = body.indexOf(0x50, 5);
  return at === -1 ? undefined : body[at + 1];
}

function hear10(heard: Buffer, said: number): Step {
  if (said === 1) {
    if (heard.length < 8) return wait;
    if (!isHeader(heard)) return unclear;
    if (!heard.subarray(0, 8).equals(saslHeader)) return otherVersion;
  }
  const body = saslFrame(said === 1 ? heard.subarray(8) : heard);
  if (!Buffer.isBuffer(body)) return body;
  const descriptor = body[0] === 0 && body[1] === 0x53 ? body[2] : undefined;
  if (descriptor === descriptors.mechanisms && said === 1) {
    const offers = symbolsIn(body);
    if (offers.length === 0) return unclear;
    return offers.includes(anonymous) ? { say: saslInit } : { says: { outcome: 'refused', offers } };
  }
  const code = descriptor === descriptors.outcome ? outcomeCode(body) : undefined;
  if (code === undefined) return unclear;
  return { says: { outcome: code === 0 ? 'taken' : code === 1 ? 'refused' : 'unclear', code } };
}

export const amqp10: Dialect = { opening: () => saslHeader, hear: hear10 };
