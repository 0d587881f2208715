/**
 * The signature algorithms of the house, and which key makes which.
 *
 * RS256 is what agencies' seals make today, PS256 and ES256 what newer ones do. EdDSA is for keys that stand outside X.509 (roots of a trust list, logs,
 * witnesses) and for status keys where a trust list says so.
 * Source   RFC 7518 §3.1, §3.3 to §3.5; RFC 8037 §3.1.
 * Room     attestation (floor 3).
 */
import { constants, type KeyObject, sign, verify } from 'node:crypto';
import { demand, Refusal } from '../problem.js';

export type Algorithm = 'RS256' | 'PS256' | 'ES256' | 'EdDSA';

const names: ReadonlySet<string> = new Set(['RS256', 'PS256', 'ES256', 'EdDSA']);

/** What a seal of an agency or of the IT organisation may sign with. */
export const sealAlgorithms: readonly Algorithm[] = ['RS256', 'PS256', 'ES256'];

export const isAlgorithm = (value: unknown): value is Algorithm => typeof value === 'string' && names.has(value);

interface Parameters {
  readonly padding?: number;
  readonly saltLength?: number;
  readonly dsaEncoding?: 'ieee-p1363';
}

function parametersOf(alg: Algorithm): Parameters {
  if (alg === 'ES256') return { dsaEncoding: 'ieee-p1363' };
  if (alg === 'PS256') return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  if (alg === 'RS256') return { padding: constants.RSA_PKCS1_PADDING };
  return {};
}

const hashOf = (alg: Algorithm): string | undefined => (alg === 'EdDSA' ? undefined : 'sha256');

/** Whether a key of this kind can make the algorithm at all. */
export function keyFits(alg: Algorithm, key: KeyObject): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (alg === 'ES256') return type === 'ec' && details?.namedCurve === 'prime256v1';
  if (alg === 'EdDSA') return type === 'ed25519';
  return type === 'rsa' && (details?.modulusLength ?? 0) >= 2048;
}

/** Refuses unless the signature of the octets holds under the key. Refusals: JWS_ALG_KEY_MISMATCH, JWS_BAD_SIGNATURE. */
export function demandSigned(octets: Uint8Array, signature: Uint8Array, { alg, key }: { readonly alg: Algorithm; readonly key: KeyObject }): void {
  demand(keyFits(alg, key), 'JWS_ALG_KEY_MISMATCH', `a ${String(key.asymmetricKeyType)} key cannot make ${alg}`);
  const holds = verify(hashOf(alg), octets, { key, ...parametersOf(alg) }, signature);
  demand(holds, 'JWS_BAD_SIGNATURE', 'the signature does not hold');
}

/** The algorithm that a key signs with: ES256 for P-256, EdDSA for Ed25519, RS256 for RSA from 2048 bits. Refusal: X509_WEAK_KEY. */
export function algorithmOf(key: KeyObject): Algorithm {
  const found = (['ES256', 'EdDSA', 'RS256'] as const).find((alg) => keyFits(alg, key));
  if (found === undefined) throw new Refusal('X509_WEAK_KEY', 'the key is neither P-256, Ed25519 nor RSA of at least 2048 bits');
  return found;
}

/** Signature of octets in the form that JWS wants (ECDSA: r ‖ s). */
export function signOctets(octets: Uint8Array, key: KeyObject): Uint8Array {
  const alg = algorithmOf(key);
  return sign(hashOf(alg), octets, { key, ...parametersOf(alg) });
}
