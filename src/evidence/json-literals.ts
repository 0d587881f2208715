/**
 * The literals of a JSON text that a redactor has to look at, found in one pass that builds no value: a million nested brackets cost what a million
 * spaces cost.
 *
 * Source   RFC 8259 §2 to §7: what is accepted is what JSON.parse accepts, no more and no less.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { backslash, closeBrace, closeBracket, colon, comma, isDigit, isSpace, minus, openBrace, openBracket, point, quote } from './json-marks.js';

/** A string or a number of a text. */
export interface Literal {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  /** Name of the member that holds it; of an array, that of the member that holds the array. Absent for names themselves. */
  readonly name?: string;
}

/** Which literals are wanted. */
export interface Wanted {
  /** Whether every string and number under this name is. */
  named(name: string): boolean;
  /** The names that were met before, by their literals: they repeat from text to text. */
  readonly names: Map<string, JsonName>;
  /** Any string with so many digits in one stretch is (0: any at all), or with an escape. */
  readonly digits: number;
}

/** What may follow a backslash, beside u: " / \ b f n r t. */
const escapes: ReadonlySet<number> = new Set([...'"/\\bfnrt'].map((character) => character.charCodeAt(0)));

/** Kinds of characters within a stretch of digits: ends it, lengthens it, or may stand between its digits. */
export const ends = 0;
export const counts = 1;
const between = 2;
/** Of ASCII: white space, brackets and signs may stand between digits. */
const asciiKinds = Uint8Array.from({ length: 0x80 }, (_each, unit) => {
  if (isDigit(unit)) return counts;
  return /[\s()+-]/.test(String.fromCharCode(unit)) ? between : ends;
});

/** Within a string, what is neither: its end, an escape, and what may not stand there. */
export const stops = 3;
/** The same of the characters of a string. */
export const stringKinds = asciiKinds.map((kind, unit) => (unit < 0x20 || unit === quote || unit === backslash ? stops : kind));

function kindOf(unit: number): number {
  if (unit < 0x80) return asciiKinds[unit] ?? ends;
  if ((unit >= 0x660 && unit <= 0x669) || (unit >= 0x6f0 && unit <= 0x6f9)) return counts;
  // No letter of these scripts is a space to anybody; of all else it is not worth knowing.
  return unit >= 0x600 && unit <= 0x6ff ? ends : between;
}

/**
 * Whether a text has so many digits, of any script, in one stretch: nothing else between them than spaces, brackets, plus and minus signs, and
 * characters beyond ASCII and Arabic letters.
 */
export function hasDigits(text: string, wanted: number, start = 0, end = text.length): boolean {
  let run = 0;
  for (let at = start; at < end; at += 1) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === ends) run = 0;
    else if (kind === counts) {
      run += 1;
      if (run >= wanted) return true;
    }
  }
  return false;
}

/** Behind the escape that begins at a backslash, or -1. */
function afterEscape(text: string, at: number): number {
  const unit = text.charCodeAt(at + 1);
  if (escapes.has(unit)) return at + 2;
  return unit === 0x75 && /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) ? at + 6 : -1;
}

/** Behind the digits that begin here; the same place where there are none. */
function afterDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

/** Behind the number that begins here, or -1. */
function afterNumber(text: string, start: number): number {
  const first = text.charCodeAt(start) === minus ? start + 1 : start;
  let at = afterDigits(text, first);
  if (at === first || (at > first + 1 && text.charCodeAt(first) === 0x30)) return -1;
  if (text.charCodeAt(at) === point) {
    const fraction = afterDigits(text, at + 1);
    if (fraction === at + 1) return -1;
    at = fraction;
  }
  if ((text.charCodeAt(at) | 0x20) !== 0x65) return at;
  const sign = text.charCodeAt(at + 1);
  const exponent = sign === 0x2b || sign === minus ? at + 2 : at + 1;
  const end = afterDigits(text, exponent);
  return end === exponent ? -1 : end;
}

/** Behind the word that begins here, or -1. */
function afterWord(text: string, start: number): number {
  for (const word of ['true', 'false', 'null']) if (text.startsWith(word, start)) return start + word.length;
  return -1;
}

/** What stands next: a value, a value or the end of an array, a name, a name or the end of an object, a colon, or what follows a value. */
type State = 'value' | 'first-value' | 'name' | 'first-name' | 'colon' | 'after';

/** A member's name, and whether all that stands under it is wanted. */
export interface JsonName {
  readonly text: string;
  readonly wanted: boolean;
  /** As it is written; absent where it is too long, or has to be looked at itself. */
  readonly literal?: string;
  /** The name that came after it last time: records of one kind name the same things in the same order. */
  next?: JsonName;
}

/** A name as a text of its own: a part of a body would keep the whole body in memory. */
const detached = (name: string): string => Buffer.from(name, 'utf16le').toString('utf16le');
/** So many names are remembered, and no more: a subject may make them up. */
const mostNames = 4096;
const longestName = 128;

/** Reads one text. */
class Scan {
  readonly found: Literal[] = [];
  /** The names of the open arrays and objects, the innermost last; a text may open a million of them. */
  readonly #names: (JsonName | undefined)[] = [];
  readonly #arrays: boolean[] = [];
  readonly #text: string;
  readonly #wanted: Wanted;
  #name: JsonName | undefined;
  /** The name that was read last. */
  #last: JsonName | undefined;
  #state: State = 'value';
  /** Of the string that was read last. */
  #plain = true;
  #dense = false;

  constructor(text: string, wanted: Wanted) {
    this.#text = text;
    this.#wanted = wanted;
  }

