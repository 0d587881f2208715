/**
 * Small tables as text: comma-separated values, JSON, and JSON lines, as far as a probe needs them: their columns and how many rows.
 *
 * Source   RFC 4180 §2, RFC 8259. Files of any size are read elsewhere; these are published lists and the first pages of distributions.
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json } from '../contract/api-model.js';
import { isObject, parseJson } from '../contract/json.js';

export interface Table {
  readonly form: 'csv' | 'json' | 'json-lines';
  readonly columns: readonly string[];
  readonly rows: number;
}

/** Records of a CSV text, or undefined where quotes do not close. */
function csvRecords(text: string): readonly (readonly string[])[] | undefined {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    if (quoted) {
      if (unit !== '"') field += unit;
      else if (text.charAt(at + 1) === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (unit === '"' && field === '') quoted = true;
    else if (unit === ',' || unit === '\n') {
      record.push(field.replace(/\r$/, ''));
      field = '';
      if (unit === '\n') records.push(record);
      if (unit === '\n') record = [];
    } else field += unit;
  }
  if (quoted) return undefined;
  if (field !== '' || record.length > 0) records.push([...record, field.replace(/\r$/, '')]);
  return records.filter((row) => row.length > 1 || row[0] !== '');
}

function readCsv(text: string): Table | undefined {
  const [header, ...rows] = csvRecords(text) ?? [];
  if (header === undefined || header.length < 2 || rows.some((row) => row.length !== header.length)) return undefined;
  return { form: 'csv', columns: header.map((name) => name.trim()), rows: rows.length };
}

const columnsOf = (rows: readonly Json[]): readonly string[] => [...new Set(rows.flatMap((row) => (isObject(row) ? Object.keys(row) : [])))];

/** Rows of a JSON value: itself, or its one member that is a list of objects (`items`, `codes`, `features`). */
function rowsOf(value: Json): readonly Json[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  const lists = Object.values(value).filter((member): member is readonly Json[] => Array.isArray(member) && member.every(isObject));
  return lists.length === 1 ? lists[0] : undefined;
}

function readLines(text: string): Table | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map((line) => parseJson(line));
  const rows = values.flatMap((parsed) => (parsed === undefined ? [] : [parsed.value]));
  if (rows.length === 0 || rows.length !== lines.length || !rows.every(isObject)) return undefined;
  return { form: 'json-lines', columns: columnsOf(rows), rows: rows.length };
}

/** The text that was read last, and what it held: a service may give the same one under every address. */
let last: { readonly text: string; readonly table: Table | undefined } = { text: '', table: undefined };

/** The table that a text holds, by its content; undefined where it is none (a page, an object without a list, ragged rows). */
export function readTable(text: string): Table | undefined {
  if (text !== last.text) last = { text, table: tableOf(text) };
  return last.table;
}

function tableOf(text: string): Table | undefined {
  const bare = text.replace(/^\uFEFF/, '').trimStart();
  if (bare.startsWith('<') || bare === '') return undefined;
  const json = parseJson(bare);
  const rows = json === undefined ? undefined : rowsOf(json.value);
  if (rows !== undefined) return { form: 'json', columns: columnsOf(rows), rows: rows.length };
  if (bare.startsWith('{') || bare.startsWith('[')) return readLines(bare);
  return readCsv(bare);
}
