/**
 * Keys and trust anchors from files. `file:` keys are for development and for agencies whose seal lives in a file; tokens (`pkcs11:`) belong to the
 * trust core.
 *
 * Room     attestation (floor 3).
 */
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { readBounded } from '../contract/load-document.js';
import { EgifError } from '../errors.js';
import { type Algorithm, algorithmOf, signOctets } from './jws/algorithms.js';
import { Refusal } from './problem.js';

/** Somebody who can sign octets. */
export interface Signer {
  readonly algorithm: Algorithm;
  /** DER, leaf first, without the root. */
  readonly chain: readonly Uint8Array[];
  /** The signature in the form of JWS; a token or a program takes its time. */
  sign(octets: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

const maxPemBytes = 1024 * 1024;
const certificateBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const keyBlock = /-----BEGIN (?:EC |RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:EC |RSA )?PRIVATE KEY-----/;

/** The certificates of a PEM file, in its order, as DER. Errors: CERTIFICATE_UNREADABLE, FILE_*. */
export async function readCertificates(file: string): Promise<readonly Uint8Array[]> {
  const text = (await readBounded(file, maxPemBytes)).toString('latin1');
  const blocks = text.match(certificateBlock) ?? [];
  if (blocks.length === 0)
    throw new EgifError('CERTIFICATE_UNREADABLE', `${file} holds no PEM certificate`, {
      file,
      mend: 'give a PEM file with one or more certificates',
    });
  try {
    return blocks.map((block) => new X509Certificate(block).raw);
  } catch (cause) {
    throw new EgifError('CERTIFICATE_UNREADABLE', `a certificate in ${file} cannot be read`, {
      file,
      mend: 'export the certificate again as PEM',
      cause,
    });
  }
}

function readKey(text: string, file: string): KeyObject {
  const [block] = keyBlock.exec(text) ?? [];
  if (block === undefined)
    throw new EgifError('KEY_UNREADABLE', `${file} holds no unencrypted PEM private key`, {
      file,
      mend: 'put the key and its certificates into one PEM file',
    });
  try {
    return createPrivateKey(block);
  } catch (cause) {
    throw new EgifError('KEY_UNREADABLE', `the private key in ${file} cannot be read`, {
      file,
      mend: 'export the key as unencrypted PKCS#8 PEM',
      cause,
    });
  }
}

/** A signer from a key URI: `file:PATH`, a PEM file with the private key and its chain (leaf first). Errors: USAGE, KEY_UNREADABLE, KEY_MISMATCH, CERTIFICATE_UNREADABLE. */
export async function loadSigner(uri: string, directory: string): Promise<Signer> {
  if (!uri.startsWith('file:')) {
    throw new EgifError('USAGE', `the key ${uri.slice(0, 40)} has no known form`, {
      mend: 'give file:PATH, a PEM file with the key and its certificates',
    });
  }
  const file = resolve(directory, uri.slice('file:'.length));
  const text = (await readBounded(file, maxPemBytes)).toString('latin1');
  const key = readKey(text, file);
  const certificates = (await readCertificates(file)).map((der) => new X509Certificate(der));
  const [leaf] = certificates;
  const own = createPublicKey(key).export({ format: 'der', type: 'spki' });
  if (leaf === undefined || !leaf.publicKey.export({ format: 'der', type: 'spki' }).equals(own)) {
    throw new EgifError('KEY_MISMATCH', `the first certificate in ${file} is not that of its key`, {
      file,
      mend: 'put the certificate of the key first',
    });
  }
  const chain = certificates.filter((certificate) => !certificate.checkIssued(certificate)).map((certificate) => certificate.raw);
  try {
    return { algorithm: algorithmOf(key), chain, sign: (octets) => signOctets(octets, key) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new EgifError('KEY_UNREADABLE', `${file}: ${error.message}`, {
      file,
      mend: 'use a P-256 key or an RSA key of at least 2048 bits',
      cause: error,
    });
  }
}
