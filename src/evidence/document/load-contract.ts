/**
 * Loads a document of any kind that lint knows: JSON, YAML, WSDL and XSD, with the files beside it that it names.
 *
 * Neighbours are read from one folder and below it, and from nowhere else: no URL, no absolute path, no way out by `..` or by a link. The folder is
 * the document's own, or in a run the statement's. What is named and cannot be read is left out; a rule says so. Whoever has the octets at hand
 * already (recorded evidence) hands in a reader of its own.
 *
 * Source   WSDL 1.1 §2.1.1 (import), XML Schema Part 1 §4.2 (include, import, redefine), Arazzo 1.0.1 (Source Description Object).
 * Room     evidence/document (floor 3).
 */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { Json, LoadedDocument } from '../../contract/api-model.js';
import { sha256 } from '../../contract/canonical.js';
import { isObject, memberOf } from '../../contract/json.js';
import { defaultLimits, type DocumentLimits, parseLoaded, readBounded } from '../../contract/load-document.js';
import { neighbourPath } from '../../contract/neighbour-path.js';
import { EgifError } from '../../errors.js';
import { decodeXml } from './decode-xml.js';
import { parseXml } from './read-xml.js';
import { sniffKind } from './sniff-kind.js';

/** Files that one document may draw in. */
const maxNeighbours = 200;

/** Offset of the root's start tag: behind declaration, comments and a DOCTYPE. */
function rootStart(text: string): number {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : text.startsWith('<!', at) ? '>' : undefined;
    if (end === undefined) return at;
    const subset = text.startsWith('<!DOCTYPE', at) && text.slice(at, text.indexOf('>', at)).includes('[') ? text.indexOf(']', at) : at;
    const found = subset === -1 ? -1 : text.indexOf(end, subset);
    if (found === -1) return text.length;
    at = found + end.length;
  }
}

/** Whether a text is a WSDL or an XML schema, told by its root. */
function isXmlContract(text: string): boolean {
  const start = rootStart(text);
  const tag = text.slice(start, Math.min(text.indexOf('>', start) + 1, start + 20_000));
  const [, name = ''] = /^<(?:[\w.-]+:)?(\w+)[\s/>]/.exec(tag) ?? [];
  if (name === 'definitions' || name === 'description') return /["']http:\/\/(?:schemas\.xmlsoap\.org\/wsdl\/|www\.w3\.org\/ns\/wsdl)["']/.test(tag);
  return name === 'schema' && tag.includes('http://www.w3.org/2001/XMLSchema');
}

/** A document from octets at hand: WSDL and XSD as XML, everything else as JSON or YAML. Errors: FILE_*, DOCUMENT_*. */
export function parseContract(file: string, octets: Uint8Array, limits: DocumentLimits = defaultLimits): LoadedDocument {
  const first = octets.find((octet) => octet > 0x20 && octet < 0x80);
  if (first !== 0x3c || octets.length > limits.maxBytes) return parseLoaded(file, octets, limits);
  const { text, encoding } = decodeXml(octets, file);
  if (!isXmlContract(text)) return parseLoaded(file, octets, limits);
  const limit = limits.maxBytes / 2;
  if (octets.length > limit)
    throw new EgifError('FILE_TOO_LARGE', `${file} has ${octets.length} bytes; the limit is ${limit}`, { file, mend: 'split the file' });
  return { file, sha256: sha256(octets), text, format: 'xml', ...parseXml(file, text, { limits, encoding }) };
}

/** Values of an attribute of elements of these names, anywhere. */
function attributesIn(data: Json, wanted: ReadonlyMap<string, string>): readonly string[] {
  const found: string[] = [];
  const queue: Json[] = [data];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    if (Array.isArray(value)) for (const part of value) queue.push(part);
    if (!isObject(value)) continue;
    for (const [name, inner] of Object.entries(value)) {
      const attribute = wanted.get(name);
      for (const item of attribute !== undefined && Array.isArray(inner) ? inner : []) {
        const location = memberOf(item, attribute ?? '');
        if (typeof location === 'string') found.push(location);
      }
      if (typeof inner === 'object') queue.push(inner);
    }
  }
  return found;
}

