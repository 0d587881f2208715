/**
 * Texts in which no rule of characters can find anything: printable ASCII, the Persian letters and digits, and ZWNJ between letters.
 *
 * None of these letters composes with another (UAX #15), so the text is in NFC. Of the combining marks only the hamza above is among them, and only
 * on the heh of an ezafe, with which it does not compose.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */

const ascii = /^[\x20-\x7E]*$/;
const letters = '\\u0621-\\u063A\\u0641\\u0642\\u0644-\\u0648\\u067E\\u0686\\u0698\\u06A9\\u06AF\\u06CC';
const plain = new RegExp(`^[\\x20-\\x7E«»\\u060C\\u061B\\u061F\\u0654\\u06F0-\\u06F9\\u200C${letters}]*$`);
const strayHamza = /(?<!\u0647)\u0654/;
const strayJoiner = new RegExp(`(?<![${letters}])\\u200C|\\u200C(?![${letters}])`);
const letter = new RegExp(`[${letters}]`);

/** What a text is to the rules of characters. */
export type Plainness = 'doubtful' | 'ascii' | 'plain' | 'persian';

/** `ascii`, `plain` (others of the plain characters), `persian` (a Persian letter among them), or `doubtful`: the rules must look. */
export function plainnessOf(text: string): Plainness {
  // Question marks in a row stand for letters that were lost.
  if (text === '' || text.includes('???')) return 'doubtful';
  if (ascii.test(text)) return 'ascii';
  if (!plain.test(text) || strayHamza.test(text) || (text.includes('\u200C') && strayJoiner.test(text))) return 'doubtful';
  return letter.test(text) ? 'persian' : 'plain';
}
