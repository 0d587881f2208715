/**
 * What JSON.parse hides: member names that stand twice in one object, and numbers whose digits a double cannot keep.
 *
 * Two parts. `isPlain` is cheap and asked of every record: it may only say yes where both troubles are out of the question. `hiddenTroubles` is
 * exact and asked of the rest.
 *
 * Source   RFC 8259 §4 (names SHOULD be unique), §6 (precision); RFC 7493 §2.2-2.3 (I-JSON).
 * Room     evidence (floor 3), stage: reading data files.
 */
import type { Json } from '../../contract/api-model.js';

/** What a walk over a parsed value counts. */
interface Census {
  members: number;
  /** Numbers that are items of arrays; those that are members are looked at in the text. */
  listedNumbers: number;
  depth: number;
}

export type Plainness = 'plain' | 'doubtful' | 'too-deep' | 'too-many-members';

export interface HiddenTrouble {
  readonly code: 'duplicate-member' | 'number-not-exact';
  readonly path: readonly (string | number)[];
  /** UTF-16 code units into the text. */
  readonly offset: number;
}

function countIn(value: Json, depth: number, census: Census, deepest: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > census.depth) census.depth = depth;
  if (depth > deepest) return;
  const isList = Array.isArray(value);
  const values: readonly Json[] = isList ? value : Object.values(value);
  if (!isList) census.members += values.length;
  for (let at = 0; at < values.length; at += 1) {
    const item = values[at];
    if (typeof item === 'object') {
      if (item !== null) countIn(item, depth + 1, census, deepest);
    } else if (isList && typeof item === 'number') census.listedNumbers += 1;
  }
}

/** Whether the characters behind a colon could be a number of sixteen or more characters, or one with an exponent. */
function isLongNumber(text: string, from: number): boolean {
  let at = from;
  let unit = text.charCodeAt(at);
  while (unit <= 0x20) {
    at += 1;
    unit = text.charCodeAt(at);
  }
  if (unit !== 0x2d && !(unit >= 0x30 && unit <= 0x39)) return false;
  const start = at;
  for (;;) {
    at += 1;
    unit = text.charCodeAt(at);
    if (unit === 0x65 || unit === 0x45) return true;
    if (unit !== 0x2e && !(unit >= 0x30 && unit <= 0x39)) return at - start > 15;
  }
}

const longListedNumber = /[0-9][0-9.]{14}|[0-9][eE]/;

/**
 * A member's colon stands behind a quotation mark or a blank. So a text has at least as many such colons as members; where the parsed value has
 * just as many members, no name can have stood twice.
 */
export function plainness(text: string, value: Json, limits: { readonly depth: number; readonly members: number }): Plainness {
  const census: Census = { members: 0, listedNumbers: 0, depth: 0 };
  countIn(value, 1, census, limits.depth);
  if (census.depth > limits.depth) return 'too-deep';
  if (census.members > limits.members) return 'too-many-members';
  let colons = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    const before = text.charCodeAt(at - 1);
    if (before !== 0x22 && before > 0x20) continue;
    colons += 1;
    if (isLongNumber(text, at + 1)) return 'doubtful';
  }
  if (colons !== census.members) return 'doubtful';
  if (typeof value === 'number') return 'doubtful';
  return census.listedNumbers > 0 && longListedNumber.test(text) ? 'doubtful' : 'plain';
}

/** Significant digits of a decimal text, and the exponent of the first of them. */
function digitsOf(text: string): { readonly digits: string; readonly exponent: number } {
  const [mantissa = '', power = '0'] = text.replace(/^-/, '').toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = whole + fraction;
  const leading = all.length - all.replace(/^0+/, '').length;
  return { digits: all.slice(leading).replace(/0+$/, ''), exponent: Number(power) + whole.length - leading - 1 };
}

/** Whether the digits of a number can be had back from the double that it becomes. */
export function isExact(text: string): boolean {
  const wanted = digitsOf(text);
  const value = Math.abs(Number(text));
  if (wanted.digits === '') return true;
  if (value === 0 || !Number.isFinite(value) || wanted.digits.length > 100) return false;
  // Where the double lies half-way between two texts of so many digits, one writer rounds up and another to even: both are its own.
  return [value.toExponential(wanted.digits.length - 1), String(value)].some((written) => {
    const got = digitsOf(written);
    return got.digits === wanted.digits && got.exponent === wanted.exponent;
  });
}

interface Container {
  /** Undefined for an array. */
  readonly names: Set<string> | undefined;
  /** The member or item that is being read. */
  key: string | number;
}

const token = /"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|[[\]{},]/g;

/** Every trouble in a well-formed text, at most `most`; nothing here recurses. */
export function hiddenTroubles(text: string, most = 20): readonly HiddenTrouble[] {
  const found: HiddenTrouble[] = [];
  const open: Container[] = [];
  let atName = false;
  for (const match of text.matchAll(token)) {
    if (found.length >= most) break;
    const [part] = match;
    const top = open.at(-1);
    const add = (code: HiddenTrouble['code']): number => found.push({ code, path: open.map(({ key }) => key), offset: match.index });
    if (part === '{' || part === '[') {
      open.push(part === '{' ? { names: new Set(), key: '' } : { names: undefined, key: 0 });
      atName = part === '{';
    } else if (part === '}' || part === ']') {
      open.pop();
      atName = false;
    } else if (part === ',') {
      atName = top?.names !== undefined;
      if (top !== undefined && typeof top.key === 'number') top.key += 1;
    } else if (part.startsWith('"')) {
      if (atName && top?.names !== undefined) {
        const name = String(JSON.parse(part));
        top.key = name;
        if (top.names.has(name)) add('duplicate-member');
        top.names.add(name);
      }
      atName = false;
    } else if (!isExact(part)) add('number-not-exact');
  }
  return found;
}
