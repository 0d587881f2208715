/**
 * A small XML document (WSDL, XSD) as plain JSON data, with the position of every element and attribute.
 *
 * An element is an object: attributes as `@name`, child elements in arrays by name, its text as `#text`, the prefixes that it declares as `xmlns`
 * (`""` is the default namespace). Names of known namespaces carry one fixed prefix whatever the document writes (`wsdl:portType`, `soap:binding`),
 * others their namespace in braces; so a pointer reads like an XPath: `/wsdl:definitions/wsdl:binding/0/soap:binding/0/@transport`.
 *
 * Beside the root stand `encoding` as it is declared, and `readAs` where the octets are something else than UTF-8.
 *
 * A document type declaration is refused; no entity but the five of XML is known, nothing external is ever read.
 *
 * Source   XML 1.0 (5th ed.) §2.8, §4.4.8; Namespaces in XML 1.0 §6; WS-I Basic Profile 1.1 R4002, R4003.
 * Room     evidence/document (floor 3).
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { Json, LoadedDocument } from '../../contract/api-model.js';
import type { DocumentLimits } from '../../contract/load-document.js';
import { isObject, pathOf } from '../../contract/json.js';
import { EgifError } from '../../errors.js';
import type { XmlEncoding } from './decode-xml.js';

const namespaces: ReadonlyMap<string, string> = new Map([
  ['http://schemas.xmlsoap.org/wsdl/', 'wsdl'],
  ['http://schemas.xmlsoap.org/wsdl/soap/', 'soap'],
  ['http://schemas.xmlsoap.org/wsdl/soap12/', 'soap12'],
  ['http://schemas.xmlsoap.org/wsdl/http/', 'http'],
  ['http://schemas.xmlsoap.org/wsdl/mime/', 'mime'],
  ['http://www.w3.org/ns/wsdl', 'wsdl20'],
  ['http://www.w3.org/2001/XMLSchema', 'xsd'],
  ['http://www.w3.org/2001/XMLSchema-instance', 'xsi'],
  ['http://schemas.xmlsoap.org/soap/encoding/', 'soapenc'],
  ['http://schemas.xmlsoap.org/ws/2004/09/policy', 'wsp'],
  ['http://www.w3.org/ns/ws-policy', 'wsp'],
  ['http://www.w3.org/2006/07/ws-policy', 'wsp'],
  ['http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702', 'sp'],
  ['http://schemas.xmlsoap.org/ws/2005/07/securitypolicy', 'sp'],
  ['http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd', 'wsu'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
]);
const xmlns = 'http://www.w3.org/2000/xmlns/';

const nameOf = (uri: string, local: string): string => `${namespaces.get(uri) ?? `{${uri}}`}${namespaces.has(uri) ? ':' : ''}${local}`;

interface Open {
  readonly element: Record<string, Json>;
  readonly children: Map<string, Json[]>;
  text: string;
}

/** Offsets in the text, by the object of the element. */
type Starts = WeakMap<object, number>;

function elementOf(tag: SaxesTagNS): Record<string, Json> {
  const element: Record<string, Json> = {};
  const declared: Record<string, Json> = {};
  for (const { uri, prefix, local, value } of Object.values(tag.attributes)) {
    if (uri === xmlns || (prefix === '' && local === 'xmlns')) declared[prefix === '' ? '' : local] = value;
    else element[`@${uri === '' ? local : nameOf(uri, local)}`] = value;
  }
  if (Object.keys(declared).length > 0) element['xmlns'] = Object.fromEntries(Object.entries(declared));
  return element;
}

class XmlReader {
  readonly starts: Starts = new WeakMap();
  readonly root: Record<string, Json> = {};
  readonly #file: string;
  readonly #limits: DocumentLimits;
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  readonly #stack: Open[] = [];
  #tagStart = 0;
  #nodes = 0;

  constructor(file: string, limits: DocumentLimits) {
    this.#file = file;
    this.#limits = limits;
  }

