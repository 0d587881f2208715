/**
 * One full handshake with the platform's client, to read the chain and what was negotiated. Trust is computed and recorded, never enforced.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { TlsSession, TlsSessionAction } from '../contract/evidence.js';
import { openDeadline } from './deadline.js';
import { isLost, lossOf, lost, type Lost } from './losses.js';
import type { OwnDelay } from './own-delay.js';
import type { Pin } from './pinned-names.js';
import { servedCertificate } from './served-certificate.js';
import { anchorIndex } from './anchor-index.js';
import { earlyDataOf } from './session-ticket.js';
import { readStaple } from './ocsp-staple.js';
import { namesHost, type TlsContexts, type Trust } from './trust.js';

type Session = NonNullable<TlsSession['session']>;

/** What a handshake showed. */
export interface SessionResult {
  readonly session: Session;
  readonly remote?: string;
}

interface SessionOptions {
  readonly contexts: TlsContexts;
  readonly trust: Trust;
  readonly timeoutMs: number;
  readonly ownDelay: OwnDelay;
}

const maxChain = 16;

function isDetailed(certificate: PeerCertificate | DetailedPeerCertificate): certificate is DetailedPeerCertificate {
  return 'issuerCertificate' in certificate && certificate.issuerCertificate !== undefined;
}

/** The chain as the platform links it, leaf first, up to an anchor that it found, served or not. */
function linkedChain(socket: TLSSocket): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  let next: PeerCertificate | DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && chain.length < maxChain) {
    const certificate = new X509Certificate(next.raw);
    // The platform links a self-signed certificate to itself.
    if (seen.has(certificate.fingerprint256)) break;
    seen.add(certificate.fingerprint256);
    chain.push(certificate);
    next = isDetailed(next) ? next.issuerCertificate : undefined;
  }
  return chain;
}

/** The platform gives the code of the verification as an Error's message, its code, or a text. */
function trustErrorOf(socket: TLSSocket): string {
  const error: unknown = socket.authorizationError;
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return typeof error === 'string' ? error : 'UNKNOWN';
}

/** What came beside the handshake itself. */
interface Extras {
  readonly staple?: Buffer;
  readonly earlyData?: number;
}

function sessionOf(socket: TLSSocket, host: string, trust: Trust, extras: Extras): Session | Lost {
  const linked = linkedChain(socket);
  const [leaf] = linked;
  if (leaf === undefined) return lost('tls', 'a handshake without a certificate');
  const anchors = anchorIndex(trust);
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().standardName,
    ...(typeof socket.alpnProtocol === 'string' ? { alpn: socket.alpnProtocol } : {}),
    trusted: socket.authorized,
    ...(socket.authorized ? { trustedBy: anchors.listsBehind(linked) } : { trustError: trustErrorOf(socket) }),
    trustLists: anchors.lists,
    hostMatches: namesHost(leaf, host),
    ...(extras.staple === undefined ? {} : { staple: readStaple(extras.staple, leaf, linked[1] ?? leaf) }),
    ...(extras.earlyData === undefined ? {} : { earlyData: extras.earlyData }),
    // An anchor behind the leaf is the platform's addition, or served without need.
    chain: linked.filter((certificate, index) => index === 0 || !anchors.isAnchor(certificate)).map(servedCertificate),
  };
}

/** How long a ticket is waited for once the handshake is over: a server sends it in the next flight. */
const ticketWaitMs = 1500;

/** Octets of early data that the first ticket of a TLS 1.3 connection invites; 0 where none comes. */
function firstTicket(socket: TLSSocket, tickets: readonly Buffer[], ownDelay: OwnDelay): Promise<number> {
  if (socket.getProtocol() !== 'TLSv1.3') return Promise.resolve(0);
  return new Promise((resolve) => {
    const most = (): number => Math.max(0, ...tickets.map(earlyDataOf));
    const done = (): void => {
      deadline.end();
      resolve(most());
    };
    const deadline = openDeadline(ownDelay);
    deadline.start(tickets.length > 0 ? 0 : ticketWaitMs, 'no ticket', done);
    socket.once('session', () => setImmediate(done));
    socket.once('close', done);
  });
}

/** The platform's client knows the option; its types name it for servers only. */
const staplingWanted = { requestOCSP: true } as const;

/** Shakes hands with an origin. Losses: refused, reset, timeout, tls (no handshake with anything that the platform can offer). */
export async function shakeHands(action: TlsSessionAction, pin: Pin, options: SessionOptions): Promise<SessionResult | Lost> {
  const port = Number(new URL(action.origin).port || 443);
  const tunnelled = await pin.tunnel?.(pin, { port });
  if (tunnelled !== undefined && isLost(tunnelled)) return tunnelled;
  return new Promise((resolve) => {
    const socket = connect({
      ...(tunnelled === undefined ? { host: pin.host, port, lookup: pin.lookup } : { socket: tunnelled.socket }),
      secureContext: options.contexts.looking,
      rejectUnauthorized: false,
      // The name is judged apart, so that `authorized` speaks of the chain alone.
      checkServerIdentity: () => undefined,
      ...staplingWanted,
      ALPNProtocols: ['h2', 'http/1.1'],
      ...(isIP(pin.host) > 0 ? {} : { servername: pin.host }),
    });
    const finish = (result: SessionResult | Lost): void => {
      deadline.end();
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.destroy();
      resolve(result);
    };
    const deadline = openDeadline(options.ownDelay);
    deadline.start(options.timeoutMs, 'no handshake', finish);
    socket.on('error', (error) => finish(lossOf(error)));
    socket.on('close', () => finish(lost('reset', 'closed during the handshake')));
    let staple: Buffer | undefined;
    const tickets: Buffer[] = [];
    socket.on('OCSPResponse', (response: Buffer | null) => {
      if (response !== null && response.length > 0) staple = response;
    });
    socket.on('session', (ticket: Buffer) => tickets.push(ticket));
    const conclude = (earlyData?: number): void => {
      const session = sessionOf(socket, pin.host, options.trust, {
        ...(staple === undefined ? {} : { staple }),
        ...(earlyData === undefined ? {} : { earlyData }),
      });
      const remote = tunnelled === undefined ? socket.remoteAddress : tunnelled.remote;
      if (isLost(session)) finish(session);
      else finish({ session, ...(remote === undefined ? {} : { remote }) });
    };
    socket.on('secureConnect', () => {
      // What the handshake showed must be read before the peer can close.
      if (action.tickets !== true) conclude();
      else {
        socket.removeAllListeners('close');
        firstTicket(socket, tickets, options.ownDelay).then(conclude, () => conclude(0));
      }
    });
  });
}
