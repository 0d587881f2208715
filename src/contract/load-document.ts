/**
 * Bounded loading of one JSON or YAML file, with the position of every value.
 *
 * Limits are counted work: octets, nodes, depth, aliases. What is over a limit, empty, ill-formed or in another encoding is refused with a code.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import { readFile, stat } from 'node:fs/promises';
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { EgifError } from '../errors.js';
import type { Json, LoadedDocument } from './api-model.js';
import { sha256 } from './canonical.js';
import { pathOf } from './json.js';
import { jsonPosition } from './json-position.js';

export interface DocumentLimits {
  readonly maxBytes: number;
  readonly maxNodes: number;
  readonly maxDepth: number;
  readonly maxAliases: number;
}

export const defaultLimits: DocumentLimits = { maxBytes: 32 * 1024 * 1024, maxNodes: 3_000_000, maxDepth: 200, maxAliases: 1_000 };

function fileError(file: string, error: unknown): EgifError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new EgifError('FILE_NOT_FOUND', `there is no file ${file}`, { file, mend: 'name an existing file' });
  }
  return new EgifError('FILE_UNREADABLE', `${file} cannot be read (${String(code ?? error)})`, {
    file,
    mend: 'check the rights of the file',
    cause: error,
  });
}

/** The octets of a file, or a coded error: absent, a folder, empty, too large. */
export async function readBounded(file: string, maxBytes: number): Promise<Buffer> {
  const facts = await stat(file).catch((error: unknown) => {
    throw fileError(file, error);
  });
  if (facts.isDirectory()) throw new EgifError('FILE_IS_DIRECTORY', `${file} is a folder`, { file, mend: 'name a file in it' });
  if (!facts.isFile()) throw new EgifError('FILE_UNREADABLE', `${file} is no regular file`, { file, mend: 'name a regular file' });
  if (facts.size > maxBytes) {
    throw new EgifError('FILE_TOO_LARGE', `${file} has ${facts.size} bytes; the limit is ${maxBytes}`, { file, mend: 'split the file' });
  }
  const octets = await readFile(file).catch((error: unknown) => {
    throw fileError(file, error);
  });
  if (octets.length > maxBytes)
    throw new EgifError('FILE_TOO_LARGE', `${file} grew over ${maxBytes} bytes while it was read`, { file, mend: 'split the file' });
  return octets;
}

/** UTF-8 text of octets; a byte order mark is passed over. */
export function decodeText(octets: Uint8Array, file: string): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch (cause) {
    throw new EgifError('FILE_ENCODING', `${file} is not UTF-8`, { file, mend: 'save the file as UTF-8', cause });
  }
  if (text.trim() === '') throw new EgifError('FILE_EMPTY', `${file} is empty`, { file, mend: 'fill the file' });
  if (text.includes('\u0000')) throw new EgifError('FILE_ENCODING', `${file} is binary or UTF-16`, { file, mend: 'save the file as UTF-8 text' });
  return text;
}

/** Nesting depth of a JSON-like text, strings passed over: found before any parser recurses. */
function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === 0x5c) at += 1;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
  return deepest;
}

function tooDeep(file: string, limits: DocumentLimits, cause?: unknown): EgifError {
  return new EgifError('DOCUMENT_TOO_DEEP', `${file} is nested deeper than ${limits.maxDepth} levels`, { file, mend: 'flatten the document', cause });
}

function loadJson(file: string, text: string, digest: string, limits: DocumentLimits): LoadedDocument | undefined {
  let data: Json;
  try {
    if (bracketDepth(text) > limits.maxDepth) throw tooDeep(file, limits);
    data = JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof EgifError) throw error;
    return undefined;
  }
  return { file, sha256: digest, text, format: 'json', data, position: (pointer) => jsonPosition(text, pathOf(pointer)) };
}

function checkYaml(document: Document.Parsed, file: string, lines: LineCounter, limits: DocumentLimits): void {
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    const code =
      error.code === 'DUPLICATE_KEY' ? 'DOCUMENT_DUPLICATE_KEY' : error.code === 'RESOURCE_EXHAUSTION' ? 'DOCUMENT_TOO_DEEP' : 'DOCUMENT_SYNTAX';
    const [message = error.message] = error.message.split('\n');
    throw new EgifError(code, `${file}: ${message}`, { file, line, column: col, mend: 'mend the syntax at this place' });
  }
  let nodes = 0;
  visit(document, {
    Node(_key, _node, path) {
      nodes += 1;
      if (nodes > limits.maxNodes)
        throw new EgifError('DOCUMENT_TOO_MANY_NODES', `${file} has over ${limits.maxNodes} values`, { file, mend: 'split the document' });
      if (path.length > limits.maxDepth * 2) throw tooDeep(file, limits);
    },
  });
}

function yamlPosition(document: Document.Parsed, lines: LineCounter, pointer: string): { line: number; column: number } {
  let node: unknown = document.contents;
  let offset = 0;
  for (const segment of ['', ...pathOf(pointer)].slice(1)) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === segment);
      if (pair === undefined) break;
      if (isScalar(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(segment)];
      if (node === undefined) break;
      const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
      if (Array.isArray(range) && typeof range[0] === 'number') offset = range[0];
    } else break;
  }
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function loadYaml(file: string, text: string, digest: string, limits: DocumentLimits): LoadedDocument {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, merge: true, uniqueKeys: true, prettyErrors: true, strict: true });
    checkYaml(document, file, lines, limits);
    const data = document.toJS({ maxAliasCount: limits.maxAliases }) as Json;
    return { file, sha256: digest, text, format: 'yaml', data, position: (pointer) => yamlPosition(document, lines, pointer) };
  } catch (error) {
    if (error instanceof EgifError) throw error;
    if (error instanceof RangeError) throw tooDeep(file, limits, error);
    if (error instanceof ReferenceError) {
      throw new EgifError('DOCUMENT_ALIAS_BOMB', `${file}: its aliases expand to more than ${limits.maxAliases} copies`, {
        file,
        mend: 'write the values out',
        cause: error,
      });
    }
    throw new EgifError('DOCUMENT_SYNTAX', `${file} is neither JSON nor YAML`, { file, mend: 'mend the syntax', cause: error });
  }
}

/** A document from octets already at hand. */
export function parseLoaded(file: string, octets: Uint8Array, limits: DocumentLimits = defaultLimits): LoadedDocument {
  if (octets.length > limits.maxBytes)
    throw new EgifError('FILE_TOO_LARGE', `${file} has ${octets.length} bytes; the limit is ${limits.maxBytes}`, { file, mend: 'split the file' });
  const text = decodeText(octets, file);
  const digest = sha256(octets);
  const json = /^\s*[[{]/.test(text) ? loadJson(file, text, digest, limits) : undefined;
  return json ?? loadYaml(file, text, digest, limits);
}

/** Reads, bounds and parses one file. Errors: FILE_*, DOCUMENT_*. */
export async function loadDocument(file: string, limits: DocumentLimits = defaultLimits): Promise<LoadedDocument> {
  return parseLoaded(file, await readBounded(file, limits.maxBytes), limits);
}
