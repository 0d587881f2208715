/**
 * Scalars of YAML 1.2 as values: what quick-yaml.ts needs of them.
 *
 * Source   YAML 1.2.2 §6.5 (line folding), §7.3 (flow scalars), §8.1 (block scalars), §10.3 (core schema).
 * Room     contract (floor 2). For quick-yaml.ts.
 */

/** Thrown where a text is not as plain as the quick reader wants it: the library reads it then, and words what is wrong, if anything is. */
export const unusual = new Error('unusual YAML');

const whole = /^[-+]?[0-9]+$/;
const real = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const otherNumber = /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);

/** Whether a plain scalar that starts with this unit may be something else than a text: a digit, a sign, a point, `~`, or a first letter of a word. */
function maySaySomething(unit: number): boolean {
  if (unit >= 0x30 && unit <= 0x39) return true;
  return unit === 0x2d || unit === 0x2b || unit === 0x2e || unit === 0x7e || unit === 0x74 || unit === 0x54 || isOtherLetter(unit);
}
const isOtherLetter = (unit: number): boolean => unit === 0x66 || unit === 0x46 || unit === 0x6e || unit === 0x4e;

/** The value of a plain scalar by the core schema. */
export function plainValue(text: string): string | number | boolean | null {
  if (!maySaySomething(text.charCodeAt(0))) return text;
  const word = words.get(text);
  if (word !== undefined) return word;
  if (whole.test(text)) return Number.parseInt(text, 10);
  if (real.test(text)) return Number.parseFloat(text);
  if (otherNumber.test(text)) throw unusual;
  return text;
}

/** Lines of a plain or single-quoted scalar as one text; a tab is left to the library. */
export function foldLines(source: string): string {
  if (!source.includes('\n')) return source;
  if (source.includes('\t')) throw unusual;
  const lines = source.split('\n');
  const last = lines.length - 1;
  let text = '';
  let between = '';
  for (const [at, raw] of lines.entries()) {
    const fromStart = at === 0 ? raw : raw.replace(/^ +/, '');
    const line = at === last ? fromStart : fromStart.replace(/ +$/, '');
    if (at > 0 && at < last && line === '') {
      if (between === '\n') text += between;
      else between = '\n';
    } else {
      text += between + line;
      between = ' ';
    }
  }
  return text;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
]);
const digitsOf: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** Spaces from an offset on. */
function spacesAt(source: string, from: number): number {
  let at = from;
  while (source.charCodeAt(at) === 0x20) at += 1;
  return at - from;
}

/** A line break within double quotes, from its offset: what it stands for, and where the text goes on. */
function foldBreak(source: string, from: number): { readonly text: string; readonly next: number } {
  let text = '';
  let at = from + 1;
  for (; source.charCodeAt(at) === 0x20 || source.charCodeAt(at) === 0x0a; at += 1) if (source.charCodeAt(at) === 0x0a) text += '\n';
  return { text: text === '' ? ' ' : text, next: at };
}

function escapeAt(source: string, at: number): { readonly text: string; readonly next: number } {
  const letter = source.charAt(at + 1);
  const known = escapes.get(letter);
  if (known !== undefined) return { text: known, next: at + 2 };
  if (letter === '\n') return { text: '', next: at + 2 + spacesAt(source, at + 2) };
  const digits = digitsOf.get(letter);
  const hex = source.slice(at + 2, at + 2 + (digits ?? 0));
  if (digits === undefined || hex.length !== digits || !/^[0-9a-fA-F]+$/.test(hex)) throw unusual;
  const code = Number.parseInt(hex, 16);
  if (code > 0x10ffff) throw unusual;
  return { text: String.fromCodePoint(code), next: at + 2 + digits };
}

/** What stands between double quotes. */
export function doubleQuoted(source: string): string {
  const isLong = source.includes('\n');
  if (!isLong && !source.includes('\\')) return source;
  if (isLong && source.includes('\t')) throw unusual;
  let text = '';
  let at = 0;
  while (at < source.length) {
    const unit = source.charCodeAt(at);
    if (unit === 0x5c || unit === 0x0a) {
      const part = unit === 0x5c ? escapeAt(source, at) : foldBreak(source, at);
      text += part.text;
      at = part.next;
    } else if (unit === 0x20) {
      const spaces = spacesAt(source, at);
      if (source.charCodeAt(at + spaces) !== 0x0a) text += ' '.repeat(spaces);
      at += spaces;
    } else {
      text += source.charAt(at);
      at += 1;
    }
  }
  return text;
}

/** What stands between single quotes. */
export function singleQuoted(source: string): string {
  const text = foldLines(source);
  return text.includes("''") ? text.replaceAll("''", "'") : text;
}

/** Lines of a block scalar, each without the indentation of the first; `>` folds them. Blank lines at the end are gone already. */
export function blockText(lines: readonly string[], isFolded: boolean): string {
  if (!isFolded) return lines.join('\n');
  let text = '';
  let between = '';
  let isDeeper = false;
  let isLeading = true;
  for (const line of lines) {
    const unit = line.charCodeAt(0);
    if (line === '') {
      if (isLeading || between === '\n') text += '\n';
      else between = '\n';
      continue;
    }
    isLeading = false;
    if (unit === 0x09) throw unusual;
    if (unit === 0x20) {
      if (between === ' ') between = '\n';
      else if (!isDeeper && between === '\n') between = '\n\n';
      text += between + line;
      between = '\n';
      isDeeper = true;
    } else {
      text += between + line;
      between = ' ';
      isDeeper = false;
    }
  }
  return text;
}
