/**
 * One YAML 1.2 document as data, with the position of every value.
 *
 * Refused with a code: syntax errors, several documents, names that stand twice, names that are no scalar, aliases that hold or multiply themselves.
 *
 * Room     contract (floor 2). For load-document.ts, which bounds the size before and the data after.
 */
import { createRequire } from 'node:module';
import type { CST, Document, LineCounter, YAMLError, YAMLMap } from 'yaml';
import { EgifError } from '../errors.js';
import type { Json, LoadedDocument } from './api-model.js';
import { pathOf } from './json.js';
import { linePositions } from './json-position.js';
import { quickYaml } from './quick-yaml.js';

let loaded: typeof import('yaml') | undefined;
/** The library, loaded when the first document that is not compiled needs it: it costs as much as the start of a light command. */
function library(): typeof import('yaml') {
  loaded ??= createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return loaded;
}

export interface YamlLimits {
  readonly maxDepth: number;
  readonly maxAliases: number;
}

/** A lexeme costs about 200 octets once composed, so this many stay within 512 MiB; the largest contracts in the wild have a third of it. */
const maxLexemes = 1_500_000;

interface Source {
  readonly file: string;
  readonly lines: LineCounter;
  readonly limits: YamlLimits;
}

const placeOf = ({ file, lines }: Source, offset: number): { file: string; line: number; column: number } => {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
};

function tooDeep({ file, limits }: Source, cause?: unknown): EgifError {
  return new EgifError('DOCUMENT_TOO_DEEP', `${file} is nested deeper than ${limits.maxDepth} levels`, { file, mend: 'flatten the document', cause });
}

/** A document is bounded before it is composed: afterwards its nodes are in memory already. */
function tooMany({ file }: Source): EgifError {
  return new EgifError('DOCUMENT_TOO_MANY_NODES', `${file} has over ${maxLexemes} parts`, { file, mend: 'split the document, or write it as JSON' });
}

function syntaxError(error: YAMLError, source: Source): EgifError {
  if (error.code === 'RESOURCE_EXHAUSTION') return tooDeep(source, error);
  const [message = error.message] = error.message.split('\n');
  return new EgifError('DOCUMENT_SYNTAX', `${source.file}: ${message.slice(0, 200)}`, {
    ...placeOf(source, error.pos[0]),
    mend: 'mend the syntax at this place',
  });
}

/** Own check, for the library's costs the square of the number of names. */
function checkNames(map: YAMLMap, source: Source): void {
  const { isScalar } = library();
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) {
      throw new EgifError('DOCUMENT_SYNTAX', `${source.file}: a name that is no text`, {
        ...placeOf(source, map.range?.[0] ?? 0),
        mend: 'use plain names',
      });
    }
    const name = String(key.value);
    if (seen.has(name) && name !== '<<') {
      throw new EgifError('DOCUMENT_DUPLICATE_KEY', `${source.file}: the name "${name.slice(0, 100)}" stands twice in one map`, {
        ...placeOf(source, key.range?.[0] ?? 0),
        mend: 'keep one of the two members',
      });
    }
    seen.add(name);
  }
}

function checkNodes(document: Document.Parsed, source: Source): void {
  const { isAlias, visit } = library();
  visit(document, {
    Map: (_key, map) => checkNames(map, source),
    Node(_key, node, path) {
      if (path.length > source.limits.maxDepth * 2) throw tooDeep(source);
      if (!isAlias(node)) return;
      const around = path.some((parent) => typeof parent === 'object' && 'anchor' in parent && parent.anchor === node.source);
      if (around) {
        throw new EgifError('DOCUMENT_ALIAS_BOMB', `${source.file}: the value &${node.source.slice(0, 100)} holds itself`, {
          ...placeOf(source, node.range?.[0] ?? 0),
          mend: 'write the value out, or use a $ref',
        });
      }
    },
  });
}

