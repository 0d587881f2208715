/**
 * What a reader of data files holds at most, whatever the file says. Limits are counted work and octets, never time.
 *
 * Room     evidence (floor 3), stage: reading data files.
 */

export interface ReadLimits {
  /** Octets of one record where records are read one by one. */
  readonly recordOctets: number;
  /** Octets of a document that is read whole: a JSON file that is one record, an XML file that is judged by a schema. */
  readonly documentOctets: number;
  /** Levels of nesting in one record. */
  readonly depth: number;
  /** Members of all objects of one record together. */
  readonly members: number;
  /** Columns of a table. */
  readonly columns: number;
  /** Octets of the schema of an XML file, with all that it includes. */
  readonly schemaOctets: number;
  /** Octets of an XML file before its first element. */
  readonly prologOctets: number;
}

export const defaultReadLimits: ReadLimits = {
  recordOctets: 1024 * 1024,
  documentOctets: 64 * 1024 * 1024,
  depth: 200,
  members: 100_000,
  columns: 10_000,
  schemaOctets: 8 * 1024 * 1024,
  prologOctets: 64 * 1024,
};