const locations: ReadonlyMap<string, string> = new Map([
  ['wsdl:import', '@location'],
  ['xsd:import', '@schemaLocation'],
  ['xsd:include', '@schemaLocation'],
  ['xsd:redefine', '@schemaLocation'],
]);

/** What a document names as its parts, as it writes it. */
function namedIn(document: LoadedDocument): readonly string[] {
  if (document.format === 'xml') return attributesIn(document.data, locations);
  const sources = sniffKind(document) === 'arazzo' ? memberOf(document.data, 'sourceDescriptions') : undefined;
  return Array.isArray(sources) ? sources.flatMap((source: Json) => memberOf(source, 'url') ?? []).filter((url) => typeof url === 'string') : [];
}

/** The octets of a file by its path from the folder, at most so many; nothing where it is absent, unreadable or elsewhere. */
export type NeighbourReader = (path: string, maxBytes: number) => Promise<Uint8Array | undefined>;

/** Reads neighbours from a folder; one that is reached by a link that leaves the folder is not read. Errors: none; what cannot be read is absent. */
export async function folderReader(folder: string): Promise<NeighbourReader> {
  const home = await realpath(folder);
  const inside = home.endsWith(sep) ? home : home + sep;
  return async (path, maxBytes) => {
    try {
      const real = await realpath(join(home, path));
      return real.startsWith(inside) ? await readBounded(real, maxBytes) : undefined;
    } catch {
      return undefined;
    }
  };
}

function parsed(path: string, octets: Uint8Array, limits: DocumentLimits): LoadedDocument | undefined {
  try {
    return parseContract(path, octets, limits);
  } catch (error) {
    if (error instanceof EgifError) return undefined;
    throw error;
  }
}

/**
 * The document with all that it draws in, directly or by another. `document.within` is where it lies itself (default: its file name); a file that
 * names the document as its own neighbour means the document. Errors: DOCUMENT_TOO_MANY_NODES (too many or too large).
 */
export async function drawIn(document: LoadedDocument, read: NeighbourReader, limits: DocumentLimits = defaultLimits): Promise<LoadedDocument> {
  if (document.format !== 'xml' && sniffKind(document) !== 'arazzo') return document;
  const within = document.within ?? basename(document.file);
  const neighbours = new Map<string, LoadedDocument>();
  const tried = new Set<string>(document.format === 'xml' ? [within] : []);
  const queue: { readonly from: string; readonly document: LoadedDocument }[] = [{ from: within, document }];
  let left = limits.maxBytes;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const location of namedIn(next.document)) {
      const path = neighbourPath(location, next.from);
      if (path === undefined || tried.has(path)) continue;
      tried.add(path);
      const octets = await read(path, limits.maxBytes);
      left -= octets?.length ?? 0;
      if (tried.size > maxNeighbours || left < 0) {
        throw new EgifError('DOCUMENT_TOO_MANY_NODES', `${document.file} draws in over ${maxNeighbours} files or ${limits.maxBytes} bytes`, {
          file: document.file,
          mend: 'join or split the files',
        });
      }
      const found = octets === undefined ? undefined : parsed(path, octets, limits);
      if (found === undefined) continue;
      neighbours.set(path, found);
      if (found.format === 'xml') queue.push({ from: path, document: found });
    }
  }
  return { ...document, within, neighbours };
}

/** The document with its neighbours, from the folder of the file that holds it. Errors: DOCUMENT_TOO_MANY_NODES (too many or too large). */
export async function withNeighbours(document: LoadedDocument, file: string, limits: DocumentLimits = defaultLimits): Promise<LoadedDocument> {
  if (document.format !== 'xml' && sniffKind(document) !== 'arazzo') return document;
  return drawIn({ ...document, within: basename(file) }, await folderReader(dirname(file)), limits);
}

/** Reads, bounds and parses one file with its neighbours. Errors: FILE_*, DOCUMENT_*. */
export async function loadContract(file: string, limits: DocumentLimits = defaultLimits): Promise<LoadedDocument> {
  return withNeighbours(parseContract(file, await readBounded(file, limits.maxBytes), limits), file, limits);
}
