/**
 * One request on a socket of its own whose answer is read to the end of the connection: what comes behind the head is the body as it came, so that
 * content which must not be there (RFC 9110 §9.3.2, §15.3.5, §15.4.5) is seen.
 *
 * Source   RFC 9112 §2.1, §4, §5 (message, status line, fields).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { addressVerdict } from '../contract/address.js';
import type { Headers } from '../contract/evidence.js';
import type { WireAnswer, WireRequest } from './wire.js';
import { openDeadline } from './deadline.js';
import { isLost, lossOf, lost, type Lost } from './losses.js';
import type { OwnDelay } from './own-delay.js';
import type { Pin, Tunnelled } from './pinned-names.js';
import { peerDemands, serverName, type TlsContexts } from './trust.js';

interface RawOptions {
  readonly contexts: TlsContexts;
  readonly networks: readonly string[];
  readonly timeoutMs: number;
  readonly ownDelay: OwnDelay;
  readonly maxResponseBytes: number;
}

const maxHeadBytes = 64 * 1024;
/** A server that keeps the connection open although it was asked to close it has sent what it had to send. */
const silenceMs = 400;

/** The port that a URL leads to. */
export const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

/** Through the tunnel where there is one; a connection of its own is not open yet. */
function open(request: WireRequest, pin: Pin, { contexts, tunnelled }: RawOptions & { readonly tunnelled: Tunnelled | undefined }): Socket {
  const direct = { host: pin.host, port: portOf(request.url), lookup: pin.lookup };
  if (request.url.protocol !== 'https:') return tunnelled?.socket ?? connectPlain(direct);
  const target = tunnelled === undefined ? direct : { socket: tunnelled.socket };
  return connectTls({
    ...target,
    secureContext: request.channel !== undefined ? contexts.asClient(request.channel) : request.trusted ? contexts.careful : contexts.looking,
    ...peerDemands(pin.host, request.trusted),
    ALPNProtocols: ['http/1.1'],
    ...serverName(pin.host),
  });
}

const forbidden = /[\r\n\0]/;

/** The request as octets, or undefined where a field would break out of its line. */
export function octetsOf({ method, url, headers }: Pick<WireRequest, 'method' | 'url' | 'headers'>): Buffer | undefined {
  const own = headers.some(([name]) => name.toLowerCase() === 'host') ? [] : [['Host', url.host] as const];
  const fields = [...own, ...headers.filter(([name]) => name.toLowerCase() !== 'connection'), ['Connection', 'close'] as const];
  if (fields.some((field) => field.some((part) => forbidden.test(part)))) return undefined;
  const lines = [`${method} ${url.pathname}${url.search} HTTP/1.1`, ...fields.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

const fieldLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;

/** The final head and what stands behind it; undefined while it is unfinished. */
function parse(octets: Buffer): { readonly answer: Omit<WireAnswer, 'remote'> } | Lost | undefined {
  const end = octets.indexOf('\r\n\r\n');
  if (end < 0) return octets.length > maxHeadBytes ? lost('too-large', `a head of more than ${maxHeadBytes} octets`) : undefined;
  const [statusLine = '', ...lines] = octets.subarray(0, end).toString('latin1').split('\r\n');
  const [, digits = '', reason = ''] = /^HTTP\/1\.[01] ([1-9]\d\d)(?: (.*))?$/.exec(statusLine) ?? [];
  const status = Number(digits);
  if (digits === '' || status > 599) return lost('protocol', 'what came is no status line of HTTP/1.1');
  const rest = octets.subarray(end + 4);
  // An interim answer is followed by another head.
  if (status < 200 && status !== 101) return parse(rest);
  const headers: [string, string][] = [];
  for (const line of lines) {
    const [, name, value] = fieldLine.exec(line) ?? [];
    if (name === undefined || value === undefined) return lost('protocol', 'a line of the head is no field');
    headers.push([name, value]);
  }
  return { answer: { status, reason, headers: headers satisfies Headers, body: new Uint8Array(rest) } };
}

/** Sends one request and reads everything that comes. Losses as for any exchange. */
export async function exchangeRaw(request: WireRequest, pin: Pin, options: RawOptions): Promise<WireAnswer | Lost> {
  const octets = octetsOf(request);
  if (octets === undefined) return lost('harness', 'a field of the request holds a line break');
  const tunnelled = await pin.tunnel?.(pin, { port: portOf(request.url) });
  if (tunnelled !== undefined && isLost(tunnelled)) return tunnelled;
  return new Promise((resolve) => {
    const socket = open(request, pin, { ...options, tunnelled });
    const remoteOf = (): string | undefined => (tunnelled === undefined ? socket.remoteAddress : tunnelled.remote);
    const chunks: Buffer[] = [];
    let size = 0;
    let headDone = false;
    const quiet = openDeadline(options.ownDelay);
    const finish = (result: WireAnswer | Lost): void => {
      deadline.end();
      quiet.end();
      socket.destroy();
      resolve(result);
    };
    /** What was read so far, where it is an answer; else the loss. */
    const conclude = (loss: Lost): void => {
      const remote = remoteOf();
      const parsed = parse(Buffer.concat(chunks));
      if (parsed === undefined || 'lost' in parsed) finish(parsed ?? loss);
      else finish({ ...parsed.answer, ...(remote === undefined ? {} : { remote }) });
    };
    const deadline = openDeadline(options.ownDelay);
    deadline.start(options.timeoutMs, 'no whole answer', finish);
    const send = (): void => {
      const remote = remoteOf();
      if (remote !== undefined && !addressVerdict(remote, options.networks).permitted)
        finish(lost('blocked', 'the socket led to an address that is not permitted'));
      else socket.write(octets);
    };
    socket.on('data', (chunk) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > options.maxResponseBytes + maxHeadBytes) return finish(lost('too-large', `more than ${options.maxResponseBytes} octets`));
      quiet.start(Math.min(silenceMs, options.timeoutMs), 'no end of the head', conclude);
      if (headDone) return;
      const parsed = parse(Buffer.concat(chunks));
      headDone = parsed !== undefined;
      // An unfinished head is waited for as long as any other answer.
      if (parsed === undefined) quiet.stop();
      else if ('lost' in parsed) finish(parsed);
    });
    socket.on('error', (error) => (size > 0 ? conclude(lossOf(error)) : finish(lossOf(error))));
    socket.on('close', () => conclude(lossOf(Object.assign(new Error('closed'), { code: 'ECONNRESET' }))));
    if (request.url.protocol === 'https:') socket.once('secureConnect', send);
    else if (tunnelled === undefined) socket.once('connect', send);
    else {
      socket.resume();
      send();
    }
  });
}
