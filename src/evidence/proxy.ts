/**
 * Connections through an outbound proxy: a tunnel (CONNECT) to a pinned address, in which everything is said as on a connection of one's own.
 *
 * The suite resolves and judges names as without a proxy and hands the proxy an address, so that no other resolver decides where a request goes;
 * a proxy that takes no addresses is handed the name, which is not resolved here then. What the proxy refuses or fails at is a loss of its own kind and says nothing of the service.
 * A proxy is used only where statement or operator name it; environment variables are not looked at.
 *
 * Source   RFC 9110 §9.3.6 (CONNECT), §11.7 (Proxy-Authenticate), RFC 7617 (Basic).
 * Room     evidence (floor 3). May be imported within evidence, and its options by cli.
 */
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import { isLost, lossOf, lost, type Lost } from './losses.js';
import { pinNames, type Lookup, type Pin, type Tunnel } from './pinned-names.js';
import { peerDemands, serverName } from './trust.js';

/** The proxy that a run goes through. */
export interface ProxyOptions {
  /** Scheme, host and port. */
  readonly url: string;
  /** Ranges (CIDR) beyond the public ones in which the operator lets it stand. */
  readonly networks: readonly string[];
  readonly credential?: { readonly username: string; readonly password: string };
  /** It is handed names instead of addresses. */
  readonly names: boolean;
}

interface TunnelOptions {
  readonly proxy: ProxyOptions;
  readonly timeoutMs: number;
  /** What the way to a proxy of TLS trusts. */
  readonly secure: () => SecureContext;
  readonly lookup?: Lookup;
}

const maxHeadOctets = 16 * 1024;
/** Share of the time for a whole answer in which a tunnel must stand, so that the proxy's silence is told from that of the host. */
const shareOfTime = 0.9;
/** So many addresses of a host are tried in turn. */
const mostAddresses = 4;

/** The loss that an answer to CONNECT means; undefined where the tunnel stands. */
function refusalOf(status: number, hasCredential: boolean): Lost | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 407) return lost('proxy-credential', `the proxy ${hasCredential ? 'refuses the credential' : 'asks for a credential'} (407)`);
  if (status >= 500) return lost('proxy-failed', `the proxy did not reach the host (${status})`);
  return lost('proxy-refused', `the proxy does not lead there (${status})`);
}

/** An error of the way to the proxy. */
const wayLost = (error: unknown): Lost => lost('proxy-unreachable', lossOf(error).lost.detail);

function requestFor(authority: string, credential: ProxyOptions['credential']): string {
  const fields = [`Host: ${authority}`];
  if (credential !== undefined) {
    const basic = Buffer.from(`${credential.username}:${credential.password}`, 'utf8').toString('base64');
    fields.push(`Proxy-Authorization: Basic ${basic}`);
  }
  return `CONNECT ${authority} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`;
}

/** What was read so far: the status and what stands behind the head; a loss; undefined while it is unfinished. */
function answerIn(octets: Buffer): { readonly status: number; readonly rest: Buffer } | Lost | undefined {
  const end = octets.indexOf('\r\n\r\n');
  const [, digits] = /^HTTP\/1\.[01] ([1-5]\d\d)[ \r]/.exec(octets.subarray(0, 64).toString('latin1')) ?? [];
  const tooLong = octets.length > maxHeadOctets;
  if (digits === undefined && (tooLong || end >= 0 || octets.includes('\n'))) return lost('proxy-unreachable', 'what answers is no HTTP proxy');
  if (end < 0) return tooLong ? lost('proxy-unreachable', 'the proxy answered CONNECT with an endless head') : undefined;
  const status = Number(digits);
  // An interim answer is followed by another head.
  return status < 200 ? answerIn(octets.subarray(end + 4)) : { status, rest: octets.subarray(end + 4) };
}

function dial(pin: Pin, { proxy, secure }: Pick<TunnelOptions, 'proxy' | 'secure'>): Socket {
  const url = new URL(proxy.url);
  const isTls = url.protocol === 'https:';
  const target = { host: pin.host, port: Number(url.port) || (isTls ? 443 : 80), lookup: pin.lookup };
  if (!isTls) return connectPlain({ ...target, noDelay: true });
  // A credential goes over this connection, and what is said to plain http hosts: it is trusted or not made.
  return connectTls({ ...target, secureContext: secure(), ...peerDemands(pin.host, true), ALPNProtocols: ['http/1.1'], ...serverName(pin.host) });
}

