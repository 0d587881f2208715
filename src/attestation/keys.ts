/**
 * Signers by the URI of their key: `file:` for development and for agencies whose seal lies in a file, `pkcs11:` for tokens and hardware security modules,
 * `cmd:` for everything else.
 *
 * Room     attestation (floor 3).
 */
import { createPublicKey, X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { EgifError } from '../errors.js';
import { signOctets } from './jws/algorithms.js';
import { readCertificates, readKey } from './signers/pem.js';
import { programKey, programSigner, type Surroundings } from './signers/program-signer.js';
import { checkedKey, checkedSigner, type KeySigner, type Signer } from './signers/signer.js';
import { tokenKey, tokenSigner } from './signers/token-signer.js';

export { readCertificates } from './signers/pem.js';
export type { KeySigner, Signer } from './signers/signer.js';

const unknownForm = (uri: string): EgifError =>
  new EgifError('USAGE', `the key ${uri.slice(0, 40)} has no known form`, {
    mend: 'give file:PATH, a PEM file with the key and its certificates, pkcs11:… or cmd:…',
  });

async function fileSigner(uri: string, directory: string): Promise<Signer> {
  const file = resolve(directory, uri.slice('file:'.length));
  const key = await readKey(file);
  const certificates = await readCertificates(file);
  const [leaf] = certificates;
  const own = createPublicKey(key).export({ format: 'der', type: 'spki' });
  if (leaf === undefined || !new X509Certificate(leaf).publicKey.export({ format: 'der', type: 'spki' }).equals(own)) {
    throw new EgifError('KEY_MISMATCH', `the first certificate in ${file} is not that of its key`, {
      file,
      mend: 'put the certificate of the key first',
    });
  }
  return checkedSigner(certificates, (octets) => signOctets(octets, key), file);
}

/**
 * A seal from a key URI. `file:PATH`: a PEM file with the private key and its chain (leaf first).
 * Errors: USAGE, KEY_UNREADABLE, KEY_MISMATCH, CERTIFICATE_UNREADABLE, SECRET_UNAVAILABLE, SIGNER_UNAVAILABLE.
 */
export async function loadSigner(uri: string, directory: string, environment: Surroundings['environment'] = {}): Promise<Signer> {
  if (uri.startsWith('file:')) return fileSigner(uri, directory);
  if (uri.startsWith('pkcs11:')) return tokenSigner(uri, { directory, environment });
  if (uri.startsWith('cmd:')) return programSigner(uri, { directory, environment });
  throw unknownForm(uri);
}

/** A key outside X.509 (of a trust list's root, a log, a witness) from a key URI: `file:PATH` of a PEM key, `pkcs11:…` or `cmd:PROGRAM;key=FILE`. Errors: as `loadSigner`. */
export async function loadKey(uri: string, directory: string, environment: Surroundings['environment'] = {}): Promise<KeySigner> {
  if (uri.startsWith('pkcs11:')) return tokenKey(uri, { directory, environment });
  if (uri.startsWith('cmd:')) return programKey(uri, { directory, environment });
  if (!uri.startsWith('file:')) throw unknownForm(uri);
  const file = resolve(directory, uri.slice('file:'.length));
  const key = await readKey(file);
  return checkedKey(createPublicKey(key), (octets) => signOctets(octets, key), file);
}
