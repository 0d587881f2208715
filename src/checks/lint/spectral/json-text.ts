/**
 * A JSON text, read by JSON.parse where Spectral's YAML parser would come to the same value, with ranges as that parser's tree has them.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { nameOf, skipString } from '../../../contract/json-position.js';
import type { Modules } from './modules.js';
import type { Range, TextDocument } from './text-document.js';

/** A wanted place and those below it. */
interface Wanted {
  readonly children: Map<string, Wanted>;
  start: number;
  end: number;
}

const newWanted = (): Wanted => ({ children: new Map(), start: -1, end: -1 });

function trieOf(paths: readonly (readonly string[])[]): Wanted {
  const root = newWanted();
  for (const path of paths) {
    let node = root;
    for (const segment of path) {
      let next = node.children.get(segment);
      if (next === undefined) {
        next = newWanted();
        node.children.set(segment, next);
      }
      node = next;
    }
  }
  return root;
}

const quote = 0x22;
const isSpace = (unit: number): boolean => unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;

/** One pass over a text known to be JSON; marks where wanted places start and end. */
class Scanner {
  readonly #text: string;
  #at = 0;
  /** End of the last scalar or empty container: where everything around it ends, to the YAML parser. */
  #lastEnd = 0;

  constructor(text: string) {
    this.#text = text;
  }

  #skipSpace(): number {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
    return this.#text.charCodeAt(this.#at);
  }

  /** Reads a value. `keyEnd` is the end of the name before it, or -1. */
  value(wanted: Wanted | undefined, keyEnd: number): void {
    const unit = this.#skipSpace();
    const start = this.#at;
    const isContainer = unit === 0x7b || unit === 0x5b;
    if (!isContainer) this.#scalar(unit);
    else if (wanted === undefined || wanted.children.size === 0) this.#pass();
    else if (unit === 0x7b) this.#object(wanted);
    else this.#list(wanted);
    if (wanted === undefined) return;
    wanted.start = isContainer && keyEnd !== -1 ? keyEnd + 1 : start;
    wanted.end = this.#lastEnd;
  }

  #scalar(unit: number): void {
    if (unit === quote) this.#at = skipString(this.#text, this.#at);
    else {
      let at = this.#at;
      for (let next = unit; next !== 0x2c && next !== 0x5d && next !== 0x7d && !isSpace(next) && at < this.#text.length; ) {
        at += 1;
        next = this.#text.charCodeAt(at);
      }
      this.#at = at;
    }
    this.#lastEnd = this.#at;
  }

  /** Passes over a container in which nothing is wanted. */
  #pass(): void {
    const text = this.#text;
    let depth = 0;
    do {
      const unit = text.charCodeAt(this.#at);
      if (unit === quote) {
        this.#at = skipString(text, this.#at);
        this.#lastEnd = this.#at;
      } else if (unit === 0x7b || unit === 0x5b) {
        depth += 1;
        this.#at += 1;
        const next = this.#skipSpace();
        if (next === 0x7d || next === 0x5d) this.#lastEnd = this.#at + 1;
      } else if (unit === 0x7d || unit === 0x5d) {
        depth -= 1;
        this.#at += 1;
      } else if (unit === 0x2c || unit === 0x3a || isSpace(unit)) this.#at += 1;
      else this.#scalar(unit);
    } while (depth > 0);
  }

  #object(wanted: Wanted): void {
    this.#at += 1;
    if (this.#skipSpace() === 0x7d) {
      this.#at += 1;
      this.#lastEnd = this.#at;
      return;
    }
    for (;;) {
      this.#skipSpace();
      const start = this.#at;
      const end = skipString(this.#text, start);
      this.#at = end;
      this.#skipSpace();
      this.#at += 1;
      this.value(wanted.children.get(nameOf(this.#text, start, end)), end);
      const unit = this.#skipSpace();
      this.#at += 1;
      if (unit !== 0x2c) return;
    }
  }

  #list(wanted: Wanted): void {
    this.#at += 1;
    if (this.#skipSpace() === 0x5d) {
      this.#at += 1;
      this.#lastEnd = this.#at;
      return;
    }
    for (let index = 0; ; index += 1) {
      this.value(wanted.children.get(String(index)), -1);
      const unit = this.#skipSpace();
      this.#at += 1;
      if (unit !== 0x2c) return;
    }
  }
}

/** Ends of lines as the parser counts them. */
export function lineMapOf(text: string): number[] {
  const map: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) map.push(at + 1);
  map.push(text.length + 1);
  return map;
}

export function rangeOf({ yaml }: Modules, lineMap: number[], [start, end]: readonly [number, number]): Range {
  const spot = (offset: number) => {
    const line = yaml.lineForPosition(offset, lineMap);
    return { line, character: offset - (line === 0 ? 0 : (lineMap[line - 1] ?? 0)) };
  };
  return { start: spot(start), end: spot(end) };
}

function rangesIn(text: string, modules: Modules, paths: readonly (readonly string[])[]): readonly (Range | undefined)[] {
  const root = trieOf(paths);
  new Scanner(text).value(root, -1);
  const lineMap = lineMapOf(text);
  if ((lineMap[0] ?? 0) - root.start === 0) root.start = 0;
  return paths.map((path) => {
    let node: Wanted | undefined = root;
    for (const segment of path) node = node?.children.get(segment);
    return node === undefined || node.start === -1 ? undefined : rangeOf(modules, lineMap, [node.start, node.end]);
  });
}

/** Characters that the YAML parser refuses (tabs it only complains of). */
const notTheSame = /[\x7f-\x84\x86-\x9f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?:[^\ud800-\udbff]|^)[\udc00-\udfff]/;

/** Names of a value, or NaN where one of them means something else to the YAML parser. */
function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countNames(item);
    return count;
  }
  for (const name of Object.keys(value)) {
    if (name === '__proto__' || name === '<<') return Number.NaN;
    count += 1 + countNames(Reflect.get(value, name));
  }
  return count;
}

/** Names as they stand in the text; more than there are where a string looks like one. */
function countColons(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at)) {
    at = skipString(text, at);
    let next = at;
    while (isSpace(text.charCodeAt(next))) next += 1;
    if (text.charCodeAt(next) === 0x3a) count += 1;
  }
  return count;
}

/** Reads a JSON object or list; undefined where the YAML parser must be asked. */
export function readJsonText(text: string, modules: Modules): TextDocument | undefined {
  if (!/^\s*[{[]/.test(text) || text.includes('\t') || notTheSame.test(text)) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (countNames(data) !== countColons(text)) return undefined;
  return { data, quickRanges: true, diagnostics: [], rangesOf: (paths) => rangesIn(text, modules, paths) };
}
