/**
 * Whom a run trusts: lists of anchors by name, and the platform's roots; and whether a certificate names a host.
 *
 * Source   RFC 9525 §6 (names are taken from subjectAltName only), RFC 5280 §6.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { type ConnectionOptions, createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { ClientChannel } from './mtls-channel.js';

/** A named list of trust anchors: texts that hold PEM certificates. */
export interface TrustList {
  readonly name: string;
  readonly texts: readonly string[];
}

/** Whom a run trusts: named lists and, unless the law says otherwise, the roots that the platform ships. */
export interface Trust {
  readonly lists: readonly TrustList[];
  readonly platform: boolean;
}

/** The PEM certificates of texts; what stands between them is passed over. */
export function certificateBlocks(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []);
}

/** Whether a certificate names a host or an address, by its subjectAltName alone. */
export function namesHost(certificate: X509Certificate, host: string): boolean {
  if (isIP(host) > 0) return certificate.checkIP(host) !== undefined;
  return certificate.checkHost(host, { subject: 'never' }) !== undefined;
}

/** For `checkServerIdentity`: the error of a certificate that does not name the host, or undefined. */
export function identityProblem(host: string, raw: Uint8Array | undefined): Error | undefined {
  if (raw !== undefined && namesHost(new X509Certificate(raw), host)) return undefined;
  return Object.assign(new Error('the certificate does not name the host'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
}

/** What a connection demands of its peer: where it is trusted, a trusted chain and the name of the host. */
export const peerDemands = (host: string, trusted: boolean): Pick<ConnectionOptions, 'rejectUnauthorized' | 'checkServerIdentity'> => ({
  rejectUnauthorized: trusted,
  checkServerIdentity: (_name, certificate) => (trusted ? identityProblem(host, certificate.raw) : undefined),
});

/** The name that is asked for is the pinned one, whatever a Host field says; an address is none (RFC 6066 §3). */
export const serverName = (host: string): { readonly servername?: string } => (isIP(host) > 0 ? {} : { servername: host });

/** The two ways in which this run opens TLS. Made once: reading all roots takes longer than a handshake. */
export interface TlsContexts {
  /** Offers everything that the platform can do, so that a weak server is seen rather than missed. Carries no credential. */
  readonly looking: SecureContext;
  /** The platform's own defaults; for requests with a credential. */
  readonly careful: SecureContext;
  /** As careful, with a client certificate. */
  asClient(channel: ClientChannel): SecureContext;
}

/** The PEM certificates of everybody that a run trusts. */
export function trustedCertificates({ lists, platform }: Trust): readonly string[] {
  const own = lists.flatMap(({ texts }) => certificateBlocks(texts));
  return platform ? [...rootCertificates, ...own] : own;
}

const known = new Map<string, TlsContexts>();

/** Contexts that trust these lists alone; each is made at its first use, once for a set of anchors. */
export function tlsContexts(trust: Trust): TlsContexts {
  const anchors = [...trustedCertificates(trust)];
  const key = `${trust.platform}\n${trust.lists.flatMap(({ texts }) => certificateBlocks(texts)).join('\n')}`;
  const ready = known.get(key);
  if (ready !== undefined) return ready;
  let looking: SecureContext | undefined;
  let careful: SecureContext | undefined;
  const clients = new Map<string, SecureContext>();
  const contexts: TlsContexts = {
    get looking() {
      looking ??= createSecureContext({ ca: anchors, minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' });
      return looking;
    },
    get careful() {
      careful ??= createSecureContext({ ca: anchors });
      return careful;
    },
    asClient({ id, certificate, key }) {
      const ready = clients.get(id) ?? createSecureContext({ ca: anchors, cert: certificate, key });
      clients.set(id, ready);
      return ready;
    },
  };
  known.set(key, contexts);
  return contexts;
}
