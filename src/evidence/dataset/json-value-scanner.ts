/**
 * Finds where a JSON value ends in octets that come in chunks, without decoding it.
 *
 * Only brackets and quotation marks are looked at, so that a value with a small fault still has an end behind which reading can go on. Where a
 * quotation mark stands in a place that no JSON has, or brackets do not match, no end can be trusted: then `broken` is set.
 *
 * Source   RFC 8259 §2-7.
 * Room     evidence (floor 3), stage: reading data files.
 */

const quote = 0x22;
const backslash = 0x5c;

const isBlank = (octet: number): boolean => octet === 0x20 || octet === 0x0a || octet === 0x0d || octet === 0x09;
/** `{` `[` `,` `:` or nothing yet: what may stand before a string. */
const opensString = (octet: number): boolean => octet === 0 || octet === 0x7b || octet === 0x5b || octet === 0x2c || octet === 0x3a;
/** `}` `]` `,` `:`: what may stand behind a string. */
const followsString = (octet: number): boolean => octet === 0x7d || octet === 0x5d || octet === 0x2c || octet === 0x3a;

/** The scan of one value at a time; `start` begins another. */
export class JsonValueScanner {
  broken = false;
  tooDeep = false;
  readonly #depthLimit: number;
  #open: number[] = [];
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The last octet outside strings that is no blank; a whole string counts as its quotation mark. 0 at the start. */
  #last = 0;

  constructor(depthLimit: number) {
    this.#depthLimit = depthLimit;
  }

  start(): void {
    this.broken = false;
    this.tooDeep = false;
    this.#open = [];
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#last = 0;
  }

  /** Index just after the value, or -1 where the chunk ends before it. Where `broken` is set: index of the octet that cannot be. */
  scan(chunk: Uint8Array, from: number): number {
    let at = from;
    while (at < chunk.length) {
      if (this.#inString) {
        at = this.#skipString(chunk, at);
        if (this.broken) return at;
        if (this.#inString) return -1;
        if (this.#depth === 0) return at;
        continue;
      }
      const octet = chunk[at] ?? 0;
      if (this.#depth === 0 && this.#last !== 0 && (octet === 0x2c || octet === 0x5d || isBlank(octet))) return at;
      if (!isBlank(octet)) {
        this.#step(octet);
        if (this.broken) return at;
        if (this.#depth === 0 && (octet === 0x7d || octet === 0x5d)) return at + 1;
      }
      at += 1;
    }
    return -1;
  }

  /** Index just after the string's end, or the chunk's. */
  #skipString(chunk: Uint8Array, from: number): number {
    let at = from;
    if (this.#escaped) {
      at += 1;
      this.#escaped = false;
    }
    for (; at < chunk.length; at += 1) {
      const octet = chunk[at] ?? 0;
      if (octet === quote) {
        this.#inString = false;
        this.#last = quote;
        return at + 1;
      }
      if (octet === backslash) {
        at += 1;
        this.#escaped = at === chunk.length;
      } else if (octet < 0x20) {
        this.broken = true;
        return at;
      }
    }
    return chunk.length;
  }

  #step(octet: number): void {
    if (octet === quote) {
      this.broken = !opensString(this.#last);
      this.#inString = true;
    } else if (this.#last === quote && !followsString(octet)) {
      this.broken = true;
    } else if (octet === 0x7b || octet === 0x5b) {
      if (this.#depth < this.#depthLimit) this.#open.push(octet);
      else this.tooDeep = true;
      this.#depth += 1;
    } else if (octet === 0x7d || octet === 0x5d) {
      const opening = this.#depth > this.#depthLimit ? octet - 2 : this.#open.pop();
      this.broken = opening !== octet - 2;
      this.#depth -= 1;
    }
    this.#last = octet;
  }
}
