/**
 * JSON documents: the items of an array are records, read one by one however long the document is; any other document is one record.
 *
 * A broken item loses itself alone where its end is beyond doubt; else reading stops there. What stands around the array (the envelope) is held and
 * judged as JSON too, so that a document is never good because its records are.
 *
 * Source   RFC 8259; RFC 6901 for `recordsAt`.
 * Room     evidence (floor 3), stage: reading data files.
 */
import { isUtf8 } from 'node:buffer';
import { pathOf, pointerOf } from '../../contract/json.js';
import type { FilePosition, FormFlaw } from '../../contract/dataset.js';
import { EgifError } from '../../errors.js';
import type { FormContext, FormReader } from './form-reader.js';
import { HeldOctets } from './held-octets.js';
import { illFormedUtf8 } from './ill-formed-utf8.js';
import { hiddenTroubles } from './json-members.js';
import { brokenRecord, giveJsonRecord, positionIn } from './json-record.js';
import { JsonSeeker } from './json-seeker.js';
import { syntaxTrouble } from './json-syntax.js';
import { JsonValueScanner } from './json-value-scanner.js';
import { TextPlace } from './text-place.js';

const isBlank = (octet: number): boolean => octet === 0x20 || octet === 0x0a || octet === 0x0d || octet === 0x09;

type Stage = 'start' | 'whole' | 'seek' | 'before item' | 'item' | 'behind item' | 'behind array';

class JsonReader implements FormReader {
  readonly #context: FormContext;
  readonly #scanner: JsonValueScanner;
  readonly #seeker: JsonSeeker;
  /** Where the next octet stands that has not been passed: the start of an item while one is read. */
  readonly #place: TextPlace;
  readonly #held = new HeldOctets();
  readonly #before = new HeldOctets();
  readonly #after = new HeldOctets();
  #afterStart: FilePosition | undefined;
  #stage: Stage = 'start';
  #hasItems = false;
  /** Whether an item was over the limit and is passed over. */
  #skipping = false;

  constructor(context: FormContext) {
    this.#context = context;
    this.#scanner = new JsonValueScanner(context.limits.depth);
    this.#seeker = new JsonSeeker(pathOf(context.recordsAt ?? ''));
    this.#place = new TextPlace(context.startOffset);
  }

  write(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && this.#context.tally.stopped === undefined) at = this.#advance(chunk, at);
  }

