/**
 * Hash algorithms of time stamps: SHA-2, with or without the NULL that some write as their parameter.
 *
 * Source   RFC 5754 §2; RFC 3161 §2.4.1 (MessageImprint).
 * Room     attestation (floor 3).
 */
import { type Element, oidOf, sequenceOf, tags } from '../x509/der.js';
import { derOf, derOid } from '../x509/der-write.js';
import type { Hash } from '../x509/signature-algorithm.js';

const oids: Readonly<Record<Hash, string>> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
const hashes = ['sha256', 'sha384', 'sha512'] as const;

/** The hash of an AlgorithmIdentifier, if it is one of SHA-2 without parameters. Refusals: DER_*. */
export function hashOf(identifier: Element): Hash | undefined {
  const parts = sequenceOf(identifier);
  const oid = oidOf(parts.next(tags.oid));
  const empty = parts.optional(tags.null);
  parts.end();
  return empty !== undefined && empty.content.length > 0 ? undefined : hashes.find((hash) => oids[hash] === oid);
}

/** DER of the AlgorithmIdentifier of a hash. */
export const hashIdentifier = (hash: Hash): Uint8Array => derOf(tags.sequence, derOid(oids[hash]), derOf(tags.null));
