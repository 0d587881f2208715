/**
 * Redaction of a JSON body in one pass over its octets, where nothing stands in it that was not looked at before: no text is made of it and no value.
 *
 * It decides nothing by itself. Any doubt (an escape, a code that was not met before, a secret, octets that are no UTF-8, anything but one JSON text)
 * gives the body back to the way by its text (redact.ts), whose outcome it is held to in every case.
 *
 * Source   RFC 8259 §2 to §7.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { isUtf8 } from 'node:buffer';
import { counts, ends, stops, stringKinds } from './json-literals.js';
import { closeBrace, closeBracket, colon, comma, isDigit, isSpace, minus, openBrace, openBracket, point, quote } from './json-marks.js';
import { type KnownLiteral, knownLiteral, type KnownLiterals, type KnownName, standsAt } from './known-literals.js';
import type { StringRedactor } from './redact-strings.js';

/** First octet of an Arabic letter or digit, U+0600 to U+06FF. */
const leads = 4;
/** Kinds of octets in a string, as `kindOf` has them of characters. */
const kinds = Uint8Array.from({ length: 0x100 }, (_each, octet) => {
  if (octet < 0x80) return stringKinds[octet] ?? ends;
  return octet >= 0xd8 && octet <= 0xdb ? leads : 2;
});
const isEasternDigit = (lead: number, octet: number): boolean =>
  (lead === 0xd9 && octet >= 0xa0 && octet <= 0xa9) || (lead === 0xdb && octet >= 0xb0 && octet <= 0xb9);
const words = ['true', 'false', 'null'].map((word) => Uint8Array.from(Buffer.from(word)));

/** Behind the string that begins at a place, negative where it has so many digits in one stretch; 0 where it has no end, or an escape. */
function afterString(octets: Uint8Array, start: number, digits: number): number {
  const { length } = octets;
  let run = 0;
  let dense = false;
  for (let at = start + 1; at < length; at += 1) {
    const octet = octets[at] ?? 0;
    const kind = kinds[octet] ?? stops;
    if (kind === ends) run = 0;
    else if (kind === counts) {
      run += 1;
      dense ||= run >= digits;
    } else if (kind === stops) {
      if (octet !== quote) return 0;
      return dense ? -at - 1 : at + 1;
    } else if (kind === leads) {
      if (isEasternDigit(octet, octets[at + 1] ?? 0)) {
        run += 1;
        dense ||= run >= digits;
      } else run = 0;
    }
  }
  return 0;
}

function afterDigits(octets: Uint8Array, start: number): number {
  let at = start;
  while (at < octets.length && isDigit(octets[at] ?? 0)) at += 1;
  return at;
}

/** Behind the number that begins here, or -1; one with an exponent is a doubt. */
function afterNumber(octets: Uint8Array, start: number): number {
  const first = octets[start] === minus ? start + 1 : start;
  const at = afterDigits(octets, first);
  if (at === first || (at > first + 1 && octets[first] === 0x30)) return -1;
  if (at >= octets.length || octets[at] !== point) return at;
  const end = afterDigits(octets, at + 1);
  return end === at + 1 ? -1 : end;
}

function afterWord(octets: Uint8Array, start: number): number {
  for (const word of words) if (standsAt(word, octets, start)) return start + word.length;
  return -1;
}

/** What stands next: a value, a value or the end of an array, a name, a name or the end of an object, or what follows a value. */
const value = 0;
const firstValue = 1;
const memberName = 2;
const firstName = 3;
const after = 4;

const deepest = 64;

/** What is replaced, and where it stands. */
interface Replaced {
  readonly start: number;
  readonly known: KnownLiteral;
}

/** Reads one body. */
class Scan {
  readonly replaced: Replaced[] = [];
  redactions = 0;
  readonly #octets: Uint8Array;
  readonly #literals: KnownLiterals;
  readonly #digits: number;
  /** Of the open arrays and objects, the innermost last. */
  readonly #names: KnownName[] = [];
  readonly #arrays: boolean[] = [];
  #name: KnownName;
  /** The name that was read last. */
  #last: KnownName;
  #state = value;

  constructor(octets: Uint8Array, literals: KnownLiterals, digits: number) {
    this.#octets = octets;
    this.#literals = literals;
    this.#digits = digits;
    this.#name = literals.nameless;
    this.#last = literals.nameless;
  }

