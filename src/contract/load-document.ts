/**
 * Bounded loading of one JSON or YAML file, with the position of every value.
 *
 * Limits are counted work: octets, nodes, depth, aliases. What is over a limit, empty, ill-formed or in another encoding is refused with a code.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { EgifError } from '../errors.js';
import type { Json, JsonObject, LoadedDocument } from './api-model.js';
import { troubleOf } from './bound-data.js';
import { sha256 } from './canonical.js';
import { compiledData } from './compiled-files.js';
import { pathOf, pointerOf } from './json.js';
import { duplicateName, jsonLocator, skipString } from './json-position.js';
import { parseYaml } from './parse-yaml.js';

export interface DocumentLimits {
  readonly maxBytes: number;
  /** YAML costs about a second a megabyte, so that its limit is lower. Default: half of `maxBytes`. */
  readonly maxYamlBytes?: number;
  /** Counted with every alias written out. */
  readonly maxNodes: number;
  readonly maxDepth: number;
  readonly maxAliases: number;
}

export const defaultLimits: DocumentLimits = { maxBytes: 32 * 1024 * 1024, maxNodes: 1_500_000, maxDepth: 200, maxAliases: 1_000 };

/** What is said of a file that cannot be opened: FILE_NOT_FOUND or FILE_UNREADABLE. */
export function fileError(file: string, error: unknown): EgifError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new EgifError('FILE_NOT_FOUND', `there is no file ${file}`, { file, mend: 'name an existing file' });
  }
  if (code === 'ELOOP') {
    return new EgifError('FILE_UNREADABLE', `${file} is a link that leads back to itself`, { file, mend: 'name the file itself', cause: error });
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
  if (!isUtf8(octets)) throw new EgifError('FILE_ENCODING', `${file} is not UTF-8`, { file, mend: 'save the file as UTF-8' });
  const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const text = isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8', mark);
  if (text.trim() === '') throw new EgifError('FILE_EMPTY', `${file} is empty`, { file, mend: 'fill the file' });
  if (text.includes('\u0000')) throw new EgifError('FILE_ENCODING', `${file} is binary or UTF-16`, { file, mend: 'save the file as UTF-8 text' });
  return text;
}

interface Shape {
  readonly depth: number;
  /** Colons outside of strings: in a JSON text one for each member. */
  readonly members: number;
}

/** Nesting depth and members of a JSON-like text, strings passed over: found before any parser recurses. */
function shapeOf(text: string): Shape {
  let depth = 0;
  let deepest = 0;
  let members = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) at = skipString(text, at) - 1;
    else if (unit === 0x3a) members += 1;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
  return { depth: deepest, members };
}

interface Counts {
  /** Members of all objects. */
  members: number;
  values: number;
  /** A number beyond all bounds: the text has one that no machine holds. */
  infinite: boolean;
}

/** Counts what JSON.parse gave; no deeper than its text. */
function count(value: Json, counts: Counts): void {
  counts.values += 1;
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'number' && !Number.isFinite(value)) counts.infinite = true;
  } else if (Array.isArray(value)) {
    for (const item of value) count(item, counts);
  } else {
    for (const name in value) {
      counts.members += 1;
      count((value as JsonObject)[name] ?? null, counts);
    }
  }
}

function tooDeep(file: string, limits: DocumentLimits): EgifError {
  return new EgifError('DOCUMENT_TOO_DEEP', `${file} is nested deeper than ${limits.maxDepth} levels`, { file, mend: 'flatten the document' });
}

