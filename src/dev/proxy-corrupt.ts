/**
 * Changes octets at places that the seed chooses.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { seededBytes } from '../contract/seeded.js';

/** A copy with so many octets changed (fewer where there are fewer); the same seed and label change the same ones. */
export function corrupted(octets: Uint8Array, count: number, lot: { readonly seed: string; readonly label: string }): Buffer {
  const copy = Buffer.from(octets);
  for (let turn = 0; turn < Math.min(count, copy.length); turn += 1) {
    const drawn = seededBytes(lot.seed, `corrupt ${lot.label} ${turn}`);
    const place = drawn.readUInt32BE(0) % copy.length;
    // Never the same octet again: one of the 255 others.
    copy.writeUInt8((copy.readUInt8(place) + 1 + (drawn.readUInt8(4) % 255)) % 256, place);
  }
  return copy;
}
