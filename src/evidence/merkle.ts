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

/** The hash of one record at its place. */
export function leafHash(index: number, salt: string, record: unknown): Buffer {
  return hashOf(leafMark, `egif-ev1\n${index}\n${salt}${canonicalJson(record)}`);
}

function rootOf(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return hashOf();
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return hashOf(nodeMark, rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** `sha256:` root over records with their salts, in order. */
export function merkleRoot(records: readonly unknown[], salts: readonly string[]): string {
  return `sha256:${rootOf(records.map((record, index) => leafHash(index, salts[index] ?? '', record))).toString('hex')}`;
}
