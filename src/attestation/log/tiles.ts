/**
 * Tiles: the hashes and the entries of a log as static files of 256.
 *
 * Source   C2SP tlog-tiles, “Merkle Tree”, “Partial Tiles”, “Log entries”.
 * Room     attestation (floor 3).
 */
import type { NodeAt } from './tree-proof.js';

export const tileWidth = 256;
const tileHeight = 8;
const hashBytes = 32;

export interface Tile {
  /** Level, or `entries` for a bundle of entries. */
  readonly level: number | 'entries';
  readonly index: number;
  /** 1 to 256 hashes or entries. */
  readonly width: number;
}

/** Path of a tile below the log’s prefix: `tile/0/x001/x234/067`, with `.p/W` where it is partial. */
export function tilePath({ level, index, width }: Tile): string {
  const parts = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) parts.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  return `tile/${level}/${parts.join('/')}${width === tileWidth ? '' : `.p/${width}`}`;
}

function tilesOfCount(level: Tile['level'], oldCount: number, newCount: number): readonly Tile[] {
  const tiles: Tile[] = [];
  const full = Math.floor(newCount / tileWidth);
  for (let index = Math.floor(oldCount / tileWidth); index < full; index += 1) tiles.push({ level, index, width: tileWidth });
  const width = newCount % tileWidth;
  if (width > 0 && newCount !== oldCount) tiles.push({ level, index: full, width });
  return tiles;
}

/** The tiles that a tree of `newSize` has and one of `oldSize` has not, those of entries first. */
export function tilesBetween(oldSize: number, newSize: number): readonly Tile[] {
  const tiles = [...tilesOfCount('entries', oldSize, newSize)];
  for (let [level, before, now] = [0, oldSize, newSize]; now > 0; level += 1) {
    tiles.push(...tilesOfCount(level, before, now));
    [before, now] = [Math.floor(before / tileWidth), Math.floor(now / tileWidth)];
  }
  return tiles;
}

/** Octets of a tile of hashes. */
export function tileOctets(level: number, { index, width }: Pick<Tile, 'index' | 'width'>, nodeAt: NodeAt): Buffer {
  const octets = Buffer.alloc(width * hashBytes);
  for (let at = 0; at < width; at += 1) octets.set(nodeAt(level * tileHeight, index * tileWidth + at), at * hashBytes);
  return octets;
}

/** Octets of a bundle: each entry with its length in two octets, the higher first. */
export function bundleOctets(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** The entries of a bundle; undefined where its octets are no bundle. */
export function readBundle(octets: Buffer): readonly Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= octets.length) {
    const end = at + 2 + octets.readUInt16BE(at);
    if (end > octets.length) return undefined;
    entries.push(octets.subarray(at + 2, end));
    at = end;
  }
  return at === octets.length ? entries : undefined;
}
