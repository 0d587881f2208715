/**
 * One listening at a door: a TLS server that takes the calls that its routes expect, answers as they say, and keeps what came.
 *
 * Bounded in connections, calls, octets and time; whatever else comes in is closed or answered 404. It sends nothing by itself.
 *
 * Room     evidence/inbound (floor 3). May be imported within evidence only.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { Headers, InboundReply, InboundRoute } from '../../contract/evidence.js';
import { lost, type Lost } from '../losses.js';
import type { Door, DoorPair } from './door.js';

/** A call as it came. */
export interface RawCall {
  readonly afterMs: number;
  readonly method: string;
  readonly target: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly reply: string;
  gaveUpAfterMs?: number;
}

export interface Listener {
  /** What came so far. */
  readonly calls: readonly RawCall[];
  readonly connections: number;
  /** Connections that ended without a call. */
  readonly brokenOff: number;
  /** Whether a client asked for an OCSP response, and got one. */
  readonly stapleGiven: boolean;
  /** Milliseconds since the last call or end of a connection; undefined where nothing came yet. */
  quietMs(): number | undefined;
  close(): Promise<void>;
}

const most = { connections: 400, open: 64, calls: 400, bodyBytes: 1_048_576, headerBytes: 16_384 } as const;
/** A listening that nobody takes ends by itself. */
const longestMs = 900_000;
const graceMs = 100;

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  return pairs;
}

async function bodyOf(message: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > most.bodyBytes) throw new RangeError('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function retryAfterOf({ retryAfter }: InboundReply, now: Date): Headers {
  if (retryAfter === undefined) return [];
  const { seconds, as } = retryAfter;
  // A date has whole seconds: the next one, so that it never lies nearer than asked.
  const date = new Date(Math.ceil((now.getTime() + seconds * 1000) / 1000) * 1000);
  return [['Retry-After', as === 'seconds' ? String(seconds) : date.toUTCString()]];
}

function answer(reply: InboundReply, response: ServerResponse, now: Date): void {
  response.statusCode = reply.status ?? 200;
  for (const [name, value] of [...(reply.headers ?? []), ...retryAfterOf(reply, now)]) response.appendHeader(name, value);
  response.end(reply.body);
}

interface Given {
  readonly door: Door;
  readonly pair: DoorPair;
  readonly routes: readonly InboundRoute[];
  readonly clock: () => Date;
  /** Nobody takes what comes: it is answered and forgotten, for as long as the run goes on. */
  readonly forgets?: boolean;
}

class Listening implements Listener {
  readonly calls: RawCall[] = [];
  connections = 0;
  brokenOff = 0;
  stapleGiven = false;
  readonly #start = performance.now();
  readonly #routes: readonly InboundRoute[];
  readonly #clock: () => Date;
  readonly #served = new Map<InboundRoute, number>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #end: NodeJS.Timeout | undefined;
  readonly #forgets: boolean;
  #last: number | undefined;

  constructor(server: Server, { routes, clock, forgets = false, pair: { staple } }: Given) {
    this.#server = server;
    this.#routes = routes;
    this.#clock = clock;
    this.#forgets = forgets;
    this.#end = forgets ? undefined : setTimeout(() => void this.close(), longestMs).unref();
    server.on('connection', (socket: Socket) => this.#connected(socket));
    server.on('request', (message: IncomingMessage, response: ServerResponse) => {
      bodyOf(message).then(
        (body) => this.#called(message, response, body),
        () => message.socket.destroy(),
      );
    });
    if (staple !== undefined)
      server.on('OCSPRequest', (_certificate: Buffer, _issuer: Buffer, respond: (error: Error | null, response: Buffer) => void) => {
        this.stapleGiven = true;
        respond(null, Buffer.from(staple));
      });
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    server.on('clientError', (_error, socket) => socket.destroy());
  }

  #connected(socket: Socket): void {
    this.connections += 1;
    if ((this.connections > most.connections && !this.#forgets) || this.#sockets.size >= most.open) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    const before = this.calls.length;
    socket.once('close', () => {
      this.#sockets.delete(socket);
      if (this.calls.length === before) this.brokenOff += 1;
      this.#last = performance.now();
    });
    socket.on('error', () => socket.destroy());
  }

  #replyFor(method: string, path: string): InboundReply | undefined {
    const route = this.#routes.find((each) => each.path === path && (each.method === undefined || each.method === method));
    if (route === undefined) return undefined;
    const count = this.#served.get(route) ?? 0;
    this.#served.set(route, count + 1);
    return route.replies[Math.min(count, route.replies.length - 1)];
  }

  #called(message: IncomingMessage, response: ServerResponse, body: Uint8Array): void {
    if (this.calls.length >= most.calls) {
      message.socket.destroy();
      return;
    }
    const { method = '', url: target = '/' } = message;
    const reply = this.#replyFor(method, target.split('?')[0] ?? '');
    const at = performance.now();
    const call: RawCall = {
      afterMs: Math.round(at - this.#start),
      method,
      target,
      headers: headersOf(message),
      body,
      reply: reply === undefined ? 'unexpected' : (reply.instead ?? String(reply.status ?? 200)),
    };
    if (!this.#forgets) this.calls.push(call);
    this.#last = at;
    if (reply === undefined) answer({ status: 404 }, response, this.#clock());
    else if (reply.instead === 'close') message.socket.destroy();
    else if (reply.instead === 'stall')
      message.socket.once('close', () => {
        if (!this.#closing) call.gaveUpAfterMs = Math.round(performance.now() - at);
      });
    else answer(reply, response, this.#clock());
  }

  #closing = false;

  quietMs(): number | undefined {
    return this.#last === undefined ? undefined : performance.now() - this.#last;
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    clearTimeout(this.#end);
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    // What was answered last may still be on its way.
    const force = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, graceMs);
    await closed;
    clearTimeout(force);
  }
}

/** Opens a listening. Losses: blocked (the address cannot be opened), tls (the pair is no pair). */
export async function openListener(given: Given): Promise<Listener | Lost> {
  const { door, pair } = given;
  let server: Server;
  try {
    server = createServer({
      key: pair.key,
      cert: pair.certificate,
      minVersion: 'TLSv1.2',
      maxHeaderSize: most.headerBytes,
      headersTimeout: 30_000,
      requestTimeout: 60_000,
    });
  } catch (error) {
    return lost('tls', `the certificate of the listener cannot be used: ${error instanceof Error ? error.message : 'unknown'}`);
  }
  const listening = new Listening(server, given);
  const failure = await new Promise<string | undefined>((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(door.port, door.host, () => resolve(undefined));
  });
  return failure === undefined ? listening : lost('blocked', `the listener ${door.name} cannot be opened: ${failure}`);
}
