/**
 * Cells of rows: the one place where csv-parse is asked.
 *
 * Source   RFC 4180 §2.
 * Room     evidence (floor 3), stage: reading data files.
 */
import { parse } from 'csv-parse/sync';

/** The cells of whole rows, as many rows as are said to be there; undefined where csv-parse reads them otherwise. */
export function cellsOf(octets: Buffer, rows: number, delimiter: string): readonly (readonly string[])[] | undefined {
  try {
    const found = parse(octets, { delimiter, record_delimiter: ['\r\n', '\n'], relax_column_count: true, skip_empty_lines: false });
    return found.length === rows ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Index of the octet where a column's cell starts in a well-formed row; the row's end where it has fewer columns. */
export function cellStart(row: Uint8Array, column: number, delimiter: number): number {
  let inQuotes = false;
  let left = column;
  for (let at = 0; at < row.length; at += 1) {
    if (left === 0) return at;
    const octet = row[at];
    // A doubled quotation mark leaves and enters at once.
    if (octet === 0x22) inQuotes = !inQuotes;
    else if (octet === delimiter && !inQuotes) left -= 1;
  }
  return row.length;
}

const delimiters = [',', ';', '\t', '|'] as const;

export type Delimiter = (typeof delimiters)[number];

/** The delimiter that a header line holds most outside quotation marks; a comma where it holds none. */
export function delimiterOf(header: string): Delimiter {
  const plain = header.replace(/"[^"]*"?/g, '');
  const counts = delimiters.map((delimiter) => plain.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The delimiter that a line of a spreadsheet names before the header row (`sep=;`), or undefined: it is no such line. */
export function delimiterSaid(line: string): Delimiter | undefined {
  const [, said] = /^"?sep=(.)"?\r?$/i.exec(line) ?? [];
  return delimiters.find((delimiter) => delimiter === said);
}
