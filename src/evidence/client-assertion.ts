/**
 * A signed assertion by which a client proves itself at the token endpoint, made with the platform's cryptography alone.
 *
 * Source   RFC 7523 §2.2 and §3, RFC 7515, RFC 7518 §3.3 (RS256) and §3.4 (ES256).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createPrivateKey, randomUUID, sign, type KeyObject } from 'node:crypto';
import { EgifError } from '../errors.js';

interface AssertionOptions {
  readonly clientId: string;
  readonly audience: string;
  /** Private key, PEM: RSA (RS256) or P-256 (ES256). */
  readonly key: string;
  readonly now: Date;
}

const lifetimeSeconds = 60;
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function readKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new EgifError('SECRET_UNAVAILABLE', 'the private key of an identity cannot be read', {
      mend: 'give it as unencrypted PEM (PKCS #8)',
      cause,
    });
  }
}

function algorithmOf(key: KeyObject): 'RS256' | 'ES256' {
  if (key.asymmetricKeyType === 'rsa') return 'RS256';
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ES256';
  throw new EgifError('SECRET_UNAVAILABLE', 'the private key of an identity is neither RSA nor P-256', { mend: 'use an RSA or a P-256 key' });
}

/** The compact JWS. SECRET_UNAVAILABLE where the key cannot be used. */
export function clientAssertion({ clientId, audience, key, now }: AssertionOptions): string {
  const privateKey = readKey(key);
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = { iss: clientId, sub: clientId, aud: audience, jti: randomUUID(), iat: issuedAt, exp: issuedAt + lifetimeSeconds };
  const input = `${encode({ alg: algorithmOf(privateKey), typ: 'JWT' })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}
