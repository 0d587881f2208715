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

/** Digests of one chunk: they grow by whole chunks, so that nothing is copied and nothing is left behind. */
const chunkLength = 2048;
const none = Buffer.alloc(digestBytes);

/** An empty table. Slots are looked up by the first octets of a digest, which are as good as drawn at random. */
export function openDigestTable(): DigestTable {
  const chunks: Buffer[] = [];
  /** Number and one; 0 is a free slot. */
  let slots = new Uint32Array(128);
  let size = 0;
  const wanted = Buffer.alloc(digestBytes);
  const chunkOf = (number: number): Buffer => chunks[Math.floor(number / chunkLength)] ?? none;
  const at = (number: number): number => (number % chunkLength) * digestBytes;

  /** The slot in which a digest stands, or could. */
  const slotOf = (source: Buffer, start: number): number => {
    const mask = slots.length - 1;
    let slot = source.readUInt32LE(start) & mask;
    for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
      const there = at(held - 1);
      if (chunkOf(held - 1).compare(source, start, start + digestBytes, there, there + digestBytes) === 0) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  const grow = (): void => {
    slots = new Uint32Array(slots.length * 2);
    for (let number = 0; number < size; number += 1) slots[slotOf(chunkOf(number), at(number))] = number + 1;
  };
  const want = (digest: string): void => void wanted.write(digest.slice(prefix.length), 'hex');
  /** What was put in last: whoever does is soon followed by another who asks for the same. */
  const last = { digest: '', number: 0 };

  return {
    find(digest) {
      want(digest);
      return (slots[slotOf(wanted, 0)] ?? 0) - 1;
    },
    put(digest) {
      if (digest === last.digest) return last.number;
      want(digest);
      if (size * 2 >= slots.length) grow();
      const slot = slotOf(wanted, 0);
      const held = slots[slot] ?? 0;
      last.digest = digest;
      last.number = held === 0 ? size : held - 1;
      if (held !== 0) return held - 1;
      if (size === chunks.length * chunkLength) chunks.push(Buffer.alloc(chunkLength * digestBytes));
      wanted.copy(chunkOf(size), at(size));
      size += 1;
      slots[slot] = size;
      return size - 1;
    },
    digest: (number) => prefix + chunkOf(number).toString('hex', at(number), at(number) + digestBytes),
    compare(one, other) {
      const [first, second] = [at(one), at(other)];
      return chunkOf(one).compare(chunkOf(other), second, second + digestBytes, first, first + digestBytes);
    },
    get size() {
      return size;
    },
  };
}
