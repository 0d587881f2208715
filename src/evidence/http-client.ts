/**
 * HTTP/1.1 over pinned addresses: one request on the wire, its answer with header fields in wire order. The only file that imports undici.
 *
 * Redirects are never followed. A connection carries one request at a time. A GET or HEAD that fails on a kept connection before any octet of
 * the answer is sent once more on a new one: the server had closed it meanwhile (RFC 9112 §9.3.1).
 *
 * Every connection is a client of its own instead of a slot in a pool, because only so it is known whether a failed request went out on an old
 * connection.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { buildConnector as BuildConnector, Client as UndiciClient, Dispatcher } from 'undici';
import { addressVerdict } from '../contract/address.js';
import type { Headers } from '../contract/evidence.js';
import { openAnswerFields } from './answer-fields.js';
import { isCoded, withoutCodings } from './content-coding.js';
import { type Deadline, openDeadline } from './deadline.js';
import type { OwnDelay } from './own-delay.js';
import { isLost, lossOf, lost, type Lost } from './losses.js';
import type { ClientChannel } from './mtls-channel.js';
import type { Pin } from './pinned-names.js';
import type { WireAnswer, WireRequest } from './wire.js';
import { exchangeRaw, portOf } from './raw-exchange.js';
import { peerDemands, serverName, type TlsContexts } from './trust.js';

/** Only the two parts that are used: the whole of undici (fetch, caches, mocks) takes four times as long to load. Its version is pinned. */
const require = createRequire(import.meta.url);
const Client: typeof UndiciClient = require('undici/lib/dispatcher/client.js');
const buildConnector: typeof BuildConnector = require('undici/lib/core/connect.js');

export type { WireAnswer, WireRequest } from './wire.js';

export interface HttpClient {
  /** Sends one request; content codings go off its answer. `mayRepeat` is asked before the one repeat on a new connection. */
  send(request: WireRequest, pin: Pin, mayRepeat: () => boolean): Promise<WireAnswer | Lost>;
  close(): Promise<void>;
}

interface HttpClientOptions {
  readonly contexts: TlsContexts;
  readonly networks: readonly string[];
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** How late this process is: its own lateness is not counted. */
  readonly ownDelay: OwnDelay;
}

interface Connection {
  readonly client: UndiciClient;
  readonly deadline: Deadline;
  /** A socket that is not yet connected, or has not yet shaken hands: the client knows nothing of it. */
  opening: Socket | undefined;
  /** How often a socket was opened: tells whether a request went out on an old one. */
  opened: number;
  remote: string | undefined;
}

/** What all connections of a client share. */
interface ClientParts extends HttpClientOptions {
  readonly fieldsOf: (raw: readonly Buffer[]) => Headers;
}

type Outcome = WireAnswer | (Lost & { readonly stale: boolean });

const maxHeaderBytes = 64 * 1024;

/** Where connections of one kind lead. */
interface Destination {
  readonly origin: string;
  readonly pin: Pin;
  readonly secure: boolean;
  readonly trusted: boolean;
  readonly channel?: ClientChannel;
}

function tlsOptions(
  { pin, trusted, channel }: Destination,
  contexts: TlsContexts,
): Pick<ConnectionOptions, 'secureContext' | 'rejectUnauthorized' | 'checkServerIdentity'> {
  return {
    secureContext: channel !== undefined ? contexts.asClient(channel) : trusted ? contexts.careful : contexts.looking,
    ...peerDemands(pin.host, trusted),
  };
}

/** Told of the sockets of a connection. */
interface Watcher {
  opening(socket: Socket | undefined): void;
  opened(remote: string | undefined): void;
}

/** A connector that opens sockets to pinned addresses only, or through the pin's tunnel to them, and tells of each. */
function connectorOf(destination: Destination, options: HttpClientOptions, watcher: Watcher): BuildConnector.connector {
  const { pin, secure } = destination;
  const { tunnel } = pin;
  const connect = buildConnector({
    // The deadline of the exchange bounds connecting too, and knows how late this process is.
    timeout: 0,
    maxCachedSessions: 0,
    allowH2: false,
    lookup: pin.lookup,
    ...(secure ? tlsOptions(destination, options.contexts) : {}),
  });
  const open: BuildConnector.connector = (target, callback) => {
    const socket: unknown = connect(target, callback);
    if (socket instanceof Socket && (socket.connecting || secure)) watcher.opening(socket);
  };
  const name = serverName(pin.host);
  const checked = (callback: BuildConnector.Callback, remoteOf: (socket: Socket) => string | undefined): BuildConnector.Callback => {
    return (...result) => {
      const [error, socket] = result;
      watcher.opening(undefined);
      // undici holds requests back on this one code, to try them under other names; here there is no other name.
      if (error !== null && 'code' in error && error.code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
        callback(Object.assign(new Error(error.message), { code: 'ERR_TLS_CERT_WRONG_HOST' }), null);
        return;
      }
      // Where it failed there is no socket, whatever the types say.
      const remote = error === null ? remoteOf(socket) : undefined;
      if (socket !== null && remote !== undefined && !addressVerdict(remote, options.networks).permitted) {
        socket.destroy();
        callback(Object.assign(new Error('the socket led to an address that is not permitted'), { code: 'EADDRNOTAVAIL' }), null);
        return;
      }
      if (socket !== null) watcher.opened(remote);
      callback(...result);
    };
  };
  if (tunnel === undefined)
    return (target, callback) =>
      open(
        { ...target, ...name },
        checked(callback, ({ remoteAddress }) => remoteAddress),
      );
  const through = async (target: BuildConnector.Options, callback: BuildConnector.Callback): Promise<void> => {
    const way = await tunnel(pin, { port: portOf(new URL(destination.origin)) });
    if (isLost(way)) callback(Object.assign(new Error(way.lost.detail), way), null);
    else if (secure)
      open(
        { ...target, ...name, httpSocket: way.socket },
        checked(callback, () => way.remote),
      );
    else checked(callback, () => way.remote)(null, way.socket);
  };
  return (target, callback) => {
    through(target, callback).catch((error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null));
  };
}