/** Asks the proxy for one tunnel. */
function askFor(authority: string, pin: Pin, options: Omit<TunnelOptions, 'lookup'>): Promise<Socket | Lost> {
  const { proxy, timeoutMs } = options;
  return new Promise((resolve) => {
    const socket = dial(pin, options);
    let received: Buffer = Buffer.alloc(0);
    let asked = false;
    const onConnect = (): void => {
      asked = true;
      socket.write(requestFor(authority, proxy.credential));
    };
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const answer = answerIn(received);
      if (answer === undefined) return;
      if ('lost' in answer) finish(answer);
      else {
        const refusal = refusalOf(answer.status, proxy.credential !== undefined);
        if (refusal === undefined) {
          socket.pause();
          if (answer.rest.length > 0) socket.unshift(answer.rest);
        }
        finish(refusal ?? socket);
      }
    };
    const onError = (error: Error): void => finish(wayLost(error));
    const onClose = (): void => finish(closed);
    const finish = (result: Socket | Lost): void => {
      clearTimeout(timer);
      // The platform listens too: only what was added here goes.
      socket.off('data', onData).off('error', onError).off('end', onClose).off('close', onClose);
      if (isLost(result)) {
        socket.on('error', () => undefined);
        socket.destroy();
      }
      resolve(result);
    };
    const silence = (): Lost =>
      asked ? lost('proxy-failed', `no answer to CONNECT within ${timeoutMs} ms`) : lost('proxy-unreachable', `no connection within ${timeoutMs} ms`);
    const timer = setTimeout(() => finish(silence()), timeoutMs);
    socket.once(new URL(proxy.url).protocol === 'https:' ? 'secureConnect' : 'connect', onConnect);
    socket.on('data', onData).on('error', onError).on('end', onClose).on('close', onClose);
  });
}

const closed = lost('proxy-unreachable', 'the proxy closed without an answer to CONNECT');

/** What the proxy is handed, in turn: the addresses of the wanted family, IPv4 before IPv6, or the name alone. */
function destinationsOf(pin: Pin, names: boolean, family: 4 | 6 | undefined): readonly { readonly host: string; readonly remote?: string }[] {
  if (names) return [{ host: pin.host }];
  const wanted = pin.addresses.filter((address) => family === undefined || isIP(address) === family);
  return [...wanted].sort((a, b) => isIP(a) - isIP(b)).map((address) => ({ host: address, remote: address }));
}

const authorityOf = (host: string, port: number): string => `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;

/** Whether another address may be reached where this one was not. */
const mayDiffer = ({ lost: { cause } }: Lost): boolean => cause === 'proxy-failed' || cause === 'proxy-refused';

/** A way through the proxy; its own address is resolved and judged at the first use. Losses: proxy-*; dns, blocked (of the proxy itself) are too. */
export function openTunnels(options: TunnelOptions): Tunnel {
  const { proxy, timeoutMs, lookup } = options;
  const pinProxy = pinNames({ networks: proxy.networks, timeoutMs, ...(lookup === undefined ? {} : { lookup }) });
  return async (pin, { port, family }) => {
    if (proxy.names && family !== undefined) return lost('proxy-refused', 'a proxy that is handed names chooses the family of addresses itself');
    const own = await pinProxy(new URL(proxy.url).hostname);
    if (isLost(own)) return lost('proxy-unreachable', `the proxy: ${own.lost.detail}`);
    const end = performance.now() + timeoutMs * shareOfTime;
    let last: Lost = lost('dns', 'the name has no address of that family');
    for (const { host, remote } of destinationsOf(pin, proxy.names, family).slice(0, mostAddresses)) {
      const left = Math.round(end - performance.now());
      if (left <= 0) break;
      const result = await askFor(authorityOf(host, port), own, { ...options, timeoutMs: left });
      if (!isLost(result)) return { socket: result, ...(remote === undefined ? {} : { remote }) };
      last = result;
      if (!mayDiffer(last)) break;
    }
    return last;
  };
}
