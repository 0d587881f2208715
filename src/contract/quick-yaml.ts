/**
 * Reads the YAML that people and emitters of contracts write: block maps and lists, quoted and plain and block scalars, flow collections.
 *
 * It accepts only what it is certain of. Anchors, aliases, tags, merges, directives, tabs, further documents, names that stand twice, and whatever else is
 * not plain is left to the library, and so is every error. So it can only be quicker than the library, never of another opinion;
 * test/contract/quick-yaml.test.ts holds data and positions of the two against each other.
 *
 * Source   YAML 1.2.2 §7, §8, §10.3.
 * Room     contract (floor 2). For parse-yaml.ts.
 */
import type { Json } from './api-model.js';
import { Cursor, type Scalar } from './yaml-cursor.js';
import { createOffsets, listMarks, mapMarks, type Marks } from './yaml-marks.js';
import { plainValue, unusual } from './yaml-scalar.js';

interface Found {
  readonly value: Json;
  readonly marks: Marks | undefined;
}

const scalar = (value: Scalar): Found => ({ value, marks: undefined });
const nothing: Found = { value: null, marks: undefined };

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x0a || Number.isNaN(unit);

/** Whether a name cannot be added: it stands there already, it merges, or it would be no plain member. */
function isTaken(members: Readonly<Record<string, Json>>, name: string): boolean {
  if (name === '<<' || name === '__proto__') return true;
  return members[name] !== undefined && Object.hasOwn(members, name);
}

class Reader {
  readonly #cursor: Cursor;
  readonly #text: string;
  readonly #maxDepth: number;
  /** Names met so far: few words make most names of a contract, and as a known text each is a quick key. */
  readonly #names = new Map<string, string>();
  #depth = 0;

  constructor(text: string, maxDepth: number) {
    this.#cursor = new Cursor(text);
    this.#text = text;
    this.#maxDepth = maxDepth;
  }

  /** The whole text: a map or a list. */
  root(): Found {
    const cursor = this.#cursor;
    cursor.toContent();
    if (cursor.column === 0 && this.#text.startsWith('---', cursor.at)) {
      cursor.at += 3;
      if (!cursor.isLineEnd()) throw unusual;
      cursor.toContent();
    }
    if (cursor.column !== 0 || !(this.#isItem() || this.#keyEnd() !== -1)) throw unusual;
    const found = this.#collection(0);
    if (cursor.at < this.#text.length) throw unusual;
    return found;
  }

  #isItem(): boolean {
    return this.#text.charCodeAt(this.#cursor.at) === 0x2d && isBlank(this.#text.charCodeAt(this.#cursor.at + 1));
  }

  /** Offset of the colon behind the name that starts here; -1 where there is no member. */
  #keyEnd(): number {
    const text = this.#text;
    const { at } = this.#cursor;
    const first = text.charCodeAt(at);
    if (first === 0x22 || first === 0x27) {
      const colon = this.#cursor.spacesEnd(this.#cursor.quoteEnd() + 1);
      if (text.charCodeAt(colon) !== 0x3a) return -1;
      if (!isBlank(text.charCodeAt(colon + 1)) || text.slice(at, colon).includes('\n')) throw unusual;
      return colon;
    }
    // flow collections and block scalars: as a name they would be found out behind their end
    if (first === 0x5b || first === 0x7b || first === 0x7c || first === 0x3e) return -1;
    for (let end = at; ; end += 1) {
      const unit = text.charCodeAt(end);
      if (unit === 0x0a || Number.isNaN(unit) || (unit === 0x23 && text.charCodeAt(end - 1) === 0x20)) return -1;
      if (unit === 0x3a && isBlank(text.charCodeAt(end + 1))) return end;
      if (unit === 0x09) throw unusual;
    }
  }

  /** The map or list whose first line's content is here, at this column. */
  #collection(column: number): Found {
    this.#depth += 1;
    if (this.#depth > this.#maxDepth) throw unusual;
    const found = this.#isItem() ? this.#list(column) : this.#map(column);
    this.#depth -= 1;
    return found;
  }

  #name(end: number): string {
    const cursor = this.#cursor;
    const first = this.#text.charCodeAt(cursor.at);
    if (end - cursor.at > 1000) throw unusual;
    if (first === 0x22 || first === 0x27) return cursor.quoted(-1);
    cursor.demandPlainStart();
    if (first === 0x2d || first === 0x3f) throw unusual;
    let last = end;
    while (this.#text.charCodeAt(last - 1) === 0x20) last -= 1;
    const raw = this.#text.slice(cursor.at, last);
    const known = this.#names.get(raw);
    if (known !== undefined) return known;
    const value = plainValue(raw);
    // a number is a name only if it is written as it would be printed
    if (value !== raw && (value === null || String(value) !== raw)) throw unusual;
    this.#names.set(raw, raw);
    return raw;
  }

  #map(column: number): Found {
    const cursor = this.#cursor;
    const members: Record<string, Json> = {};
    const marks = mapMarks();
    do {
      const start = cursor.at;
      const colon = this.#keyEnd();
      if (colon === -1) throw unusual;
      const name = this.#name(colon);
      if (isTaken(members, name)) throw unusual;
      cursor.at = colon + 1;
      const found = this.#member(column);
      members[name] = found.value;
      marks.names.push(name);
      marks.offsets.push(start);
      marks.below.push(found.marks);
    } while (cursor.column === column);
    if (cursor.column > column) throw unusual;
    return { value: members, marks };
  }

