/**
 * Roots and proofs of a Merkle tree, made from the hashes of its whole subtrees.
 *
 * Source   RFC 9162 §2.1.1 root, §2.1.3.1 inclusion proof, §2.1.4.1 consistency proof.
 * Room     attestation (floor 3).
 */
import { emptyRoot, isPowerOfTwo, nodeHashOf } from './merkle-tree.js';

/** Hash of the whole subtree of 2^level leaves that begins at leaf index × 2^level. */
export type NodeAt = (level: number, index: number) => Uint8Array;

function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function rootOfRange(start: number, end: number, nodeAt: NodeAt): Uint8Array {
  const count = end - start;
  if (isPowerOfTwo(count) && start % count === 0) return nodeAt(Math.log2(count), start / count);
  const middle = start + largestPowerBelow(count);
  return nodeHashOf(rootOfRange(start, middle, nodeAt), rootOfRange(middle, end, nodeAt));
}

/** Root of the first `size` leaves. */
export function rootOfSize(size: number, nodeAt: NodeAt): Uint8Array {
  return size === 0 ? emptyRoot : rootOfRange(0, size, nodeAt);
}

/** Hashes from the sibling of the leaf up to the child of the root; `index` below `size`. */
export function inclusionProof(index: number, size: number, nodeAt: NodeAt): readonly Uint8Array[] {
  const path: Uint8Array[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    if (index < middle) {
      path.push(rootOfRange(middle, end, nodeAt));
      end = middle;
    } else {
      path.push(rootOfRange(start, middle, nodeAt));
      start = middle;
    }
  }
  return path.reverse();
}

/** Hashes that show the tree of `oldSize` leaves to be the beginning of that of `newSize`; empty where one of them is trivial. */
export function consistencyProof(oldSize: number, newSize: number, nodeAt: NodeAt): readonly Uint8Array[] {
  if (oldSize === 0 || oldSize === newSize) return [];
  const path: Uint8Array[] = [];
  let [start, end, whole] = [0, newSize, true];
  while (oldSize !== end) {
    const middle = start + largestPowerBelow(end - start);
    if (oldSize <= middle) {
      path.push(rootOfRange(middle, end, nodeAt));
      end = middle;
    } else {
      path.push(rootOfRange(start, middle, nodeAt));
      start = middle;
      whole = false;
    }
  }
  if (!whole) path.push(rootOfRange(start, end, nodeAt));
  return path.reverse();
}
