/**
 * Lines and columns of many values of one document. A JSON text is scanned once for all of them; a YAML document knows its positions.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { LoadedDocument } from '../../contract/api-model.js';
import { pathOf } from '../../contract/json.js';
import { nameOf, skipString, skipValue } from '../../contract/json-position.js';

interface Position {
  readonly line: number;
  readonly column: number;
}

/** A wanted place and those below it. */
interface Wanted {
  readonly above: Wanted | undefined;
  readonly children: Map<string, Wanted>;
  offset: number | undefined;
}

/** Below this many places a scan for each is as quick. */
const few = 8;

/** Adds a pointer below a root; gives its place. */
function want(root: Wanted, pointer: string): Wanted {
  let node = root;
  for (const segment of pathOf(pointer)) {
    let next = node.children.get(segment);
    if (next === undefined) {
      next = { above: node, children: new Map(), offset: undefined };
      node.children.set(segment, next);
    }
    node = next;
  }
  return node;
}

interface Level {
  readonly wanted: Wanted;
  readonly isArray: boolean;
  index: number;
  /** The member whose value comes next. */
  next: Wanted | undefined;
  awaitsKey: boolean;
}

/** Marks in the trie where each wanted member (its name) or item starts. The text is known to be JSON. */
function scan(text: string, root: Wanted): void {
  const stack: Level[] = [];
  const enterItem = (level: Level, at: number): void => {
    if (!level.isArray) return;
    level.next = level.wanted.children.get(String(level.index));
    if (level.next !== undefined) level.next.offset ??= at;
  };
  let fresh = true;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) continue;
    const level = stack.at(-1);
    if (unit === 0x2c && level !== undefined) {
      level.index += 1;
      level.awaitsKey = !level.isArray;
      fresh = true;
    } else if (unit === 0x5d || unit === 0x7d) {
      stack.pop();
      fresh = false;
    } else if (unit === 0x3a) {
      fresh = true;
    } else {
      if (fresh && level?.isArray === true) enterItem(level, at);
      fresh = false;
      if (unit === 0x7b || unit === 0x5b) {
        const wanted = level === undefined ? root : level.next;
        if (wanted === undefined) {
          at = skipValue(text, at) - 1;
          continue;
        }
        stack.push({ wanted, isArray: unit === 0x5b, index: 0, next: undefined, awaitsKey: unit === 0x7b });
        fresh = true;
      } else if (unit === 0x22) {
        const end = skipString(text, at);
        if (level?.awaitsKey === true) {
          level.awaitsKey = false;
          level.next = level.wanted.children.get(nameOf(text, at, end));
          if (level.next !== undefined) level.next.offset = at;
        }
        at = end - 1;
      }
    }
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionOf(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** A function from pointer to position, for the pointers named. A place that is not there has the position of its nearest ancestor. */
export function locate(document: LoadedDocument, pointers: readonly string[]): (pointer: string) => Position {
  if (document.format !== 'json' || pointers.length <= few) return (pointer) => document.position(pointer);
  const root: Wanted = { above: undefined, children: new Map(), offset: Math.max(0, document.text.search(/\S/)) };
  const places = new Map(pointers.map((pointer) => [pointer, want(root, pointer)] as const));
  scan(document.text, root);
  const starts = lineStarts(document.text);
  return (pointer) => {
    let node = places.get(pointer);
    while (node !== undefined && node.offset === undefined) node = node.above;
    return positionOf(starts, node?.offset ?? 0);
  };
}
