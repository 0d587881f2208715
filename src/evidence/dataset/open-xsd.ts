/**
 * Judges whole XML documents by an XML schema: the one place where libxml2 is asked.
 *
 * The schema may include and import files that lie in its own folder and nothing else: no path out of it, no URL. Neither it nor they may have a
 * document type declaration. Messages of libxml2 quote values; what is handed on quotes none.
 *
 * Source   XML Schema 1.0 Part 1 (libxml2 knows no 1.1).
 * Room     evidence (floor 3), stage: reading data files.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ParseOption, XmlDocument, XmlLibError, XsdValidator, xmlCleanupInputProvider, xmlRegisterInputProvider } from 'libxml2-wasm';
import type { FormFlaw } from '../../contract/dataset.js';
import { readBounded } from '../../contract/load-document.js';
import { EgifError } from '../../errors.js';
import { OctetsProvider } from './octets-provider.js';

export interface XsdJudge {
  /** Every breach of the schema, in the order of the document. Columns are not known: 1. */
  judge(octets: Buffer): readonly FormFlaw[];
  /** Frees what libxml2 holds; nothing else does. */
  dispose(): void;
}

/** Nothing external, no network, no size beyond libxml2's own limits, and lines beyond 65,535. */
const parseOption =
  ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_BIG_LINES | ParseOption.XML_PARSE_NO_SYS_CATALOG;

/** A folder that exists for libxml2 alone, so that no real path crosses its door. */
const schemaFolder = '/schema';

function refuseDoctype(octets: Buffer, file: string): Buffer {
  if (octets.includes('<!DOCTYPE')) {
    throw new EgifError('FILE_UNREADABLE', `${file} has a document type declaration`, { file, mend: 'write the schema without one' });
  }
  return octets;
}

/** Serves files of one folder to libxml2; what it refuses is kept. */
class SchemaFolder extends OctetsProvider {
  refused: EgifError | undefined;
  readonly #folder: string;
  #left: number;

  constructor(folder: string, maxOctets: number) {
    super();
    this.#folder = folder;
    this.#left = maxOctets;
  }

  protected octetsOf(name: string): Buffer | undefined {
    try {
      return this.#read(name);
    } catch (error) {
      this.refused ??=
        error instanceof EgifError
          ? error
          : new EgifError('FILE_UNREADABLE', `the schema's part ${name.slice(0, 200)} cannot be read`, { cause: error });
      return undefined;
    }
  }

  #read(name: string): Buffer {
    const file = decodeURIComponent(basename(name));
    const path = join(this.#folder, file);
    const leaves = dirname(name) !== schemaFolder || file !== basename(file) || dirname(realpathSync(path)) !== this.#folder;
    if (leaves) {
      const mend = 'put the file beside the schema and name it alone';
      throw new EgifError('DOCUMENT_REF_OUTSIDE', `the schema names ${name.slice(0, 200)}, which does not lie beside it`, { mend });
    }
    const octets = refuseDoctype(readFileSync(path), path);
    this.#left -= octets.length;
    if (this.#left < 0) throw new EgifError('FILE_TOO_LARGE', 'the schema with all that it includes is too large', { mend: 'split the schema' });
    return octets;
  }
}

const structural = /^(?:This element is|Missing child|The attribute '[^']*' is|Character content|Element content|No matching global|The element)/;

/** A message of libxml2 without the values that it quotes: names of elements, attributes and facets stay. */
export function withoutValues(message: string): string {
  const [, subject = '', rest = message] =
    /^((?:Element '[^']*'(?:, attribute '[^']*')?: )?(?:\[facet '[^']*'\] )?)([\s\S]*)$/.exec(message.trim()) ?? [];
  return (subject + (structural.test(rest) ? rest : rest.replace(/'[\s\S]*'/, '…').replace(/\[[\s\S]*\]/, '…'))).slice(0, 300);
}

/** Offset of the start of each wanted line (from 1). */
function lineStarts(octets: Buffer, wanted: ReadonlySet<number>): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  let line = 1;
  for (let at = 0; at !== -1 && at <= octets.length; line += 1) {
    if (wanted.has(line)) starts.set(line, at);
    const end = octets.indexOf(0x0a, at);
    if (end === -1) break;
    at = end + 1;
  }
  return starts;
}

function judgeDocument(validator: XsdValidator, octets: Buffer): readonly FormFlaw[] {
  const document = XmlDocument.fromBuffer(octets, { option: parseOption });
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError) || error.details.length === 0) throw error;
    const starts = lineStarts(octets, new Set(error.details.map(({ line }) => line)));
    return error.details.map(({ line, message }) => ({
      code: 'xsd-invalid',
      position: { line: Math.max(1, line), column: 1, offset: starts.get(line) ?? 0 },
      detail: withoutValues(message),
      lost: false,
    }));
  } finally {
    document.dispose();
  }
}

function compile(octets: Buffer, file: string, folder: SchemaFolder): { readonly validator: XsdValidator; readonly document: XmlDocument } {
  let document: XmlDocument | undefined;
  xmlRegisterInputProvider(folder);
  try {
    document = XmlDocument.fromBuffer(octets, { option: parseOption, url: `${schemaFolder}/main.xsd` });
    const validator = XsdValidator.fromDoc(document);
    if (folder.refused === undefined) return { validator, document };
    validator.dispose();
    throw folder.refused;
  } catch (cause) {
    document?.dispose();
    if (folder.refused !== undefined) throw folder.refused;
    const [first] = cause instanceof XmlLibError ? cause.details.filter(({ level }) => level > 1) : [];
    const line = first === undefined || first.line < 1 ? {} : { line: first.line };
    const what = first?.message.trim() ?? 'it cannot be compiled';
    throw new EgifError('FILE_UNREADABLE', `${file} is no usable XML schema: ${what}`, { file, ...line, mend: 'mend the schema', cause });
  } finally {
    xmlCleanupInputProvider();
  }
}

/** A judge by the schema in a file. Errors: FILE_* (absent, too large, no usable schema), DOCUMENT_REF_OUTSIDE (an include leaves the folder). */
export async function openXsd(file: string, maxOctets: number): Promise<XsdJudge> {
  const octets = refuseDoctype(await readBounded(file, maxOctets), file);
  const folder = new SchemaFolder(realpathSync(dirname(file)), maxOctets - octets.length);
  const { validator, document } = compile(octets, file, folder);
  return {
    judge: (data) => judgeDocument(validator, data),
    dispose() {
      validator.dispose();
      document.dispose();
    },
  };
}
