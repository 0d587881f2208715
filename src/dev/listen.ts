/**
 * The sockets of the sample agency: HTTPS and cleartext HTTP on the loopback address. Knows nothing of what is asked or answered.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { EgifError } from '../errors.js';
import type { AgencyRequest, Answer } from './exchange.js';
import type { TlsSettings } from './faults/fault.js';
import type { KeyedCertificate } from './pki.js';

export type Responder = (request: AgencyRequest) => Answer | Promise<Answer>;

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenOptions {
  /** 0: a free port. */
  readonly port: number;
  readonly respond: Responder;
  /** Date header of each answer. */
  readonly date: () => Date;
  /** How many octets of a body are kept; what is longer is kept one octet longer, so that it can be told. */
  readonly maxBodyBytes: number;
}

export interface TlsListenOptions extends ListenOptions {
  readonly certificate: KeyedCertificate;
  readonly tls?: TlsSettings;
  /** DER of an OCSP response for clients that ask for one. */
  readonly staple?: Buffer;
}

export const loopback = '127.0.0.1';

/** Forward-secret AEAD suites only (RFC 9325 §4.2). */
export const modernCiphers = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

/** Larger than any request target that is answered 414, so that it can be answered. */
const maxHeaderSize = 32_768;
const requestTimeoutMs = 30_000;
const settings = { maxHeaderSize, requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs, keepAliveTimeout: 5_000 } as const;

async function readBody(message: IncomingMessage, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    if (length <= limit) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks).subarray(0, limit + 1);
}

function pairsOf(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}

const certificates = new WeakMap<Socket, { readonly octets?: Uint8Array }>();

/** The certificate that a client opened its connection with, read once for a connection. */
function certificateOf({ socket }: IncomingMessage): Uint8Array | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const known = certificates.get(socket);
  if (known !== undefined) return known.octets;
  const octets = socket.getPeerX509Certificate()?.raw;
  certificates.set(socket, octets === undefined ? {} : { octets });
  return octets;
}

function requestOf(message: IncomingMessage, body: Uint8Array): AgencyRequest {
  const certificate = certificateOf(message);
  const target = message.url ?? '/';
  const mark = target.indexOf('?');
  return {
    method: message.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers: pairsOf(message.rawHeaders),
    body,
    ...(certificate === undefined ? {} : { certificate }),
  };
}

function send(answer: Answer, message: IncomingMessage, response: ServerResponse, date: Date): void {
  const body = answer.body ?? new Uint8Array();
  const bodiless = answer.status === 204 || answer.status === 304;
  response.sendDate = false;
  for (const [name, value] of answer.headers) response.appendHeader(name, value);
  response.setHeader('Date', date.toUTCString());
  if (!bodiless) response.setHeader('Content-Length', body.length);
  response.writeHead(answer.status);
  if (answer.contentToHead === true && message.method === 'HEAD') {
    response.flushHeaders();
    message.socket.write(body);
  }
  response.end(bodiless || message.method === 'HEAD' ? undefined : body);
}

/** What the parser refuses still gets a truthful status: 431, 501 or 400 (RFC 9110 §15.6.2, RFC 6585 §5). */
function refuseUnreadable(options: ListenOptions): (error: Error & { code?: string }, socket: Duplex) => void {
  return (error, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'HPE_INVALID_METHOD' ? 501 : 400;
    const words = { 400: 'Bad Request', 431: 'Request Header Fields Too Large', 501: 'Not Implemented' }[status];
    const body = JSON.stringify({ type: 'about:blank', title: words, status, detail: words });
    const lines = [
      `HTTP/1.1 ${status} ${words}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `Date: ${options.date().toUTCString()}`,
      'Cache-Control: no-store',
      'Connection: close',
    ];
    socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
  };
}

async function start(server: Server, options: ListenOptions): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (message: IncomingMessage, response: ServerResponse) => {
    readBody(message, options.maxBodyBytes).then(
      async (body) => send(await options.respond(requestOf(message, body)), message, response, options.date()),
      () => response.destroy(),
    );
  });
  server.on('clientError', refuseUnreadable(options));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new EgifError('USAGE', `port ${options.port} of ${loopback} cannot be opened`, { mend: 'choose a free port', cause })),
    );
    server.listen(options.port, loopback, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new EgifError('INTERNAL', 'the sample agency listens on no port');
  return {
    port: address.port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Listens for HTTPS on the loopback address. Error: USAGE where the port is taken. */
export function listenTls(options: TlsListenOptions): Promise<Listening> {
  const server = createHttpsServer({
    ...settings,
    key: options.certificate.privateKeyPem,
    cert: options.certificate.chainPem,
    minVersion: 'TLSv1.2',
    ciphers: modernCiphers,
    honorCipherOrder: true,
    ALPNProtocols: ['http/1.1'],
    // Whose certificate it is, the tokens say; who signed it does not matter.
    requestCert: true,
    rejectUnauthorized: false,
    ...options.tls,
  });
  if (options.staple !== undefined) {
    const { staple } = options;
    server.on('OCSPRequest', (_certificate, _issuer, answer) => answer(null, staple));
  }
  return start(server, options);
}

/** Listens for cleartext HTTP on the loopback address, at a free port. */
export function listenCleartext(options: ListenOptions): Promise<Listening> {
  return start(createHttpServer(settings), options);
}
