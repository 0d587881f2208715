/**
 * The lexical form of codes: ASCII, fixed length, no spaces, separators or invisible marks; and what exactly is wrong where it is not kept.
 *
 * Source   RFC 3339 §5.6 and UAX #44 (Nd) for digits; UAX #9 and UTS #39 for invisible characters.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */

/** What a code may consist of. */
export interface Shape {
  /** Anchored; a value that matches needs no closer look. */
  readonly exact: RegExp;
  /** Matches one permitted character. */
  readonly alphabet: RegExp;
  readonly lengths: readonly number[];
}

/** A value with spaces, separators and invisible marks taken out and digits and letters folded, and what had to be folded. */
export interface Lexeme {
  readonly text: string;
  readonly reasons: readonly string[];
  /** Whether `text` has the permitted characters and length, so that a check digit can be computed. */
  readonly whole: boolean;
}

const none: readonly string[] = [];
const invisible = /\p{Cf}|\p{Cc}|\p{Default_Ignorable_Code_Point}/u;
const space = /\s/u;
const separator = /[-_/.,\u2010-\u2015\u2212\u060C\u066B\u066C]/u;

/** Beyond this no code reaches, however it is grouped: it is not read character by character. */
const longestRead = 256;

/** The shape of a code of ASCII digits. */
export function digitShape(...lengths: readonly number[]): Shape {
  return { exact: new RegExp(`^(?:${lengths.map((length) => `[0-9]{${length}}`).join('|')})$`), alphabet: /^[0-9]$/, lengths };
}

/** The ASCII digit of a Persian (U+06F0) or Arabic-Indic (U+0660) digit, or undefined. */
function foreignDigit(point: number): { readonly digit: string; readonly reason: string } | undefined {
  if (point >= 0x06f0 && point <= 0x06f9) return { digit: String(point - 0x06f0), reason: 'persian-digits' };
  if (point >= 0x0660 && point <= 0x0669) return { digit: String(point - 0x0660), reason: 'arabic-digits' };
  return undefined;
}

/** One character as the code's alphabet has it, and what is wrong with it. */
function fold(character: string, alphabet: RegExp): { readonly text: string; readonly reason?: string } {
  if (alphabet.test(character)) return { text: character };
  const digit = foreignDigit(character.codePointAt(0) ?? 0);
  if (digit !== undefined) return { text: digit.digit, reason: digit.reason };
  if (/^[\t\n\v\f\r]$/.test(character)) return { text: '', reason: 'white-space' };
  if (invisible.test(character)) return { text: '', reason: 'invisible-character' };
  if (space.test(character)) return { text: '', reason: 'white-space' };
  if (separator.test(character)) return { text: '', reason: 'separator' };
  const upper = /^[a-z]$/.test(character) ? character.toUpperCase() : character;
  if (upper !== character && alphabet.test(upper)) return { text: upper, reason: 'lower-case' };
  return { text: character, reason: alphabet.test('A') ? 'wrong-character' : 'not-ascii-digits' };
}

/** Reads a value against a shape. Reasons: not-string, empty, persian-digits, arabic-digits, white-space, invisible-character, separator,
 * lower-case, wrong-character or not-ascii-digits, wrong-length. Length is counted without marks that are reasons of their own. */
export function lexemeOf(value: unknown, shape: Shape): Lexeme {
  if (typeof value !== 'string') return { text: '', reasons: ['not-string'], whole: false };
  if (shape.exact.test(value)) return { text: value, reasons: none, whole: true };
  if (value === '') return { text: '', reasons: ['empty'], whole: false };
  if (value.length > longestRead) return { text: '', reasons: ['wrong-length'], whole: false };
  const reasons = new Set<string>();
  const kept: string[] = [];
  for (const character of value) {
    const { text, reason } = fold(character, shape.alphabet);
    if (reason !== undefined) reasons.add(reason);
    if (text !== '') kept.push(text);
  }
  if (!shape.lengths.includes(kept.length)) reasons.add('wrong-length');
  const text = kept.join('');
  return { text, reasons: [...reasons], whole: shape.exact.test(text) };
}

/** Whether all characters are one and the same. */
export function allEqual(text: string): boolean {
  return text.length > 1 && text === text.charAt(0).repeat(text.length);
}
