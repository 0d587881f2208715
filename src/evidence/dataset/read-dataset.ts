/**
 * Reads a data file of any known form record by record: the door of this stage.
 *
 * Memory stays flat however long the file is: a chunk and one record are held (see ReadLimits for the two documents that are held whole).
 *
 * Room     evidence (floor 3), stage: reading data files. Asked by the conductor.
 */
import { createHash } from 'node:crypto';
import type { DataFormat, ReadSummary, RecordSink } from '../../contract/dataset.js';
import { EgifError } from '../../errors.js';
import type { FormContext, FormReader } from './form-reader.js';
import { type DataSource, nameOf, openSource, suffixOf } from './open-source.js';
import { defaultReadLimits, type ReadLimits } from './read-limits.js';
import { headOctets, sniffFormat } from './sniff-format.js';
import { Tally } from './tally.js';

export interface ReadOptions {
  /** Default: by the name, then by the content. */
  readonly format?: DataFormat;
  /** Default: the one that the header row holds most; anything but a comma is then a flaw. */
  readonly delimiter?: ',' | ';' | '\t';
  /** JSON: RFC 6901 pointer to the array of records. XML: local name of the element that is a record. */
  readonly recordsAt?: string;
  /** An XSD that an XML file is judged by. */
  readonly schemaFile?: string;
  readonly limits?: Partial<ReadLimits>;
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Readers are loaded where they are used: XML and tables bring libraries with them. */
async function openForm(format: DataFormat, context: FormContext, { schemaFile }: ReadOptions): Promise<FormReader> {
  if (schemaFile !== undefined && format !== 'xml') {
    const { name } = context;
    throw new EgifError('USAGE', `${name} is ${format}; an XML schema judges XML`, { file: name, mend: 'give a JSON Schema, or none' });
  }
  if (format === 'ndjson') return (await import('./read-ndjson.js')).openNdjson(context);
  if (format === 'json') return (await import('./read-json.js')).openJson(context);
  if (format === 'csv') return (await import('./read-csv.js')).openCsv(context);
  const { openXml } = await import('./read-xml.js');
  if (schemaFile === undefined) return openXml(context, undefined);
  const { openXsd } = await import('./open-xsd.js');
  return openXml(context, await openXsd(schemaFile, context.limits.schemaOctets));
}

/** Chunks until the head is known, as one buffer. */
async function readHead(chunks: AsyncGenerator<Buffer>): Promise<{ readonly octets: Buffer; readonly isWhole: boolean }> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < headOctets) {
    const { value, done } = await chunks.next();
    if (done) return { octets: Buffer.concat(parts), isWhole: true };
    // A chunk is good until the next one is asked for.
    parts.push(length + value.length < headOctets ? Buffer.from(value) : value);
    length += value.length;
  }
  const [only] = parts;
  return { octets: parts.length === 1 && only !== undefined ? only : Buffer.concat(parts), isWhole: false };
}

/**
 * Reads a source to its end and hands records and flaws to the sink in the order of the file. A fault of form is a flaw, never an error.
 * Errors: FILE_NOT_FOUND, FILE_IS_DIRECTORY, FILE_UNREADABLE (compressed, a page, no known form), FILE_EMPTY, FILE_ENCODING (UTF-16, binary),
 * FILE_TOO_LARGE (a document that must be read whole), USAGE (`recordsAt` leads nowhere).
 */
export async function readDataset(source: DataSource, options: ReadOptions, sink: RecordSink): Promise<ReadSummary> {
  const name = nameOf(source);
  const chunks = openSource(source);
  let reader: FormReader | undefined;
  try {
    const head = await readHead(chunks);
    const format = sniffFormat(
      { name, suffix: suffixOf(source), octets: head.octets.subarray(0, headOctets), isWhole: head.isWhole },
      options.format,
    );
    const tally = new Tally(sink);
    const hasMark = head.octets.subarray(0, 3).equals(byteOrderMark);
    if (hasMark) tally.flaw({ code: 'bom', position: { line: 1, column: 1, offset: 0 }, lost: false });
    const { delimiter, recordsAt } = options;
    const context: FormContext = {
      tally,
      name,
      limits: { ...defaultReadLimits, ...options.limits },
      startOffset: hasMark ? 3 : 0,
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(recordsAt === undefined ? {} : { recordsAt }),
    };
    const form = await openForm(format, context, options);
    reader = form;
    const hash = createHash('sha256');
    let octets = 0;
    const take = (chunk: Buffer, from: number): void => {
      hash.update(chunk);
      octets += chunk.length;
      if (tally.stopped === undefined) form.write(from === 0 ? chunk : chunk.subarray(from));
      sink.progress?.(octets);
    };
    take(head.octets, context.startOffset);
    for await (const chunk of chunks) take(chunk, 0);
    if (tally.stopped === undefined) form.end();
    const { records, accepted, lost, stopped } = tally;
    return { format, octets, sha256: `sha256:${hash.digest('hex')}`, records, accepted, lost, ...(stopped === undefined ? {} : { stopped }) };
  } finally {
    reader?.dispose?.();
    await chunks.return(undefined);
  }
}
