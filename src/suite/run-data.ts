/**
 * `egif data`: the reader of data files and the judge of records, put to work on the files of a user.
 *
 * Room     suite (floor 5).
 */
import { openJudge } from '../checks/dataset/open-judge.js';
import type { DataFormat } from '../contract/dataset.js';
import type { DataSchemaUsed } from '../contract/documents.js';
import { readDataset } from '../evidence/dataset/read-dataset.js';
import { conductData, type DataInput, type DataOutcome } from './data-conductor.js';

/** How files are to be read, where they do not tell it themselves. */
export interface DataReading {
  readonly format?: DataFormat;
  readonly delimiter?: ',' | ';' | '\t';
  /** RFC 6901 pointer to the array of records, or the name of the XML element that is a record. */
  readonly recordsAt?: string;
  /** The XML Schema that documents are held against, and its path. */
  readonly xsd?: { readonly used: DataSchemaUsed; readonly path: string };
  /** The most octets of one record. */
  readonly recordOctets?: number;
}

export interface DataRun extends Omit<DataInput, 'read' | 'openJudge' | 'xsd'> {
  readonly reading: DataReading;
}

/** Reads and judges files. Errors: none for a single file, see DataOutcome. */
export async function runData({ reading, ...run }: DataRun): Promise<DataOutcome> {
  const { format, delimiter, recordsAt, xsd, recordOctets } = reading;
  const options = {
    ...(format === undefined ? {} : { format }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(recordsAt === undefined ? {} : { recordsAt }),
    ...(xsd === undefined ? {} : { schemaFile: xsd.path }),
    ...(recordOctets === undefined ? {} : { limits: { recordOctets } }),
  };
  const { law, schema } = run;
  return conductData({
    ...run,
    ...(xsd === undefined ? {} : { xsd: xsd.used }),
    read: (source, sink) => readDataset(source, options, sink),
    openJudge: () =>
      openJudge({
        ...(schema?.schema === undefined ? {} : { schema: schema.schema }),
        codelist: (id) => law.codelists.get(id)?.rows,
      }),
  });
}
