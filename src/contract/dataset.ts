/**
 * The words of data files: what a reader gives, what a judge of records says, what the conductor between them counts.
 *
 * A reader (evidence/dataset) knows bytes and forms and no rule; a judge (checks/dataset) knows rules and no file. The conductor (suite) hands the
 * one a sink made of the other.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Json, JsonObject } from './api-model.js';
import type { Cause } from './documents.js';

export type DataFormat = 'ndjson' | 'json' | 'csv' | 'xml';

/** A place in a file: line and column count from 1, the offset counts octets from 0. */
export interface FilePosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Trouble with the form of a file at one place. The reader goes on behind it wherever that is possible. */
export interface FormFlaw {
  /** A finding code. */
  readonly code: string;
  readonly position: FilePosition;
  /** RFC 6901 pointer into the record, where the trouble is inside one. */
  readonly pointer?: string;
  /** Free of personal values. */
  readonly got?: string;
  readonly detail?: string;
  /** Whether a record could not be read because of it; such a record is counted as lost and never reaches the judge. */
  readonly lost: boolean;
}

/** One record of a file. */
export interface DataRecord {
  /** Counts from 0 over all records of the file, lost ones included. */
  readonly index: number;
  readonly position: FilePosition;
  readonly value: Json;
  /** True where the form knows only texts (CSV, XML): numbers and booleans are to be read by the schema. */
  readonly lexical: boolean;
  /** Where a value of the record stands; the nearest place that is known. Asked only for findings. */
  locate(pointer: string): FilePosition;
}

/** Where a reader puts what it reads, in the order of the file. */
export interface RecordSink {
  /**
   * Whether the octets of `start` to `end` (exclusive, no line end) are beyond doubt one record without any finding. Asked of NDJSON lines before
   * they are decoded; what is accepted is counted and never decoded. It may only accept: every doubt is `false`.
   */
  accept?(octets: Uint8Array, start: number, end: number): boolean;
  record(record: DataRecord): void;
  flaw(flaw: FormFlaw): void;
  /** Octets read so far. */
  progress?(octets: number): void;
}

/** What a reader counted when it was through. */
export interface ReadSummary {
  readonly format: DataFormat;
  readonly octets: number;
  /** `sha256:` over the whole file, also where its end was not read as records. */
  readonly sha256: string;
  /** All records that were met: judged, accepted and lost. */
  readonly records: number;
  readonly accepted: number;
  readonly lost: number;
  /** Why reading ended before the end of the file; a cause code. */
  readonly stopped?: { readonly code: string; readonly detail: string; readonly position: FilePosition };
}

/** One thing that is wrong in a record; `got` is masked where it may be personal. */
export interface RecordFinding {
  /** The check that says it: `coding/national-code`. */
  readonly check: string;
  readonly code: string;
  /** RFC 6901 pointer into the record, with array indexes. */
  readonly pointer: string;
  /** The same with `*` for array indexes and for keys that are data: the field. */
  readonly field: string;
  readonly got?: string;
  readonly want?: string;
  readonly detail?: string;
}

/** Judges records one by one; holds counts, never records. */
export interface RecordJudge {
  /** Everything wrong in one record; empty where nothing is. */
  judge(value: Json, lexical: boolean): readonly RecordFinding[];
  /** Counts records that were accepted on their octets: they are observations too. */
  countAccepted(records: number): void;
  /** How many values each check has looked at so far, at least. */
  examined(): ReadonlyMap<string, number>;
  /** The ids of all checks that this judge makes. */
  readonly checks: readonly string[];
  /** Checks that cannot tell of some or all records so far, and why; findings outweigh it, and it outweighs what was examined. */
  unjudged?(): ReadonlyMap<string, Cause>;
  /** See RecordSink; absent where no schema of a known shape is given. */
  readonly accept?: (octets: Uint8Array, start: number, end: number) => boolean;
}

/** What a judge is made from. */
export interface JudgeInput {
  /** JSON Schema 2020-12, self-contained: references point into its own `$defs`. Absent: names and values alone are judged. */
  readonly schema?: JsonObject;
  /** Rows of a code list of the law by its id, or undefined. */
  codelist(id: string): readonly Readonly<Record<string, string>>[] | undefined;
  /** The day (YYYY-MM-DD) on which codes must be in force; absent: a code that was ever in force will do, for records may be old. */
  readonly day?: string;
}
