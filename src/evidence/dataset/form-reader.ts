/**
 * What every form's reader is: octets are pushed in, records and flaws go to the tally.
 *
 * Room     evidence (floor 3), stage: reading data files.
 */
import type { ReadLimits } from './read-limits.js';
import type { Tally } from './tally.js';

/** One reader for one file. After `tally.stopped` is set it is written to no more. */
export interface FormReader {
  write(chunk: Buffer): void;
  /** The file has ended. */
  end(): void;
  /** Frees what no garbage collector sees; called once, whatever happened. */
  dispose?(): void;
}

export interface FormContext {
  readonly tally: Tally;
  readonly limits: ReadLimits;
  /** As the user named it; for errors. */
  readonly name: string;
  /** Octets before the first one written: those of a byte order mark. */
  readonly startOffset: number;
  readonly delimiter?: ',' | ';' | '\t';
  readonly recordsAt?: string;
}
