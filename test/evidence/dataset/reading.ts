/**
 * Reads texts and octets in chunks of a size and gives everything that came of it as plain data.
 */
import type { FilePosition, FormFlaw, ReadSummary } from '../../../src/contract/dataset.js';
import type { Json } from '../../../src/contract/api-model.js';
import { type ReadOptions, readDataset } from '../../../src/evidence/dataset/read-dataset.js';

export interface Read {
  readonly summary: ReadSummary;
  readonly values: readonly Json[];
  readonly records: readonly { readonly index: number; readonly position: FilePosition; readonly value: Json; readonly lexical: boolean }[];
  readonly flaws: readonly FormFlaw[];
  /** `code line:column` of every flaw. */
  readonly found: readonly string[];
  /** Records and flaws as they came: `#0`, `bom`. */
  readonly order: readonly string[];
  /** Place of each pointer that was asked for, by record. */
  readonly places: readonly (readonly FilePosition[])[];
}

export async function* inChunks(octets: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < octets.length; at += size) yield octets.subarray(at, at + size);
}

export interface ReadCase extends ReadOptions {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly chunk?: number;
  /** Pointers that every record is asked to locate. */
  readonly locate?: readonly string[];
  readonly accept?: (octets: Uint8Array, start: number, end: number) => boolean;
}

export async function read({ name, content, chunk = 65_536, locate = [], accept, ...options }: ReadCase): Promise<Read> {
  const octets = typeof content === 'string' ? Buffer.from(content) : content;
  const records: Read['records'][number][] = [];
  const flaws: FormFlaw[] = [];
  const order: string[] = [];
  const places: (readonly FilePosition[])[] = [];
  const summary = await readDataset({ stream: inChunks(octets, chunk), name }, options, {
    ...(accept === undefined ? {} : { accept }),
    record(record) {
      const { index, position, value, lexical } = record;
      records.push({ index, position, value, lexical });
      order.push(`#${index}`);
      places.push(locate.map((pointer) => record.locate(pointer)));
    },
    flaw(flaw) {
      flaws.push(flaw);
      order.push(flaw.code);
    },
  });
  const found = flaws.map(({ code, position }) => `${code} ${position.line}:${position.column}`);
  return { summary, values: records.map(({ value }) => value), records, flaws, found, order, places };
}

/** The same file read in chunks of many sizes must give the same; gives one of the readings. */
export async function readAlike(given: ReadCase, equal: (got: unknown, want: unknown, message: string) => void): Promise<Read> {
  const whole = await read(given);
  for (const chunk of [1, 2, 7]) equal(await read({ ...given, chunk }), whole, `chunks of ${chunk}`);
  return whole;
}
