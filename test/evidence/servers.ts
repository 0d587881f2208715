/**
 * Loopback servers that answer well, badly, or not at all; and a session towards them. Test-only keys lie in fixtures/keys.
 */
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { Environment, SafetyClass } from '../../src/contract/documents.js';
import type { HttpAction, TlsHelloAction, TlsSessionAction, TlsVersion } from '../../src/contract/evidence.js';
import { openSession, type EvidenceSession, type SessionOptions } from '../../src/evidence/session.js';

const keys = new URL('../../../fixtures/keys/', import.meta.url);
export const keyFile = (name: string): string => readFileSync(new URL(name, keys), 'utf8');

export const trustedPair = { key: keyFile('evidence-server.key'), cert: keyFile('evidence-server.pem') };
export const strangerPair = { key: keyFile('evidence-stranger.key'), cert: keyFile('evidence-stranger.pem') };
export const testRoot = keyFile('evidence-ca.pem');

/** A listening server; `close` also ends its connections. */
export interface Listening {
  readonly port: number;
  readonly http: string;
  readonly https: string;
  close(): Promise<void>;
}

function listen(server: Server | HttpServer): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = isAddress(address) ? address.port : 0;
      const close = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done());
          for (const socket of sockets) socket.destroy();
        });
      resolve({ port, http: `http://127.0.0.1:${port}`, https: `https://127.0.0.1:${port}`, close });
    });
  });
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Plain HTTP. */
export const serveHttp = (handler: Handler): Promise<Listening> => listen(createHttpServer(handler));

/** HTTPS with the trusted pair unless told otherwise. */
export const serveHttps = (handler: Handler, options: TlsOptions = trustedPair): Promise<Listening> => listen(createHttpsServer(options, handler));

/** TLS without HTTP. */
export const serveTls = (options: TlsOptions): Promise<Listening> => {
  const server = createTlsServer({ ...trustedPair, ...options });
  server.on('tlsClientError', () => undefined);
  return listen(server);
};

/** Octets of one's own on every connection. */
export const serveRaw = (onConnection: (socket: Socket) => void): Promise<Listening> => listen(createServer(onConnection));

/** A port on which nobody listens. */
export async function unusedPort(): Promise<number> {
  const server = await serveRaw(() => undefined);
  await server.close();
  return server.port;
}

export interface SessionChanges extends Partial<Omit<SessionOptions, 'environment' | 'limits'>> {
  readonly environment?: Partial<Environment>;
  readonly limits?: Partial<SessionOptions['limits']>;
}

/** A session that may contact these origins on loopback, with consent up to S4. */
export function sessionFor(origins: readonly string[], changes: SessionChanges = {}): EvidenceSession {
  const { environment, limits, ...rest } = changes;
  return openSession({
    environment: { id: 'sbx', kind: 'local', baseUrl: origins[0] ?? 'http://127.0.0.1', ...environment },
    targets: { origins: origins.map((origin) => ({ origin, roles: ['base'] })), networks: ['127.0.0.0/8'] },
    anchors: [testRoot],
    limits: { maxRps: 1000, maxConcurrent: 8, maxRequests: 1000, timeoutMs: 2000, maxResponseBytes: 1024 * 1024, consecutive5xx: 5, ...limits },
    allowedSafety: 'S4',
    consent: () => true,
    credentials: { identities: [], authorize: () => Promise.reject(new Error('none')) },
    seed: 'test seed',
    runKey: new Uint8Array(32).fill(7),
    clock: () => new Date(),
    delay: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    ...rest,
  });
}

export const getOf = (url: string, more: Partial<HttpAction> = {}): HttpAction => ({
  kind: 'http',
  method: 'GET',
  url,
  credential: 'none',
  safety: 'S1',
  place: '/thing',
  ...more,
});

export const helloOf = (origin: string, version: TlsVersion, more: Partial<TlsHelloAction> = {}): TlsHelloAction => ({
  kind: 'tls-hello',
  origin,
  version,
  safety: 'S1',
  place: 'tls',
  ...more,
});

export const handshakeOf = (origin: string): TlsSessionAction => ({ kind: 'tls-session', origin, safety: 'S1', place: 'tls' });

export const safetyScale: readonly SafetyClass[] = ['S1', 'S2', 'S3', 'S4', 'S5'];
