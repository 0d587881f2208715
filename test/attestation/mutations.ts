/** Random mutations of signed texts: of octets as they stand, and of what is encoded in them, so that every layer is reached. */

/** Random numbers from a seed, 0 ≤ n < 1 (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const below = (random: () => number, bound: number): number => Math.floor(random() * bound);

/** One small change of octets. */
export function mutated(octets: Uint8Array, random: () => number): Buffer {
  const copy = Buffer.from(octets);
  const at = below(random, copy.length);
  const length = 1 + below(random, 8);
  switch (below(random, 7)) {
    case 0:
      copy.writeUInt8(copy.readUInt8(at) ^ (1 << below(random, 8)), at);
      return copy;
    case 1:
      copy.writeUInt8(below(random, 256), at);
      return copy;
    case 2:
      return copy.subarray(0, at);
    case 3:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + length)]);
    case 4:
      return Buffer.concat([copy.subarray(0, at), Buffer.from(Array.from({ length }, () => 32 + below(random, 95))), copy.subarray(at)]);
    case 5:
      return Buffer.concat([copy.subarray(0, at + length), copy.subarray(at)]);
    default: {
      const other = below(random, copy.length);
      const octet = copy.readUInt8(at);
      copy.writeUInt8(copy.readUInt8(other), at);
      copy.writeUInt8(octet, other);
      return copy;
    }
  }
}

const encoded = /[A-Za-z0-9_-]{40,}/g;

/** A change within one of the base64url texts: decoded, changed, encoded again. */
export function mutatedWithin(text: string, random: () => number): Buffer {
  const places = [...text.matchAll(encoded)];
  const place = places[below(random, places.length)];
  if (place === undefined) return mutated(Buffer.from(text), random);
  const inner = mutated(Buffer.from(place[0], 'base64url'), random).toString('base64url');
  return Buffer.from(`${text.slice(0, place.index)}${inner}${text.slice(place.index + place[0].length)}`);
}
