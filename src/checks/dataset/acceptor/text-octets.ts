/**
 * Texts in octets: printable ASCII and the letters, digits and punctuation of Persian that no rule of texts can say anything against.
 *
 * Everything accepted is in NFC, free of invisible characters, Arabic letters and Arabic-Indic digits; a ZWNJ stands between two Persian letters.
 * What is left out is not wrong: it is for the judge.
 *
 * Source   ISIRI 6219:2002; RFC 3629 §3 (two octets for U+0080 to U+07FF, three for U+200C); RFC 8259 §7.
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import { quote, space } from './octet-reader.js';

const letter = 1;
const persianDigit = 2;
const asciiDigit = 4;
const other = 8;
/** U+0654 behind heh, as in خانهٔ: nothing composes the two. */
const mark = 16;

const letters = 'ءآأؤئابتثجحخدذرزسشصضطظعغفقلمنهوپچژکگی';
const punctuation = '،؛؟';

/** ASCII by octet: 0 where it is left to the judge. A question mark may be a letter that was lost, and a quotation mark ends the text. */
const ascii = new Uint8Array(256);
for (let octet = 0x20; octet < 0x7f; octet += 1) ascii[octet] = other;
for (let octet = 0x30; octet < 0x3a; octet += 1) ascii[octet] = asciiDigit;
for (const left of '"\\?') ascii[left.charCodeAt(0)] = 0;

/** U+0600 to U+06FF by their offset. */
const arabicScript = new Uint8Array(256);
for (const character of letters) arabicScript[character.charCodeAt(0) - 0x600] = letter;
for (const character of punctuation) arabicScript[character.charCodeAt(0) - 0x600] = other;
arabicScript[0x54] = mark;
for (let unit = 0x6f0; unit < 0x6fa; unit += 1) arabicScript[unit - 0x600] = persianDigit;

/** What a text is found to be while it is gone over; one for each acceptor, used again for every text. */
export interface TextScan {
  /** Characters (code points) of the text. */
  characters: number;
  hasPersianDigits: boolean;
}

/** The class of a character of two octets, or 0. */
function classOfPair(lead: number, trail: number): number {
  return lead >= 0xd8 && lead <= 0xdb && trail >> 6 === 2 ? (arabicScript[((lead & 3) << 6) | (trail & 0x3f)] ?? 0) : 0;
}

const isBehindHeh = (octets: Uint8Array, at: number): boolean => octets[at - 2] === 0xd9 && octets[at - 1] === 0x87;

/** Whether U+200C stands at a place, with a Persian letter behind it. */
function isJoiner(octets: Uint8Array, at: number): boolean {
  return octets[at + 1] === 0x80 && octets[at + 2] === 0x8c && classOfPair(octets[at + 3] ?? 0, octets[at + 4] ?? 0) === letter;
}

/** Goes over a text to its closing quotation mark and gives the place of that, or -1: in doubt. */
export function scanText(octets: Uint8Array, start: number, scan: TextScan): number {
  let seen = 0;
  let last = 0;
  let continuations = 0;
  let at = start;
  for (;;) {
    const octet = octets[at] ?? 0;
    if (octet < 0x80) {
      last = ascii[octet] ?? 0;
      if (last === 0) break;
      at += 1;
    } else if (octet === 0xe2) {
      if (last !== letter || !isJoiner(octets, at)) return -1;
      last = other;
      continuations += 2;
      at += 3;
    } else {
      last = classOfPair(octet, octets[at + 1] ?? 0);
      if (last === 0 || (last === mark && !isBehindHeh(octets, at))) return -1;
      continuations += 1;
      at += 2;
    }
    seen |= last;
  }
  if (octets[at] !== quote || (seen & (persianDigit | asciiDigit)) === (persianDigit | asciiDigit)) return -1;
  scan.characters = at - start - continuations;
  scan.hasPersianDigits = (seen & persianDigit) !== 0;
  return at;
}

const isSeparator = (octet: number | undefined): boolean => octet === 0x2d || octet === 0x2e || octet === 0x2f;

/** Whether a text may be a date of the Solar-Hijri calendar: 1403/01/01, or anything that starts with a Persian one. */
function mayBeJalali(octets: Uint8Array, start: number): boolean {
  return (octets[start] === 0x31 && isSeparator(octets[start + 4])) || (octets[start] === 0xdb && octets[start + 1] === 0xb1);
}

/** Whether a text may be an instant by its own shape: 2023-05-13T…, whatever follows. */
function mayBeInstant(octets: Uint8Array, start: number): boolean {
  return octets[start + 4] === 0x2d && ((octets[start + 10] ?? 0) | 0x20) === 0x74;
}

/** Whether a text of ASCII may stand for "unknown": all that do are short and start with a hyphen, n or u. */
function mayBeAsciiSentinel(octets: Uint8Array, start: number, end: number): boolean {
  const first = (octets[start] ?? 0) | 0x20;
  return end - start <= 12 && (first === 0x2d || first === 0x6e || first === 0x75);
}

/** Whether a text may be نامشخص in any spelling: it starts with noon alef and ends with khe sad. */
function mayBePersianSentinel(octets: Uint8Array, start: number, end: number): boolean {
  return (
    octets[start] === 0xd9 &&
    octets[start + 1] === 0x86 &&
    octets[start + 2] === 0xd8 &&
    octets[start + 3] === 0xa7 &&
    octets[end - 2] === 0xd8 &&
    octets[end - 1] === 0xb5
  );
}

/** Signs with which a spreadsheet starts a formula. */
const formulaSigns: ReadonlySet<number | undefined> = new Set([0x3d, 0x2b, 0x2d, 0x40]);

/** Whether a text that was gone over says something: not empty, no blank at its ends, no placeholder, no date in disguise, no formula. */
export function saysSomething(octets: Uint8Array, start: number, end: number): boolean {
  if (start === end || octets[start] === space || octets[end - 1] === space) return false;
  const first = octets[start] ?? 0;
  if (first < 0x40 || first === 0xdb) {
    if (mayBeJalali(octets, start) || mayBeInstant(octets, start) || formulaSigns.has(first)) return false;
  }
  return first < 0x80 ? first !== 0x40 && !mayBeAsciiSentinel(octets, start, end) : !mayBePersianSentinel(octets, start, end);
}
