/**
 * Which form a data file has: by what is asked, then by the name, then by its first octets. What is no text, or a page, is refused here.
 *
 * Room     evidence (floor 3), stage: reading data files.
 */
import type { DataFormat } from '../../contract/dataset.js';
import { parseJson } from '../../contract/json.js';
import { EgifError } from '../../errors.js';

/** Octets that are looked at, where the file has so many. */
export const headOctets = 4096;

export interface FileHead {
  readonly name: string;
  /** Lower case, without the dot; empty where the name has none. */
  readonly suffix: string;
  readonly octets: Buffer;
  /** Whether the head is the whole file. */
  readonly isWhole: boolean;
}

const bySuffix: Readonly<Record<string, DataFormat>> = {
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  ldjson: 'ndjson',
  json: 'json',
  geojson: 'json',
  csv: 'csv',
  tsv: 'csv',
  tab: 'csv',
  xml: 'xml',
};

const packed: readonly { readonly magic: readonly number[]; readonly name: string; readonly mend: string }[] = [
  { magic: [0x1f, 0x8b], name: 'compressed with gzip', mend: 'unpack the file first' },
  { magic: [0x50, 0x4b, 0x03, 0x04], name: 'a ZIP archive or a workbook of an office program', mend: 'unpack it, or save the sheet as CSV UTF-8' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], name: 'compressed with Zstandard', mend: 'unpack the file first' },
  { magic: [0x42, 0x5a, 0x68], name: 'compressed with bzip2', mend: 'unpack the file first' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], name: 'compressed with xz', mend: 'unpack the file first' },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], name: 'a workbook of an old office program', mend: 'save the sheet as CSV UTF-8' },
  { magic: [0x25, 0x50, 0x44, 0x46], name: 'a PDF', mend: 'name the data itself' },
];

const startsWith = (octets: Buffer, magic: readonly number[]): boolean => magic.every((octet, at) => octets[at] === octet);

/** Refuses what is no UTF-8 text, before a form is asked of it. Errors: FILE_EMPTY, FILE_UNREADABLE, FILE_ENCODING. */
export function refuseNoText({ name, octets, isWhole }: FileHead): void {
  const known = packed.find(({ magic }) => startsWith(octets, magic));
  if (known !== undefined) throw new EgifError('FILE_UNREADABLE', `${name} is ${known.name}`, { file: name, mend: known.mend });
  const isWide = startsWith(octets, [0xff, 0xfe]) || startsWith(octets, [0xfe, 0xff]) || startsWith(octets, [0, 0, 0xfe, 0xff]);
  if (isWide) throw new EgifError('FILE_ENCODING', `${name} is UTF-16 or UTF-32`, { file: name, mend: 'save the file as UTF-8' });
  const control = octets.findIndex((octet) => octet < 0x09 || (octet > 0x0d && octet < 0x1b));
  if (control !== -1) {
    throw new EgifError('FILE_ENCODING', `${name} is binary or UTF-16 (octet ${control} is a control character)`, {
      file: name,
      mend: 'name a text file in UTF-8',
    });
  }
  if (isWhole && octets.toString('latin1').trim() === '') {
    throw new EgifError('FILE_EMPTY', `${name} holds nothing`, { file: name, mend: 'name a file with records' });
  }
}

/** Whether the first line is a whole JSON value and more follows it. */
function isOneValueALine(text: string): boolean {
  const end = text.indexOf('\n');
  return end !== -1 && parseJson(text.slice(0, end)) !== undefined && text.slice(end).trim() !== '';
}

function byContent(text: string): DataFormat | undefined {
  if (text.startsWith('<')) return 'xml';
  if (text.startsWith('[')) return isOneValueALine(text) ? 'ndjson' : 'json';
  if (text.startsWith('{')) return isOneValueALine(text) ? 'ndjson' : 'json';
  const [first = ''] = text.split(/\r?\n/, 1);
  return /[,;\t]/.test(first) ? 'csv' : undefined;
}

/** The form of a file. Errors: those of `refuseNoText`; FILE_UNREADABLE for a page and for what has no known form. */
export function sniffFormat(head: FileHead, asked: DataFormat | undefined): DataFormat {
  refuseNoText(head);
  const { name, suffix } = head;
  const text = head.octets
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(text)) {
    throw new EgifError('FILE_UNREADABLE', `${name} is an HTML page`, { file: name, line: 1, mend: 'name the data itself, not the page about it' });
  }
  if (asked !== undefined) return asked;
  const named = bySuffix[suffix];
  const seen = byContent(text);
  if (named !== undefined && named !== 'xml' && named !== 'csv' && seen === 'xml') {
    throw new EgifError('FILE_UNREADABLE', `${name} is named like JSON and starts like XML`, {
      file: name,
      line: 1,
      mend: 'rename it or name its form',
    });
  }
  // A name that ends in json is given to both forms.
  if (named === 'json') return seen === 'ndjson' ? 'ndjson' : 'json';
  const format = named ?? seen;
  if (format !== undefined) return format;
  throw new EgifError('FILE_UNREADABLE', `${name} has no known form`, { file: name, line: 1, mend: 'name its form: ndjson, json, csv or xml' });
}
