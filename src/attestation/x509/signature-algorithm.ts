/**
 * Signature algorithms and keys of certificates, lists and time stamps: a short list of exact encodings; everything else is weak or unknown.
 *
 * Source   RFC 4055 §5, RFC 5758 §3.2 (algorithm identifiers), RFC 3279 §2.3.1, RFC 5480 §2.1.1, RFC 8410 §3 (keys).
 * Room     attestation (floor 3).
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { demand, Refusal } from '../problem.js';
import { type Element, sequenceOf, tags, wholeBitsOf } from './der.js';

export type Hash = 'sha256' | 'sha384' | 'sha512';
export interface SignatureAlgorithm {
  readonly hash: Hash;
  readonly key: 'rsa' | 'ec';
}

/** By DER of the whole AlgorithmIdentifier. */
const signatureAlgorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  ['300d06092a864886f70d01010b0500', { hash: 'sha256', key: 'rsa' }],
  ['300d06092a864886f70d01010c0500', { hash: 'sha384', key: 'rsa' }],
  ['300d06092a864886f70d01010d0500', { hash: 'sha512', key: 'rsa' }],
  ['300a06082a8648ce3d040302', { hash: 'sha256', key: 'ec' }],
  ['300a06082a8648ce3d040303', { hash: 'sha384', key: 'ec' }],
  ['300a06082a8648ce3d040304', { hash: 'sha512', key: 'ec' }],
]);

/** Keys that may be strong enough, by DER of their AlgorithmIdentifier. */
const keyKinds: ReadonlyMap<string, PublicKey['kind']> = new Map([
  ['300d06092a864886f70d0101010500', 'rsa'],
  ['301306072a8648ce3d020106082a8648ce3d030107', 'p256'],
  ['301006072a8648ce3d020106052b81040022', 'p384'],
  ['300506032b6570', 'ed25519'],
]);

export interface PublicKey {
  readonly kind: 'rsa' | 'p256' | 'p384' | 'ed25519' | 'other';
  readonly object: KeyObject;
}

const hexOf = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

/** The algorithm of an AlgorithmIdentifier, if it is on the list. */
export function signatureAlgorithmOf(identifier: Element): SignatureAlgorithm | undefined {
  return signatureAlgorithms.get(hexOf(identifier.octets));
}

/** The key of a SubjectPublicKeyInfo. Refusals: DER_*, X509_KEY_UNREADABLE. */
export function readPublicKey(spki: Element): PublicKey {
  const parts = sequenceOf(spki);
  const identifier = parts.next(tags.sequence);
  const bits = wholeBitsOf(parts.next(tags.bitString));
  parts.end();
  const kind = keyKinds.get(hexOf(identifier.octets)) ?? 'other';
  const compressed = (kind === 'p256' || kind === 'p384') && bits[0] !== 0x04;
  demand(!compressed, 'X509_KEY_UNREADABLE', 'the point of a public key is not written out');
  try {
    return { kind, object: createPublicKey({ key: Buffer.from(spki.octets), format: 'der', type: 'spki' }) };
  } catch {
    throw new Refusal('X509_KEY_UNREADABLE', 'the public key of a certificate cannot be read');
  }
}

const smallestModulus = 2048;
const largestModulus = 8192;
const smallestExponent = 65_537n;
const largestExponent = 0xff_ff_ff_ffn;

function isStrongRsa(key: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const size = modulusLength >= smallestModulus && modulusLength <= largestModulus;
  return size && publicExponent >= smallestExponent && publicExponent <= largestExponent && publicExponent % 2n === 1n;
}

/** Refuses a key that is neither RSA of 2048 to 8192 bits nor on P-256 or P-384; Ed25519 only where it is allowed. Refusal: X509_WEAK_KEY. */
export function demandStrongKey({ kind, object }: PublicKey, allowEd25519: boolean): void {
  const strong = kind === 'rsa' ? isStrongRsa(object) : kind === 'ed25519' ? allowEd25519 : kind !== 'other';
  const { modulusLength, namedCurve } = object.asymmetricKeyDetails ?? {};
  demand(strong, 'X509_WEAK_KEY', `${String(object.asymmetricKeyType)} key of ${modulusLength ?? namedCurve ?? 'unknown size'}`);
}

/** Whether a signature holds: the key must be of the kind that the algorithm names. */
export function signatureHolds(
  signed: Uint8Array,
  signature: Uint8Array,
  by: { readonly algorithm: SignatureAlgorithm; readonly key: PublicKey },
): boolean {
  const kind = by.key.kind === 'rsa' ? 'rsa' : by.key.kind === 'p256' || by.key.kind === 'p384' ? 'ec' : undefined;
  if (kind !== by.algorithm.key) return false;
  return verify(by.algorithm.hash, signed, by.key.object, signature);
}
