/**
 * Signature algorithms by the names that messages give them, with the platform's cryptography alone.
 *
 * Source   RFC 7518 §3.1 and RFC 8037 §3.1 (JWS), RFC 9421 §3.3 (HTTP message signatures).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { constants, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import type { Identity } from '../contract/documents.js';

interface Algorithm {
  readonly hash: string | null;
  readonly keyType: string;
  readonly pss?: number;
  readonly curve?: string;
}

const algorithms: Readonly<Record<string, Algorithm>> = {
  RS256: { hash: 'sha256', keyType: 'rsa' },
  RS384: { hash: 'sha384', keyType: 'rsa' },
  RS512: { hash: 'sha512', keyType: 'rsa' },
  PS256: { hash: 'sha256', keyType: 'rsa', pss: 32 },
  PS384: { hash: 'sha384', keyType: 'rsa', pss: 48 },
  PS512: { hash: 'sha512', keyType: 'rsa', pss: 64 },
  ES256: { hash: 'sha256', keyType: 'ec' },
  ES384: { hash: 'sha384', keyType: 'ec' },
  ES512: { hash: 'sha512', keyType: 'ec' },
  EdDSA: { hash: null, keyType: 'ed25519' },
  'rsa-v1_5-sha256': { hash: 'sha256', keyType: 'rsa' },
  'rsa-pss-sha512': { hash: 'sha512', keyType: 'rsa', pss: 64 },
  'ecdsa-p256-sha256': { hash: 'sha256', keyType: 'ec', curve: 'prime256v1' },
  'ecdsa-p384-sha384': { hash: 'sha384', keyType: 'ec', curve: 'secp384r1' },
  ed25519: { hash: null, keyType: 'ed25519' },
};

/** What a key may sign with where the message does not say (RFC 9421 §3.3.7: from the key material); the first is what is signed with. */
const impliedBy: Readonly<Record<string, readonly HttpAlgorithm[]>> = {
  rsa: ['rsa-pss-sha512', 'rsa-v1_5-sha256'],
  'rsa-pss': ['rsa-pss-sha512'],
  ec: ['ecdsa-p256-sha256'],
  ed25519: ['ed25519'],
};

/** Algorithms that requests are signed with. */
export type HttpAlgorithm = NonNullable<Identity['algorithm']>;

/** Names of algorithms that a key may have signed an HTTP message with. */
export function impliedAlgorithms({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): readonly string[] {
  return asymmetricKeyDetails?.namedCurve === 'secp384r1' ? ['ecdsa-p384-sha384'] : (impliedBy[asymmetricKeyType ?? ''] ?? []);
}

/** What a private key signs HTTP messages with, unless it is said; undefined where it can sign none. */
export const ownAlgorithm = ({ asymmetricKeyType }: KeyObject): HttpAlgorithm | undefined => impliedBy[asymmetricKeyType ?? '']?.[0];

function algorithmFor(name: string, key: KeyObject): Algorithm | undefined {
  const algorithm = Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
  if (algorithm === undefined) return undefined;
  const type = key.asymmetricKeyType;
  const fits = type === algorithm.keyType || (type === 'rsa-pss' && algorithm.pss !== undefined);
  const { namedCurve } = key.asymmetricKeyDetails ?? {};
  return fits && (algorithm.curve === undefined || algorithm.curve === namedCurve) ? algorithm : undefined;
}

const optionsOf = (key: KeyObject, { pss }: Algorithm) => ({
  key,
  dsaEncoding: 'ieee-p1363' as const,
  ...(pss === undefined ? {} : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pss }),
});

/** Whether a signature is that of the key over the input, by the algorithm of that name. */
export function verifies(name: string, input: Uint8Array, given: { readonly key: KeyObject; readonly signature: Uint8Array }): boolean {
  const algorithm = algorithmFor(name, given.key);
  if (algorithm === undefined) return false;
  try {
    return verify(algorithm.hash, input, optionsOf(given.key, algorithm), given.signature);
  } catch {
    return false;
  }
}

/** The signature of a key over the input; undefined where the key is none for the algorithm. */
export function signatureBy(name: string, input: Uint8Array, key: KeyObject): Buffer | undefined {
  const algorithm = algorithmFor(name, key);
  return algorithm === undefined ? undefined : sign(algorithm.hash, input, optionsOf(key, algorithm));
}

/** A fresh private key that an algorithm can be used with, and that nobody knows. */
export function foreignKey(name: HttpAlgorithm): KeyObject {
  if (name === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  if (name === 'ecdsa-p256-sha256') return generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}
