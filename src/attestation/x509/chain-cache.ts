/**
 * What was parsed and verified before, by digest, so that a batch under the same issuers does not do it again. Bounded; only what held is kept.
 *
 * Room     attestation (floor 3).
 */
import { createHash } from 'node:crypto';
import { type Certificate, maxCertificateBytes, parseCertificate } from './certificate.js';
import { parseRevocationList, type RevocationList } from './crl.js';
import { type PublicKey, type SignatureAlgorithm, signatureHolds } from './signature-algorithm.js';

/** A signed object: certificate or revocation list. */
export interface Signed {
  readonly fingerprint: string;
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
}

export interface ChainCache {
  certificateOf(der: Uint8Array): Certificate;
  /** The octets of a list must not be changed afterwards: a list is known again by its object. */
  revocationListOf(der: Uint8Array): RevocationList;
  holds(signed: Signed, algorithm: SignatureAlgorithm, issuer: { readonly key: PublicKey; readonly spkiSha256: string }): boolean;
}

export interface ChainCacheBounds {
  readonly certificates?: number;
  readonly signatures?: number;
  readonly lists?: number;
}

/** A map that forgets what was not used for longest. */
class Recent<Value> {
  readonly #values = new Map<string, Value>();
  readonly #bound: number;

  constructor(bound: number) {
    this.#bound = bound;
  }

  of(key: string, make: () => Value): Value {
    const known = this.#values.get(key);
    if (known !== undefined) this.#values.delete(key);
    const value = known ?? make();
    this.#values.set(key, value);
    if (this.#values.size > this.#bound) {
      const [oldest] = this.#values.keys();
      if (oldest !== undefined) this.#values.delete(oldest);
    }
    return value;
  }
}

const digestOf = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');

/** A cache for one or many validations; without one, everything is done anew. */
export function createChainCache(bounds: ChainCacheBounds = {}): ChainCache {
  const certificates = new Recent<Certificate>(bounds.certificates ?? 4096);
  const lists = new Recent<RevocationList>(bounds.lists ?? 64);
  const listsByObject = new WeakMap<Uint8Array, RevocationList>();
  const signatures = new Recent<boolean>(bounds.signatures ?? 16_384);
  return {
    certificateOf(der) {
      if (der.length > maxCertificateBytes) return parseCertificate(der);
      return certificates.of(digestOf(der), () => parseCertificate(Uint8Array.from(der)));
    },
    revocationListOf(der) {
      const known = listsByObject.get(der) ?? lists.of(digestOf(der), () => parseRevocationList(der));
      listsByObject.set(der, known);
      return known;
    },
    holds(signed, algorithm, issuer) {
      return signatures.of(`${signed.fingerprint} ${issuer.spkiSha256}`, () =>
        signatureHolds(signed.tbs, signed.signature, { algorithm, key: issuer.key }),
      );
    },
  };
}
