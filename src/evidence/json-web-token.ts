/**
 * JSON Web Tokens in compact form: taken apart, put together, signed and verified with the platform's cryptography alone.
 *
 * Source   RFC 7515 §3.1 and §7.1, RFC 7518 §3.1, RFC 8037 §3.1 (EdDSA), RFC 7519.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { constants, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { JsonObject } from '../contract/api-model.js';
import { isObject, parseJson } from '../contract/json.js';

export interface JsonWebToken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** The first two parts as they stand: what is signed. */
  readonly input: string;
  readonly signature: Uint8Array;
}

/** Signature algorithms with a key pair (RFC 7518 §3.1, RFC 8037 §3.1). */
export type SigningAlgorithm = 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA';

const algorithms: ReadonlySet<string> = new Set([
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] satisfies readonly SigningAlgorithm[]);

/** Whether a name is one of an algorithm with a key pair that this suite knows. */
export function isSigningAlgorithm(name: unknown): name is SigningAlgorithm {
  return typeof name === 'string' && algorithms.has(name);
}

function objectOf(part: string): JsonObject | undefined {
  const value = parseJson(Buffer.from(part, 'base64url').toString('utf8'))?.value;
  return isObject(value) ? value : undefined;
}

/** A JWT by its form, or undefined for an opaque token. */
export function parseJsonWebToken(text: string): JsonWebToken | undefined {
  const [head, payload, signature, ...more] = text.split('.');
  if (head === undefined || payload === undefined || signature === undefined || more.length > 0) return undefined;
  if (![head, payload, signature].every((part) => /^[A-Za-z0-9_-]*$/.test(part))) return undefined;
  const [header, claims] = [objectOf(head), objectOf(payload)];
  if (header === undefined || claims === undefined || typeof header['alg'] !== 'string') return undefined;
  return { header, claims, input: `${head}.${payload}`, signature: new Uint8Array(Buffer.from(signature, 'base64url')) };
}

export const encodePart = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Hash and padding of an algorithm, as node:crypto takes them. */
function settings(algorithm: SigningAlgorithm, key: KeyObject): { readonly hash: string | null; readonly options: { readonly key: KeyObject } } {
  if (algorithm === 'EdDSA') return { hash: null, options: { key } };
  const hash = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith('ES')) return { hash, options: { key, ...{ dsaEncoding: 'ieee-p1363' as const } } };
  if (!algorithm.startsWith('PS')) return { hash, options: { key } };
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return { hash, options: { key, ...pss } };
}

/** The compact form, signed. */
export function signJsonWebToken(
  header: JsonObject,
  claims: JsonObject,
  by: { readonly algorithm: SigningAlgorithm; readonly key: KeyObject },
): string {
  const input = `${encodePart({ ...header, alg: by.algorithm })}.${encodePart(claims)}`;
  const { hash, options } = settings(by.algorithm, by.key);
  return `${input}.${sign(hash, Buffer.from(input), options).toString('base64url')}`;
}

/** A published key (RFC 7517) as an object of node:crypto, or undefined where it is none that can verify. */
export function publicKeyOf(key: JsonObject): KeyObject | undefined {
  try {
    return createPublicKey({ key: { ...key }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** Whether a key verifies a token's signature; undefined where the algorithm is unknown or does not fit the key. */
export function verifiesWith(token: JsonWebToken, key: KeyObject): boolean | undefined {
  const { alg } = token.header;
  if (!isSigningAlgorithm(alg)) return undefined;
  const { hash, options } = settings(alg, key);
  try {
    return verify(hash, Buffer.from(token.input), options, token.signature);
  } catch {
    return undefined;
  }
}
