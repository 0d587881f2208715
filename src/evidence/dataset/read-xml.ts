/**
 * XML: elements are records, read one by one.
 *
 * A record is the element that `recordsAt` names; else each child of the root, where the first two have one name; else the root itself. A document
 * type declaration ends the reading: nothing of it is expanded or fetched. XML that is not well-formed cannot be read on; what stood before is given.
 *
 * Source   XML 1.0 (5th ed.) §1.2 (a fatal error ends processing), §2.8; OWASP on entity expansion and external entities.
 * Room     evidence (floor 3), stage: reading data files.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { EgifError } from '../../errors.js';
import type { FormContext, FormReader } from './form-reader.js';
import { HeldOctets } from './held-octets.js';
import type { XsdJudge } from './open-xsd.js';
import type { Stopped } from './tally.js';
import { XmlOctets } from './xml-octets.js';
import { XmlRecord, type XmlStart } from './xml-record.js';

const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

/** SOAP 1.1 and 1.2: the header of an envelope tells of the message and is no part of its data. */
const envelopeNamespaces: ReadonlySet<string> = new Set(['http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope']);

/** Ends the parser's work from within; never leaves this file. */
class Halt extends Error {}

/** How records are told: not known yet, by a name anywhere, by the name of the root's children, or the root alone. */
type Mode = 'undecided' | 'named' | 'list' | 'root';

class XmlReader implements FormReader {
  readonly #context: FormContext;
  readonly #xsd: XsdJudge | undefined;
  readonly #whole = new HeldOctets();
  readonly #octets: XmlOctets;
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  #mode: Mode;
  #depth = 0;
  /** Depth of an element that is passed over with all that it holds; 0: none. */
  #passedOver = 0;
  #tagStart = 0;
  /** Code units up to the last event: one node may not be over the limit. */
  #lastEvent = 0;
  /** Code units that the parser was given: between two of them its own position is not to be had. */
  #fed = 0;
  #record: XmlRecord | undefined;
  /** Code units before the record that is read. */
  #recordUnit = 0;
  #root: XmlRecord | undefined;
  /** The root's first child, held until it is known what it is. */
  #first: { readonly name: string; readonly record: XmlRecord } | undefined;
  #firstName: string | undefined;
  #hasEnded = false;
  /** Code units up to the end of an end tag that waits: the parser tells of one before it finds that it is the wrong one. */
  #closedAt: number | undefined;

  constructor(context: FormContext, xsd: XsdJudge | undefined) {
    this.#context = context;
    this.#xsd = xsd;
    this.#octets = new XmlOctets(context.startOffset);
    this.#mode = context.recordsAt === undefined ? 'undecided' : 'named';
    this.#listen();
  }

