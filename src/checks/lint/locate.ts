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

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;

function skipBlank(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

/** Offset behind a value; what is wanted in it is marked. */
function scanValue(text: string, at: number, wanted: Wanted | undefined): number {
  const unit = text.charCodeAt(at);
  const isContainer = unit === 0x7b || unit === 0x5b;
  // where nothing below is wanted, what stands there is passed over
  if (wanted === undefined || !isContainer || wanted.children.size === 0) return skipValue(text, at);
  return unit === 0x7b ? scanObject(text, at + 1, wanted) : scanArray(text, at + 1, wanted);
}

function scanObject(text: string, from: number, { children }: Wanted): number {
  let at = skipBlank(text, from);
  while (at < text.length && text.charCodeAt(at) !== 0x7d) {
    const end = skipString(text, at);
    const member = children.get(nameOf(text, at, end));
    if (member !== undefined) member.offset = at;
    // behind the name stand a colon and the value
    at = skipBlank(text, scanValue(text, skipBlank(text, skipBlank(text, end) + 1), member));
    if (text.charCodeAt(at) === 0x2c) at = skipBlank(text, at + 1);
  }
  return at + 1;
}

function scanArray(text: string, from: number, { children }: Wanted): number {
  let at = skipBlank(text, from);
  for (let index = 0; at < text.length && text.charCodeAt(at) !== 0x5d; index += 1) {
    const item = children.get(String(index));
    if (item !== undefined) item.offset = at;
    at = skipBlank(text, scanValue(text, at, item));
    if (text.charCodeAt(at) === 0x2c) at = skipBlank(text, at + 1);
  }
  return at + 1;
}

/** Marks in the trie where each wanted member (its name) or item starts. The text is known to be JSON, and no deeper than documents may be. */
const scan = (text: string, root: Wanted): number => scanValue(text, skipBlank(text, 0), root);

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
