/**
 * What a TLS session, as the platform writes it down, says of early data.
 *
 * Source   OpenSSL, SSL_SESSION_ASN1 (max_early_data is the element of context tag 15); RFC 8446 §4.6.1.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { derOf, derParts, derTags } from './der.js';

const maxEarlyDataTag = 0xa0 | 15;

/** Octets of early data that a serialized session may be sent with; 0 where it does not say so. */
export function earlyDataOf(session: Buffer): number {
  const parts = derParts(derOf(session, derTags.sequence)?.content ?? Buffer.alloc(0)) ?? [];
  const wrapped = parts.find(({ tag }) => tag === maxEarlyDataTag);
  const number = wrapped === undefined ? undefined : derOf(wrapped.content, derTags.integer);
  if (number === undefined || number.content.length === 0 || number.content.length > 5) return 0;
  return number.content.readUIntBE(0, number.content.length);
}
