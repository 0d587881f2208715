/**
 * Octets of an XML file as text, chunk by chunk, and the place of every code unit of it.
 *
 * Source   XML 1.0 §4.3.3 (encoding); RFC 3629.
 * Room     evidence (floor 3), stage: reading data files.
 */
import { isUtf8 } from 'node:buffer';
import type { FilePosition } from '../../contract/dataset.js';
import { illFormedUtf8, openSequence } from './ill-formed-utf8.js';
import { TextPlace } from './text-place.js';

/** The session of one file. */
export class XmlOctets {
  /** The octet that is no UTF-8, once it was met. */
  illFormed: number | undefined;
  #rest = Buffer.alloc(0);
  readonly #place: TextPlace;
  /** Text behind the place, and the code units before it. */
  #text = '';
  #units = 0;

  constructor(startOffset: number) {
    this.#place = new TextPlace(startOffset);
  }

  /** The text of a chunk, up to the first octet that is no UTF-8; a sequence that the chunk cuts waits for the next one. */
  decode(chunk: Buffer, isEnd: boolean): string {
    const all = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const waiting = isEnd ? 0 : openSequence(all);
    let whole = all.subarray(0, all.length - waiting);
    this.#rest = Buffer.from(all.subarray(all.length - waiting));
    if (!isUtf8(whole)) {
      const at = illFormedUtf8(whole);
      this.illFormed = whole[at];
      whole = whole.subarray(0, at);
    }
    const text = whole.toString('utf8');
    this.#text += text;
    return text;
  }

  /** Goes on to a code unit of the file (from 0) and says where it stands. It never goes back. */
  goTo(unit: number): FilePosition {
    const units = Math.max(0, Math.min(unit - this.#units, this.#text.length));
    const passed = this.#text.slice(0, units);
    this.#place.passText(passed, Buffer.byteLength(passed));
    this.#text = this.#text.slice(units);
    this.#units += units;
    return this.#place.position;
  }
}
