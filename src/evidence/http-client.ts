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
import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { buildConnector as BuildConnector, Client as UndiciClient, Dispatcher } from 'undici';
import { addressVerdict } from '../contract/address.js';
import type { Headers } from '../contract/evidence.js';
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
  /** Sends one request. `mayRepeat` is asked before the one repeat on a new connection. */
  send(request: WireRequest, pin: Pin, mayRepeat: () => boolean): Promise<WireAnswer | Lost>;
  close(): Promise<void>;
}

interface HttpClientOptions {
  readonly contexts: TlsContexts;
  readonly networks: readonly string[];
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

interface Connection {
  readonly client: UndiciClient;
  /** How often a socket was opened: tells whether a request went out on an old one. */
  opened: number;
  remote: string | undefined;
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

/** A connector that opens sockets to pinned addresses only, or through the pin's tunnel to them, and notes each in its connection. */
function connectorOf(destination: Destination, options: HttpClientOptions, note: (remote?: string) => void): BuildConnector.connector {
  const { pin, secure } = destination;
  const { tunnel } = pin;
  const open = buildConnector({
    timeout: options.timeoutMs,
    maxCachedSessions: 0,
    allowH2: false,
    lookup: pin.lookup,
    ...(secure ? tlsOptions(destination, options.contexts) : {}),
  });
  const name = serverName(pin.host);
  const checked = (callback: BuildConnector.Callback, remoteOf: (socket: Socket) => string | undefined): BuildConnector.Callback => {
    return (...result) => {
      const [error, socket] = result;
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
      if (socket !== null) note(remote);
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
  const connect = connectorOf(destination, options, (remote) => {
    connection.opened += 1;
    connection.remote = remote ?? connection.remote;
  });
  const client = new Client(destination.origin, { connect, pipelining: 1, maxHeaderSize: maxHeaderBytes, strictContentLength: false });
  const connection: Connection = { client, opened: 0, remote: undefined };
  return connection;
}

/** Header fields from the flat list of undici. Octets beyond ASCII are kept one to one (RFC 9110 §5.5, obs-text). */
function headersOf(raw: readonly Buffer[]): Headers {
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    headers.push([raw[index]?.toString('latin1') ?? '', raw[index + 1]?.toString('latin1') ?? '']);
  }
  return headers;
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

/** One request on one connection, bounded in time and size. `ended` is called once, before the outcome is given. */
function exchange(connection: Connection, request: WireRequest, options: HttpClientOptions, ended: () => void): Promise<Outcome> {
  const openedBefore = connection.opened;
  const { client } = connection;
  return new Promise((resolve) => {
    let head: Pick<WireAnswer, 'status' | 'reason' | 'headers'> | undefined;
    const chunks: Buffer[] = [];
    let size = 0;
    let done = false;
    const finish = (outcome: Outcome, broken = false): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      if (broken) client.destroy().catch(() => undefined);
      ended();
      resolve(outcome);
    };
    const lose = ({ lost: loss }: Lost, stale = false): void => finish({ lost: loss, stale });
    const give = ({ lost: loss }: Lost): void => finish({ lost: loss, stale: false }, true);
    const within = Math.max(options.timeoutMs, request.patienceMs ?? 0);
    const timer = setTimeout(() => give(lost('timeout', `no whole answer within ${within} ms`)), within);
    const handler: Dispatcher.DispatchHandler = {
      onConnect: () => undefined,
      onHeaders(status, raw, _resume, reason) {
        if (status >= 200) head = { status, reason, headers: headersOf(raw) };
        return true;
      },
      onData(chunk) {
        size += chunk.length;
        chunks.push(chunk);
        if (size > options.maxResponseBytes) give(lost('too-large', `a body of more than ${options.maxResponseBytes} octets`));
        return true;
      },
      onUpgrade: () => give(lost('protocol', 'the connection was upgraded without being asked')),
      onComplete() {
        if (head === undefined) lose(lost('protocol', 'an answer without a head'));
        else if (head.status > 599) lose(lost('protocol', `the status ${head.status} is none of HTTP`));
        else {
          const { status, reason, headers } = head;
          finish({ status, reason, headers, body: joined(chunks, size), remote: connection.remote });
        }
      },
      onError: (error) => lose(lossOf(error), head === undefined && connection.opened === openedBefore && openedBefore > 0),
    };
    try {
      client.dispatch(optionsOf(request), handler);
    } catch (error) {
      lose(lossOf(error));
    }
  });
}

function optionsOf({ url, method, headers, body }: WireRequest): Dispatcher.DispatchOptions {
  return {
    path: url.pathname + url.search,
    method,
    headers: headers.flat(),
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

/** Opens a client; connections are kept by origin and by whether they may carry a credential. */
export function openHttpClient(options: HttpClientOptions): HttpClient {
  const idle = new Map<string, Connection[]>();
  const all = new Set<Connection>();

  const once = (request: WireRequest, pin: Pin): Promise<Outcome> => {
    const { trusted, channel, url } = request;
    const { origin } = url;
    const key = `${origin} ${trusted} ${channel?.id ?? ''}`;
    const kept = idle.get(key) ?? [];
    if (kept.length === 0) idle.set(key, kept);
    const used = request.fresh === true ? undefined : kept.pop();
    const open = (): Connection =>
      openConnection({ origin, pin, secure: url.protocol === 'https:', trusted, ...(channel === undefined ? {} : { channel }) }, options);
    const connection = used ?? open();
    if (used === undefined) all.add(connection);
    return exchange(connection, request, options, () => {
      if (request.fresh === true) connection.client.destroy().catch(() => undefined);
      if (connection.client.destroyed || connection.client.closed) all.delete(connection);
      else kept.push(connection);
    });
  };

  return {
    async send(request, pin, mayRepeat) {
      if (request.rawHead === true && repeatable.has(request.method)) {
        const raw = await exchangeRaw(request, pin, options);
        return isLost(raw) ? doubtful(raw, request, pin) : raw;
      }
      const first = await once(request, pin);
      if (!isLost(first)) return first;
      const again = first.stale && first.lost.cause === 'reset' && repeatable.has(request.method) && mayRepeat();
      const last = again ? await once(request, pin) : first;
      return isLost(last) ? doubtful(last, request, pin) : last;
    },
    async close() {
      const open = [...all];
      all.clear();
      idle.clear();
      await Promise.all(open.map(({ client }) => client.destroy().catch(() => undefined)));
    },
  };
}
