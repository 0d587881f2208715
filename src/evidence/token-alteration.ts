/**
 * Tokens that must be refused, made from one that is accepted: each is wrong in exactly one way.
 *
 * What only the issuer could sign (an expired token, one for another audience) is not made here: altered claims under the old signature would show
 * no more than `flipped` does. Such tokens are the statement's (identities with a `state`).
 *
 * Source   RFC 8725 §2 (the attacks), §3.1, §3.2, §3.10; RFC 7515 §4.1.2 to §4.1.4; RFC 2606 §2 (.invalid).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createHash, createHmac, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { JsonObject } from '../contract/api-model.js';
import type { TokenAlteration } from '../contract/evidence.js';
import { encodePart, isSigningAlgorithm, parseJsonWebToken, signJsonWebToken, type JsonWebToken, type SigningAlgorithm } from './json-web-token.js';

export interface AlterationMaterial {
  /** The issuer's key that verifies the token, where it is published and fits. */
  readonly issuerKey?: KeyObject;
  /** Address of the statement's canary, where it names one. */
  readonly canary?: string;
  /** A private key of our own for an algorithm; the same each time, so that the alterations of one run share it. */
  ownKey(algorithm: SigningAlgorithm): KeyObject;
}

/** Addresses in this name never resolve, so that nobody else is contacted for our sake. */
const keyAddress = 'https://egif-probe.invalid/jwks.json';

/** Makes keys of our own, each once. */
export function createOwnKeys(): AlterationMaterial['ownKey'] {
  const made = new Map<SigningAlgorithm, KeyObject>();
  const make = (algorithm: SigningAlgorithm): KeyObject => {
    if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519').privateKey;
    const curve = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }[algorithm.slice(0, 5)];
    if (curve !== undefined) return generateKeyPairSync('ec', { namedCurve: curve }).privateKey;
    return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  };
  return (algorithm) => {
    const key = made.get(algorithm) ?? make(algorithm);
    made.set(algorithm, key);
    return key;
  };
}

/**
 * One octet of the signature is another. Of an opaque token a character in its middle: the last one may carry padding bits alone, which a lenient
 * reader does not see.
 */
function flipped(text: string, token: JsonWebToken | undefined): string {
  if (token !== undefined && token.signature.length > 0) {
    const signature = Buffer.from(token.signature);
    const last = signature.length - 1;
    signature.writeUInt8(signature.readUInt8(last) ^ 0xff, last);
    return `${token.input}.${signature.toString('base64url')}`;
  }
  const middle = Math.floor(text.length / 2);
  return `${text.slice(0, middle)}${text.charAt(middle) === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`;
}

/** The known confusion of algorithms: the PEM text of the public key, as libraries hold it, taken for a shared secret (RFC 8725 §2.1). */
function withPublicKeyAsSecret(token: JsonWebToken, key: KeyObject): string {
  const secret = key.export({ type: 'spki', format: 'pem' });
  const input = `${encodePart({ ...token.header, alg: 'HS256' })}.${encodePart(token.claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** Fields of the header that lead to a key of our own. */
function headerOf(alteration: 'unknown-key' | 'embedded-key' | 'key-url' | 'canary-url', key: KeyObject, canary: string): JsonObject {
  const { kty = '', crv, x, y, n, e } = createPublicKey(key).export({ format: 'jwk' });
  const members = Object.entries({ kty, crv, x, y, n, e }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const jwk: JsonObject = Object.fromEntries(members);
  if (alteration === 'embedded-key') return { jwk };
  const kid = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url');
  if (alteration === 'canary-url') return { kid, jku: canary, x5u: canary };
  return alteration === 'key-url' ? { kid, jku: keyAddress } : { kid };
}

/** What can be done to a token that stands in a header field. */
export function alterationsOf(text: string, material: Pick<AlterationMaterial, 'issuerKey' | 'canary'>): readonly TokenAlteration[] {
  const token = parseJsonWebToken(text);
  if (token === undefined) return ['flipped'];
  const ownKeyed = isSigningAlgorithm(token.header['alg']) ? (['unknown-key', 'embedded-key', 'key-url'] as const) : [];
  const led = ownKeyed.length === 0 || material.canary === undefined ? [] : (['canary-url'] as const);
  return ['flipped', 'alg-none', ...(material.issuerKey === undefined ? [] : (['hs256-key'] as const)), ...ownKeyed, ...led];
}

/** The token, altered; undefined where that cannot be done to it. `unbound` leaves the token as it is. */
export function alterToken(text: string, alteration: TokenAlteration, material: AlterationMaterial): string | undefined {
  if (alteration === 'unbound') return text;
  const token = parseJsonWebToken(text);
  if (alteration === 'flipped') return flipped(text, token);
  if (token === undefined) return undefined;
  if (alteration === 'alg-none') return `${encodePart({ ...token.header, alg: 'none' })}.${encodePart(token.claims)}.`;
  if (alteration === 'hs256-key') return material.issuerKey === undefined ? undefined : withPublicKeyAsSecret(token, material.issuerKey);
  const { alg } = token.header;
  const { canary = '' } = material;
  if (alteration === 'canary-url' && canary === '') return undefined;
  if (!isSigningAlgorithm(alg)) return undefined;
  const key = material.ownKey(alg);
  return signJsonWebToken({ ...token.header, ...headerOf(alteration, key, canary) }, token.claims, { algorithm: alg, key });
}
