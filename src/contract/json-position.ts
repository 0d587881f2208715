/**
 * Line and column of a value in a JSON text, and member names that stand twice in one object.
 *
 * Nothing here recurses, and a container is scanned at most once however many positions are asked for. The text must be well-formed JSON.
 *
 * Room     contract (floor 2).
 */

const quote = 0x22;
const backslash = 0x5c;

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
const isOpening = (unit: number): boolean => unit === 0x7b || unit === 0x5b;
const isClosing = (unit: number): boolean => unit === 0x7d || unit === 0x5d;

function skipBlank(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

/** Offset just after the string that starts here, or the end of the text where it does not end. */
export function skipString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

/** Offset just after the value that starts here. */
export function skipValue(text: string, from: number): number {
  let at = from;
  let depth = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === quote) {
      at = skipString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (isOpening(unit)) depth += 1;
    else if (isClosing(unit)) {
      depth -= 1;
      if (depth <= 0) return depth === 0 ? at + 1 : at;
    } else if (depth === 0 && (unit === 0x2c || isBlank(unit))) return at;
    at += 1;
  }
  return at;
}

/** The name that a string from one offset to another spells. */
export function nameOf(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
}

interface Place {
  /** Where the member's name or the item itself starts. */
  readonly start: number;
  readonly value: number;
}

/** The members or items of the container whose bracket is here; empty for anything else. */
function membersAt(text: string, opening: number): ReadonlyMap<string, Place> {
  const members = new Map<string, Place>();
  const isMap = text.charCodeAt(opening) === 0x7b;
  if (!isOpening(text.charCodeAt(opening))) return members;
  let at = skipBlank(text, opening + 1);
  for (let index = 0; at < text.length && !isClosing(text.charCodeAt(at)); index += 1) {
    const start = at;
    let name = String(index);
    if (isMap) {
      const end = skipString(text, at);
      name = nameOf(text, start, end);
      at = skipBlank(text, skipBlank(text, end) + 1);
    }
    members.set(name, { start, value: at });
    at = skipBlank(text, skipValue(text, at));
    if (text.charCodeAt(at) === 0x2c) at = skipBlank(text, at + 1);
  }
  return members;
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/** A function from an offset in a text to its line and column (from 1). */
export function linePositions(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= lineStartsOf(text);
    const line = lineOf(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

export type Locate = (path: readonly string[]) => { readonly line: number; readonly column: number };

/** A function that gives the position (from 1) of the member at a path, or of its nearest ancestor that exists. */
export function jsonLocator(text: string): Locate {
  const scanned = new Map<number, ReadonlyMap<string, Place>>();
  let starts: readonly number[] | undefined;
  const membersOf = (opening: number): ReadonlyMap<string, Place> => {
    const members = scanned.get(opening) ?? membersAt(text, opening);
    scanned.set(opening, members);
    return members;
  };
  return (path) => {
    starts ??= lineStartsOf(text);
    let value = skipBlank(text, 0);
    let offset = value;
    for (const segment of path) {
      const place = membersOf(value).get(segment);
      if (place === undefined) break;
      offset = place.start;
      value = place.value;
    }
    const line = lineOf(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

/** Position (from 1) of the member at a path, or of its nearest ancestor that exists. */
export function jsonPosition(text: string, path: readonly string[]): { readonly line: number; readonly column: number } {
  return jsonLocator(text)(path);
}

/** The first member name that stands twice in one object (RFC 8259 §4 leaves its meaning open), with its position. */
export function duplicateName(text: string): { readonly name: string; readonly line: number; readonly column: number } | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x7b) open.push(new Set());
    else if (unit === 0x5b) open.push(undefined);
    else if (isClosing(unit)) open.pop();
    else if (unit === quote) {
      const end = skipString(text, at);
      const after = skipBlank(text, end);
      if (text.charCodeAt(after) === 0x3a) {
        const name = nameOf(text, at, end);
        const seen = open.at(-1);
        if (seen?.has(name)) {
          const starts = lineStartsOf(text);
          const line = lineOf(starts, at);
          return { name, line: line + 1, column: at - (starts[line] ?? 0) + 1 };
        }
        seen?.add(name);
      }
      at = end - 1;
    }
  }
  return undefined;
}
