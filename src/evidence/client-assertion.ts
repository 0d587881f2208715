/**
 * A signed assertion by which a client proves itself at the token endpoint, made with the platform's cryptography alone.
 *
 * Source   RFC 7523 §2.2 and §3, RFC 7515, RFC 7518 §3.3 (RS256), §3.4 (ES256 …), §3.5 (PS256), RFC 8037 §3.1 (EdDSA).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createPrivateKey, randomUUID, type KeyObject } from 'node:crypto';
import { EgifError } from '../errors.js';
import { signJsonWebToken, type SigningAlgorithm } from './json-web-token.js';

interface AssertionOptions {
  readonly clientId: string;
  readonly audience: string;
  /** Private key, PEM: RSA, P-256, P-384, P-521 or Ed25519. */
  readonly key: string;
  readonly passphrase?: string;
  /** Name of the key in the client's registered key set. */
  readonly keyId?: string;
  /** Algorithms that the token endpoint takes (RFC 8414 §2); absent: unknown. */
  readonly accepted?: readonly string[];
  readonly now: Date;
}

const lifetimeSeconds = 60;
const curves: Readonly<Record<string, SigningAlgorithm>> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' };

function readKey(pem: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey(passphrase === undefined ? pem : { key: pem, passphrase });
  } catch (cause) {
    throw new EgifError('SECRET_UNAVAILABLE', 'the private key of an identity cannot be read', {
      mend: 'give it as PEM (PKCS #8); name the passphrase of an encrypted key as pin',
      cause,
    });
  }
}

/** RSA keys serve two algorithms: the older one, unless the endpoint says that it takes the newer alone. */
function algorithmOf(key: KeyObject, accepted: readonly string[] | undefined): SigningAlgorithm {
  if (key.asymmetricKeyType === 'rsa-pss') return 'PS256';
  if (key.asymmetricKeyType === 'rsa') return accepted !== undefined && !accepted.includes('RS256') && accepted.includes('PS256') ? 'PS256' : 'RS256';
  if (key.asymmetricKeyType === 'ed25519') return 'EdDSA';
  const byCurve = curves[key.asymmetricKeyDetails?.namedCurve ?? ''];
  if (byCurve !== undefined) return byCurve;
  throw new EgifError('SECRET_UNAVAILABLE', 'the private key of an identity is of a kind that signs no JWT', {
    mend: 'use an RSA, P-256, P-384, P-521 or Ed25519 key',
  });
}

/** The compact JWS. SECRET_UNAVAILABLE where the key cannot be used. */
export function clientAssertion({ clientId, audience, key, passphrase, keyId, accepted, now }: AssertionOptions): string {
  const privateKey = readKey(key, passphrase);
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = { iss: clientId, sub: clientId, aud: audience, jti: randomUUID(), iat: issuedAt, exp: issuedAt + lifetimeSeconds };
  const header = keyId === undefined ? { typ: 'JWT' } : { typ: 'JWT', kid: keyId };
  return signJsonWebToken(header, claims, { algorithm: algorithmOf(privateKey, accepted), key: privateKey });
}
