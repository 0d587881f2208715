/**
 * Counts what a reader meets and hands it to the sink: the one place where records are numbered.
 *
 * Room     evidence (floor 3), stage: reading data files.
 */
import type { Json } from '../../contract/api-model.js';
import type { FilePosition, FormFlaw, ReadSummary, RecordSink } from '../../contract/dataset.js';

export type Stopped = NonNullable<ReadSummary['stopped']>;

/** A record before it has its number. */
export interface ReadRecord {
  readonly position: FilePosition;
  readonly value: Json;
  readonly lexical: boolean;
  readonly locate: (pointer: string) => FilePosition;
}

/** The counts of one file. */
export class Tally {
  records = 0;
  accepted = 0;
  lost = 0;
  flaws = 0;
  stopped: Stopped | undefined;
  readonly accept: ((octets: Uint8Array, start: number, end: number) => boolean) | undefined;
  readonly #sink: RecordSink;

  constructor(sink: RecordSink) {
    this.#sink = sink;
    this.accept = sink.accept?.bind(sink);
  }

  countAccepted(): void {
    this.records += 1;
    this.accepted += 1;
  }

  record(record: ReadRecord): void {
    const index = this.records;
    this.records += 1;
    const { position, value, lexical, locate } = record;
    this.#sink.record({ index, position, value, lexical, locate });
  }

  /** A flaw that loses a record counts as the record. */
  flaw(flaw: FormFlaw): void {
    this.flaws += 1;
    if (flaw.lost) {
      this.records += 1;
      this.lost += 1;
    }
    this.#sink.flaw(flaw);
  }

  /** Says that nothing behind this place can be read, and finds it as a flaw too; the first cause stays. */
  stop(stopped: Stopped): void {
    if (this.stopped !== undefined) return;
    this.stopped = stopped;
    this.flaw({ code: stopped.code, position: stopped.position, detail: stopped.detail, lost: false });
  }
}