/** `isBounded`: every value was seen to be within the limits; what is not is left to `bound`, which says where. */
function loadJson(
  file: string,
  text: string,
  limits: DocumentLimits,
): (Pick<LoadedDocument, 'data' | 'position'> & { readonly isBounded: boolean }) | undefined {
  let data: Json;
  const shape = shapeOf(text);
  if (shape.depth > limits.maxDepth) throw tooDeep(file, limits);
  try {
    data = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  const counts: Counts = { members: 0, values: 0, infinite: false };
  count(data, counts);
  // a name that stands twice leaves one member fewer than the text has
  const twice = counts.members === shape.members ? undefined : duplicateName(text);
  if (twice !== undefined) {
    const { name, ...place } = twice;
    throw new EgifError('DOCUMENT_DUPLICATE_KEY', `${file}: the name "${name.slice(0, 100)}" stands twice in one object`, {
      file,
      ...place,
      mend: 'keep one of the two members',
    });
  }
  const locate = jsonLocator(text);
  const isBounded = !counts.infinite && counts.values <= limits.maxNodes;
  return { data, position: (pointer) => locate(pathOf(pointer)), isBounded };
}

/** Refuses what is too large, too deep or no JSON value once aliases are written out. */
function bound(document: LoadedDocument, limits: DocumentLimits): LoadedDocument {
  const found = troubleOf(document.data, limits);
  if (found === undefined) return document;
  const pointer = pointerOf(found.path.slice(0, 20));
  const place = { file: document.file, pointer, ...document.position(pointer) };
  if (found.trouble === 'depth') throw tooDeep(document.file, limits);
  if (found.trouble === 'foreign') {
    throw new EgifError('DOCUMENT_SYNTAX', `${document.file}: a value that JSON does not know`, {
      ...place,
      mend: 'write it as a string or a number',
    });
  }
  throw new EgifError('DOCUMENT_TOO_MANY_NODES', `${document.file} has over ${limits.maxNodes} values`, {
    file: document.file,
    mend: 'split the document',
  });
}

/** A file of the suite that the build has parsed and bounded under the default limits. The text is parsed again only to say where something stands. */
function loadCompiled(
  file: string,
  source: { readonly text: string; readonly digest: string },
): Pick<LoadedDocument, 'data' | 'position'> | undefined {
  const compiled = compiledData(source.digest);
  if (compiled === undefined) return undefined;
  let parsed: Pick<LoadedDocument, 'position'> | undefined;
  return {
    data: compiled.data,
    position(pointer) {
      parsed ??= parseYaml(file, source.text, defaultLimits);
      return parsed.position(pointer);
    },
  };
}

/** A document from octets already at hand. */
export function parseLoaded(file: string, octets: Uint8Array, limits: DocumentLimits = defaultLimits): LoadedDocument {
  const tooLarge = (limit: number): EgifError =>
    new EgifError('FILE_TOO_LARGE', `${file} has ${octets.length} bytes; the limit is ${limit}`, { file, mend: 'split the file' });
  if (octets.length > limits.maxBytes) throw tooLarge(limits.maxBytes);
  const text = decodeText(octets, file);
  const digest = sha256(octets);
  const json = /^\s*[[{]/.test(text) ? loadJson(file, text, limits) : undefined;
  if (json !== undefined) {
    const { isBounded, ...parsed } = json;
    const document: LoadedDocument = { file, sha256: digest, text, format: 'json', ...parsed };
    return isBounded ? document : bound(document, limits);
  }
  const maxYamlBytes = limits.maxYamlBytes ?? limits.maxBytes / 2;
  if (octets.length > maxYamlBytes) throw tooLarge(maxYamlBytes);
  const ready = limits === defaultLimits ? loadCompiled(file, { text, digest }) : undefined;
  if (ready !== undefined) return { file, sha256: digest, text, format: 'yaml', ...ready };
  return bound({ file, sha256: digest, text, format: 'yaml', ...parseYaml(file, text, limits) }, limits);
}

/** Reads, bounds and parses one file. Errors: FILE_*, DOCUMENT_*. */
export async function loadDocument(file: string, limits: DocumentLimits = defaultLimits): Promise<LoadedDocument> {
  return parseLoaded(file, await readBounded(file, limits.maxBytes), limits);
}