  #error(message: string, mend: string): EgifError {
    const { line, column } = this.#parser;
    return new EgifError('DOCUMENT_SYNTAX', `${this.#file}: ${message.slice(0, 200)}`, {
      file: this.#file,
      line: Math.max(1, line),
      column: Math.max(1, column),
      mend,
    });
  }

  #count(nodes: number): void {
    this.#nodes += nodes;
    const { maxNodes, maxDepth } = this.#limits;
    const file = this.#file;
    if (this.#nodes > maxNodes)
      throw new EgifError('DOCUMENT_TOO_MANY_NODES', `${file} has over ${maxNodes} values`, { file, mend: 'split the document' });
    // an element costs two levels of the data: the array of its name and itself
    if (this.#stack.length * 2 > maxDepth)
      throw new EgifError('DOCUMENT_TOO_DEEP', `${file} is nested deeper than ${maxDepth / 2} elements`, { file, mend: 'flatten the document' });
  }

  #declaration(encoding: string | undefined): void {
    if (encoding !== undefined) this.root['encoding'] = encoding;
  }

  #openTag(tag: SaxesTagNS): void {
    const element = elementOf(tag);
    this.starts.set(element, this.#tagStart);
    this.#count(1 + Object.keys(tag.attributes).length);
    const name = nameOf(tag.uri, tag.local);
    const parent = this.#stack.at(-1);
    if (parent === undefined) this.root[name] = element;
    else {
      const list = parent.children.get(name);
      if (list === undefined) parent.children.set(name, [element]);
      else list.push(element);
    }
    this.#stack.push({ element, children: new Map(), text: '' });
  }

  #closeTag(): void {
    const open = this.#stack.pop();
    if (open === undefined) return;
    const { element, children, text } = open;
    for (const [name, list] of children) element[name] = list;
    if (text.trim() !== '') element['#text'] = text.trim();
  }

  read(text: string): void {
    const parser = this.#parser;
    const addText = (more: string): void => {
      const open = this.#stack.at(-1);
      if (open !== undefined) open.text += more;
    };
    parser.on('error', ({ message }) => {
      throw this.#error(message.replace(/^[^ ]*?\d+:\d+: /, ''), 'mend the XML at this place');
    });
    parser.on('doctype', () => {
      throw this.#error('a document type declaration (DOCTYPE) stands in it', 'write the document without one; nothing of it is read');
    });
    parser.on('xmldecl', ({ encoding }) => this.#declaration(encoding));
    parser.on('opentagstart', ({ name }) => {
      this.#tagStart = parser.position - name.length - 2;
    });
    parser.on('opentag', (tag) => this.#openTag(tag));
    parser.on('closetag', () => this.#closeTag());
    parser.on('text', addText);
    parser.on('cdata', addText);
    parser.write(text).close();
  }
}

/** Offset of an attribute's name in the start tag that begins here; the tag's own where it is not found. */
function attributeStart(text: string, tagStart: number, name: string): number {
  const local = name.replace(/^@/, '').replace(/^\{[^}]*\}|^[^:]*:/, '');
  const pattern = /\s([^\s=/>"']+)\s*=\s*(?:"[^"]*"|'[^']*')|>/g;
  pattern.lastIndex = tagStart;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const [, written] = found;
    if (written === undefined) break;
    if (written === local || written.endsWith(`:${local}`)) return found.index + 1;
  }
  return tagStart;
}

function offsetOf(data: Json, starts: Starts, text: string, pointer: string): number {
  let value: Json | undefined = data;
  let offset = Math.max(0, text.search(/<[^?!]/));
  for (const segment of pathOf(pointer)) {
    if (segment.startsWith('@') && isObject(value)) return attributeStart(text, offset, segment);
    value = Array.isArray(value) ? value[Number(segment)] : isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
    if (value === undefined) break;
    if (isObject(value)) offset = starts.get(value) ?? offset;
  }
  return offset;
}

/** Parses the text of an XML document. Errors: DOCUMENT_SYNTAX (ill-formed, or with a DOCTYPE), DOCUMENT_TOO_DEEP, DOCUMENT_TOO_MANY_NODES. */
export function parseXml(
  file: string,
  text: string,
  { limits, encoding }: { readonly limits: DocumentLimits; readonly encoding: XmlEncoding },
): Pick<LoadedDocument, 'data' | 'position'> {
  const reader = new XmlReader(file, limits);
  if (encoding !== 'UTF-8') reader.root['readAs'] = encoding;
  reader.read(text);
  const data: Json = reader.root;
  let lines: number[] | undefined;
  const position = (pointer: string): { line: number; column: number } => {
    lines ??= [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    const offset = offsetOf(data, reader.starts, text, pointer);
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
  };
  return { data, position };
}
