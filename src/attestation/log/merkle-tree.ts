/**
 * Merkle tree of a transparency log: hashes, and the verification of inclusion and of consistency.
 *
 * Sizes and indexes are safe integers (below 2^53); nothing here uses 32-bit operators.
 * Source   RFC 9162 §2.1 (same trees as RFC 6962 §2.1), §2.1.3.2 inclusion, §2.1.4.2 consistency.
 * Room     attestation (floor 3).
 */
import { createHash, hash } from 'node:crypto';

/** Hash of the tree without leaves. */
export const emptyRoot: Buffer = createHash('sha256').digest();

const leafMark = 0;
const nodeMark = 1;

/** SHA-256 of one octet and what follows it, in one call of the runtime: a batch makes many of short texts. */
export function leafHashOf(leaf: Uint8Array): Buffer {
  const octets = Buffer.allocUnsafe(1 + leaf.length);
  octets.writeUInt8(leafMark, 0);
  octets.set(leaf, 1);
  return hash('sha256', octets, 'buffer');
}

export function nodeHashOf(left: Uint8Array, right: Uint8Array): Buffer {
  const octets = Buffer.allocUnsafe(1 + left.length + right.length);
  octets.writeUInt8(nodeMark, 0);
  octets.set(left, 1);
  octets.set(right, 1 + left.length);
  return hash('sha256', octets, 'buffer');
}

const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const same = (left: Uint8Array, right: Uint8Array): boolean => Buffer.from(left).equals(right);

/** Whether a whole number is 1, 2, 4, 8 … */
export function isPowerOfTwo(value: number): boolean {
  let power = 1;
  while (power < value) power *= 2;
  return power === value;
}

export interface Inclusion {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  /** From the sibling of the leaf up to the child of the root. */
  readonly proof: readonly Uint8Array[];
}

/** The root that an inclusion proof leads to; undefined where its length does not fit its place. */
export function rootOfInclusion({ leafHash, index, size, proof }: Inclusion): Uint8Array | undefined {
  if (!isCount(index) || !isCount(size) || index >= size || leafHash.length !== 32) return undefined;
  let [at, last] = [index, size - 1];
  let root = leafHash;
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== 32) return undefined;
    if (isOdd(at) || at === last) {
      root = nodeHashOf(sibling, root);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else root = nodeHashOf(root, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? root : undefined;
}

/** Whether a leaf stands at its place in the tree of a root. */
export function includes(inclusion: Inclusion, root: Uint8Array): boolean {
  const found = rootOfInclusion(inclusion);
  return found !== undefined && same(found, root);
}

export interface Growth {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the newer tree begins with the older one. */
export function isConsistent({ oldSize, newSize, oldRoot, newRoot, proof }: Growth): boolean {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) return false;
  if (oldSize === 0) return proof.length === 0 && same(oldRoot, emptyRoot) && (newSize > 0 || same(newRoot, emptyRoot));
  if (oldSize === newSize) return proof.length === 0 && same(oldRoot, newRoot);
  const [first, ...rest] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  if (first === undefined || proof.length === 0 || proof.some(({ length }) => length !== 32)) return false;
  let [at, last] = [oldSize - 1, newSize - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let [older, newer] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      older = nodeHashOf(hash, older);
      newer = nodeHashOf(hash, newer);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else newer = nodeHashOf(newer, hash);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && same(older, oldRoot) && same(newer, newRoot);
}
