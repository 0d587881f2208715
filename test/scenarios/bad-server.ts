/**
 * What a bad endpoint is, and the makers that the families of bad endpoints share.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { createPki, type ServerCertificateKind } from '../../src/dev/pki.js';
import { type Handler, type Listening, serveHttps, trustedPair } from '../evidence/servers.js';

/** What a bad endpoint is and what may come of a run against it. */
export interface BadServer {
  readonly name: string;
  readonly why: string;
  /** Documented exit statuses: 2 where nothing could be seen, 1 where something was really seen to be wrong. */
  readonly exit: 1 | 2;
  open(): Promise<Listening>;
  /** Of the statement; short where the server lets one wait. */
  readonly timeoutMs?: number;
  /** The root that its statement trusts; default: that of the tests. */
  readonly root?: string;
}

export const pki = createPki();
export const wrongly = (kind: ServerCertificateKind) => (): Promise<Listening> => {
  const { privateKeyPem, chainPem } = pki.serverOf(kind);
  return serveHttps((_request, response) => response.writeHead(200, json).end('{}'), { key: privateKeyPem, cert: chainPem });
};

/** Octets of one's own over TLS, after the first octets of a request; or, where told so, after each. */
export function serveTlsRaw(
  onRequest: (socket: Socket, turn: number) => void,
  options: TlsOptions & { readonly each?: boolean } = {},
): Promise<Listening> {
  const { each = false, ...tls } = options;
  const server = createTlsServer({ ...trustedPair, ...tls }, (socket) => {
    let turn = 0;
    socket.on('error', () => undefined);
    socket.on('data', () => {
      if (turn === 0 || each) onRequest(socket, turn);
      turn += 1;
    });
  });
  server.on('tlsClientError', () => undefined);
  return new Promise((resolve) => {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const close = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done());
          for (const socket of sockets) socket.destroy();
        });
      resolve({ port, http: `http://127.0.0.1:${port}`, https: `https://127.0.0.1:${port}`, close });
    });
  });
}

export const always = (answer: (response: ServerResponse, request: IncomingMessage) => void) => (): Promise<Listening> => {
  const handler: Handler = (request, response) => {
    request.resume();
    response.on('error', () => undefined);
    answer(response, request);
  };
  return serveHttps(handler);
};

export const status =
  (code: number, headers: Readonly<Record<string, string>>, body: string | Uint8Array = '') =>
  (response: ServerResponse): void => {
    response.writeHead(code, headers).end(body);
  };

export const json = { 'content-type': 'application/json' } as const;

/** The same octets on every connection. */
export const octets = (text: string | Uint8Array) => (): Promise<Listening> => serveTlsRaw((socket) => socket.end(text));

/** Makes more for ever, no faster than it is taken; what the other side does not read is not held. */
export function endless(socket: Socket, head: string, piece: string | Uint8Array): void {
  socket.write(head);
  const more = (): void => {
    while (!socket.destroyed && socket.write(piece)) {
      if (socket.writableLength > 1024 * 1024) break;
    }
    if (!socket.destroyed) socket.once('drain', () => setImmediate(more));
  };
  more();
}

/** One piece now and then, for ever. */
export function dripping(socket: Socket, head: string, pieces: { readonly piece: string; readonly everyMs: number }): void {
  socket.write(head);
  const timer = setInterval(() => socket.write(pieces.piece), pieces.everyMs);
  socket.on('close', () => clearInterval(timer));
}
