/**
 * Revocation lists from a file: DER as authorities publish them, or PEM.
 *
 * Room     attestation (floor 3).
 */
import { readBounded } from '../../contract/load-document.js';
import { EgifError } from '../../errors.js';
import { Refusal } from '../problem.js';
import { maxCrlBytes, parseRevocationList } from './crl.js';

const block = /-----BEGIN X509 CRL-----([\s\S]+?)-----END X509 CRL-----/g;
const sequenceTag = 0x30;

/** The lists of a file as DER. Errors: CRL_UNREADABLE, FILE_*. */
export async function readRevocationLists(file: string): Promise<readonly Uint8Array[]> {
  const octets = await readBounded(file, 2 * maxCrlBytes);
  const lists =
    octets[0] === sequenceTag ? [octets] : [...octets.toString('latin1').matchAll(block)].map(([, text = '']) => Buffer.from(text, 'base64'));
  if (lists.length === 0)
    throw new EgifError('CRL_UNREADABLE', `${file} holds no revocation list`, {
      file,
      mend: 'give the list as its authority publishes it, DER or PEM',
    });
  try {
    lists.forEach(parseRevocationList);
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    throw new EgifError('CRL_UNREADABLE', `a revocation list in ${file} cannot be read: ${cause.code}`, {
      file,
      mend: 'give the list as its authority publishes it, DER or PEM',
      cause,
    });
  }
  return lists;
}
