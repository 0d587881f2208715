/**
 * One full handshake with the platform's client, to read the chain and what was negotiated. Trust is computed and recorded, never enforced.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, type PeerCertificate, rootCertificates, type TLSSocket } from 'node:tls';
import type { TlsSession, TlsSessionAction } from '../contract/evidence.js';
import { isLost, lossOf, lost, type Lost } from './losses.js';
import type { Pin } from './pinned-names.js';
import { servedCertificate } from './served-certificate.js';
import { namesHost, type TlsContexts } from './trust.js';

type Session = NonNullable<TlsSession['session']>;

/** What a handshake showed. */
export interface SessionResult {
  readonly session: Session;
  readonly remote?: string;
}

interface SessionOptions {
  readonly contexts: TlsContexts;
  /** PEM texts of the extra anchors. */
  readonly anchors: readonly string[];
  readonly timeoutMs: number;
}

const maxChain = 16;

function isDetailed(certificate: PeerCertificate | DetailedPeerCertificate): certificate is DetailedPeerCertificate {
  return 'issuerCertificate' in certificate && certificate.issuerCertificate !== undefined;
}

/** The chain, leaf first. The platform appends the anchor that it found, served or not; so anchors behind the leaf are left out. */
function chainOf(socket: TLSSocket, anchors: ReadonlySet<string>): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  let next: PeerCertificate | DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && chain.length < maxChain) {
    const certificate = new X509Certificate(next.raw);
    // The platform links a self-signed certificate to itself.
    if (seen.has(certificate.fingerprint256)) break;
    seen.add(certificate.fingerprint256);
    if (chain.length === 0 || !anchors.has(certificate.fingerprint256)) chain.push(certificate);
    next = isDetailed(next) ? next.issuerCertificate : undefined;
  }
  return chain;
}

let platformFingerprints: readonly string[] | undefined;

function fingerprintsOf(extra: readonly string[]): ReadonlySet<string> {
  platformFingerprints ??= rootCertificates.map((pem) => new X509Certificate(pem).fingerprint256);
  const blocks = extra.flatMap((text) => text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []);
  return new Set([...platformFingerprints, ...blocks.map((pem) => new X509Certificate(pem).fingerprint256)]);
}

/** The platform gives the code of the verification as an Error's message, its code, or a text. */
function trustErrorOf(socket: TLSSocket): string {
  const error: unknown = socket.authorizationError;
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return typeof error === 'string' ? error : 'UNKNOWN';
}

function sessionOf(socket: TLSSocket, host: string, anchors: readonly string[]): Session | Lost {
  const chain = chainOf(socket, fingerprintsOf(anchors));
  const [leaf] = chain;
  if (leaf === undefined) return lost('tls', 'a handshake without a certificate');
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().standardName,
    ...(typeof socket.alpnProtocol === 'string' ? { alpn: socket.alpnProtocol } : {}),
    trusted: socket.authorized,
    ...(socket.authorized ? {} : { trustError: trustErrorOf(socket) }),
    hostMatches: namesHost(leaf, host),
    chain: chain.map(servedCertificate),
  };
}

/** Shakes hands with an origin. Losses: refused, reset, timeout, tls (no handshake with anything that the platform can offer). */
export function shakeHands(action: TlsSessionAction, pin: Pin, options: SessionOptions): Promise<SessionResult | Lost> {
  const port = Number(new URL(action.origin).port || 443);
  return new Promise((resolve) => {
    const socket = connect({
      host: pin.host,
      port,
      lookup: pin.lookup,
      secureContext: options.contexts.looking,
      rejectUnauthorized: false,
      // The name is judged apart, so that `authorized` speaks of the chain alone.
      checkServerIdentity: () => undefined,
      ALPNProtocols: ['h2', 'http/1.1'],
      ...(isIP(pin.host) > 0 ? {} : { servername: pin.host }),
    });
    const finish = (result: SessionResult | Lost): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => finish(lost('timeout', `no handshake within ${options.timeoutMs} ms`)), options.timeoutMs);
    socket.on('error', (error) => finish(lossOf(error)));
    socket.on('close', () => finish(lost('reset', 'closed during the handshake')));
    socket.on('secureConnect', () => {
      const session = sessionOf(socket, pin.host, options.anchors);
      if (isLost(session)) finish(session);
      else finish({ session, ...(socket.remoteAddress === undefined ? {} : { remote: socket.remoteAddress }) });
    });
  });
}