  /** Whether what stands between these places is one JSON text. */
  read(start: number, end: number): boolean {
    this.#name = undefined;
    this.#state = 'value';
    for (let at = start; at < end; ) {
      const unit = this.#text.charCodeAt(at);
      if (isSpace(unit)) at += 1;
      else {
        at = this.#step(unit, at);
        if (at < 0 || at > end) return false;
      }
    }
    return this.#isWhole();
  }

  #isWhole(): boolean {
    return this.#state === 'after' && this.#arrays.length === 0;
  }

  /** Behind the token at this place, or -1 where it has no place here. */
  #step(unit: number, at: number): number {
    switch (this.#state) {
      case 'after':
        return this.#afterValue(unit, at);
      case 'colon':
        if (unit !== colon) return -1;
        this.#state = 'value';
        return at + 1;
      case 'first-name':
        return unit === closeBrace ? this.#close(at) : this.#readName(unit, at);
      case 'name':
        return this.#readName(unit, at);
      case 'first-value':
        return unit === closeBracket ? this.#close(at) : this.#value(unit, at);
      case 'value':
        return this.#value(unit, at);
    }
  }

  #afterValue(unit: number, at: number): number {
    const depth = this.#arrays.length;
    if (depth === 0) return -1;
    const array = this.#arrays[depth - 1] === true;
    if (unit === comma) {
      this.#state = array ? 'value' : 'name';
      return at + 1;
    }
    return unit === (array ? closeBracket : closeBrace) ? this.#close(at) : -1;
  }

  #open(array: boolean, at: number): number {
    this.#names.push(this.#name);
    this.#arrays.push(array);
    if (!array) this.#name = undefined;
    this.#state = array ? 'first-value' : 'first-name';
    return at + 1;
  }

  #close(at: number): number {
    this.#arrays.pop();
    this.#name = this.#names.pop();
    this.#state = 'after';
    return at + 1;
  }

  #value(unit: number, at: number): number {
    if (unit === openBrace) return this.#open(false, at);
    if (unit === openBracket) return this.#open(true, at);
    this.#state = 'after';
    if (unit === quote) {
      const end = this.#string(at);
      const name = this.#name;
      if (end > 0 && (!this.#plain || this.#dense || name?.wanted === true))
        this.found.push({ start: at, end, ...(name === undefined ? {} : { name: name.text }) });
      return end;
    }
    if (unit !== minus && !isDigit(unit)) return afterWord(this.#text, at);
    const end = afterNumber(this.#text, at);
    const name = this.#name;
    if (end > 0 && name?.wanted === true) this.found.push({ start: at, end, name: name.text });
    return end;
  }

  #readName(unit: number, at: number): number {
    const guess = this.#last?.next;
    if (guess?.literal !== undefined && this.#wanted.digits > 0 && this.#text.startsWith(guess.literal, at)) {
      this.#last = guess;
      this.#name = guess;
      this.#state = 'colon';
      return at + guess.literal.length;
    }
    const end = unit === quote ? this.#string(at) : -1;
    if (end < 0) return -1;
    if (!this.#plain || this.#dense) this.found.push({ start: at, end });
    const literal = this.#text.slice(at, end);
    const known = this.#wanted.names.get(literal);
    const name = known ?? this.#newName(literal);
    // Only what is remembered is led to: a subject may make up names without end.
    if (this.#last !== undefined && name.literal !== undefined) this.#last.next = name;
    this.#last = name;
    this.#name = name;
    this.#state = 'colon';
    return end;
  }

  #newName(literal: string): JsonName {
    const parsed: unknown = this.#plain ? literal.slice(1, -1) : JSON.parse(literal);
    const text = detached(typeof parsed === 'string' ? parsed : '');
    const wanted = this.#wanted.named(text);
    const { names } = this.#wanted;
    if (names.size >= mostNames || literal.length > longestName) return { text, wanted };
    const own = detached(literal);
    const name: JsonName = this.#plain && !this.#dense ? { text, wanted, literal: own } : { text, wanted };
    names.set(own, name);
    return name;
  }

  /** Behind the string that begins at this place, or -1. */
  #string(start: number): number {
    const text = this.#text;
    const { digits } = this.#wanted;
    let plain = true;
    let dense = digits === 0;
    const { length } = text;
    let run = 0;
    for (let at = start + 1; at < length; at += 1) {
      const unit = text.charCodeAt(at);
      const kind = unit < 0x80 ? (stringKinds[unit] ?? ends) : kindOf(unit);
      if (kind === ends) run = 0;
      else if (kind === counts) {
        run += 1;
        if (run >= digits) dense = true;
      } else if (kind === stops) {
        if (unit === quote) {
          this.#plain = plain;
          this.#dense = dense;
          return at + 1;
        }
        if (unit !== backslash) return -1;
        plain = false;
        const next = afterEscape(text, at);
        if (next < 0) return -1;
        at = next - 1;
      }
    }
    return -1;
  }
}

/** The wanted literals of a text that is JSON, or JSON lines (a byte order mark before it is passed over), in order; undefined where it is neither. */
export function jsonLiterals(text: string, wanted: Wanted): readonly Literal[] | undefined {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const whole = new Scan(text, wanted);
  if (whole.read(start, text.length)) return whole.found;
  if (!text.includes('\n', start)) return undefined;
  const lines = new Scan(text, wanted);
  let filled = 0;
  for (let at = start; at <= text.length; ) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    if (text.slice(at, end).trim() !== '') {
      filled += 1;
      if (!lines.read(at, end)) return undefined;
    }
    at = end + 1;
  }
  return filled > 1 ? lines.found : undefined;
}
