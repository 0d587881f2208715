/**
 * The digest of a message's content as a header field.
 *
 * Source   RFC 9530 §2 (Content-Digest), §5 (algorithms).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createHash } from 'node:crypto';
import type { Headers } from '../contract/evidence.js';
import { fieldValue } from './signature-base.js';
import { isInnerList, readDictionary } from './structured-fields.js';

const hashes: Readonly<Record<string, string>> = { 'sha-256': 'sha256', 'sha-512': 'sha512' };

/** The value of Content-Digest for a content. */
export const contentDigest = (body: Uint8Array | string): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

/** Whether Content-Digest is there, and each digest in it of a kind that is known is that of the content, one at least. */
export function digestHolds(headers: Headers, body: Uint8Array): boolean {
  const members = [...(readDictionary(fieldValue(headers, 'content-digest') ?? '') ?? [])];
  const known = members.flatMap(([name, member]) => {
    const hash = Object.hasOwn(hashes, name) ? hashes[name] : undefined;
    return hash === undefined || isInnerList(member) ? [] : [{ hash, digest: member.value }];
  });
  return known.length > 0 && known.every(({ hash, digest }) => digest instanceof Uint8Array && createHash(hash).update(body).digest().equals(digest));
}