  #listen(): void {
    const parser = this.#parser;
    parser.on('xmldecl', ({ encoding }) => this.#declaration(encoding));
    parser.on('doctype', () => this.#stop('xml-doctype', 'a document type declaration; nothing of it was expanded or fetched'));
    parser.on('error', (error) => this.#malformed(error));
    parser.on('opentagstart', ({ name }) => {
      this.#tagStart = parser.position - name.length - 2;
    });
    parser.on('opentag', (tag) => this.#openTag(tag));
    parser.on('closetag', () => this.#closeTag());
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
    parser.on('comment', () => this.#event());
    parser.on('processinginstruction', () => this.#event());
  }

  write(chunk: Buffer): void {
    if (this.#xsd !== undefined) this.#hold(chunk);
    this.#feed(chunk, false);
  }

  #hold(chunk: Buffer): void {
    const limit = this.#context.limits.documentOctets;
    if (this.#whole.length + chunk.length > limit) throw this.#tooLarge('is judged by a schema and', limit, 'split the file');
    this.#whole.append(chunk);
  }

  #tooLarge(what: string, limit: number, mend: string): EgifError {
    const { name } = this.#context;
    return new EgifError('FILE_TOO_LARGE', `${name} ${what} has more than ${limit} octets`, { file: name, mend });
  }

  #feed(chunk: Buffer, isEnd: boolean): void {
    const text = this.#octets.decode(chunk, isEnd);
    try {
      this.#parser.write(text);
      this.#fed += text.length;
      this.#endTag();
      this.#bound();
      const { illFormed } = this.#octets;
      if (illFormed !== undefined) this.#stop('invalid-utf8', `octet 0x${illFormed.toString(16)}`, Number.POSITIVE_INFINITY);
      if (isEnd) this.#close();
    } catch (error) {
      if (!(error instanceof Halt)) throw error;
    }
  }

  end(): void {
    this.#feed(Buffer.alloc(0), true);
    const { tally, startOffset } = this.#context;
    if (this.#xsd === undefined || tally.stopped !== undefined) return;
    for (const { position, ...flaw } of this.#xsd.judge(this.#whole.view())) {
      tally.flaw({ ...flaw, position: { ...position, offset: position.offset + startOffset } });
    }
  }

  dispose(): void {
    this.#xsd?.dispose();
  }

  #close(): void {
    this.#hasEnded = true;
    this.#parser.close();
  }

  /** Node and record limits, also where no event comes. */
  #bound(): void {
    const { recordOctets, prologOctets } = this.#context.limits;
    const position = this.#fed;
    if (this.#depth === 0 && this.#root === undefined && position > prologOctets) this.#longProlog();
    if (position - this.#lastEvent > recordOctets) this.#stop('xml-node-too-long', `the limit is ${recordOctets}`);
    const record = this.#record;
    if (record === undefined) return;
    // Code units are fewer than octets: what is given up here is over the limit in octets too.
    if (position - this.#recordUnit > this.#recordLimit()) this.#giveUp(record);
  }

  #longProlog(): void {
    this.#stop('xml-node-too-long', `more than ${this.#context.limits.prologOctets} before the first element`);
  }

  #recordLimit(): number {
    const { recordOctets, documentOctets } = this.#context.limits;
    return this.#mode === 'root' ? documentOctets : recordOctets;
  }

  #giveUp(record: XmlRecord): void {
    if (this.#mode === 'root') throw this.#tooLarge('is one record and', this.#recordLimit(), 'name the element that is a record');
    record.giveUp('record-too-long');
  }

  #event(): void {
    this.#endTag();
    const { position } = this.#parser;
    const limit = this.#context.limits.recordOctets;
    if (position - this.#lastEvent > limit) this.#stop('xml-node-too-long', `the limit is ${limit}`);
    this.#lastEvent = position;
  }

  #declaration(encoding: string | undefined): void {
    if (encoding === undefined || /^(?:utf-8|us-ascii)$/i.test(encoding)) return;
    const { name } = this.#context;
    throw new EgifError('FILE_ENCODING', `${name} says that it is ${encoding.slice(0, 40)}`, { file: name, line: 1, mend: 'save the file as UTF-8' });
  }

  #malformed(error: Error): void {
    if (this.#closedAt === this.#parser.position) this.#closedAt = undefined;
    this.#endTag();
    const isCut = this.#hasEnded && this.#depth > 0;
    // Text beside the root is found at its end, wherever a chunk puts that; it begins behind the last event.
    const isBeside = error.message.includes('outside of root');
    const unit = isBeside ? this.#lastEvent : (this.#hasEnded ? this.#fed : this.#parser.position) - 1;
    this.#stop(isCut ? 'file-cut-off' : 'xml-not-well-formed', error.message.replace(/^[^ ]*?\d+:\d+: /, ''), unit);
  }

  #stop(code: string, detail: string, unit = this.#parser.position - 1): never {
    const { tally } = this.#context;
    const position = this.#octets.goTo(code === 'file-cut-off' ? Number.POSITIVE_INFINITY : unit);
    if (this.#first?.record.isComplex) this.#give(this.#first.record);
    if (this.#record !== undefined && tally.stopped === undefined) {
      tally.flaw({ code: 'record-cut-off', position: this.#record.position, detail: 'reading ends inside this record', lost: true });
    }
    this.#first = undefined;
    this.#record = undefined;
    const stopped: Stopped = { code, detail, position };
    tally.stop(stopped);
    throw new Halt(code);
  }

  #startOf({ local, attributes }: SaxesTagNS): XmlStart {
    const own = Object.values(attributes);
    const nil = own.find(({ local: name, uri }) => name === 'nil' && uri === instanceNamespace);
    return {
      name: local,
      isNil: nil !== undefined && /^\s*(?:true|1)\s*$/.test(nil.value),
      attributes: own
        .filter(({ uri, name }) => uri !== instanceNamespace && uri !== xmlnsNamespace && name !== 'xmlns')
        .map(({ local: name, value }) => [name, value]),
      position: this.#octets.goTo(this.#tagStart),
    };
  }

  #openTag(tag: SaxesTagNS): void {
    this.#event();
    if (this.#root === undefined && this.#tagStart > this.#context.limits.prologOctets) this.#longProlog();
    this.#depth += 1;
    if (this.#depth === 2 && tag.local === 'Header' && envelopeNamespaces.has(tag.uri)) this.#passedOver = 2;
    if (this.#passedOver > 0) return;
    const start = this.#startOf(tag);
    const isRoot = this.#depth === 1;
    if (this.#record === undefined) this.#recordUnit = this.#tagStart;
    if (isRoot) this.#root = new XmlRecord(start, this.#context.limits);
    if (this.#record !== undefined) this.#record.open(start);
    else if (this.#mode === 'named') {
      if (start.name === this.#context.recordsAt) this.#record = new XmlRecord(start, this.#context.limits);
    } else if (this.#depth === 2) this.#openChild(start);
  }

  /** A child of the root, where records are told by what the children are called. */
  #openChild(start: XmlStart): void {
    const { tally, limits } = this.#context;
    if (this.#mode === 'undecided' && this.#first !== undefined) {
      const { name, record } = this.#first;
      this.#mode = name === start.name ? 'list' : 'root';
      this.#first = undefined;
      if (this.#mode === 'list') this.#give(record);
      else {
        this.#root?.adopt(name, record);
        this.#record = this.#root;
        this.#recordUnit = 0;
        this.#record?.open(start);
        return;
      }
    }
    this.#firstName ??= start.name;
    if (start.name === this.#firstName) this.#record = new XmlRecord(start, limits);
    else
      tally.flaw({
        code: 'xml-record-unlike',
        position: start.position,
        detail: `<${start.name.slice(0, 60)}> among <${this.#firstName.slice(0, 60)}>`,
        lost: true,
      });
  }

  #closeTag(): void {
    this.#event();
    this.#closedAt = this.#parser.position;
  }

  /** Ends the element whose end tag waits. */
  #endTag(): void {
    const closedAt = this.#closedAt;
    if (closedAt === undefined) return;
    this.#closedAt = undefined;
    const isRootEnd = this.#depth === 1;
    this.#depth -= 1;
    if (this.#passedOver > 0) {
      if (this.#depth < this.#passedOver) this.#passedOver = 0;
      return;
    }
    if (this.#record?.close()) this.#finish(this.#record, closedAt);
    else if (isRootEnd && this.#mode === 'undecided') this.#endUndecided();
  }

  #finish(record: XmlRecord, closedAt: number): void {
    this.#record = undefined;
    const size = this.#octets.goTo(closedAt).offset - record.position.offset;
    if (size > this.#recordLimit()) this.#giveUp(record);
    if (this.#mode === 'undecided') this.#first = { name: this.#firstName ?? '', record };
    else this.#give(record);
  }

  /** A root with one child, or none: a child with children of its own is a list of one. */
  #endUndecided(): void {
    const root = this.#root;
    const first = this.#first;
    this.#first = undefined;
    if (first?.record.isComplex) this.#give(first.record);
    else if (root !== undefined) {
      // An empty root is a list of none.
      if (first === undefined && root.isEmpty) return;
      if (first !== undefined) root.adopt(first.name, first.record);
      root.close();
      this.#give(root);
    }
  }

  #give(record: XmlRecord): void {
    const { tally, limits } = this.#context;
    const { position, trouble, value } = record;
    if (trouble === undefined) {
      tally.record({ position, value, lexical: true, locate: (pointer) => record.locate(pointer) });
      return;
    }
    const limit = { 'record-too-long': limits.recordOctets, 'record-too-deep': limits.depth, 'record-too-many-members': limits.members }[trouble];
    tally.flaw({ code: trouble, position, detail: `the limit is ${limit}`, lost: true });
  }

  #text(text: string): void {
    this.#event();
    if (this.#passedOver > 0) return;
    if (this.#record !== undefined) this.#record.addText(text);
    else if (this.#depth === 1 && this.#mode === 'undecided') this.#root?.addText(text);
  }
}

/** A reader of one XML file, judged by a schema too where one is given. */
export function openXml(context: FormContext, xsd: XsdJudge | undefined): FormReader {
  return new XmlReader(context, xsd);
}
