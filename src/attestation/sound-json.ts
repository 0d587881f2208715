/**
 * Reads the JSON texts of which it is plain that strict JSON takes them; of all others it only says that it is not plain.
 *
 * The runtime reads a text many times faster than a reader of our own, and takes more than strict JSON does. So a text is outlined first (how deep it nests, how
 * many colons stand outside its strings: one for each member), then read by `JSON.parse`, whose grammar is that of RFC 8259, then its value is walked through.
 * Where the value has as many members as the text has colons, none was read over another of the same name; names, texts and numbers are looked at one by one.
 *
 * Octets that are not all ASCII are read as if each were one character, and the strings that hold such octets are decoded afterwards: marks of JSON are ASCII, and
 * no octet of a longer character is. Only where a text has \u escapes beside it is decoded first, since the two could not be told apart.
 *
 * Source   RFC 8259 §2, §4, §7; RFC 3629 §3 (octets of longer characters); ECMA-262 §25.5.1 (JSON.parse; the last of duplicate names wins).
 * Room     attestation (floor 3).
 */
import { isAscii } from 'node:buffer';
import type { Json } from '../contract/api-model.js';

const mark = { quote: 0x22, colon: 0x3a, openList: 0x5b, backslash: 0x5c, closeList: 0x5d, openObject: 0x7b, closeObject: 0x7d } as const;

/** Where the string that begins at `start` ends; -1 where it does not. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text.charCodeAt(end - 1) === mark.backslash) {
    let first = end - 1;
    while (text.charCodeAt(first - 1) === mark.backslash) first -= 1;
    if ((end - first) % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return end;
}

/** How many members a JSON text has; undefined where it nests deeper than the bound, which is asked before the runtime keeps memory for each level. */
function membersIn(text: string, maxDepth: number): number | undefined {
  let [depth, members] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === mark.quote) {
      at = endOfString(text, at);
      if (at < 0) return undefined;
    } else if (unit === mark.colon) members += 1;
    else if (unit === mark.openObject || unit === mark.openList) {
      depth += 1;
      if (depth > maxDepth) return undefined;
    } else if (unit === mark.closeObject || unit === mark.closeList) depth -= 1;
  }
  return members;
}

/** A value of `JSON.parse` that nobody else holds yet. */
type Parsed = null | boolean | number | string | Parsed[] | { [name: string]: Parsed };

/** Walks through a value of `JSON.parse`, decodes its strings in place, counts its members. */
class Walk {
  members = 0;
  /** Whether nothing was met that strict JSON may not hold. */
  sound = true;
  private readonly decodes: boolean;

  constructor(decodes: boolean) {
    this.decodes = decodes;
  }

  of(value: Parsed): Parsed {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') {
      if (!(Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value))) this.sound = false;
    } else if (Array.isArray(value)) this.list(value);
    else if (typeof value === 'object' && value !== null) this.object(value);
    return value;
  }

  /** A string that takes as many octets in UTF-8 as it has units is ASCII. */
  private text(value: string): string {
    if (this.decodes && Buffer.byteLength(value) !== value.length) return Buffer.from(value, 'latin1').toString('utf8');
    if (!value.isWellFormed()) this.sound = false;
    return value;
  }

  private list(items: Parsed[]): void {
    for (let at = 0; at < items.length; at += 1) {
      const item = items[at] ?? null;
      const read = this.of(item);
      if (read !== item) items[at] = read;
    }
  }

  private object(members: { [name: string]: Parsed }): void {
    for (const name of Object.keys(members)) {
      this.members += 1;
      // A name of other letters is left to the reader that decides: it could not be set in its place.
      if (name === '__proto__' || this.text(name) !== name) this.sound = false;
      const item = members[name] ?? null;
      const read = this.of(item);
      if (read !== item) members[name] = read;
    }
  }
}

/** The value of octets that are UTF-8 and plainly strict JSON no deeper than the bound; undefined where that is not plain. */
export function plainlySound(octets: Buffer, maxDepth: number): { readonly value: Json } | undefined {
  const each = octets.toString('latin1');
  const ascii = isAscii(octets);
  const decodedFirst = !ascii && each.includes('\\u');
  const text = decodedFirst ? octets.toString('utf8') : each;
  const members = membersIn(text, maxDepth);
  if (members === undefined) return undefined;
  const walk = new Walk(!ascii && !decodedFirst);
  try {
    const parsed: Parsed = JSON.parse(text);
    const value = walk.of(parsed);
    return walk.sound && walk.members === members ? { value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
