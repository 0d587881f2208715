/**
 * Tables: a header row and a record a row. Rows without fault are split by csv-parse, many at once; the others are lost and named.
 *
 * A quotation mark that is never closed would swallow the rest of the file. Here it loses the row where it stands: reading goes on with the next line.
 * Cells that a spreadsheet would take for formulas are values like others here.
 *
 * Source   RFC 4180; W3C Model for Tabular Data §8 (delimiters other than a comma are seen, and are a flaw).
 * Room     evidence (floor 3), stage: reading data files.
 */
import { isUtf8 } from 'node:buffer';
import type { FilePosition, FormFlaw } from '../../contract/dataset.js';
import { EgifError } from '../../errors.js';
import { cellStart, cellsOf, delimiterOf, delimiterSaid } from './csv-cells.js';
import { type Columns, columnsOf } from './csv-columns.js';
import { CsvRowScanner } from './csv-row-scanner.js';
import type { FormContext, FormReader } from './form-reader.js';
import { HeldOctets } from './held-octets.js';
import { illFormedUtf8 } from './ill-formed-utf8.js';

const lineFeed = 0x0a;

/** A row of the window that is not split yet. */
interface Row {
  readonly start: number;
  readonly end: number;
  readonly position: FilePosition;
}

class CsvReader implements FormReader {
  readonly #context: FormContext;
  readonly #held = new HeldOctets();
  #scanner: CsvRowScanner | undefined;
  #delimiter = ',';
  #columns: Columns | undefined;
  /** Rows without fault, one behind the other, that wait to be split. */
  #rows: Row[] = [];
  /** Line of the scanner's row. */
  #line = 1;
  /** Offset in the file of the window's first octet. */
  #windowOffset: number;
  #skipping = false;
  #blankFrom: FilePosition | undefined;
  /** Octets that were read a second time; bounded, so that no file costs more than a few readings of it. */
  #readAgain = 0;
  #octets = 0;

  constructor(context: FormContext) {
    this.#context = context;
    this.#windowOffset = context.startOffset;
  }

  write(chunk: Buffer): void {
    this.#octets += chunk.length;
    const isHeld = this.#held.length > 0;
    if (isHeld) this.#held.append(chunk);
    const window = isHeld ? this.#held.view() : chunk;
    const knowsDelimiter = this.#scanner !== undefined;
    if (!knowsDelimiter && chunk.indexOf(lineFeed) === -1 && window.length <= this.#context.limits.recordOctets) {
      if (!isHeld) this.#held.append(chunk);
      return;
    }
    this.#scan(window, false);
    this.#keep(window, isHeld);
  }

  end(): void {
    const window = this.#held.view();
    this.#scan(window, true);
    const { tally, name } = this.#context;
    if (this.#columns !== undefined || tally.lost > 0 || tally.stopped !== undefined) return;
    throw new EgifError('FILE_EMPTY', `${name} holds nothing`, { file: name, mend: 'name a file with a header row and records' });
  }

  /** Keeps the octets of the row that has not ended. */
  #keep(window: Buffer, isHeld: boolean): void {
    const scanner = this.#openScanner(window);
    const { start } = scanner;
    if (isHeld && start === 0) return;
    const rest = Buffer.from(window.subarray(start));
    this.#held.clear();
    this.#held.append(rest);
    this.#windowOffset += start;
    scanner.shift(start);
  }

  #openScanner(window: Buffer): CsvRowScanner {
    if (this.#scanner !== undefined) return this.#scanner;
    const { delimiter, tally } = this.#context;
    const position = this.#positionOf(window, 0);
    const said = delimiterSaid(this.#firstLine(window, 0));
    const behind = said === undefined ? 0 : window.indexOf(lineFeed) + 1 || window.length;
    this.#delimiter = delimiter ?? said ?? delimiterOf(this.#firstLine(window, behind));
    if (said !== undefined) tally.flaw({ code: 'csv-separator-line', position, lost: false });
    if (this.#delimiter !== ',' && delimiter === undefined) {
      const got = this.#delimiter === '\t' ? 'TAB' : this.#delimiter;
      tally.flaw({ code: 'csv-delimiter', position, got, lost: false });
    }
    this.#scanner = new CsvRowScanner(this.#delimiter.charCodeAt(0));
    this.#scanner.begin(behind);
    if (behind > 0) this.#line += 1;
    return this.#scanner;
  }

  #firstLine(window: Buffer, from: number): string {
    const end = window.indexOf(lineFeed, from);
    return window.toString('utf8', from, end === -1 ? from + this.#context.limits.recordOctets : end);
  }

  #scan(window: Buffer, isEnd: boolean): void {
    const scanner = this.#openScanner(window);
    const { limits, tally } = this.#context;
    while (tally.stopped === undefined) {
      if (this.#skipping && !this.#skip(window, scanner)) break;
      const limitAt = scanner.start + limits.recordOctets + 2;
      const event = scanner.next(window, Math.min(window.length, limitAt));
      if (event === 'row') this.#endRow(window, scanner, scanner.at);
      else if (event === 'open') this.#recover(window, scanner);
      else if (scanner.at >= limitAt) this.#overLimit(window, scanner);
      else if (!isEnd || scanner.start >= window.length) break;
      else if (scanner.inQuotes) this.#recover(window, scanner);
      else this.#endRow(window, scanner, window.length);
    }
    this.#split(window);
  }

  /** Passes over the rest of a line that is too long; whether it has ended. */
  #skip(window: Buffer, scanner: CsvRowScanner): boolean {
    const end = window.indexOf(lineFeed, scanner.at);
    scanner.begin(end === -1 ? window.length : end + 1);
    if (end === -1) return false;
    this.#skipping = false;
    this.#line += 1;
    return true;
  }

