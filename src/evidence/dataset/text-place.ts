/**
 * Keeps count of line, column and offset while octets of UTF-8 text go by.
 *
 * Room     evidence (floor 3), stage: reading data files.
 */
import type { FilePosition } from '../../contract/dataset.js';

/** The place of the next octet. Columns count UTF-16 code units from 1. */
export class TextPlace {
  #line = 1;
  #column = 1;
  #offset: number;

  constructor(startOffset: number) {
    this.#offset = startOffset;
  }

  get position(): FilePosition {
    return { line: this.#line, column: this.#column, offset: this.#offset };
  }

  /** Passes octets; a continuation octet is no code unit, a sequence of four octets is two. */
  pass(octets: Uint8Array, start: number, end: number): void {
    this.#offset += end - start;
    for (let at = start; at < end; at += 1) {
      const octet = octets[at] ?? 0;
      if (octet === 0x0a) {
        this.#line += 1;
        this.#column = 1;
      } else if (octet < 0x80) this.#column += 1;
      else if (octet >= 0xc0) this.#column += octet >= 0xf0 ? 2 : 1;
    }
  }

  /** Passes text that is decoded already. */
  passText(text: string, octets: number): void {
    this.#offset += octets;
    const last = text.lastIndexOf('\n');
    if (last === -1) {
      this.#column += text.length;
      return;
    }
    this.#column = text.length - last;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#line += 1;
  }
}
