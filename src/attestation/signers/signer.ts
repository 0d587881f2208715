/**
 * Who can sign octets: a seal with its chain, or a bare key outside X.509.
 *
 * Room     attestation (floor 3).
 */
import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { EgifError } from '../../errors.js';
import { type Algorithm, algorithmOf, demandSigned, sealAlgorithms } from '../jws/algorithms.js';
import { Refusal } from '../problem.js';

/** A key that signs. */
export interface KeySigner {
  readonly algorithm: Algorithm;
  /** DER of its SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  /** base64url of the SHA-256 of `spki`. */
  readonly kid: string;
  /** The signature in the form of JWS; a token or a program takes its time. */
  sign(octets: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** A key with certificates. */
export interface Signer {
  readonly algorithm: Algorithm;
  /** DER, leaf first, without the root. */
  readonly chain: readonly Uint8Array[];
  sign(octets: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

type RawSign = (octets: Uint8Array, algorithm: Algorithm) => Uint8Array | Promise<Uint8Array>;

function fitting(key: KeyObject, where: string): Algorithm {
  try {
    return algorithmOf(key);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new EgifError('KEY_UNREADABLE', `${where}: ${error.message}`, {
      mend: 'use a P-256 key or an RSA key of at least 2048 bits',
      cause: error,
    });
  }
}

/** A key signer that verifies each signature under its public key before it hands it out. Errors: KEY_UNREADABLE; when it signs KEY_MISMATCH. */
export function checkedKey(key: KeyObject, sign: RawSign, where: string): KeySigner {
  const algorithm = fitting(key, where);
  const spki = key.export({ format: 'der', type: 'spki' });
  return {
    algorithm,
    spki,
    kid: createHash('sha256').update(spki).digest('base64url'),
    async sign(octets) {
      const signature = await sign(octets, algorithm);
      try {
        demandSigned(octets, signature, { alg: algorithm, key });
      } catch (cause) {
        throw new EgifError('KEY_MISMATCH', `${where}: the signature does not hold under the public key`, {
          mend: 'check that key and certificate belong together',
          cause,
        });
      }
      return signature;
    },
  };
}

/** A signer with its chain, checked in the same way; roots are left out of the chain. Errors: as `checkedKey`, CERTIFICATE_UNREADABLE. */
export function checkedSigner(certificates: readonly Uint8Array[], sign: RawSign, where: string): Signer {
  const read = certificates.map((der) => new X509Certificate(der));
  const [leaf] = read;
  if (leaf === undefined) {
    throw new EgifError('CERTIFICATE_UNREADABLE', `${where}: there is no certificate of the key`, {
      mend: 'name a PEM file with the certificates, that of the key first',
    });
  }
  const key = checkedKey(createPublicKey(leaf.publicKey.export({ format: 'pem', type: 'spki' })), sign, where);
  if (!sealAlgorithms.includes(key.algorithm)) {
    throw new EgifError('KEY_UNREADABLE', `${where}: a seal does not sign with ${key.algorithm}`, {
      mend: 'use a P-256 key or an RSA key of at least 2048 bits',
    });
  }
  const chain = read.filter((certificate) => !certificate.checkIssued(certificate)).map((certificate) => certificate.raw);
  return { algorithm: key.algorithm, chain, sign: key.sign };
}
