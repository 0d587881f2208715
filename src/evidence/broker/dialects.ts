/**
 * What is said to a broker, and what its answers mean: the first steps of each protocol, as somebody who has no credential. Pure.
 *
 * Source   MQTT 3.1.1 §3.1, §3.2; MQTT 5.0 §3.1, §3.2.2.2; AMQP 0-9-1 §2.2, §4.2 (connection.start, start-ok, close); AMQP 1.0 part 5 §5.3 (SASL);
 *          Kafka protocol guide (SaslHandshake, error codes 33 and 34).
 * Room     evidence/broker (floor 3). May be imported within evidence only.
 */
import type { BrokerDialect } from '../../contract/evidence.js';
import { amqp091, amqp10 } from './amqp.js';
import type { Dialect, Step } from './dialect.js';

const wait = { wait: true } as const;

function mqttConnect(level: 4 | 5, name: string): Uint8Array {
  const id = Buffer.from(name);
  const variable = Buffer.from([0, 4, 0x4d, 0x51, 0x54, 0x54, level, 0x02, 0, 10, ...(level === 5 ? [0] : [])]);
  const body = Buffer.concat([variable, Buffer.from([0, id.length]), id]);
  return Buffer.concat([Buffer.from([0x10, body.length]), body]);
}

/** Reasons by which MQTT says that somebody is not let in for want of a credential; 1 and 0x84: the version. */
const mqttRefusals: ReadonlySet<number> = new Set([4, 5, 0x86, 0x87, 0x8c]);

function mqttHear(heard: Buffer): Step {
  if (heard.length === 0) return wait;
  if (heard[0] !== 0x20) return { says: { outcome: 'unclear' } };
  const code = heard[3];
  if (code === undefined) return wait;
  if (code === 0) return { says: { outcome: 'taken', code } };
  if (code === 1 || code === 0x84) return { says: { outcome: 'other-version', code } };
  return { says: { outcome: mqttRefusals.has(code) ? 'refused' : 'unclear', code } };
}

const mqtt = (level: 4 | 5): Dialect => ({
  opening: (name) => mqttConnect(level, name),
  goodbye: Buffer.from([0xe0, 0]),
  hear: mqttHear,
});

const unsupportedMechanism = 33;
const illegalState = 34;

function kafkaHandshake(name: string): Uint8Array {
  const text = (value: string): Buffer => Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value)]);
  const body = Buffer.concat([Buffer.from([0, 17, 0, 1, 0, 0, 0, 1]), text(name), text('ANONYMOUS')]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  return Buffer.concat([size, body]);
}

function mechanismsIn(heard: Buffer, from: number): readonly string[] {
  const names: string[] = [];
  const count = heard.length < from + 4 ? 0 : Math.min(heard.readUInt32BE(from), 32);
  let at = from + 4;
  for (let index = 0; index < count && at + 2 <= heard.length; index += 1) {
    const length = heard.readUInt16BE(at);
    names.push(heard.toString('latin1', at + 2, at + 2 + length));
    at += 2 + length;
  }
  return names;
}

const mostOctets = 65_536;

/** A listener that asks for no SASL says that the handshake has no business there: whoever came that far is let in. */
function kafkaHear(heard: Buffer): Step {
  if (heard.length < 4) return wait;
  const size = heard.readUInt32BE(0);
  if (size < 6 || size > mostOctets) return { says: { outcome: 'unclear' } };
  if (heard.length < 4 + size) return wait;
  const code = heard.readInt16BE(8);
  if (code === unsupportedMechanism) return { says: { outcome: 'refused', code, offers: mechanismsIn(heard, 10) } };
  return { says: { outcome: code === illegalState ? 'taken' : 'unclear', code } };
}

export const dialects: Readonly<Record<BrokerDialect, Dialect>> = {
  'mqtt-3.1.1': mqtt(4),
  'mqtt-5': mqtt(5),
  'amqp-0-9-1': amqp091,
  'amqp-1.0': amqp10,
  kafka: { opening: kafkaHandshake, hear: kafkaHear },
};
