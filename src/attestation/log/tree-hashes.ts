/**
 * The hashes of every whole subtree of a growing tree, held in memory: 64 octets a leaf.
 *
 * Room     attestation (floor 3).
 */
import { nodeHashOf } from './merkle-tree.js';
import type { NodeAt } from './tree-proof.js';

const hashBytes = 32;

interface Level {
  octets: Buffer;
  count: number;
}

export interface TreeHashes {
  readonly nodeAt: NodeAt;
  size(): number;
  append(leafHash: Uint8Array): void;
}

function put(level: Level, hash: Uint8Array): void {
  const at = level.count * hashBytes;
  if (at === level.octets.length) level.octets = Buffer.concat([level.octets, Buffer.alloc(Math.max(level.octets.length, 64 * hashBytes))]);
  level.octets.set(hash, at);
  level.count += 1;
}

const hashIn = ({ octets }: Level, index: number): Buffer => octets.subarray(index * hashBytes, (index + 1) * hashBytes);

/** An empty tree that grows by the hashes of its leaves. */
export function createTreeHashes(): TreeHashes {
  const levels: Level[] = [];
  const levelAt = (depth: number): Level => {
    const found = levels[depth];
    if (found !== undefined) return found;
    const made: Level = { octets: Buffer.alloc(0), count: 0 };
    levels.push(made);
    return made;
  };
  return {
    size: () => levels[0]?.count ?? 0,
    nodeAt(depth, index) {
      const level = levels[depth];
      if (level === undefined || index >= level.count) throw new RangeError(`no whole subtree ${index} at level ${depth}`);
      return hashIn(level, index);
    },
    append(leafHash) {
      let hash = leafHash;
      for (let depth = 0; ; depth += 1) {
        const level = levelAt(depth);
        put(level, hash);
        if (level.count % 2 === 1) return;
        hash = nodeHashOf(hashIn(level, level.count - 2), hashIn(level, level.count - 1));
      }
    },
  };
}
