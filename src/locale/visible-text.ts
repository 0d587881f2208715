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

/** Latin (or digit) words with the signs about them and what joins them. */
const latinRun = /[!-~≥≤§…–]+(?: +(?=[!-/:-@[-`{-~≥≤§…–]*[A-Za-z0-9])[!-~≥≤§…–]+)*/g;
const mates: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '(': ')', '[': ']', '{': '}' };

/** A piece of a Persian text: Latin in one run, or what stands between such runs. */
export interface TextPiece {
  readonly text: string;
  readonly latin: boolean;
}

/** The run without the signs of the Persian sentence about it: its stops, and brackets that it does not pair or that hold the whole of it. */
function withoutStops(run: string): readonly [from: number, to: number] {
  const left = new Map<string, number>();
  for (const sign of run) left.set(sign, (left.get(sign) ?? 0) + 1);
  const count = (sign: string | undefined): number => left.get(sign ?? '') ?? 0;
  const take = (sign: string): void => void left.set(sign, count(sign) - 1);
  let from = 0;
  let to = run.length;
  while (from < to) {
    const first = run[from] ?? '';
    const last = run[to - 1] ?? '';
    if (first === '(' && last === ')' && count('(') === 1 && count(')') === 1) {
      from += 1;
      to -= 1;
    } else if (/[.,;:!?]/.test(last) || (last === '"' && count('"') === 1) || (')]}'.includes(last) && count(mates[last]) === 0)) {
      take(last);
      to -= 1;
    } else if ('([{'.includes(first) && count(mates[first]) === 0) {
      take(first);
      from += 1;
    } else break;
  }
  return [from, Math.max(from, to)];
}

/** A Persian text in pieces, so that each Latin run can be kept in its own order. The pieces together are the text. */
export function latinPieces(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let done = 0;
  for (const { 0: run, index } of text.matchAll(latinRun)) {
    const [from, to] = withoutStops(run);
    if (!/[A-Za-z0-9]/.test(run.slice(from, to)) && !run.slice(from, to).includes('[]')) continue;
    if (index + from > done) pieces.push({ text: text.slice(done, index + from), latin: false });
    pieces.push({ text: run.slice(from, to), latin: true });
    done = index + to;
  }
  return done < text.length ? [...pieces, { text: text.slice(done), latin: false }] : pieces;
}

/** A lone word such as `openapi` keeps its order by itself, and stays free of marks for those who copy it. */
const keepsOrder = /^[A-Za-z](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?$|^[0-9]+$/;

/** A text whose runs of Latin keep their own order on a line of Persian; in another language as it is. */
export function steered(text: string, lang: 'fa' | 'en'): string {
  if (lang === 'en') return text;
  const steer = (part: string): string =>
    latinPieces(part)
      .map(({ text: piece, latin }) => (latin && !keepsOrder.test(piece) ? isolatedLatin(piece) : piece))
      .join('');
  // what is isolated already, such as a value quoted in the sentence, stays as it is
  return text
    .split(/([\u2066\u2068][^\u2069]*\u2069)/)
    .map((part, index) => (index % 2 === 1 ? part : steer(part)))
    .join('');
}

/** A text of our own, such as a sentence of the law: whole, with unseen characters written out. */
export function wholeText(text: string): string {
  return text.replace(unseen, written);
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
