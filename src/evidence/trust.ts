/**
 * Whom a run trusts: the platform's roots and the anchors given to it; and whether a certificate names a host.
 *
 * Source   RFC 9525 §6 (names are taken from subjectAltName only), RFC 5280 §6.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { ClientChannel } from './mtls-channel.js';

/** PEM texts of all trust anchors of a run. */
function anchorsOf(extra: readonly string[]): string[] {
  return [...rootCertificates, ...extra];
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

/** The two ways in which this run opens TLS. Made once: reading all roots takes longer than a handshake. */
export interface TlsContexts {
  /** Offers everything that the platform can do, so that a weak server is seen rather than missed. Carries no credential. */
  readonly looking: SecureContext;
  /** The platform's own defaults; for requests with a credential. */
  readonly careful: SecureContext;
  /** As careful, with a client certificate. */
  asClient(channel: ClientChannel): SecureContext;
}

const known = new Map<string, TlsContexts>();

/** Contexts that trust the platform's roots and the extra anchors (PEM texts); each is made at its first use, once for a set of anchors. */
export function tlsContexts(anchors: readonly string[]): TlsContexts {
  const key = anchors.join('\n');
  const ready = known.get(key);
  if (ready !== undefined) return ready;
  let looking: SecureContext | undefined;
  let careful: SecureContext | undefined;
  const clients = new Map<string, SecureContext>();
  const contexts: TlsContexts = {
    get looking() {
      looking ??= createSecureContext({ ca: anchorsOf(anchors), minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' });
      return looking;
    },
    get careful() {
      careful ??= createSecureContext({ ca: anchorsOf(anchors) });
      return careful;
    },
    asClient({ id, certificate, key }) {
      const ready = clients.get(id) ?? createSecureContext({ ca: anchorsOf(anchors), cert: certificate, key });
      clients.set(id, ready);
      return ready;
    },
  };
  known.set(key, contexts);
  return contexts;
}
