/**
 * Endpoints that shake hands wrongly: TLS records, certificates, application protocols.
 */
import { connect as connectTo, createServer, type Socket } from 'node:net';
import { type Listening, serveHttps, serveRaw, serveTls, trustedPair } from '../evidence/servers.js';
import { type BadServer, dripping, endless, json, serveTlsRaw } from './bad-server.js';

/** Stands before a TLS server and bends what it says to the client. */
async function before(behind: Promise<Listening>, bend: (chunk: Buffer, client: Socket, turn: number) => void): Promise<Listening> {
  const target = await behind;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const onward = connectTo(target.port, '127.0.0.1');
    let turn = 0;
    for (const socket of [client, onward]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        onward.destroy();
      });
    }
    client.on('data', (chunk) => onward.write(chunk));
    onward.on('data', (chunk) => {
      bend(chunk, client, turn);
      turn += 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await Promise.all([closed, target.close()]);
  };
  return { port, http: `http://127.0.0.1:${port}`, https: `https://127.0.0.1:${port}`, close };
}

const fine = (): Promise<Listening> => serveHttps((_request, response) => response.writeHead(200, json).end('{}'));

function octetByOctet(chunk: Buffer, client: Socket): void {
  let at = 0;
  const timer = setInterval(() => {
    if (client.destroyed || at >= chunk.length) clearInterval(timer);
    else client.write(chunk.subarray(at, ++at));
  }, 50);
}

/** A record says how long it is in its fourth and fifth octet (RFC 8446 §5.1); 0xffff is beyond what is allowed. */
const overlong = Buffer.from([0x16, 0x03, 0x03, 0xff, 0xff]);
/** A record with an alert of one's own (RFC 8446 §6): fatal, protocol_version, which is a refusal of what was offered. */
const alert = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46]);

export const handshakeServers: readonly BadServer[] = [
  { name: 'slow-tls', why: 'says its ServerHello octet by octet', exit: 2, timeoutMs: 300, open: () => before(fine(), octetByOctet) },
  {
    name: 'tls-half-hello',
    why: 'stops in the middle of its ServerHello',
    exit: 2,
    timeoutMs: 300,
    open: () => before(fine(), (chunk, client, turn) => turn === 0 && client.write(chunk.subarray(0, 60))),
  },
  {
    name: 'tls-record-overflow',
    why: 'sends a TLS record longer than any may be',
    exit: 2,
    open: () => serveRaw((socket) => socket.once('data', () => endless(socket, '', Buffer.concat([overlong, Buffer.alloc(65_535)])))),
  },
  {
    name: 'tls-alert',
    why: 'refuses every version of TLS by an alert',
    exit: 1,
    open: () => serveRaw((socket) => socket.once('data', () => socket.end(alert))),
  },
  {
    name: 'tls-alert-flood',
    why: 'sends warnings of TLS without end',
    exit: 2,
    timeoutMs: 500,
    open: () => serveRaw((socket) => socket.once('data', () => endless(socket, '', Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x01, 0x5a])))),
  },
  {
    name: 'tls-noise',
    why: 'says something that is no TLS, for ever',
    exit: 2,
    timeoutMs: 300,
    open: () => serveRaw((socket) => socket.once('data', () => dripping(socket, 'EHLO', { piece: 'x', everyMs: 40 }))),
  },
  {
    name: 'tls-changed-octet',
    why: 'has one octet of its handshake changed on the way',
    exit: 2,
    open: () =>
      before(fine(), (chunk, client) => {
        const bent = Buffer.from(chunk);
        bent.writeUInt8(bent.readUInt8(bent.length - 1) ^ 0xff, bent.length - 1);
        client.write(bent);
      }),
  },
  { name: 'wrong-alpn', why: 'agrees on HTTP/2 alone in its handshake', exit: 2, open: () => serveTls({ ALPNProtocols: ['h2'] }) },
  {
    name: 'demands-client-certificate',
    why: 'wants a certificate of the client that the statement does not name',
    exit: 2,
    open: () =>
      serveHttps((_request, response) => response.writeHead(200, json).end('{}'), { ...trustedPair, requestCert: true, rejectUnauthorized: true }),
  },
  {
    name: 'no-close-notify',
    why: 'ends a body that has no length by breaking the connection, without close_notify',
    exit: 1,
    open: () =>
      serveTlsRaw((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{}');
        setTimeout(() => socket.destroy(), 20);
      }),
  },
];
