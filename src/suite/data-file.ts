/**
 * One file from its octets to its part of the report: the reader's sink made of the judge, everything counted between the two.
 *
 * Room     suite (floor 5).
 */
import type { FormFlaw, ReadSummary, RecordJudge, RecordSink } from '../contract/dataset.js';
import type { Cause, DataFile } from '../contract/documents.js';
import { pathOf, pointerOf } from '../contract/json.js';
import type { EgifError } from '../errors.js';
import { checkForFlaw, type requirementsOnFiles, schemaCheck } from './data-checks.js';
import { rowsOf, verdictOf } from './data-rows.js';
import { openTally, type Tally } from './data-tally.js';

export interface FileCase {
  /** As the user named it. */
  readonly name: string;
  readonly judge: RecordJudge;
  /** Reads the file into a sink. */
  read(sink: RecordSink): Promise<ReadSummary>;
  readonly served: ReturnType<typeof requirementsOnFiles>;
  readonly schema: 'none' | 'records' | 'document';
  /** Why the schema that was asked for could not be handed to the judge. */
  readonly schemaTrouble?: Cause | undefined;
  readonly maxFindings: number;
  /** Octets read and records met so far. */
  onProgress?(octets: number, records: number): void;
}

/** A pointer into a record as a field: indexes of lists are no part of it. */
function fieldOf(pointer: string): string {
  return pointerOf(pathOf(pointer).map((segment) => (/^[0-9]+$/.test(segment) ? '*' : segment)));
}

function sinkOf({ judge, served, onProgress }: FileCase, tally: Tally): RecordSink {
  // A finding that no requirement asks for is none: the law decides what is judged.
  const asked = new Set(served.flatMap(({ checks }) => checks));
  const accept = judge.accept;
  let records = 0;
  const flaw = ({ code, position, pointer, got, detail, lost }: FormFlaw): void => {
    if (lost) records += 1;
    const check = checkForFlaw(code);
    if (!asked.has(check)) return;
    // What breaks an XML Schema is told by the detail alone.
    const kind = check === schemaCheck ? detail : undefined;
    tally.add({ check, code, kind, field: fieldOf(pointer ?? ''), got, detail, pointer, position: () => position });
  };
  return {
    ...(accept === undefined
      ? {}
      : {
          accept: (octets: Uint8Array, start: number, end: number) => {
            const accepted = accept(octets, start, end);
            if (accepted) records += 1;
            return accepted;
          },
        }),
    record: (record) => {
      records = record.index + 1;
      for (const { pointer, ...finding } of judge.judge(record.value, record.lexical)) {
        if (!asked.has(finding.check)) continue;
        tally.add({ ...finding, pointer, record: record.index, position: () => record.locate(pointer) });
      }
    },
    flaw,
    progress: (octets) => onProgress?.(octets, records),
  };
}

/** What the judge could not tell of, as far as a requirement asks for it. */
function unjudgedIn({ judge, served, schemaTrouble }: FileCase): ReadonlyMap<string, Cause> {
  const asked = new Set(served.flatMap(({ checks }) => checks));
  const said = [...(judge.unjudged?.() ?? [])].filter(([check]) => asked.has(check));
  return new Map([...said, ...(schemaTrouble === undefined ? [] : [[schemaCheck, schemaTrouble] as const])]);
}

/** What a file that cannot be read says: nothing. */
export function unreadable(name: string, error: EgifError): DataFile {
  const { line, column, pointer } = error.place;
  return {
    file: name,
    verdict: 'cantTell',
    error: {
      code: error.code,
      message: error.message,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
      ...(pointer === undefined ? {} : { pointer }),
      ...(error.mend === undefined ? {} : { mend: error.mend }),
    },
  };
}

/** Reads and judges one file. Errors: what the reader throws (FILE_*, DOCUMENT_*). */
export async function judgeFile(fileCase: FileCase): Promise<DataFile> {
  const { judge, served, schema, name } = fileCase;
  const tally = openTally(fileCase.maxFindings);
  const summary = await fileCase.read(sinkOf(fileCase, tally));
  judge.countAccepted(summary.accepted);
  const counts = { summary, findings: tally.counts(), examined: judge.examined(), schema, unjudged: unjudgedIn(fileCase) };
  const { findings, ungrouped } = tally.totals();
  const { format, octets, sha256, records, accepted, lost, stopped } = summary;
  return {
    file: name,
    ...verdictOf(counts, findings),
    format,
    octets,
    sha256,
    records,
    accepted,
    lost,
    ...(stopped === undefined ? {} : { stopped: { code: stopped.code, detail: stopped.detail, ...placeIn(stopped.position) } }),
    findings,
    ungrouped,
    groups: [...tally.groups()],
    requirements: [...rowsOf(served, counts)],
  };
}

function placeIn({ line, column, offset }: FormFlaw['position']): { readonly line: number; readonly column: number; readonly offset: number } {
  return { line, column, offset };
}
