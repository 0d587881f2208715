/**
 * Finds where the rows of a table end, in octets that come in chunks, and which rows no reader can split into cells.
 *
 * Source   RFC 4180 §2 (quotation marks, doubled inside quoted cells; CR LF, here LF too).
 * Room     evidence (floor 3), stage: reading data files.
 */

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

type State = 'cell start' | 'plain' | 'quoted' | 'quote in quoted' | 'return behind quote';

/** `row`: a row ends before `at`. `open`: a quotation mark was opened and never closed. `more`: the octets do not suffice. */
export type RowEvent = 'row' | 'open' | 'more';

/** The scan of one row at a time; all indexes are into the window that is handed to `next`. */
export class CsvRowScanner {
  start = 0;
  /** The next octet to look at. */
  at = 0;
  /** Line breaks in the row so far. */
  lineBreaks = 0;
  /** Where the last quoted cell was opened, and the line breaks of the row before it. */
  quoteAt = -1;
  quoteBreaks = 0;
  /** The first quotation mark that stands where none may, or -1. */
  strayAt = -1;
  /** Whether a cell of the row holds anything. */
  hasText = false;
  #state: State = 'cell start';
  readonly #delimiter: number;

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
  }

  get inQuotes(): boolean {
    return this.#state === 'quoted';
  }

  /** Begins a row at an index. */
  begin(at: number): void {
    this.start = at;
    this.at = at;
    this.lineBreaks = 0;
    this.quoteAt = -1;
    this.strayAt = -1;
    this.hasText = false;
    this.#state = 'cell start';
  }

  /** The window lost octets at its front. */
  shift(octets: number): void {
    this.start -= octets;
    this.at -= octets;
    this.quoteAt -= octets;
    if (this.strayAt !== -1) this.strayAt -= octets;
  }

  /** Goes on to the end of the row, at most to `end`. */
  next(window: Uint8Array, end: number): RowEvent {
    while (this.at < end) {
      const octet = window[this.at] ?? 0;
      if (this.#state === 'quoted') this.#quoted(octet);
      else if (this.#state === 'plain' || this.#state === 'cell start') {
        if (this.#unquoted(octet)) return 'row';
      } else {
        const event = this.#behindQuote(octet);
        if (event !== undefined) return event;
      }
      this.at += 1;
    }
    return 'more';
  }

  #quoted(octet: number): void {
    if (octet === quote) this.#state = 'quote in quoted';
    else {
      this.hasText = true;
      if (octet === lineFeed) this.lineBreaks += 1;
    }
  }

  /** Whether the row ends here. */
  #unquoted(octet: number): boolean {
    if (octet === lineFeed) {
      this.at += 1;
      return true;
    }
    if (octet === this.#delimiter) this.#state = 'cell start';
    else if (octet === quote) {
      if (this.#state === 'plain') this.#stray();
      else {
        this.quoteAt = this.at;
        this.quoteBreaks = this.lineBreaks;
        this.#state = 'quoted';
      }
    } else {
      if (octet > 0x20) this.hasText = true;
      this.#state = 'plain';
    }
    return false;
  }

  #behindQuote(octet: number): RowEvent | undefined {
    if (octet === lineFeed) {
      this.at += 1;
      return 'row';
    }
    if (this.#state === 'quote in quoted') {
      if (octet === quote) {
        this.hasText = true;
        this.#state = 'quoted';
        return undefined;
      }
      if (octet === this.#delimiter) {
        this.#state = 'cell start';
        return undefined;
      }
      if (octet === carriageReturn) {
        this.#state = 'return behind quote';
        return undefined;
      }
    }
    // A mark that closes nothing: on the line where the cell was opened it is stray, on a later one the cell was never closed.
    if (this.lineBreaks > this.quoteBreaks) return 'open';
    this.#stray();
    this.#state = 'plain';
    return undefined;
  }

  #stray(): void {
    if (this.strayAt === -1) this.strayAt = this.#state === 'plain' ? this.at : this.at - 1;
  }
}
