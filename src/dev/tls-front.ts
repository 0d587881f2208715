/**
 * A front before the sample agency's TLS socket that bends the ServerHello of TLS 1.2 and before: for features that the platform's own server
 * cannot be made to have. Everything else passes as it is, and TLS 1.3 is never touched.
 *
 * Source   RFC 5246 §7.4.1; RFC 3749; RFC 5746 §3.6.
 * Room     dev (floor 6). May be imported within dev only.
 */
import { connect, createServer, type Socket } from 'node:net';
import { EgifError } from '../errors.js';
import type { ServerHelloBend } from './faults/fault.js';
import { loopback, type Listening } from './listen.js';

const handshake = 0x16;
const recordHead = 5;
/** Record head, handshake head, version, random: there lies the length of the session id. */
const sessionIdAt = recordHead + 4 + 2 + 32;
const supportedVersions = 43;

/** Length of the first record, head included; 0 while it is not known. */
const recordLength = (octets: Buffer): number => (octets.length < recordHead ? 0 : recordHead + octets.readUInt16BE(3));

/** Whether a ClientHello offers DEFLATE: behind session id and suites stand the compression methods. */
function offersCompression(hello: Buffer): boolean {
  const suites = sessionIdAt + 1 + hello.readUInt8(sessionIdAt);
  const methods = suites + 2 + hello.readUInt16BE(suites);
  return hello.subarray(methods + 1, methods + 1 + hello.readUInt8(methods)).includes(1);
}

/** Extensions of a ServerHello, each with its head. */
function extensionsOf(hello: Buffer): readonly { readonly type: number; readonly whole: Buffer }[] {
  const found: { type: number; whole: Buffer }[] = [];
  let at = sessionIdAt + 1 + hello.readUInt8(sessionIdAt) + 3 + 2;
  while (at + 4 <= hello.length) {
    const end = at + 4 + hello.readUInt16BE(at + 2);
    found.push({ type: hello.readUInt16BE(at), whole: hello.subarray(at, end) });
    at = end;
  }
  return found;
}

/** A ServerHello that chooses DEFLATE where it was offered. */
export const withCompression: ServerHelloBend = (hello, offer) => {
  if (!offer.compression) return hello;
  const bent = Buffer.from(hello);
  bent.writeUInt8(1, sessionIdAt + 1 + hello.readUInt8(sessionIdAt) + 2);
  return bent;
};

/** A ServerHello without renegotiation_info. */
export const withoutRenegotiationInfo: ServerHelloBend = (hello) => {
  const kept = extensionsOf(hello).filter(({ type }) => type !== 0xff01);
  const extensionsAt = sessionIdAt + 1 + hello.readUInt8(sessionIdAt) + 3;
  const tail = Buffer.concat([Buffer.alloc(2), ...kept.map(({ whole }) => whole)]);
  tail.writeUInt16BE(tail.length - 2, 0);
  const bent = Buffer.concat([hello.subarray(0, extensionsAt), tail]);
  bent.writeUInt16BE(bent.length - recordHead, 3);
  bent.writeUIntBE(bent.length - recordHead - 4, 6, 3);
  return bent;
};

function bendFirst(answer: Buffer, hello: Buffer, bends: readonly ServerHelloBend[]): Buffer {
  const length = recordLength(answer);
  const first = answer.subarray(0, length);
  const isOlder = first[0] === handshake && first[recordHead] === 2 && !extensionsOf(first).some(({ type }) => type === supportedVersions);
  if (!isOlder) return answer;
  const offer = { compression: offersCompression(hello) };
  return Buffer.concat([bends.reduce((current, bend) => bend(current, offer), first), answer.subarray(length)]);
}

/** Collects octets until the first record is whole, hands them over once, and all later ones as they come. */
function fromFirstRecord(socket: Socket, onFirst: (octets: Buffer) => void, onLater: (octets: Buffer) => void): void {
  let waiting: Buffer | undefined = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    if (waiting === undefined) onLater(chunk);
    else {
      const so: Buffer = Buffer.concat([waiting, chunk]);
      const length = recordLength(so);
      waiting = length > 0 && so.length >= length ? undefined : so;
      if (waiting === undefined) onFirst(so);
    }
  });
}

/** Listens before a port of the loopback address. */
export async function listenBefore(port: number, backend: Listening, bends: readonly ServerHelloBend[]): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const inner = connect({ host: loopback, port: backend.port });
    for (const socket of [client, inner]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.end();
        inner.end();
      });
    }
    let hello: Buffer = Buffer.alloc(0);
    const forward = (octets: Buffer): void => void inner.write(octets);
    fromFirstRecord(
      client,
      (octets) => {
        hello = octets;
        forward(octets);
      },
      forward,
    );
    fromFirstRecord(
      inner,
      (octets) => void client.write(bendFirst(octets, hello, bends)),
      (octets) => void client.write(octets),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new EgifError('USAGE', `port ${port} of ${loopback} cannot be opened`, { mend: 'choose a free port', cause })),
    );
    server.listen(port, loopback, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new EgifError('INTERNAL', 'the front of the sample agency listens on no port');
  return {
    port: address.port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await Promise.all([closed, backend.close()]);
    },
  };
}
