/**
 * Seeded randomness for the differential tests: the same values in every run, none of them stored.
 *
 * Source   The mulberry32 generator, 32 bits of state, period 2^32; its quality is enough to spread digits.
 */

export interface Random {
  /** An integer from 0 to `limit` − 1. */
  below(limit: number): number;
  digits(length: number): string;
  /** Characters of an alphabet. */
  text(alphabet: string, length: number): string;
  pick<T>(items: readonly T[]): T;
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const text = (alphabet: string, length: number): string => Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join('');
  return {
    below,
    text,
    digits: (length) => text('0123456789', length),
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
  };
}