  /** The value of a member of the map at this column; the cursor is behind the colon. */
  #member(column: number): Found {
    const cursor = this.#cursor;
    if (!cursor.isLineEnd()) {
      cursor.at = cursor.spacesEnd(cursor.at);
      return this.#inline(column);
    }
    cursor.toContent();
    if (cursor.column > column) return this.#below(column);
    return cursor.column === column && this.#isItem() ? this.#collection(column) : nothing;
  }

  /** A value in lines of its own, below a member or item of the collection at this column. */
  #below(column: number): Found {
    return this.#isItem() || this.#keyEnd() !== -1 ? this.#collection(this.#cursor.column) : this.#inline(column);
  }

  #list(column: number): Found {
    const cursor = this.#cursor;
    const items: Json[] = [];
    const marks = listMarks();
    do {
      if (!this.#isItem()) break;
      cursor.at += 1;
      const found = this.#item(column, marks);
      items.push(found.value);
      marks.below.push(found.marks);
    } while (cursor.column === column);
    if (cursor.column > column) throw unusual;
    return { value: items, marks };
  }

  #item(column: number, marks: Marks): Found {
    const cursor = this.#cursor;
    const dash = cursor.at - 1;
    if (cursor.isLineEnd()) {
      const behind = cursor.at;
      const hasComment = cursor.toContent();
      if (cursor.column <= column) {
        // the library places what is not there behind the blanks that follow the hyphen
        if (hasComment || behind !== cursor.spacesEnd(dash + 1)) throw unusual;
        marks.offsets.push(behind);
        return nothing;
      }
      // where the item starts when a comment stands before it is for the library to say
      if (hasComment) throw unusual;
      marks.offsets.push(cursor.at);
      return this.#below(column);
    }
    cursor.at = cursor.spacesEnd(cursor.at);
    marks.offsets.push(cursor.at);
    const inner = column + cursor.at - dash;
    return this.#isItem() || this.#keyEnd() !== -1 ? this.#collection(inner) : this.#inline(column);
  }

  /** A scalar or flow collection, and on to the next content. */
  #inline(column: number): Found {
    const cursor = this.#cursor;
    const unit = this.#text.charCodeAt(cursor.at);
    let found: Found;
    if (unit === 0x22 || unit === 0x27) found = scalar(cursor.quoted(column));
    else if (unit === 0x7c || unit === 0x3e) found = scalar(cursor.block(column));
    else if (unit === 0x5b || unit === 0x7b) found = this.#flow(column);
    else found = scalar(cursor.plain(column));
    if (!cursor.isLineEnd()) throw unusual;
    cursor.toContent();
    return found;
  }

  /** Over blanks and line breaks between the parts of a flow collection. */
  #flowGap(column: number): number {
    const cursor = this.#cursor;
    for (;;) {
      cursor.at = cursor.spacesEnd(cursor.at);
      if (this.#text.charCodeAt(cursor.at) !== 0x0a) return this.#text.charCodeAt(cursor.at);
      const start = cursor.at + 1;
      cursor.at = cursor.spacesEnd(start);
      if (this.#text.charCodeAt(cursor.at) !== 0x0a && cursor.at - start <= column) throw unusual;
    }
  }

  #flow(column: number): Found {
    this.#depth += 1;
    if (this.#depth > this.#maxDepth) throw unusual;
    const isMap = this.#text.charCodeAt(this.#cursor.at) === 0x7b;
    this.#cursor.at += 1;
    const found = isMap ? this.#flowMap(column) : this.#flowList(column);
    this.#depth -= 1;
    return found;
  }

  /** Whether another part follows: true behind a comma, false behind the bracket that ends the collection. */
  #hasMore(column: number, closing: number): boolean {
    const unit = this.#flowGap(column);
    this.#cursor.at += 1;
    if (unit === closing) return false;
    if (unit !== 0x2c) throw unusual;
    return true;
  }

  #flowList(column: number): Found {
    const items: Json[] = [];
    const marks = listMarks();
    if (this.#flowGap(column) === 0x5d) {
      this.#cursor.at += 1;
      return { value: items, marks };
    }
    do {
      this.#flowGap(column);
      marks.offsets.push(this.#cursor.at);
      const found = this.#flowValue(column);
      items.push(found.value);
      marks.below.push(found.marks);
    } while (this.#hasMore(column, 0x5d));
    return { value: items, marks };
  }

  #flowMap(column: number): Found {
    const cursor = this.#cursor;
    const members: Record<string, Json> = {};
    const marks = mapMarks();
    if (this.#flowGap(column) === 0x7d) {
      cursor.at += 1;
      return { value: members, marks };
    }
    do {
      const first = this.#flowGap(column);
      const start = cursor.at;
      const name = first === 0x22 || first === 0x27 ? cursor.quoted(column) : this.#flowPlain();
      if (typeof name !== 'string' || isTaken(members, name)) throw unusual;
      if (this.#text.charCodeAt(cursor.at) !== 0x3a || this.#text.slice(start, cursor.at).includes('\n')) throw unusual;
      cursor.at += 1;
      if (!isBlank(this.#text.charCodeAt(cursor.at)) && first !== 0x22) throw unusual;
      this.#flowGap(column);
      const found = this.#flowValue(column);
      members[name] = found.value;
      marks.names.push(name);
      marks.offsets.push(start);
      marks.below.push(found.marks);
    } while (this.#hasMore(column, 0x7d));
    return { value: members, marks };
  }

  #flowValue(column: number): Found {
    const unit = this.#text.charCodeAt(this.#cursor.at);
    if (unit === 0x5b || unit === 0x7b) return this.#flow(column);
    return scalar(unit === 0x22 || unit === 0x27 ? this.#cursor.quoted(column) : this.#flowPlain());
  }

  /** A plain scalar of one line within a flow collection, up to what ends it. */
  #flowPlain(): Scalar {
    const cursor = this.#cursor;
    const text = this.#text;
    cursor.demandPlainStart();
    const start = cursor.at;
    let end = start;
    for (; ; end += 1) {
      const unit = text.charCodeAt(end);
      if (unit === 0x2c || unit === 0x5d || unit === 0x7d || unit === 0x0a) break;
      if (unit === 0x3a) {
        const next = text.charCodeAt(end + 1);
        if (isBlank(next)) break;
        if (next === 0x2c || next === 0x5b || next === 0x5d || next === 0x7b || next === 0x7d) throw unusual;
      }
      if (unit === 0x5b || unit === 0x7b || unit === 0x23 || unit === 0x09 || Number.isNaN(unit)) throw unusual;
    }
    let last = end;
    while (text.charCodeAt(last - 1) === 0x20) last -= 1;
    cursor.at = end;
    if (last === start) throw unusual;
    // a scalar of several lines would go on behind the break
    if (text.charCodeAt(end) === 0x0a && ![0x2c, 0x5d, 0x7d].includes(text.charCodeAt(this.#nextUnit(end)))) throw unusual;
    return plainValue(text.slice(start, last));
  }

  #nextUnit(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === 0x20 || this.#text.charCodeAt(at) === 0x0a) at += 1;
    return at;
  }
}

/** Data and offsets of a text without carriage returns; undefined where it is not plain enough. `maxDepth` bounds the recursion. */
export function quickYaml(
  text: string,
  maxDepth: number,
): { readonly data: Json; readonly offsetOf: (path: readonly string[]) => number } | undefined {
  // a document that ends, with whatever the library says of what follows
  if (text.startsWith('...') || text.includes('\n...')) return undefined;
  try {
    const { value, marks } = new Reader(text, maxDepth).root();
    return marks === undefined ? undefined : { data: value, offsetOf: createOffsets(marks) };
  } catch (error) {
    if (error === unusual) return undefined;
    throw error;
  }
}
