/**
 * The Merkle root over the salted leaves of a run's evidence.
 *
 * A leaf is SHA-256(0x00 ‖ "egif-ev1\n" ‖ index ‖ "\n" ‖ salt in hexadecimal ‖ canonical JSON of the record), a node SHA-256(0x01 ‖ left ‖ right),
 * and the tree has the shape of RFC 9162 §2.1.1. A salt of 128 bits keeps a withheld record from being guessed by its leaf.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createHash, createHmac } from 'node:crypto';
import { canonicalJson } from '../contract/canonical.js';

const hashOf = (...parts: readonly (Uint8Array | string)[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

/** The salt of a leaf: 32 hexadecimal digits that nobody without the run's key can compute. */
export function saltOf(runKey: Uint8Array, index: number): string {
  return createHmac('sha256', runKey).update(`salt\n${index}`).digest('hex').slice(0, 32);
}

/** Hashes of leaves in order, thirty-two octets each. */
export interface Leaves {
  /** Adds the canonical text of the next record. */
  add(salt: string, canonical: string): void;
  /** `sha256:` root over those that were added. */
  root(): string;
}

const hashBytes = 32;

/** No leaves yet. */
export function openLeaves(): Leaves {
  let hashes = Buffer.alloc(hashBytes * 64);
  let count = 0;
  const rootOf = (start: number, end: number): Buffer => {
    if (start === end) return hashOf();
    if (end - start === 1) return hashes.subarray(start * hashBytes, end * hashBytes);
    let split = 1;
    while (split * 2 < end - start) split *= 2;
    return hashOf(nodeMark, rootOf(start, start + split), rootOf(start + split, end));
  };
  return {
    add(salt, canonical) {
      if (count * hashBytes === hashes.length) hashes = Buffer.concat([hashes], hashes.length * 2);
      hashOf(leafMark, `egif-ev1\n${count}\n${salt}${canonical}`).copy(hashes, count * hashBytes);
      count += 1;
    },
    root: () => `sha256:${rootOf(0, count).toString('hex')}`,
  };
}

/** `sha256:` root over records with their salts, in order. */
export function merkleRoot(records: Iterable<unknown>, salts: readonly string[]): string {
  const leaves = openLeaves();
  let index = 0;
  for (const record of records) leaves.add(salts[index++] ?? '', canonicalJson(record));
  return leaves.root();
}
