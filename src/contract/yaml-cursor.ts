/**
 * A place in a YAML text that moves from one line of content to the next, and the scalars that start there.
 *
 * Source   YAML 1.2.2 §6 (structures), §7.3 (flow scalars), §8.1 (block scalars).
 * Room     contract (floor 2). For quick-yaml.ts.
 */
import { blockText, doubleQuoted, foldLines, plainValue, singleQuoted, unusual } from './yaml-scalar.js';

const space = 0x20;
const newline = 0x0a;

export type Scalar = string | number | boolean | null;

/** Units that may not start a plain scalar, and those that may only before something else than a blank. */
const indicators: ReadonlySet<number> = new Set(Array.from(',[]{}#&*!|>\'"%@`', (letter) => letter.charCodeAt(0)));
const halfIndicators: ReadonlySet<number> = new Set(Array.from('-?:', (letter) => letter.charCodeAt(0)));

export class Cursor {
  readonly text: string;
  /** Offset of what comes next: the first unit of a line's content after `toContent`. */
  at = 0;
  /** Column (from 0) of the content; -1 at the end of the text. */
  column = 0;

  constructor(text: string) {
    this.text = text;
  }

  lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end === -1 ? this.text.length : end;
  }

  spacesEnd(from: number): number {
    let at = from;
    while (this.text.charCodeAt(at) === space) at += 1;
    return at;
  }

  /** From the end of a line to the next content; whether comments were passed. */
  toContent(): boolean {
    const { text } = this;
    let hasComment = false;
    let at = this.at;
    for (;;) {
      if (at >= text.length) {
        this.column = -1;
        this.at = text.length;
        return hasComment;
      }
      if (text.charCodeAt(at) === newline) at += 1;
      const start = at;
      at = this.spacesEnd(at);
      const unit = text.charCodeAt(at);
      if (unit === newline || at >= text.length) continue;
      if (unit === 0x09) throw unusual;
      if (unit !== 0x23) {
        this.at = at;
        this.column = at - start;
        return hasComment;
      }
      hasComment = true;
      at = this.lineEnd(at);
    }
  }

  /** Goes over spaces and a comment to the end of the line; whether it is there, nothing else standing between. */
  isLineEnd(): boolean {
    const after = this.spacesEnd(this.at);
    const unit = this.text.charCodeAt(after);
    if (unit === 0x23 && after > this.at) this.at = this.lineEnd(after);
    else if (unit === newline || after >= this.text.length) this.at = after;
    else return false;
    return true;
  }

  /** Offset of the quote that ends the quoted scalar here. */
  quoteEnd(): number {
    const { text, at } = this;
    const isDouble = text.charCodeAt(at) === 0x22;
    for (let end = at + 1; ; end += 1) {
      end = text.indexOf(isDouble ? '"' : "'", end);
      if (end === -1) throw unusual;
      if (!isDouble) {
        if (text.charCodeAt(end + 1) !== 0x27) return end;
        end += 1;
        continue;
      }
      let slashes = 0;
      while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
      if (slashes % 2 === 0) return end;
    }
  }

  /** Lines after the first of what stands here to `end` must be deeper than the collection around. */
  #demandDeeper(end: number, indent: number): void {
    for (let line = this.text.indexOf('\n', this.at); line !== -1 && line < end; line = this.text.indexOf('\n', line + 1)) {
      const start = this.spacesEnd(line + 1);
      if (this.text.charCodeAt(start) !== newline && start - line - 1 <= indent) throw unusual;
    }
  }

  quoted(indent: number): string {
    const end = this.quoteEnd();
    const source = this.text.slice(this.at + 1, end);
    if (source.includes('\n')) this.#demandDeeper(end, indent);
    const value = this.text.charCodeAt(this.at) === 0x22 ? doubleQuoted(source) : singleQuoted(source);
    this.at = end + 1;
    return value;
  }

  demandPlainStart(): void {
    const unit = this.text.charCodeAt(this.at);
    if (indicators.has(unit)) throw unusual;
    if (!halfIndicators.has(unit)) return;
    const next = this.text.charCodeAt(this.at + 1);
    if (Number.isNaN(next) || next === space || next === newline || next === 0x09) throw unusual;
  }

  /** End of the plain text in this line: before a comment and the spaces before that. What looks like a member is unusual. */
  #plainLineEnd(from: number): { readonly end: number; readonly line: number } {
    const { text } = this;
    const line = this.lineEnd(from);
    let end = line;
    for (let at = from; at < line; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === 0x3a) {
        const next = text.charCodeAt(at + 1);
        if (at + 1 >= line || next === space || next === 0x09) throw unusual;
      } else if (unit === 0x23 && text.charCodeAt(at - 1) === space) {
        end = at;
        break;
      } else if (unit === 0x09) throw unusual;
    }
    while (text.charCodeAt(end - 1) === space) end -= 1;
    return { end, line };
  }

  /** A plain scalar that may go on in deeper lines; leaves the cursor at the end of its last line. */
  plain(indent: number): Scalar {
    this.demandPlainStart();
    const { text } = this;
    const start = this.at;
    let { end, line } = this.#plainLineEnd(start);
    let hasComment = text.charCodeAt(this.spacesEnd(end)) === 0x23;
    let isLong = false;
    for (;;) {
      this.at = line;
      let next = line;
      let column = 0;
      while (text.charCodeAt(next) === newline) {
        const from = next + 1;
        next = this.spacesEnd(from);
        column = next - from;
      }
      if (next >= text.length || column <= indent || text.charCodeAt(next) === 0x23) break;
      if (hasComment) throw unusual;
      isLong = true;
      ({ end, line } = this.#plainLineEnd(next));
      hasComment = text.charCodeAt(this.spacesEnd(end)) === 0x23;
    }
    return isLong ? this.#longPlain(start, end) : plainValue(text.slice(start, end));
  }

  #longPlain(start: number, end: number): string {
    return foldLines(this.text.slice(start, end));
  }

  /** What stands behind `|` or `>`: how many columns to trim (-1: as many as the first line has), and what becomes of line breaks at the end. */
  #blockHeader(indent: number): { readonly trim: number; readonly chomp: string } {
    const end = this.lineEnd(this.at);
    const header = /^[|>](?:([1-9])([-+]?)|([-+])?) *$/.exec(this.text.slice(this.at, end));
    if (header === null) throw unusual;
    this.at = end;
    return { trim: header[1] === undefined ? -1 : indent + Number(header[1]), chomp: header[2] ?? header[3] ?? '' };
  }

  /** A block scalar, its `|` or `>` here; leaves the cursor at the end of its last line. */
  block(indent: number): string {
    const { text } = this;
    const isFolded = text.charCodeAt(this.at) === 0x3e;
    const header = this.#blockHeader(indent);
    let { trim } = header;
    const lines: string[] = [];
    let full = 0;
    while (this.at < text.length - 1) {
      const start = this.at + 1;
      const content = this.spacesEnd(start);
      const end = this.lineEnd(content);
      const column = content - start;
      const isBlank = content === end;
      if (!isBlank && column <= indent) break;
      if (!isBlank && trim === -1) trim = column;
      if (!isBlank && (column < trim || text.charCodeAt(content) === 0x09)) throw unusual;
      // blanks beyond the indentation are content: in ways of their own where lines are folded, or before the first
      if (isBlank && column > Math.max(trim, 0) && (isFolded || full === 0)) throw unusual;
      lines.push(text.slice(Math.min(start + Math.max(trim, 0), end), end));
      if (!isBlank || (full > 0 && column > trim)) full = lines.length;
      this.at = end;
    }
    if (full === 0) throw unusual;
    const value = blockText(lines.slice(0, full), isFolded);
    if (header.chomp === '-') return value;
    // a break at the end of the text is one of the lines' own
    const breaks = lines.length - full + (text.charCodeAt(this.at) === 0x0a ? 1 : 0);
    return value + (header.chomp === '+' ? '\n'.repeat(Math.max(1, breaks)) : '\n');
  }
}