function offsetIn(document: Document.Parsed, path: readonly string[]): number {
  const { isAlias, isMap, isPair, isScalar, isSeq } = library();
  let node: unknown = document.contents;
  let offset = 0;
  for (const segment of path) {
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
  return offset;
}

function bomb({ file, limits }: Source, cause: unknown): EgifError {
  return new EgifError('DOCUMENT_ALIAS_BOMB', `${file}: its aliases expand to more than ${limits.maxAliases} copies`, {
    file,
    mend: 'write the values out',
    cause,
  });
}

/**
 * The tokens of a text. The parser works without recursion and the composer after it does not: at the end of the stack the engine may not throw but
 * abort the process. So the depth is bounded here, while the parser still holds what is open.
 */
function tokensOf(text: string, source: Source): readonly CST.Token[] {
  const { Lexer, Parser } = library();
  const parser = new Parser(source.lines.addNewLine);
  const tokens: CST.Token[] = [];
  source.lines.addNewLine(0);
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes > maxLexemes) throw tooMany(source);
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > source.limits.maxDepth + 8) throw tooDeep(source);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

function composed(text: string, source: Source): Document.Parsed {
  const { Composer } = library();
  const composer = new Composer({ merge: true, uniqueKeys: false, logLevel: 'error' });
  const [document, second] = [...composer.compose(tokensOf(text, source), true, text.length)];
  if (document === undefined)
    throw new EgifError('DOCUMENT_SYNTAX', `${source.file} holds no document`, { file: source.file, mend: 'fill the file' });
  const [error] = document.errors;
  if (error !== undefined) throw syntaxError(error, source);
  if (second !== undefined) {
    throw new EgifError('DOCUMENT_SYNTAX', `${source.file} holds several documents`, {
      ...placeOf(source, second.range[0]),
      mend: 'keep one document in a file',
    });
  }
  return document;
}

/** What the quick reader recurses at most, whatever depth is allowed: a level costs it three calls. */
const quickDepth = 200;

/** The document where it is written plainly; undefined leaves it to the library. */
function quickly(text: string, limits: YamlLimits): Pick<LoadedDocument, 'data' | 'position'> | undefined {
  // a line's end of two units counts as one, and stands behind all columns
  const plain = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  const found = plain.includes('\r') ? undefined : quickYaml(plain, Math.min(limits.maxDepth, quickDepth));
  if (found === undefined) return undefined;
  const positionAt = linePositions(plain);
  return { data: found.data, position: (pointer) => positionAt(found.offsetOf(pathOf(pointer))) };
}

/** Errors: DOCUMENT_SYNTAX, DOCUMENT_DUPLICATE_KEY, DOCUMENT_TOO_DEEP, DOCUMENT_TOO_MANY_NODES, DOCUMENT_ALIAS_BOMB. */
export function parseYaml(file: string, text: string, limits: YamlLimits): Pick<LoadedDocument, 'data' | 'position'> {
  return quickly(text, limits) ?? parseWithLibrary(file, text, limits);
}

/** The same by the library alone, which alone says what is wrong. */
export function parseWithLibrary(file: string, text: string, limits: YamlLimits): Pick<LoadedDocument, 'data' | 'position'> {
  const source: Source = { file, lines: new (library().LineCounter)(), limits };
  try {
    const document = composed(text, source);
    checkNodes(document, source);
    const data = document.toJS({ maxAliasCount: limits.maxAliases }) as Json;
    const position = (pointer: string): { line: number; column: number } => {
      const { line, column } = placeOf(source, offsetIn(document, pathOf(pointer)));
      return { line, column };
    };
    return { data, position };
  } catch (error) {
    if (error instanceof EgifError) throw error;
    if (error instanceof RangeError) throw tooDeep(source, error);
    if (error instanceof ReferenceError && /Unresolved alias/.test(error.message)) {
      throw new EgifError('DOCUMENT_SYNTAX', `${file}: an alias of nothing`, { file, mend: 'name an anchor that stands before it', cause: error });
    }
    if (error instanceof ReferenceError) throw bomb(source, error);
    throw new EgifError('DOCUMENT_SYNTAX', `${file} is neither JSON nor YAML`, { file, mend: 'mend the syntax', cause: error });
  }
}
