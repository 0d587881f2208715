/**
 * The message broker of the event agency, as far as somebody without a credential gets: MQTT and AMQP 0-9-1 on one port, told apart by their first octets.
 *
 * Source   MQTT 3.1.1 and 5.0 §3.2; AMQP 0-9-1 §2.2.4, §4.2.
 * Room     dev (floor 6). May be imported within dev only.
 */
import { createServer as createPlain, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { loopback } from '../listen.js';
import type { Pki, ServerCertificateKind } from '../pki.js';

export interface BrokerManners {
  /** Whether somebody without a credential is let in. */
  readonly letsAnybodyIn: boolean;
  readonly channel: 'tls' | 'plain' | 'old-tls';
  readonly certificate: ServerCertificateKind;
}

export const soundBrokerManners: BrokerManners = { letsAnybodyIn: false, channel: 'tls', certificate: 'valid' };

const notAuthorised = { 4: [0x20, 2, 0, 5], 5: [0x20, 3, 0, 0x87, 0] } as const;
const welcome = { 4: [0x20, 2, 0, 0], 5: [0x20, 3, 0, 0, 0] } as const;

function uint32(value: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value);
  return octets;
}

function method(id: number, ...parts: readonly Buffer[]): Buffer {
  const payload = Buffer.concat([Buffer.from([0, 10, 0, id]), ...parts]);
  return Buffer.concat([Buffer.from([1, 0, 0]), uint32(payload.length), payload, Buffer.from([0xce])]);
}

const text = (value: string): Buffer => Buffer.concat([uint32(value.length), Buffer.from(value)]);
const start = (mechanisms: string): Buffer => method(10, Buffer.from([0, 9]), uint32(0), text(mechanisms), text('en_US'));
const tune = method(30, Buffer.from([0, 0]), uint32(131_072), Buffer.from([0, 60]));
const amqp = Buffer.from('AMQP');
const version091 = Buffer.from([...amqp, 0, 0, 9, 1]);

/** What is answered; undefined: nothing, and the connection is closed. */
function answerTo(heard: Buffer, { letsAnybodyIn }: BrokerManners): Buffer | undefined {
  if (heard[0] === 0x10) {
    const level = heard[8] === 5 ? 5 : 4;
    return Buffer.from((letsAnybodyIn ? welcome : notAuthorised)[level]);
  }
  if (heard.subarray(0, 4).equals(amqp)) return heard.equals(version091) ? start(letsAnybodyIn ? 'PLAIN ANONYMOUS' : 'PLAIN EXTERNAL') : version091;
  return heard[0] === 1 && letsAnybodyIn ? tune : undefined;
}

/** Opens the broker on the loopback address; what it gives closes it. */
export function openSampleBroker(port: number, pki: Pki, manners: BrokerManners): () => void {
  const sockets = new Set<Socket>();
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (heard: Buffer) => {
      const answer = answerTo(heard, manners);
      if (answer === undefined) socket.destroy();
      else socket.write(answer);
    });
  };
  const { chainPem, privateKeyPem } = pki.serverOf(manners.certificate);
  const old = { minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
  const settings = { cert: chainPem, key: privateKeyPem, ...(manners.channel === 'old-tls' ? old : ({ minVersion: 'TLSv1.2' } as const)) };
  const server: Server = manners.channel === 'plain' ? createPlain(serve) : createTls(settings, serve);
  server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  server.listen(port, loopback);
  return () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
}