  #overLimit(window: Buffer, scanner: CsvRowScanner): void {
    if (scanner.inQuotes && scanner.lineBreaks > scanner.quoteBreaks) {
      this.#recover(window, scanner);
      return;
    }
    this.#tooLong(window, scanner.start);
    this.#line += scanner.lineBreaks;
    this.#skipping = true;
  }

  #tooLong(window: Buffer, start: number): void {
    this.#split(window);
    this.#giveBlank();
    const detail = `the limit is ${this.#context.limits.recordOctets} octets`;
    this.#context.tally.flaw({ code: 'record-too-long', position: this.#rowPosition(start), detail, lost: true });
    this.#needHeader(this.#rowPosition(start));
  }

  /** Where the header row is lost, no later row can be named. */
  #needHeader(position: FilePosition): void {
    if (this.#columns === undefined) this.#context.tally.stop({ code: 'csv-header-unreadable', detail: 'no column has a name', position });
  }

  /** A cell that is opened and never closed: the row is lost, and reading goes on with the line behind the one where it was opened. */
  #recover(window: Buffer, scanner: CsvRowScanner): void {
    this.#lose(window, { code: 'csv-quote-open', position: this.#positionOf(window, scanner.quoteAt, scanner), lost: true });
    const lineEnd = window.indexOf(lineFeed, scanner.quoteAt);
    const next = lineEnd === -1 ? window.length : lineEnd + 1;
    this.#line += scanner.quoteBreaks + 1;
    this.#readAgain += scanner.at - next;
    scanner.begin(next);
    if (this.#readAgain > 4 * this.#octets + 64 * this.#context.limits.recordOctets) {
      const position = this.#rowPosition(next);
      this.#context.tally.stop({ code: 'csv-broken', detail: 'too many cells are opened and never closed', position });
    }
  }

  #endRow(window: Buffer, scanner: CsvRowScanner, end: number): void {
    const { start } = scanner;
    const row: Row = { start, end, position: this.#rowPosition(start) };
    if (contentLength(window, start, end) > this.#context.limits.recordOctets) {
      this.#tooLong(window, start);
    } else if (scanner.strayAt !== -1) {
      this.#lose(window, { code: 'csv-quote-stray', position: this.#positionOf(window, scanner.strayAt, scanner), lost: true });
    } else if (!scanner.hasText) {
      this.#split(window);
      this.#blankFrom ??= row.position;
    } else {
      if (this.#blankFrom !== undefined) this.#giveBlank();
      this.#rows.push(row);
      if (this.#columns === undefined) this.#split(window);
    }
    this.#line += scanner.lineBreaks + 1;
    scanner.begin(end);
  }

  /** Flaws come in the order of the file. */
  #lose(window: Buffer, flaw: FormFlaw): void {
    this.#split(window);
    this.#giveBlank();
    this.#context.tally.flaw(flaw);
    this.#needHeader(flaw.position);
  }

  #giveBlank(): void {
    if (this.#blankFrom === undefined) return;
    const detail = `${this.#line - this.#blankFrom.line} in a row`;
    this.#context.tally.flaw({ code: 'blank-line', position: this.#blankFrom, detail, lost: false });
    this.#blankFrom = undefined;
  }

  #rowPosition(start: number): FilePosition {
    return { line: this.#line, column: 1, offset: this.#windowOffset + start };
  }

  /** The place of an octet of the row that is scanned. */
  #positionOf(window: Buffer, at: number, scanner?: CsvRowScanner): FilePosition {
    const start = scanner?.start ?? 0;
    const before = window.toString('utf8', start, at);
    const lastBreak = before.lastIndexOf('\n');
    const line = this.#line + (lastBreak === -1 ? 0 : before.split('\n').length - 1);
    return { line, column: before.length - lastBreak, offset: this.#windowOffset + at };
  }

  /** Splits the rows that wait and hands them over. */
  #split(window: Buffer): void {
    const rows = this.#rows;
    const [first] = rows;
    const last = rows.at(-1);
    if (first === undefined || last === undefined) return;
    this.#rows = [];
    // A copy: records say where their values stand for as long as they are held, and the window is used again.
    const octets = Buffer.from(window.subarray(first.start, last.end));
    const octetsOf = ({ start, end }: Row): Buffer => octets.subarray(start - first.start, end - first.start);
    const cells = isUtf8(octets) ? cellsOf(octets, rows.length, this.#delimiter) : undefined;
    if (cells === undefined) {
      for (const row of rows) this.#splitAlone(octetsOf(row), row);
      return;
    }
    rows.forEach((row, index) => {
      this.#give(octetsOf(row), row, cells[index] ?? []);
    });
  }

  #splitAlone(octets: Buffer, row: Row): void {
    const at = illFormedUtf8(octets);
    if (at === -1) {
      const alone = cellsOf(octets, 1, this.#delimiter);
      // A row that two readers cut in two ways has no cells that anybody could rely on.
      if (alone === undefined) this.#context.tally.flaw({ code: 'csv-row-ambiguous', position: row.position, lost: true });
      else this.#give(octets, row, alone[0] ?? []);
      if (alone === undefined) this.#needHeader(row.position);
      return;
    }
    const position = placeIn(octets, at, row.position);
    this.#context.tally.flaw({ code: 'invalid-utf8', position, got: `0x${(octets[at] ?? 0).toString(16).padStart(2, '0')}`, lost: true });
    this.#needHeader(position);
  }

  #give(octets: Buffer, row: Row, cells: readonly string[]): void {
    const { tally } = this.#context;
    if (this.#columns === undefined) {
      this.#readHeader(octets, row, cells);
      return;
    }
    const columns = this.#columns;
    const { position } = row;
    if (cells.length !== columns.count) {
      tally.flaw({ code: 'csv-field-count', position, got: `${cells.length}`, detail: `the header row has ${columns.count}`, lost: true });
      return;
    }
    const delimiter = this.#delimiter.charCodeAt(0);
    tally.record({
      position,
      value: columns.recordOf(cells),
      lexical: true,
      locate(pointer) {
        const column = columns.columnOf(pointer);
        return column === undefined ? position : placeIn(octets, cellStart(octets, column, delimiter), position);
      },
    });
  }

  #readHeader(octets: Buffer, row: Row, names: readonly string[]): void {
    const { tally, limits } = this.#context;
    if (names.length > limits.columns) {
      tally.stop({ code: 'csv-too-many-columns', detail: `${names.length} columns; the limit is ${limits.columns}`, position: row.position });
      return;
    }
    if (names.some((name) => name.includes('\r'))) {
      tally.stop({ code: 'csv-line-end', detail: 'lines end with CR alone', position: row.position });
      return;
    }
    this.#columns = columnsOf(names);
    for (const { code, column, got } of this.#columns.flaws) {
      const position = placeIn(octets, cellStart(octets, column, this.#delimiter.charCodeAt(0)), row.position);
      if (code === 'csv-header-missing') {
        tally.stop({ code, detail: 'the first row holds no name', position });
        return;
      }
      tally.flaw({ code, position, detail: `column ${column + 1}`, ...(got === undefined ? {} : { got: got.slice(0, 100) }), lost: false });
    }
  }
}

/** Octets of a row without its line end. */
function contentLength(window: Buffer, start: number, end: number): number {
  const lineEnd = window[end - 1] === lineFeed ? (window[end - 2] === 0x0d ? 2 : 1) : 0;
  return end - start - lineEnd;
}

/** The place of an octet of a row. */
function placeIn(row: Buffer, at: number, start: FilePosition): FilePosition {
  const before = row.toString('utf8', 0, at);
  const lastBreak = before.lastIndexOf('\n');
  const lines = lastBreak === -1 ? 0 : before.split('\n').length - 1;
  return { line: start.line + lines, column: before.length - lastBreak, offset: start.offset + at };
}

/** A reader of one table. */
export function openCsv(context: FormContext): FormReader {
  return new CsvReader(context);
}
