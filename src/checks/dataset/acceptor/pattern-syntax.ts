/**
 * The patterns that the acceptor understands: anchored at both ends, of characters, classes, groups, alternatives and counted repetition.
 *
 * What a pattern says is read by ECMA-262 with the flag u; anything else in it (look-around, references, properties, a dot, word classes, one end
 * open) is not understood, and the member is left to the judge.
 *
 * Source   ECMA-262 §22.2.1; JSON Schema 2020-12 Validation §6.3.3.
 * Room     checks (floor 3). May be imported by the acceptor only.
 */

/** Characters that a text accepted by the acceptor may hold, as columns: ASCII, U+0600 to U+06FF behind it, and ZWNJ. */
export const columnCount = 385;
const joinerColumn = 384;

/** The column of a character, or undefined: it never stands in an accepted text. */
export function columnOf(unit: number): number | undefined {
  if (unit < 0x80) return unit;
  if (unit >= 0x600 && unit <= 0x6ff) return unit - 0x580;
  return unit === 0x200c ? joinerColumn : undefined;
}

/** A pattern as a tree. A class holds columns. */
export type Syntax =
  | { readonly kind: 'class'; readonly columns: ReadonlySet<number> }
  | { readonly kind: 'sequence'; readonly parts: readonly Syntax[] }
  | { readonly kind: 'choice'; readonly parts: readonly Syntax[] }
  | { readonly kind: 'repeat'; readonly part: Syntax; readonly least: number; readonly most: number };

/** Thrown inside of this file only: a pattern says something that is not understood. */
class NotUnderstood extends Error {}

interface Source {
  readonly text: string;
  at: number;
}

const mostRepeats = 1000;
const peek = (source: Source): string => source.text.charAt(source.at);

function take(source: Source): string {
  const character = peek(source);
  if (character === '' || /[\uD800-\uDFFF]/.test(character)) throw new NotUnderstood();
  source.at += 1;
  return character;
}

function rangeOf(first: number, last: number): readonly number[] {
  if (last < first) throw new NotUnderstood();
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
}

const digitUnits = rangeOf(48, 57);

/** The characters that an escape stands for. */
function escaped(source: Source): readonly number[] {
  const character = take(source);
  if (character === 'd') return digitUnits;
  if (character === 'u') {
    const [whole, hex = ''] = /^([0-9A-Fa-f]{4})/.exec(source.text.slice(source.at)) ?? [];
    if (whole === undefined) throw new NotUnderstood();
    source.at += 4;
    const unit = Number.parseInt(hex, 16);
    if (unit >= 0xd800 && unit <= 0xdfff) throw new NotUnderstood();
    return [unit];
  }
  if (/^[\^$\\.*+?()[\]{}|/-]$/.test(character)) return [character.charCodeAt(0)];
  throw new NotUnderstood();
}

/** One member of a class: a character, an escape. */
function classMember(source: Source): readonly number[] {
  const character = take(source);
  if (character === '[') throw new NotUnderstood();
  return character === '\\' ? escaped(source) : [character.charCodeAt(0)];
}

function classOf(source: Source): Syntax {
  if (peek(source) === '^') throw new NotUnderstood();
  const columns = new Set<number>();
  while (peek(source) !== ']') {
    const from = classMember(source);
    const isRange = peek(source) === '-' && source.text.charAt(source.at + 1) !== ']';
    if (isRange) source.at += 1;
    const to = isRange ? classMember(source) : from;
    const [first, last] = [from[0], to[0]];
    if (first === undefined || last === undefined || (isRange && (from.length > 1 || to.length > 1))) throw new NotUnderstood();
    for (const unit of isRange ? rangeOf(first, last) : from) {
      const column = columnOf(unit);
      if (column !== undefined) columns.add(column);
    }
  }
  source.at += 1;
  return { kind: 'class', columns };
}

function groupOf(source: Source): Syntax {
  if (source.text.startsWith('?:', source.at)) source.at += 2;
  else if (peek(source) === '?') throw new NotUnderstood();
  const inner = choiceOf(source);
  if (take(source) !== ')') throw new NotUnderstood();
  return inner;
}

function atomOf(source: Source): Syntax {
  const character = take(source);
  if (character === '[') return classOf(source);
  if (character === '(') return groupOf(source);
  if (/^[\^$.*+?{}\])|]$/.test(character)) throw new NotUnderstood();
  // With the flag u a hyphen is escaped in classes only.
  if (character === '\\' && peek(source) === '-') throw new NotUnderstood();
  const units = character === '\\' ? escaped(source) : [character.charCodeAt(0)];
  return { kind: 'class', columns: new Set(units.flatMap((unit) => columnOf(unit) ?? [])) };
}

/** How often the atom before is repeated, or undefined. */
function countOf(source: Source): readonly [least: number, most: number] | undefined {
  const [whole, sign, least, range, most] = /^(?:([?*+])|\{([0-9]{1,4})(,)?([0-9]{1,4})?\})/.exec(source.text.slice(source.at)) ?? [];
  if (whole === undefined) return undefined;
  source.at += whole.length;
  if (peek(source) === '?') throw new NotUnderstood();
  if (sign !== undefined) return [sign === '+' ? 1 : 0, sign === '?' ? 1 : Number.POSITIVE_INFINITY];
  if (range === undefined && most !== undefined) throw new NotUnderstood();
  const from = Number(least);
  const to = range === undefined ? from : most === undefined ? Number.POSITIVE_INFINITY : Number(most);
  if (to < from || from > mostRepeats || (Number.isFinite(to) && to > mostRepeats)) throw new NotUnderstood();
  return [from, to];
}

function sequenceOf(source: Source): Syntax {
  const parts: Syntax[] = [];
  while (!['', '|', ')'].includes(peek(source)) && !(peek(source) === '$' && source.at === source.text.length - 1)) {
    const part = atomOf(source);
    const count = countOf(source);
    parts.push(count === undefined ? part : { kind: 'repeat', part, least: count[0], most: count[1] });
  }
  return { kind: 'sequence', parts };
}

function choiceOf(source: Source): Syntax {
  const parts = [sequenceOf(source)];
  while (peek(source) === '|') {
    source.at += 1;
    parts.push(sequenceOf(source));
  }
  return { kind: 'choice', parts };
}

/** The tree of a pattern, or undefined: it is not understood. */
export function syntaxOf(pattern: string): Syntax | undefined {
  if (!pattern.startsWith('^') || !pattern.endsWith('$')) return undefined;
  const source: Source = { text: pattern, at: 1 };
  try {
    const syntax = choiceOf(source);
    // Alternatives at the top would each be anchored at one end only.
    return source.at === pattern.length - 1 && syntax.kind === 'choice' && syntax.parts.length === 1 ? syntax : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}
