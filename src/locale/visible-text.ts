/**
 * Text from outside made safe to show: what cannot be seen, or would reorder what stands around it, is written out.
 *
 * A finding quotes an agency's answer. A right-to-left override, a line break or an escape sequence in it must not change what the reader sees.
 *
 * Source   Unicode UTR #36 §2.10 (bidirectional spoofing), UAX #9 §2 (explicit directional characters).
 * Room     locale (floor 3). May be imported by report, cli and registry.
 */

/** Controls, directional controls and marks, invisible format characters, line separators, tags, lone surrogates. The two joiners of Persian stay. */
const unseen =
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E0FFF}]|\p{Surrogate}/gu;

const longest = 300;

function written(character: string): string {
  if (character === '\n') return '⏎';
  if (character === '\t') return ' ';
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}

/** The text with unseen characters written out (`\u{202E}`), cut to 300 characters. */
export function visibleText(text: string): string {
  // The cut comes first, so that a body of megabytes costs no more than a short one.
  const cut = text.length > longest ? `${[...text.slice(0, longest + 1)].slice(0, -1).join('')}…` : text;
  return cut.replaceAll('\r\n', '\n').replace(unseen, written);
}

/** The text between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, for a line of plain text in another direction (UAX #9 §6.3). */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

/** The text between LEFT-TO-RIGHT ISOLATE and POP DIRECTIONAL ISOLATE. */
export function isolatedLatin(text: string): string {
  return `\u2066${text}\u2069`;
}

/** Whether a text holds letters that are written from right to left. */
export function hasPersian(text: string): boolean {
  return /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/.test(text);
}
