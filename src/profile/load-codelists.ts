/**
 * Code lists of the law: `profiles/codelists/<id>.csv` with `<id>.yaml` beside it (version, owner, source tier, validity).
 *
 * Source   RFC 4180 for the tables.
 * Room     profile (floor 3). May be imported by suite and index.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../contract/canonical.js';
import { isObject } from '../contract/json.js';
import { decodeText, loadDocument, readBounded } from '../contract/load-document.js';
import { EgifError } from '../errors.js';

export type CodelistRow = Readonly<Record<string, string>>;

export interface Codelist {
  readonly id: string;
  readonly version: string;
  /** `sha256:` over the octets of the table. */
  readonly digest: string;
  readonly description: Readonly<Record<string, unknown>>;
  readonly rows: readonly CodelistRow[];
}

export type Codelists = ReadonlyMap<string, Codelist>;

const maxBytes = 8 * 1024 * 1024;

/** Records of an RFC 4180 text: quoted fields may hold commas, quotes and line breaks. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  const fields = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  for (let match = fields.exec(text); match !== null; match = fields.exec(text)) {
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') {
      if (record.length > 1 || record[0] !== '') records.push(record);
      record = [];
    }
    if (fields.lastIndex >= text.length && match[3] !== ',') break;
  }
  return records;
}

async function loadCodelist(directory: string, name: string): Promise<Codelist> {
  const file = join(directory, `${name}.csv`);
  const octets = await readBounded(file, maxBytes);
  const [header = [], ...records] = parseCsv(decodeText(octets, file));
  const { data } = await loadDocument(join(directory, `${name}.yaml`));
  if (!isObject(data) || data['id'] !== name || (typeof data['version'] !== 'string' && typeof data['version'] !== 'number')) {
    throw new EgifError('CATALOGUE_INVALID', `the description of the code list ${name} lacks its id or version`, {
      file: join(directory, `${name}.yaml`),
      mend: 'write id and version',
    });
  }
  const rows = records.map((record, index) => {
    if (record.length !== header.length) {
      throw new EgifError('CATALOGUE_INVALID', `a row of ${file} has ${record.length} fields, its header ${header.length}`, {
        file,
        line: index + 2,
        mend: 'mend the row',
      });
    }
    return Object.fromEntries(header.map((column, at) => [column, record[at] ?? '']));
  });
  return { id: name, version: String(data['version']), digest: sha256(octets), description: data, rows };
}

/** Every code list of a folder, by id. Errors: CATALOGUE_INVALID, FILE_*. */
export async function loadCodelists(directory: string): Promise<Codelists> {
  const names = await readdir(directory).catch(() => []);
  const tables = names
    .filter((name) => name.endsWith('.csv'))
    .map((name) => name.slice(0, -'.csv'.length))
    .sort();
  const lists = await Promise.all(tables.map((name) => loadCodelist(directory, name)));
  return new Map(lists.map((list) => [list.id, list]));
}
