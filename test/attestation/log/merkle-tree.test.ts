/** Roots, inclusion and consistency of a log’s tree, against the definition of the standard and against every kind of corrupted proof. */
import { strict as assert } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'mocha';
import { emptyRoot, type Growth, includes, type Inclusion, isConsistent, leafHashOf, nodeHashOf } from '../../../src/attestation/log/merkle-tree.js';
import { consistencyProof, inclusionProof, rootOfSize } from '../../../src/attestation/log/tree-proof.js';
import { definedRoot, sampleLeaves, treeOf } from './sample-tree.js';

const most = 40;
const leaves = sampleLeaves(most);
const tree = treeOf(leaves);
const roots = Array.from({ length: most + 1 }, (_none, size) => definedRoot(leaves.slice(0, size)));
const rootAt = (size: number): Buffer => roots[size] ?? Buffer.alloc(0);
const hashAt = (index: number): Buffer => leafHashOf(leaves[index] ?? Buffer.alloc(0));
const flipped = (octets: Uint8Array): Buffer => {
  const copy = Buffer.from(octets);
  copy[3] = (copy[3] ?? 0) ^ 0x10;
  return copy;
};

function inclusionOf(index: number, size: number): Inclusion {
  return { leafHash: hashAt(index), index, size, proof: inclusionProof(index, size, tree.nodeAt) };
}

function growthOf(oldSize: number, newSize: number): Growth {
  const proof = consistencyProof(oldSize, newSize, tree.nodeAt);
  return { oldSize, newSize, oldRoot: rootAt(oldSize), newRoot: rootAt(newSize), proof };
}

/** A proof with hashes before, after, gone, doubled or changed. */
function wrongProofs(proof: readonly Uint8Array[], root: Uint8Array): readonly (readonly Uint8Array[])[] {
  const garbage = randomBytes(32);
  return [
    [...proof, Buffer.alloc(0)],
    [Buffer.alloc(0), ...proof],
    [...proof, garbage],
    [garbage, ...proof],
    [...proof, root],
    [root, ...proof],
    ...proof.flatMap((hash, at) => [
      proof.with(at, flipped(hash)),
      proof.toSpliced(at, 1),
      proof.toSpliced(at, 0, garbage),
      proof.with(at, hash.subarray(0, 31)),
    ]),
  ];
}

describe('The tree of a log', () => {
  it('has the root that RFC 9162 §2.1.1 defines, at every size', () => {
    for (let size = 0; size <= most; size += 1) assert.deepEqual(Buffer.from(rootOfSize(size, tree.nodeAt)), rootAt(size), `${size}`);
    assert.equal(emptyRoot.toString('hex').slice(0, 16), 'e3b0c44298fc1c14');
  });

  it('proves every leaf of every size, and refuses each proof that is changed in any way', () => {
    let refused = 0;
    for (let size = 1; size <= most; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const whole = inclusionOf(index, size);
        const root = rootAt(size);
        assert.ok(includes(whole, root), `${index} of ${size}`);
        const wrong: readonly Inclusion[] = [
          ...wrongProofs(whole.proof, root).map((proof) => ({ ...whole, proof })),
          ...[index - 1, index + 1, index + size, index + 0.5, -1, Number.NaN].map((other) => ({ ...whole, index: other })),
          ...[0, -size, Number.POSITIVE_INFINITY, 2 ** 53].map((other) => ({ ...whole, size: other })),
          { ...whole, leafHash: flipped(whole.leafHash) },
        ];
        for (const each of wrong) assert.equal(includes(each, root), false, `${each.index} of ${each.size}, ${each.proof.length} hashes`);
        assert.equal(includes(whole, flipped(root)), false);
        assert.equal(includes(whole, Buffer.alloc(0)), false);
        refused += wrong.length + 2;
      }
    }
    assert.ok(refused > 15_000, `${refused}`);
  });

  it('proves that it grew from every older size, and refuses each proof that is changed in any way', () => {
    let refused = 0;
    for (let newSize = 1; newSize <= most; newSize += 1) {
      for (let oldSize = 0; oldSize <= newSize; oldSize += 1) {
        const whole = growthOf(oldSize, newSize);
        const { oldRoot, newRoot, proof } = whole;
        assert.ok(isConsistent(whole), `${oldSize} to ${newSize}`);
        const wrong: readonly Growth[] = [
          ...wrongProofs(proof, newRoot).map((other) => ({ ...whole, proof: other })),
          ...wrongProofs(proof, oldRoot).map((other) => ({ ...whole, proof: other })),
          { ...whole, oldRoot: flipped(oldRoot) },
          { ...whole, oldSize: -1 },
          { ...whole, oldSize: newSize + 1 },
          ...(proof.length > 0
            ? [
                { ...whole, proof: [] },
                { ...whole, oldRoot: newRoot, newRoot: oldRoot },
              ]
            : []),
          ...(oldSize > 0 ? [{ ...whole, newRoot: flipped(newRoot) }] : []),
        ];
        for (const each of wrong) assert.equal(isConsistent(each), false, `${each.oldSize} to ${each.newSize}, ${each.proof.length} hashes`);
        refused += wrong.length;
      }
    }
    assert.ok(refused > 15_000, `${refused}`);
  });

  it('never takes one older tree for another: proofs of other sizes do not fit', () => {
    for (let oldSize = 1; oldSize < most; oldSize += 1) {
      for (const other of [oldSize - 1, oldSize + 1, oldSize * 2]) {
        if (other < 1 || other >= most) continue;
        assert.equal(isConsistent({ ...growthOf(oldSize, most), oldSize: other }), false, `${oldSize} as ${other}`);
        assert.equal(isConsistent({ ...growthOf(oldSize, most), oldRoot: rootAt(other) }), false, `${oldSize} with the root of ${other}`);
      }
    }
  });

  it('counts beyond 32 bits: a leaf in a tree of 2^40 leaves', () => {
    const proof = Array.from({ length: 40 }, () => randomBytes(32));
    const index = 2 ** 39 + 5;
    const root = proof.reduce(
      (below, hash, level) => ((BigInt(index) >> BigInt(level)) % 2n === 1n ? nodeHashOf(hash, below) : nodeHashOf(below, hash)),
      hashAt(0),
    );
    const inclusion = { leafHash: hashAt(0), index, size: 2 ** 40, proof };
    assert.ok(includes(inclusion, root));
    assert.equal(includes({ ...inclusion, index: 5 }, root), false);
    assert.equal(includes({ ...inclusion, size: 2 ** 39 + 6 }, root), false);
  });
});
