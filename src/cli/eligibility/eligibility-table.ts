/**
 * A file of projects from its first record to its table of decisions, as a stream.
 *
 * The reader hands over record by record; what is decided is written at once and not kept, so that the number of projects costs no memory but their ids.
 * Room     cli (floor 7).
 */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordSink } from '../../contract/dataset.js';
import { unwritable } from '../../contract/write-whole.js';
import {
  type Basis,
  type Batch,
  batchRecordOf,
  byteOrderMark,
  csvLine,
  decisionColumns,
  openBatch,
  projectOf,
  readDataset,
  type Standings,
} from '../../index/eligibility.js';
import type { DecisionBatch, EligibilityPolicy } from '../../index/files.js';
import { usageError } from '../usage-error.js';

const chunkOctets = 256 * 1024;

/** A file that is written in pieces and stands under its name only when it is whole. */
class PartFile {
  readonly #name: string;
  readonly #file: string;
  readonly #aside: string;
  readonly #handle: number;
  readonly #hash = createHash('sha256');
  #pieces: string[] = [];
  #length = 0;
  #records = 0;
  #isOpen = true;

  constructor(directory: string, name: string) {
    this.#name = name;
    this.#file = join(directory, name);
    this.#aside = `${this.#file}.${randomBytes(6).toString('hex')}.part`;
    this.#handle = this.#done(() => openSync(this.#aside, 'wx', 0o644));
  }

  /** Errors: FILE_NOT_WRITABLE. */
  #done<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw unwritable(this.#file, error);
    }
  }

  write(text: string, records = 1): void {
    this.#pieces.push(text);
    this.#length += text.length;
    this.#records += records;
    if (this.#length >= chunkOctets) this.#flush();
  }

  #flush(): void {
    const octets = Buffer.from(this.#pieces.join(''));
    this.#pieces = [];
    this.#length = 0;
    this.#hash.update(octets);
    this.#done(() => {
      for (let at = 0; at < octets.length; ) at += writeSync(this.#handle, octets, at);
    });
  }

  /** All of it on disk, under no name yet. Errors: FILE_NOT_WRITABLE. */
  finish(): void {
    this.#flush();
    this.#done(() => fsyncSync(this.#handle));
    this.#close();
  }

  /** Makes the finished file stand. Errors: FILE_NOT_WRITABLE. */
  stand(): DecisionBatch['files'][number] {
    this.#done(() => renameSync(this.#aside, this.#file));
    return { name: this.#name, sha256: `sha256:${this.#hash.digest('hex')}`, records: this.#records };
  }

  /** Takes back what was written. */
  drop(): void {
    this.#close();
    rmSync(this.#aside, { force: true });
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#handle);
  }
}

export interface TableInput {
  readonly file: string;
  /** As the user named it. */
  readonly name: string;
  readonly standings: Standings;
  readonly policy: EligibilityPolicy;
  readonly basis: Basis;
  /** Folder for decisions.csv and decisions.ndjson. */
  readonly out: string | undefined;
}

/** Something about the form of the file that readers of it should know. */
export interface FormNote {
  readonly code: string;
  /** What stands there, of the first. */
  readonly got?: string;
  readonly line: number;
  readonly count: number;
}

export interface Table {
  readonly record: DecisionBatch;
  readonly notes: readonly FormNote[];
  /** Rows in which Persian digits were read as numbers. */
  readonly persianDigits: number;
}

interface Outputs {
  readonly lines: PartFile;
  readonly records: PartFile;
}

interface Seen {
  persianDigits: number;
  readonly notes: Map<string, { line: number; count: number; got?: string }>;
}

/** A header that does not name each column once loses facts of every project in silence. */
function refuseHeader(name: string, code: string, line: number): never {
  throw usageError(
    {
      en: `${name}: the header row in line ${line} does not name each column once (${code})`,
      fa: `${name}: سرستون سطر ${line} هر ستون را یک بار نام نمی‌برد (${code})`,
    },
    {
      en: 'name the columns id, agency, kind, year, services, amount, name, budgetRow',
      fa: 'ستون‌ها را id، agency، kind، year، services، amount، name و budgetRow بنامید',
    },
    'PROJECT_INVALID',
  );
}

function sinkOf(batch: Batch, outputs: Outputs | undefined, { seen, name }: { readonly seen: Seen; readonly name: string }): RecordSink {
  let row = 0;
  return {
    record({ value, lexical }) {
      row += 1;
      const outcome = projectOf(value, lexical);
      if ('trouble' in outcome) {
        const line = batch.pass(outcome.trouble, row, outcome.id);
        outputs?.lines.write(line);
        return;
      }
      if (outcome.persianDigits) seen.persianDigits += 1;
      const { record, line } = batch.take(outcome.project, row);
      outputs?.lines.write(line);
      outputs?.records.write(`${JSON.stringify(record)}\n`);
    },
    flaw({ code, position, lost, got }) {
      if (code.startsWith('csv-header')) refuseHeader(name, code, position.line);
      const note = seen.notes.get(code);
      if (note === undefined) seen.notes.set(code, { line: position.line, count: 1, ...(got === undefined ? {} : { got }) });
      else note.count += 1;
      if (!lost) return;
      row += 1;
      const line = batch.pass({ code: 'project-not-an-object', member: code }, row, undefined);
      outputs?.lines.write(line);
    },
  };
}

/** Decides on every project of a file. Errors: FILE_*. */
export async function decideTable({ file, name, standings, policy, basis, out }: TableInput): Promise<Table> {
  const batch = openBatch({ standings, policy, basis });
  const outputs = out === undefined ? undefined : { lines: new PartFile(out, 'decisions.csv'), records: new PartFile(out, 'decisions.ndjson') };
  const seen: Seen = { persianDigits: 0, notes: new Map() };
  try {
    outputs?.lines.write(byteOrderMark + csvLine(decisionColumns), 0);
    const { sha256, records, stopped } = await readDataset({ file, name }, {}, sinkOf(batch, outputs, { seen, name }));
    if (stopped !== undefined) {
      // what lies behind is not decided, and the whole must not look as if it were
      const line = batch.pass({ code: 'project-not-an-object', member: stopped.code }, records + 1, undefined);
      outputs?.lines.write(line);
    }
    const parts = outputs === undefined ? [] : [outputs.lines, outputs.records];
    // None stands before all of them could be written.
    for (const part of parts) part.finish();
    const files = parts.map((part) => part.stand());
    return {
      record: batchRecordOf(batch, basis, { input: { name, sha256, records }, files }),
      notes: [...seen.notes].map(([code, note]) => ({ code, ...note })),
      persianDigits: seen.persianDigits,
    };
  } catch (error) {
    outputs?.lines.drop();
    outputs?.records.drop();
    throw error;
  }
}
