/**
 * Keys and certificates in PEM files.
 *
 * Room     attestation (floor 3).
 */
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readBounded } from '../../contract/load-document.js';
import { EgifError } from '../../errors.js';

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

/** The private key of a PEM file. Errors: KEY_UNREADABLE, FILE_*. */
export async function readKey(file: string): Promise<KeyObject> {
  const text = (await readBounded(file, maxPemBytes)).toString('latin1');
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

/** The public key of a PEM file. Errors: KEY_UNREADABLE, FILE_*. */
export async function readPublicKey(file: string): Promise<KeyObject> {
  const text = (await readBounded(file, maxPemBytes)).toString('latin1');
  try {
    return createPublicKey(text);
  } catch (cause) {
    throw new EgifError('KEY_UNREADABLE', `${file} holds no PEM public key`, { file, mend: 'export the public key as PEM', cause });
  }
}