function openConnection(destination: Destination, options: HttpClientOptions): Connection {
  const connect = connectorOf(destination, options, {
    opening: (socket) => {
      connection.opening = socket;
    },
    opened: (remote) => {
      connection.opened += 1;
      connection.remote = remote ?? connection.remote;
    },
  });
  const client = new Client(destination.origin, { connect, pipelining: 1, maxHeaderSize: maxHeaderBytes, strictContentLength: false });
  const connection: Connection = { client, deadline: openDeadline(options.ownDelay), opening: undefined, opened: 0, remote: undefined };
  return connection;
}

/** Ends a connection at once, also one that was never made: its socket would keep the process alive for as long as the other side likes. */
async function drop({ client, opening }: Connection): Promise<void> {
  const ended = client.destroy().catch(() => undefined);
  opening?.destroy(new Error('the connection was given up'));
  await ended;
}

/** A copy: what the socket gave is a part of something larger. Short ones share a slab. */
function joined(chunks: readonly Buffer[], size: number): Uint8Array {
  const { buffer, byteOffset } = size === 0 ? Buffer.alloc(0) : Buffer.allocUnsafe(size);
  const body = new Uint8Array(buffer, byteOffset, size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

/** One request on one connection, bounded in time and size. `settle` is called once, and before anything else can be sent on the connection. */
class OneExchange {
  readonly #connection: Connection;
  readonly #parts: ClientParts;
  readonly #settle: (outcome: Outcome) => void;
  readonly #openedBefore: number;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #status = 0;
  #reason = '';
  #headers: Headers | undefined;
  #done = false;

  constructor(
    connection: Connection,
    request: WireRequest,
    { parts, settle }: { readonly parts: ClientParts; readonly settle: (outcome: Outcome) => void },
  ) {
    this.#connection = connection;
    this.#parts = parts;
    this.#settle = settle;
    this.#openedBefore = connection.opened;
    const within = Math.max(parts.timeoutMs, request.patienceMs ?? 0);
    connection.deadline.start(within, 'no whole answer', (loss) => this.#give(loss));
  }

  #finish(outcome: Outcome, broken = false): void {
    if (this.#done) return;
    this.#done = true;
    this.#connection.deadline.stop();
    if (broken) void drop(this.#connection);
    this.#settle(outcome);
  }

  /** Ends with a loss that undici has told of. */
  lose({ lost: loss }: Lost, stale = false): void {
    this.#finish({ lost: loss, stale });
  }

  /** Gives the connection up. */
  #give({ lost: loss }: Lost): void {
    this.#finish({ lost: loss, stale: false }, true);
  }

  onConnect(): void {}

  onHeaders(status: number, raw: Buffer[], _resume: () => void, reason: string): boolean {
    if (status >= 200) {
      this.#status = status;
      this.#reason = reason;
      this.#headers = this.#parts.fieldsOf(raw);
    }
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.#size += chunk.length;
    this.#chunks.push(chunk);
    const { maxResponseBytes } = this.#parts;
    if (this.#size > maxResponseBytes) this.#give(lost('too-large', `a body of more than ${maxResponseBytes} octets`));
    return true;
  }

  onUpgrade(): void {
    this.#give(lost('protocol', 'the connection was upgraded without being asked'));
  }

  onComplete(): void {
    const status = this.#status;
    const headers = this.#headers;
    if (headers === undefined) this.lose(lost('protocol', 'an answer without a head'));
    else if (status > 599) this.lose(lost('protocol', `the status ${status} is none of HTTP`));
    else this.#finish({ status, reason: this.#reason, headers, body: joined(this.#chunks, this.#size), remote: this.#connection.remote });
  }

  onError(error: Error): void {
    const { opened } = this.#connection;
    this.lose(lossOf(error), this.#headers === undefined && opened === this.#openedBefore && opened > 0);
  }
}

function exchange(
  connection: Connection,
  request: WireRequest,
  way: { readonly parts: ClientParts; readonly settle: (outcome: Outcome) => void },
): void {
  const one = new OneExchange(connection, request, way);
  try {
    connection.client.dispatch(optionsOf(request), one);
  } catch (error) {
    one.lose(lossOf(error));
  }
}

/** The list that was sent last, flat: nearly all requests of a run have the same few fields. */
let lastFlat: { readonly headers: Headers; readonly flat: string[] } = { headers: [], flat: [] };

function flat(headers: Headers): string[] {
  if (lastFlat.headers !== headers) lastFlat = { headers, flat: headers.flat() };
  return lastFlat.flat;
}

function optionsOf({ url, method, headers, body }: WireRequest): Dispatcher.DispatchOptions {
  return {
    path: url.pathname + url.search,
    method,
    headers: flat(headers),
    body: body === undefined ? null : Buffer.from(body),
    headersTimeout: 0,
    bodyTimeout: 0,
  };
}

const repeatable: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Who ended a tunnel without TLS in it, the proxy or the host, cannot be seen from outside. */
function doubtful({ lost: loss }: Lost, { url }: WireRequest, { tunnel }: Pin): Lost {
  const inClear = tunnel !== undefined && url.protocol === 'http:' && loss.cause === 'reset';
  return inClear ? lost('proxy-failed', `closed without an answer, by the proxy or the host (${loss.detail})`) : { lost: loss };
}

/** The answer without its content codings. */
async function uncoded(answer: WireAnswer, maxResponseBytes: number): Promise<WireAnswer | Lost> {
  const body = await withoutCodings(answer.body, answer.headers, maxResponseBytes);
  return isLost(body) ? body : { ...answer, body, coded: answer.body };
}

/** Connections that wait for a request, by where they lead. */
function openIdle(): (request: WireRequest) => Connection[] {
  const idle = new Map<string, Connection[]>();
  let last: { readonly origin: string; readonly trusted: boolean; readonly channel: string; readonly kept: Connection[] } | undefined;
  return ({ url: { origin }, trusted, channel: { id: channel } = { id: '' } }) => {
    if (last !== undefined && last.origin === origin && last.trusted === trusted && last.channel === channel) return last.kept;
    const key = `${origin} ${trusted} ${channel}`;
    const kept = idle.get(key) ?? [];
    idle.set(key, kept);
    last = { origin, trusted, channel, kept };
    return kept;
  };
}

/** Opens a client; connections are kept by origin and by whether they may carry a credential. */
export function openHttpClient(options: HttpClientOptions): HttpClient {
  const parts: ClientParts = { ...options, fieldsOf: openAnswerFields() };
  let idle = openIdle();
  const all = new Set<Connection>();

  const once = (request: WireRequest, pin: Pin, done: (outcome: Outcome) => void): void => {
    const { trusted, channel, url } = request;
    const kept = idle(request);
    const used = request.fresh === true ? undefined : kept.pop();
    const open = (): Connection =>
      openConnection({ origin: url.origin, pin, secure: url.protocol === 'https:', trusted, ...(channel === undefined ? {} : { channel }) }, options);
    const connection = used ?? open();
    if (used === undefined) all.add(connection);
    const settle = (outcome: Outcome): void => {
      const { client, deadline } = connection;
      if (request.fresh === true) void drop(connection);
      if (client.destroyed || client.closed) {
        deadline.end();
        all.delete(connection);
      } else kept.push(connection);
      done(outcome);
    };
    exchange(connection, request, { parts, settle });
  };
  const answered = (outcome: Outcome, request: WireRequest, pin: Pin): Promise<WireAnswer | Lost> | WireAnswer | Lost => {
    if (isLost(outcome)) return doubtful(outcome, request, pin);
    return request.rawHead !== true && isCoded(outcome.headers) ? uncoded(outcome, options.maxResponseBytes) : outcome;
  };
  const raw = async (request: WireRequest, pin: Pin): Promise<WireAnswer | Lost> => {
    const answer = await exchangeRaw(request, pin, options);
    return isLost(answer) ? doubtful(answer, request, pin) : answer;
  };

  return {
    send(request, pin, mayRepeat) {
      if (request.rawHead === true && repeatable.has(request.method)) return raw(request, pin);
      return new Promise((resolve) => {
        once(request, pin, (first) => {
          const again = isLost(first) && first.stale && first.lost.cause === 'reset' && repeatable.has(request.method) && mayRepeat();
          if (again) once(request, pin, (last) => resolve(answered(last, request, pin)));
          else resolve(answered(first, request, pin));
        });
      });
    },
    async close() {
      const open = [...all];
      all.clear();
      idle = openIdle();
      for (const { deadline } of open) deadline.end();
      await Promise.all(open.map(drop));
    },
  };
}
