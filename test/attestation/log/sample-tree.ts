/** Trees for tests: by the definition of RFC 9162 §2.1.1 alone, and by the hashes of the suite. */
import { createHash } from 'node:crypto';
import { leafHashOf } from '../../../src/attestation/log/merkle-tree.js';
import { createTreeHashes, type TreeHashes } from '../../../src/attestation/log/tree-hashes.js';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** MTH(D) written down as the standard defines it. */
export function definedRoot(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return sha256(Uint8Array.of(0), only);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Uint8Array.of(1), definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

export const sampleLeaves = (count: number): readonly Buffer[] => Array.from({ length: count }, (_none, at) => Buffer.from(`leaf ${at}`));

export function treeOf(leaves: readonly Uint8Array[]): TreeHashes {
  const tree = createTreeHashes();
  for (const leaf of leaves) tree.append(leafHashOf(leaf));
  return tree;
}
