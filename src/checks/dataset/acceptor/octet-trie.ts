/**
 * Which word of a closed list stands at a position, by its octets.
 *
 * Room     checks (floor 3). May be imported by the acceptor only.
 */

export interface OctetTrie {
  /** The index of the word at a position, or -1. */
  find(octets: Uint8Array, at: number): number;
  /** Octets of each word. */
  readonly lengths: readonly number[];
}

/** More octets than any list of codes has; a longer one is left to the judge. */
const mostNodes = 20_000;

/** A trie of words of which none is the beginning of another, or undefined where they are too many. */
export function openTrie(words: readonly Uint8Array[]): OctetTrie | undefined {
  const size = words.reduce((sum, word) => sum + word.length, 1);
  if (size > mostNodes) return undefined;
  const columns = new Uint8Array(256);
  let width = 1;
  for (const word of words)
    for (const octet of word)
      if (columns[octet] === 0) {
        columns[octet] = width;
        width += 1;
      }
  // Below 0: the word that ends here. 0: no way on. Above: the next node.
  const steps = new Int32Array(size * width);
  let nodes = 1;
  words.forEach((word, index) => {
    let node = 0;
    word.forEach((octet, place) => {
      const slot = node * width + (columns[octet] ?? 0);
      if (place === word.length - 1) steps[slot] = -1 - index;
      else if (steps[slot] === 0) {
        steps[slot] = nodes;
        nodes += 1;
      }
      node = steps[slot] ?? 0;
    });
  });
  const find = (octets: Uint8Array, start: number): number => {
    let node = 0;
    for (let at = start; ; at += 1) {
      const column = columns[octets[at] ?? 0] ?? 0;
      if (column === 0) return -1;
      node = steps[node * width + column] ?? 0;
      if (node === 0) return -1;
      if (node < 0) return -1 - node;
    }
  };
  return { find, lengths: words.map((word) => word.length) };
}
