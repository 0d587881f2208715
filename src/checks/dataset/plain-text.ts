/**
 * Texts in which no rule of characters can find anything: printable ASCII, the Persian letters and digits, and ZWNJ between letters.
 *
 * None of these letters composes with another (UAX #15), so the text is in NFC. Of the combining marks only the hamza above is among them, and only
 * on the heh of an ezafe, with which it does not compose.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */

/** What a text is to the rules of characters. */
export type Plainness = 'doubtful' | 'ascii' | 'plain' | 'persian';

const doubtful = 0;
const ascii = 1;
const sign = 2;
const letter = 4;

const kinds = new Uint8Array(0x700);
for (let unit = 0x20; unit < 0x7f; unit += 1) kinds[unit] = ascii;
for (const unit of '«»،؛؟') kinds[unit.charCodeAt(0)] = sign;
for (let unit = 0x6f0; unit <= 0x6f9; unit += 1) kinds[unit] = sign;
const letters: readonly (readonly [first: number, last: number])[] = [
  [0x621, 0x63a],
  [0x641, 0x642],
  [0x644, 0x648],
];
for (const [first, last] of letters) kinds.fill(letter, first, last + 1);
for (const unit of 'پچژکگی') kinds[unit.charCodeAt(0)] = letter;

const questionMark = 0x3f;
const heh = 0x647;
const hamzaAbove = 0x654;
const joiner = 0x200c;

const kindAt = (text: string, index: number): number => kinds[text.charCodeAt(index)] ?? doubtful;

/** Whether a mark that is no letter stands where it may: a hamza on a heh, a ZWNJ between letters. */
function isInPlace(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit === hamzaAbove) return text.charCodeAt(index - 1) === heh;
  return unit === joiner && kindAt(text, index - 1) === letter && kindAt(text, index + 1) === letter;
}

/** `ascii`, `plain` (others of the plain characters), `persian` (a Persian letter among them), or `doubtful`: the rules must look. */
export function plainnessOf(text: string): Plainness {
  let met = 0;
  let questions = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const kind = kinds[unit] ?? doubtful;
    if (kind === doubtful) {
      if (!isInPlace(text, index)) return 'doubtful';
      met |= sign;
    }
    met |= kind;
    // Question marks in a row stand for letters that were lost.
    if (unit === questionMark) {
      questions += 1;
      if (questions === 3) return 'doubtful';
    } else questions = 0;
  }
  if (met <= ascii) return met === 0 ? 'doubtful' : 'ascii';
  return met >= letter ? 'persian' : 'plain';
}
