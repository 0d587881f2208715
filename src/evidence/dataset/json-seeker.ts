/**
 * Finds the array of records in a JSON document that comes in chunks: the array at an RFC 6901 pointer.
 *
 * Only names and brackets are looked at; whether the rest is JSON is judged when all of it is there.
 *
 * Source   RFC 6901 §4; RFC 8259.
 * Room     evidence (floor 3), stage: reading data files.
 */

const quote = 0x22;
const backslash = 0x5c;

/** `found`: the octet at the index is the opening bracket. `other`: the pointer leads to something that is no array. `absent`: the document ended. */
export type Sought = 'seeking' | 'found' | 'other' | 'absent';

const isBlank = (octet: number): boolean => octet === 0x20 || octet === 0x0a || octet === 0x0d || octet === 0x09;

export class JsonSeeker {
  state: Sought = 'seeking';
  readonly #path: readonly string[];
  #depth = 0;
  /** How many segments of the path lead to the container that is being read, or to the nearest one around it. */
  #matched = 0;
  /** For each container on the path: the index of the item that is being read, or undefined in an object. */
  #indexes: (number | undefined)[] = [];
  /** Whether the next value stands where the path's next segment leads. */
  #candidate: boolean;
  #atName = false;
  #inString = false;
  #escaped = false;
  /** The text of a name that is being read. */
  #name: number[] | undefined;

  constructor(path: readonly string[]) {
    this.#path = path;
    this.#candidate = true;
  }

  /** Index of the octet that ended the search, or the chunk's length. */
  seek(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const octet = chunk[at] ?? 0;
      if (this.#inString) this.#stringOctet(octet);
      else if (!isBlank(octet)) this.#step(octet);
      if (this.state !== 'seeking') return at;
    }
    return chunk.length;
  }

  #stringOctet(octet: number): void {
    if (octet !== quote || this.#escaped) {
      this.#name?.push(octet);
      this.#escaped = octet === backslash && !this.#escaped;
      return;
    }
    this.#inString = false;
    if (this.#name === undefined) return;
    let name: unknown;
    try {
      name = JSON.parse(`"${Buffer.from(this.#name).toString('utf8')}"`);
    } catch {
      name = undefined;
    }
    this.#candidate = name === this.#path[this.#matched];
    this.#name = undefined;
    this.#atName = false;
  }

  /** Whether the container that is being read is on the path. */
  get #onPath(): boolean {
    return this.#depth === this.#matched + 1;
  }

  #step(octet: number): void {
    if (octet === 0x7b || octet === 0x5b) this.#opens(octet === 0x5b);
    else if (octet === 0x7d || octet === 0x5d) this.#closes();
    else if (octet === 0x2c) this.#passesComma();
    else if (octet !== 0x3a) {
      if (octet === quote) {
        this.#inString = true;
        if (this.#atName && this.#onPath) {
          this.#name = [];
          return;
        }
      }
      this.#scalar();
    }
  }

  /** A string, number or word where a value is. */
  #scalar(): void {
    const isRoot = this.#depth === 0;
    const isHere = this.#candidate && (isRoot || this.#onPath);
    if (isHere && this.#path.length === (isRoot ? 0 : this.#matched + 1)) this.state = 'other';
    else if (isRoot) this.state = 'absent';
    else if (this.#onPath) this.#candidate = false;
  }

  #opens(isList: boolean): void {
    const isRoot = this.#depth === 0;
    if (this.#candidate && (isRoot || this.#onPath)) {
      if (!isRoot) this.#matched += 1;
      if (this.#matched === this.#path.length) {
        this.state = isList ? 'found' : 'other';
        return;
      }
      this.#indexes.push(isList ? 0 : undefined);
      this.#atName = !isList;
      this.#candidate = isList && this.#path[this.#matched] === '0';
    }
    this.#depth += 1;
  }

  #closes(): void {
    if (this.#onPath) {
      this.#indexes.pop();
      this.#matched -= 1;
      this.#candidate = false;
    }
    this.#depth -= 1;
    if (this.#depth <= 0) this.state = 'absent';
  }

  #passesComma(): void {
    if (!this.#onPath) return;
    const index = this.#indexes.at(-1);
    if (index === undefined) {
      this.#atName = true;
      this.#candidate = false;
      return;
    }
    this.#indexes[this.#indexes.length - 1] = index + 1;
    this.#candidate = this.#path[this.#matched] === String(index + 1);
  }
}
