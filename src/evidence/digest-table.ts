/**
 * Digests in the order in which they came, thirty-two octets each and nothing else: a text and an entry of a map for each would be ten times that.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
const digestBytes = 32;
const prefix = 'sha256:';

export interface DigestTable {
  /** The number of a digest, `sha256:` and hexadecimal; -1 where it is not in the table. */
  find(digest: string): number;
  /** The number of a digest, which is put in where it is not there yet. Numbers count from 0. */
  put(digest: string): number;
  /** The digest of a number. */
  digest(number: number): string;
  /** -1, 0 or 1: the order of the digests of two numbers, which is that of their texts. */
  compare(one: number, other: number): number;
  readonly size: number;
}

/** An empty table. Slots are looked up by the first octets of a digest, which are as good as drawn at random. */
export function openDigestTable(): DigestTable {
  let octets = Buffer.alloc(digestBytes * 64);
  /** Number and one; 0 is a free slot. */
  let slots = new Uint32Array(128);
  let size = 0;
  const wanted = Buffer.alloc(digestBytes);
  const at = (number: number): number => number * digestBytes;

  /** The slot in which a digest stands, or could. */
  const slotOf = (source: Buffer, start: number): number => {
    const mask = slots.length - 1;
    let slot = source.readUInt32LE(start) & mask;
    for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
      if (octets.compare(source, start, start + digestBytes, at(held - 1), at(held)) === 0) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  const grow = (): void => {
    octets = Buffer.concat([octets], octets.length * 2);
    slots = new Uint32Array(slots.length * 2);
    for (let number = 0; number < size; number += 1) slots[slotOf(octets, at(number))] = number + 1;
  };
  const want = (digest: string): void => void wanted.write(digest.slice(prefix.length), 'hex');

  return {
    find(digest) {
      want(digest);
      return (slots[slotOf(wanted, 0)] ?? 0) - 1;
    },
    put(digest) {
      want(digest);
      if (at(size) === octets.length) grow();
      const slot = slotOf(wanted, 0);
      const held = slots[slot] ?? 0;
      if (held !== 0) return held - 1;
      wanted.copy(octets, at(size));
      size += 1;
      slots[slot] = size;
      return size - 1;
    },
    digest: (number) => prefix + octets.toString('hex', at(number), at(number + 1)),
    compare: (one, other) => octets.compare(octets, at(other), at(other + 1), at(one), at(one + 1)),
    get size() {
      return size;
    },
  };
}
