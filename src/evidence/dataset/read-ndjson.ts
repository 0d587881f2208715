/**
 * NDJSON: one JSON value a line. Lines that chunks cut are put together; a line is decoded only where the sink does not accept its octets.
 *
 * A blank line between records is a flaw, once for each run of them; blank lines at the end of the file are none. LF and CR LF both end a line.
 *
 * Source   RFC 8259; NDJSON 1.0 §3.1-3.2 (LF, CR LF; empty lines may be passed over, which must be said).
 * Room     evidence (floor 3), stage: reading data files.
 */
import { isUtf8 } from 'node:buffer';
import type { FilePosition } from '../../contract/dataset.js';
import { EgifError } from '../../errors.js';
import type { FormContext, FormReader } from './form-reader.js';
import { HeldOctets } from './held-octets.js';
import { illFormedUtf8 } from './ill-formed-utf8.js';
import { giveJsonRecord } from './json-record.js';

const lineFeed = 0x0a;

function isBlankLine(octets: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const octet = octets[at];
    if (octet !== 0x20 && octet !== 0x09 && octet !== 0x0d) return false;
  }
  return true;
}

class NdjsonReader implements FormReader {
  readonly #context: FormContext;
  /** The beginning of a line whose end has not come yet. */
  readonly #held = new HeldOctets();
  /** Octets of a line over the limit that were passed over so far; 0: none is. */
  #skipped = 0;
  #line = 1;
  #offset: number;
  /** The first of the blank lines that no record has followed yet. */
  #blankFrom: FilePosition | undefined;

  constructor(context: FormContext) {
    this.#context = context;
    this.#offset = context.startOffset;
  }

  write(chunk: Buffer): void {
    let from = 0;
    if (this.#held.length > 0 || this.#skipped > 0) {
      const end = chunk.indexOf(lineFeed);
      this.#hold(chunk, 0, end === -1 ? chunk.length : end);
      if (end === -1) return;
      this.#endHeld(false);
      from = end + 1;
    }
    const last = chunk.lastIndexOf(lineFeed);
    if (last >= from) {
      this.#lines(chunk, from, last + 1);
      from = last + 1;
    }
    if (from < chunk.length) this.#hold(chunk, from, chunk.length);
  }

  end(): void {
    if (this.#held.length > 0 || this.#skipped > 0) this.#endHeld(true);
    const { tally, name } = this.#context;
    if (tally.records > 0 || tally.flaws > 0) return;
    throw new EgifError('FILE_EMPTY', `${name} holds nothing`, { file: name, mend: 'name a file with records' });
  }

  /** Whole lines of one chunk: the loop that the speed of reading hangs on. */
  #lines(chunk: Buffer, start: number, stop: number): void {
    const wellFormed = isUtf8(chunk.subarray(start, stop));
    let from = start;
    while (from < stop) {
      const end = chunk.indexOf(lineFeed, from);
      this.#lineOf(chunk, from, end, wellFormed, false);
      this.#line += 1;
      this.#offset += end + 1 - from;
      from = end + 1;
    }
  }

  #hold(chunk: Buffer, start: number, end: number): void {
    if (this.#skipped > 0) this.#skipped += end - start;
    // One octet more than the limit may be held: it may be the CR of a line end.
    else if (this.#held.length + end - start > this.#context.limits.recordOctets + 1) {
      this.#skipped = this.#held.length + end - start;
      this.#held.clear();
    } else this.#held.append(chunk, start, end);
  }

  #endHeld(isLast: boolean): void {
    const length = this.#skipped > 0 ? this.#skipped : this.#held.length;
    if (this.#skipped > 0) this.#tooLong();
    else {
      const line = this.#held.view();
      this.#lineOf(line, 0, line.length, isUtf8(line), isLast);
    }
    this.#skipped = 0;
    this.#held.clear();
    this.#line += 1;
    this.#offset += length + 1;
  }

  #position(): FilePosition {
    return { line: this.#line, column: 1, offset: this.#offset };
  }

  #tooLong(): void {
    this.#giveBlank();
    const detail = `the limit is ${this.#context.limits.recordOctets} octets`;
    this.#context.tally.flaw({ code: 'record-too-long', position: this.#position(), detail, lost: true });
  }

  #giveBlank(): void {
    if (this.#blankFrom === undefined) return;
    const blank = this.#line - this.#blankFrom.line;
    this.#context.tally.flaw({ code: 'blank-line', position: this.#blankFrom, detail: `${blank} in a row`, lost: false });
    this.#blankFrom = undefined;
  }

  #lineOf(octets: Buffer, start: number, lineEnd: number, wellFormed: boolean, isLast: boolean): void {
    const { tally, limits } = this.#context;
    const end = lineEnd > start && octets[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd;
    const first = octets[start];
    if (end - start > limits.recordOctets) {
      this.#tooLong();
      return;
    }
    if ((first === undefined || first <= 0x20 || end === start) && isBlankLine(octets, start, end)) {
      this.#blankFrom ??= this.#position();
      return;
    }
    if (this.#blankFrom !== undefined) this.#giveBlank();
    if (!wellFormed && !isUtf8(octets.subarray(start, end))) {
      this.#illFormed(octets, start, end);
    } else if (tally.accept?.(octets, start, end)) {
      tally.countAccepted();
    } else {
      giveJsonRecord({ text: octets.toString('utf8', start, end), position: this.#position(), isLast }, tally, limits);
    }
  }

  #illFormed(octets: Buffer, start: number, end: number): void {
    const at = illFormedUtf8(octets, start, end);
    const column = octets.toString('utf8', start, at).length + 1;
    const position = { line: this.#line, column, offset: this.#offset + at - start };
    const got = `0x${(octets[at] ?? 0).toString(16).padStart(2, '0')}`;
    this.#context.tally.flaw({ code: 'invalid-utf8', position, got, lost: true });
  }
}

/** A reader of NDJSON. */
export function openNdjson(context: FormContext): FormReader {
  return new NdjsonReader(context);
}
