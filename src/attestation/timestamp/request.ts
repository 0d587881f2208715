/**
 * Asking for a time stamp: the request, and the answer as octets.
 *
 * Source   RFC 3161 §2.4.1, §2.4.2.
 * Room     attestation (floor 3).
 */
import { createHash } from 'node:crypto';
import { demand } from '../problem.js';
import { boundedElement, sequenceOf, smallIntegerOf, tags } from '../x509/der.js';
import { derInteger, derOf, derOid } from '../x509/der-write.js';
import type { Hash } from '../x509/signature-algorithm.js';
import { hashIdentifier } from './imprint.js';
import { maxTokenBytes } from './signed-data.js';

export interface TimeStampRequest {
  readonly hash?: Hash;
  /** Random octets that the answer must repeat. */
  readonly nonce: Uint8Array;
  /** OID of the policy that is wanted. */
  readonly policy?: string;
}

/** DER of a TimeStampReq over the octets; the certificates of the authority are asked for. */
export function timeStampRequest(octets: Uint8Array, { hash = 'sha256', nonce, policy }: TimeStampRequest): Uint8Array {
  const digest = createHash(hash).update(octets).digest();
  return derOf(
    tags.sequence,
    derInteger(Buffer.of(1)),
    derOf(tags.sequence, hashIdentifier(hash), derOf(tags.octetString, digest)),
    ...(policy === undefined ? [] : [derOid(policy)]),
    derInteger(nonce),
    derOf(tags.boolean, Buffer.of(0xff)),
  );
}

/** The nonce as a verified token has it: hex of the INTEGER. */
export const nonceText = (nonce: Uint8Array): string => Buffer.from(derInteger(nonce).subarray(2)).toString('hex');

/** PKIStatus 0 granted, 1 granted with modifications. */
const granted = 1;

/** The token of a TimeStampResp. Refusals: DER_*, TST_NOT_GRANTED. */
export function tokenInResponse(octets: Uint8Array): Uint8Array {
  const parts = sequenceOf(boundedElement(octets, maxTokenBytes + 1024));
  const status = smallIntegerOf(sequenceOf(parts.next(tags.sequence)).next(tags.integer));
  demand(status <= granted, 'TST_NOT_GRANTED', `the time-stamp authority answers with status ${status}`);
  const token = parts.next(tags.sequence);
  parts.end();
  return token.octets;
}
