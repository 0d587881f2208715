/**
 * The JWTs of the sample agency's authorization server: ES256 or RS256, by the key of its seal, which is published (RFC 7515, RFC 7518 §3.4, RFC 9068).
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { createHash, createHmac, createPrivateKey, createPublicKey, sign, verify, X509Certificate, type KeyObject } from 'node:crypto';
import type { JsonObject } from '../contract/api-model.js';
import { isObject, parseJson } from '../contract/json.js';
import type { KeyedCertificate } from './pki.js';

/** Why a token does not hold; the first that is found. */
export type TokenFault =
  | 'malformed'
  | 'algorithm-none'
  | 'public-key-as-secret'
  | 'algorithm'
  | 'embedded-key'
  | 'key-address'
  | 'unknown-key'
  | 'signature'
  | 'type'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'not-yet-valid';

export interface TokenKey {
  readonly id: string;
  readonly algorithm: 'ES256' | 'RS256';
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The key of a certificate under the name by which it is published. */
export function tokenKeyOf(signer: KeyedCertificate): TokenKey {
  const publicKey = createPublicKey(signer.certificatePem);
  return {
    id: createHash('sha256').update(new X509Certificate(signer.certificatePem).raw).digest('base64url'),
    algorithm: publicKey.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256',
    privateKey: createPrivateKey(signer.privateKeyPem),
    publicKey,
  };
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const options = (key: KeyObject) => ({ key, dsaEncoding: 'ieee-p1363' as const });

/** A signed token of a type (`at+jwt`, RFC 9068 §2.1). */
export function signToken(type: string, claims: JsonObject, key: TokenKey): string {
  const input = `${encoded({ alg: key.algorithm, typ: type, kid: key.id })}.${encoded(claims)}`;
  return `${input}.${sign('sha256', Buffer.from(input), options(key.privateKey)).toString('base64url')}`;
}

interface Parts {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly input: string;
  readonly signature: Buffer;
}

function partsOf(token: string): Parts | undefined {
  const [head = '', payload = '', signature = '', ...more] = token.split('.');
  const [header, claims] = [head, payload].map((part) => parseJson(Buffer.from(part, 'base64url').toString('utf8'))?.value);
  if (more.length > 0 || !isObject(header) || !isObject(claims)) return undefined;
  return { header, claims, input: `${head}.${payload}`, signature: Buffer.from(signature, 'base64url') };
}

/** What is wrong with the head and the signature (RFC 8725 §3.1, §3.2, §3.10). */
function signatureFault({ header, input, signature }: Parts, key: TokenKey): TokenFault | undefined {
  if (header['alg'] === 'none') return 'algorithm-none';
  if (header['alg'] === 'HS256') {
    const mac = createHmac('sha256', key.publicKey.export({ type: 'spki', format: 'pem' }))
      .update(input)
      .digest();
    return mac.equals(signature) ? 'public-key-as-secret' : 'algorithm';
  }
  if (header['alg'] !== key.algorithm) return 'algorithm';
  if (verify('sha256', Buffer.from(input), options(key.publicKey), signature)) return header['kid'] === key.id ? undefined : 'unknown-key';
  if (header['jwk'] !== undefined) return 'embedded-key';
  if (header['jku'] !== undefined) return 'key-address';
  return header['kid'] === key.id ? 'signature' : 'unknown-key';
}

/** What is wrong with the claims (RFC 9068 §4). */
function claimFault({ header, claims }: Parts, expected: Expected): TokenFault | undefined {
  const audience = claims['aud'];
  const { exp, nbf } = claims;
  if (header['typ'] !== 'at+jwt') return 'type';
  if (claims['iss'] !== expected.issuer) return 'issuer';
  if (audience !== expected.audience && !(Array.isArray(audience) && audience.includes(expected.audience))) return 'audience';
  if (typeof exp !== 'number' || exp <= expected.now) return 'expired';
  return typeof nbf === 'number' && nbf > expected.now ? 'not-yet-valid' : undefined;
}

interface Expected {
  readonly issuer: string;
  readonly audience: string;
  /** Seconds since 1970. */
  readonly now: number;
}

/** The claims of a token that holds, or why it does not. */
export function readToken(
  token: string,
  key: TokenKey,
  expected: Expected,
): { readonly claims: JsonObject; readonly fault?: TokenFault } | { readonly fault: TokenFault } {
  const parts = partsOf(token);
  if (parts === undefined) return { fault: 'malformed' };
  const fault = signatureFault(parts, key) ?? claimFault(parts, expected);
  return fault === undefined ? { claims: parts.claims } : { fault, claims: parts.claims };
}