  #advance(chunk: Buffer, at: number): number {
    switch (this.#stage) {
      case 'start':
        return this.#begin(chunk, at);
      case 'whole':
        return this.#holdWhole(chunk, at);
      case 'seek':
        return this.#seek(chunk, at);
      case 'before item':
      case 'behind item':
        return this.#between(chunk, at);
      case 'item':
        return this.#item(chunk, at);
      case 'behind array':
        return this.#behindArray(chunk, at);
    }
  }

  #begin(chunk: Buffer, from: number): number {
    let at = from;
    while (at < chunk.length && isBlank(chunk[at] ?? 0)) at += 1;
    this.#place.pass(chunk, from, at);
    if (at === chunk.length) return at;
    const isList = chunk[at] === 0x5b;
    this.#stage = this.#context.recordsAt !== undefined || isList ? 'seek' : 'whole';
    return at;
  }

  #holdWhole(chunk: Buffer, at: number): number {
    const limit = this.#context.limits.documentOctets;
    if (this.#held.length + chunk.length - at > limit) {
      const { name } = this.#context;
      const mend = 'name the array that holds the records, or write one record a line (NDJSON)';
      throw new EgifError('FILE_TOO_LARGE', `${name} is one JSON value of more than ${limit} octets`, { file: name, mend });
    }
    this.#held.append(chunk, at);
    return chunk.length;
  }

  #seek(chunk: Buffer, from: number): number {
    const found = this.#seeker.seek(chunk, from);
    const { state } = this.#seeker;
    const end = state === 'seeking' ? found : found + 1;
    if (!this.#envelope(this.#before, chunk.subarray(from, end))) return chunk.length;
    if (state === 'found') {
      this.#place.pass(this.#before.view(), 0, this.#before.length);
      this.#stage = 'before item';
    } else if (state !== 'seeking') this.#noArray();
    return end;
  }

  /** The pointer leads to no array: the fault of who named it, unless the document is broken before its end. */
  #noArray(): never {
    const { name, recordsAt = '' } = this.#context;
    const mend = 'name the array of records with an RFC 6901 pointer';
    throw new EgifError('USAGE', `${name} has no array at "${recordsAt}"`, { file: name, pointer: recordsAt, mend });
  }

  /** Holds octets of the envelope; false where they are over the limit. */
  #envelope(part: HeldOctets, octets: Buffer): boolean {
    part.append(octets);
    const limit = this.#context.limits.recordOctets;
    if (part.length <= limit) return true;
    const detail = `more than ${limit} octets stand beside the records`;
    this.#context.tally.stop({ code: 'json-envelope-too-long', detail, position: this.#afterStart ?? this.#place.position });
    return false;
  }

  #between(chunk: Buffer, from: number): number {
    let at = from;
    while (at < chunk.length && isBlank(chunk[at] ?? 0)) at += 1;
    this.#place.pass(chunk, from, at);
    if (at === chunk.length) return at;
    const octet = chunk[at];
    if (octet === 0x5d) return this.#endArray(at);
    if (octet === 0x2c) {
      if (this.#stage === 'before item') this.#emptyItem();
      this.#stage = 'before item';
      this.#place.pass(chunk, at, at + 1);
      return at + 1;
    }
    if (this.#stage === 'behind item') {
      this.#context.tally.stop({ code: 'json-broken', detail: 'a comma or the end of the array was expected', position: this.#place.position });
      return chunk.length;
    }
    this.#stage = 'item';
    this.#hasItems = true;
    this.#scanner.start();
    return at;
  }

  #emptyItem(): void {
    this.#context.tally.flaw({ code: 'json-item-empty', position: this.#place.position, lost: false });
  }

  #endArray(at: number): number {
    if (this.#stage === 'before item' && this.#hasItems) this.#emptyItem();
    this.#stage = 'behind array';
    this.#afterStart = this.#place.position;
    return at;
  }

  #item(chunk: Buffer, from: number): number {
    const found = this.#scanner.scan(chunk, from);
    const end = found === -1 ? chunk.length : found;
    const limit = this.#context.limits.recordOctets;
    if (this.#skipping) this.#place.pass(chunk, from, end);
    else if (this.#held.length + end - from > limit) {
      const { position } = this.#place;
      this.#context.tally.flaw({ code: 'record-too-long', position, detail: `the limit is ${limit} octets`, lost: true });
      this.#skipping = true;
      this.#place.pass(this.#held.view(), 0, this.#held.length);
      this.#place.pass(chunk, from, end);
    } else if (found === -1 || this.#held.length > 0) this.#held.append(chunk, from, end);
    if (found === -1) return end;
    const item = this.#held.length > 0 ? this.#held.view() : chunk.subarray(from, end);
    if (this.#scanner.broken) this.#broken(item);
    else this.#endItem(item);
    this.#held.clear();
    this.#skipping = false;
    this.#stage = 'behind item';
    return end;
  }

  #endItem(item: Buffer): void {
    if (this.#skipping) return;
    const { tally, limits } = this.#context;
    const { position } = this.#place;
    if (!isUtf8(item)) {
      tally.flaw(this.#illFormed(item, position, true));
      this.#place.pass(item, 0, item.length);
      return;
    }
    const text = item.toString('utf8');
    if (this.#scanner.tooDeep) {
      tally.flaw({ code: 'record-too-deep', position, detail: `the limit is ${limits.depth}`, lost: true });
    } else giveJsonRecord({ text, position, isLast: false }, tally, limits);
    this.#place.passText(text, item.length);
  }

  /** An item whose end cannot be known: it is lost, and so is the rest of the file. */
  #broken(item: Buffer): void {
    const { tally } = this.#context;
    const detail = 'no later record can be told apart';
    if (this.#skipping) {
      tally.stop({ code: 'json-broken', detail, position: this.#place.position });
      return;
    }
    const start = this.#place.position;
    const flaw = isUtf8(item) ? brokenRecord(item.toString('utf8'), start, false) : this.#illFormed(item, start, true);
    tally.flaw(flaw);
    tally.stop({ code: 'json-broken', detail, position: flaw.position });
  }

  #illFormed(octets: Buffer, start: FilePosition, lost: boolean): FormFlaw {
    const at = illFormedUtf8(octets);
    const before = octets.toString('utf8', 0, at);
    return {
      code: 'invalid-utf8',
      position: positionIn(before, start, before.length),
      got: `0x${(octets[at] ?? 0).toString(16).padStart(2, '0')}`,
      lost,
    };
  }

  #behindArray(chunk: Buffer, from: number): number {
    this.#envelope(this.#after, chunk.subarray(from));
    return chunk.length;
  }

  end(): void {
    const { tally, name } = this.#context;
    if (tally.stopped !== undefined) return;
    if (this.#stage === 'start') throw new EgifError('FILE_EMPTY', `${name} holds nothing`, { file: name, mend: 'name a file with records' });
    if (this.#stage === 'whole') this.#endWhole();
    else if (this.#stage === 'behind array') this.#judgeEnvelope();
    else {
      if (this.#stage === 'item' && !this.#skipping) this.#cutItem();
      tally.stop({ code: 'file-cut-off', detail: 'the document is not closed', position: this.#cutPosition() });
    }
  }

  #cutPosition(): FilePosition {
    if (this.#stage === 'seek') this.#place.pass(this.#before.view(), 0, this.#before.length);
    else if (!this.#skipping) this.#place.pass(this.#held.view(), 0, this.#held.length);
    return this.#place.position;
  }

  #cutItem(): void {
    const item = this.#held.view();
    const { position } = this.#place;
    if (!isUtf8(item)) this.#context.tally.flaw(this.#illFormed(item, position, true));
    else this.#context.tally.flaw(brokenRecord(item.toString('utf8'), position, true));
  }

  #endWhole(): void {
    const { tally, limits } = this.#context;
    const whole = this.#held.view();
    const { position } = this.#place;
    if (!isUtf8(whole)) tally.flaw(this.#illFormed(whole, position, true));
    else giveJsonRecord({ text: whole.toString('utf8'), position, isLast: true }, tally, limits);
  }

  /** The document without its records must be JSON, and nothing may stand behind it. */
  #judgeEnvelope(): void {
    const { tally, recordsAt = '' } = this.#context;
    const start: FilePosition = { line: 1, column: 1, offset: this.#context.startOffset };
    const before = this.#before.view().toString('utf8');
    const after = this.#after.view().toString('utf8');
    const tail = this.#afterStart ?? start;
    const text = before + after;
    const place = (unit: number): FilePosition =>
      unit < before.length ? positionIn(before, start, unit) : positionIn(after, tail, unit - before.length);
    if (!isUtf8(this.#before.view())) tally.flaw(this.#illFormed(this.#before.view(), start, false));
    if (!isUtf8(this.#after.view())) tally.flaw(this.#illFormed(this.#after.view(), tail, false));
    const trouble = syntaxTrouble(text);
    if (trouble === undefined) {
      for (const { code, path, offset } of hiddenTroubles(text)) tally.flaw({ code, position: place(offset), pointer: pointerOf(path), lost: false });
    } else if (trouble.atEnd) tally.stop({ code: 'file-cut-off', detail: 'the document is not closed', position: place(text.length) });
    else tally.flaw({ code: recordsAt === '' ? 'json-trailing-content' : 'json-envelope-broken', position: place(trouble.offset), lost: false });
  }
}

/** A reader of one JSON document. */
export function openJson(context: FormContext): FormReader {
  return new JsonReader(context);
}