  /** Whether it is one JSON text of which every literal is known, or not worth a look. */
  read(): boolean {
    const octets = this.#octets;
    const { length } = octets;
    for (let at = 0; at < length; ) {
      const octet = octets[at] ?? 0;
      if (isSpace(octet)) at += 1;
      else {
        at = this.#step(octet, at);
        if (at < 0) return false;
      }
    }
    return this.#state === after && this.#arrays.length === 0;
  }

  /** Behind the token at this place, or -1 in doubt. */
  #step(octet: number, at: number): number {
    const state = this.#state;
    if (state === after) return this.#afterValue(octet, at);
    if (state === memberName || state === firstName) {
      if (octet === quote) return this.#readName(at);
      return octet === closeBrace && state === firstName ? this.#close(at) : -1;
    }
    if (octet === openBrace || octet === openBracket) return this.#open(octet === openBracket, at);
    if (octet === closeBracket) return state === firstValue ? this.#close(at) : -1;
    this.#state = after;
    if (octet === quote) {
      const end = afterString(this.#octets, at, this.#digits);
      if (end > 0 && !this.#name.wanted) return end;
      return end === 0 ? -1 : this.#look(at, Math.abs(end));
    }
    if (octet !== minus && !isDigit(octet)) return afterWord(this.#octets, at);
    const end = afterNumber(this.#octets, at);
    return end > 0 && this.#name.wanted ? this.#look(at, end) : end;
  }

  #afterValue(octet: number, at: number): number {
    const depth = this.#arrays.length;
    if (depth === 0) return -1;
    const array = this.#arrays[depth - 1] === true;
    if (octet === comma) {
      this.#state = array ? value : memberName;
      return at + 1;
    }
    return octet === (array ? closeBracket : closeBrace) ? this.#close(at) : -1;
  }

  #open(array: boolean, at: number): number {
    if (this.#arrays.length >= deepest) return -1;
    this.#names.push(this.#name);
    this.#arrays.push(array);
    if (!array) this.#name = this.#literals.nameless;
    this.#state = array ? firstValue : firstName;
    return at + 1;
  }

  #close(at: number): number {
    this.#arrays.pop();
    this.#name = this.#names.pop() ?? this.#literals.nameless;
    this.#state = after;
    return at + 1;
  }

  /** Behind a literal that was met before, or -1. */
  #look(start: number, end: number): number {
    const known = knownLiteral(this.#name, this.#octets, start, end);
    if (known === undefined) return -1;
    this.redactions += known.redactions;
    if (known.clean !== undefined) this.replaced.push({ start, known });
    return end;
  }

  /** Behind the colon that follows a name, or -1. */
  #readName(start: number): number {
    const name = this.#guessed(start) ?? this.#nameAt(start);
    if (name === undefined) return -1;
    this.#last = name;
    this.#name = name;
    this.#state = value;
    const octets = this.#octets;
    for (let at = start + name.octets.length; at < octets.length; at += 1) {
      const octet = octets[at];
      if (octet === colon) return at + 1;
      if (octet === undefined || !isSpace(octet)) return -1;
    }
    return -1;
  }

  #guessed(start: number): KnownName | undefined {
    const { next, other } = this.#last;
    if (next !== undefined && standsAt(next.octets, this.#octets, start)) return next;
    return other !== undefined && standsAt(other.octets, this.#octets, start) ? other : undefined;
  }

  #nameAt(start: number): KnownName | undefined {
    const end = afterString(this.#octets, start, this.#digits);
    if (end <= 0) return undefined;
    const { buffer, byteOffset } = this.#octets;
    const name = this.#literals.name(Buffer.from(buffer, byteOffset + start + 1, end - start - 2).toString('utf8'));
    if (name === undefined) return undefined;
    this.#last.other = this.#last.next;
    this.#last.next = name;
    return name;
  }
}

/** The octets with the known replacements in place. */
function spliced(octets: Uint8Array, replaced: readonly Replaced[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let copied = 0;
  for (const { start, known } of replaced) {
    parts.push(octets.subarray(copied, start), known.clean ?? known.octets);
    copied = start + known.octets.length;
  }
  parts.push(octets.subarray(copied));
  return new Uint8Array(Buffer.concat(parts));
}

/** The redacted body, the same array where nothing had to go; undefined where that is not known. */
export function redactOctets(octets: Uint8Array, redactor: StringRedactor, literals: KnownLiterals): Uint8Array | undefined {
  const scan = new Scan(octets, literals, redactor.leastDigits);
  if (!scan.read() || !isUtf8(octets) || redactor.mayHoldSecret(octets)) return undefined;
  redactor.recount(scan.redactions);
  return scan.replaced.length === 0 ? octets : spliced(octets, scan.replaced);
}
