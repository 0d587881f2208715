/**
 * Files of records in, one report out. Every file has a judge of its own; one that cannot be read does not keep the others from being judged.
 *
 * Room     suite (floor 5).
 */
import type { ReadSummary, RecordJudge, RecordSink } from '../contract/dataset.js';
import type { DataFile, DataReport, DataRequirement, DataSchemaUsed, DataVerdict, Requirement } from '../contract/documents.js';
import { EgifError } from '../errors.js';
import { formCheck, requirementsOnFiles, schemaCheck } from './data-checks.js';
import { judgeFile, unreadable } from './data-file.js';
import type { DataSchema } from './data-schema.js';
import { codelistRefs, type Law } from './law.js';

/** A file by its path, or octets that flow in. */
export type DataSource = { readonly file: string; readonly name: string } | { readonly stream: AsyncIterable<Uint8Array>; readonly name: string };

export interface DataInput {
  readonly law: Law;
  readonly version: string;
  readonly sources: readonly DataSource[];
  /** What records are held against. */
  readonly schema?: DataSchema;
  /** The XML Schema that documents are held against. */
  readonly xsd?: DataSchemaUsed;
  readonly maxFindings: number;
  read(source: DataSource, sink: RecordSink): Promise<ReadSummary>;
  openJudge(): RecordJudge;
  onFile?(name: string): void;
  onProgress?(octets: number, records: number): void;
}

export interface DataOutcome {
  readonly report: DataReport;
  /** Of files that could not be read; in the order of the files. */
  readonly errors: readonly EgifError[];
}

const gravest: readonly DataVerdict[] = ['failed', 'cantTell', 'passed'];

function worst(verdicts: readonly DataVerdict[]): DataVerdict {
  return gravest.find((verdict) => verdicts.includes(verdict)) ?? 'cantTell';
}

/** A requirement over all files. Files that hold nothing of the kind leave it to those that do. */
function overFiles(requirement: Requirement, files: readonly DataFile[]): DataRequirement {
  const { id, rev, layer, topic, level, tier, gate, source, title } = requirement;
  const rows = files.flatMap(({ requirements = [] }) => requirements.filter((row) => row.id === id));
  const said = rows.filter(({ reason }) => reason?.code !== 'nothing-of-the-kind');
  const verdict = worst((said.length === 0 ? rows : said).map((row) => row.verdict));
  const reason =
    verdict === 'cantTell'
      ? ((said.length === 0 ? rows : said).find((row) => row.reason !== undefined)?.reason ?? { code: 'no-records' })
      : undefined;
  return {
    ...{ id, rev, layer, topic, level, tier, gate, source, title, verdict },
    examined: rows.reduce((sum, row) => sum + row.examined, 0),
    findings: rows.reduce((sum, row) => sum + row.findings, 0),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Whatever was thrown, as a coded error: what is not ours is a defect of the harness, never the file's. */
function coded(error: unknown): EgifError {
  if (error instanceof EgifError) return error;
  return new EgifError('INTERNAL', `a defect of the harness: ${error instanceof Error ? error.message : String(error)}`, {
    mend: 'report it with EGIF_DEBUG=1 set',
    cause: error,
  });
}

function schemaMode({ schema, xsd }: DataInput): 'none' | 'records' | 'document' {
  if (schema !== undefined) return 'records';
  return xsd === undefined ? 'none' : 'document';
}

/** Judges every file and gives one report. Throws nothing for a single file: its trouble stands in the report and in `errors`. */
export async function conductData(input: DataInput): Promise<DataOutcome> {
  const { law, schema, xsd, maxFindings } = input;
  const checks = [...new Set([...input.openJudge().checks, formCheck, 'data/utf8', schemaCheck])];
  const served = requirementsOnFiles({ law, checks, entity: schema?.entity });
  const files: DataFile[] = [];
  const errors: EgifError[] = [];
  for (const source of input.sources) {
    input.onFile?.(source.name);
    try {
      const judge = input.openJudge();
      files.push(
        await judgeFile({
          name: source.name,
          judge,
          read: (sink) => input.read(source, sink),
          served,
          schema: schemaMode(input),
          schemaTrouble: schema?.trouble,
          maxFindings,
          ...(input.onProgress === undefined ? {} : { onProgress: input.onProgress }),
        }),
      );
    } catch (error) {
      const known = coded(error);
      errors.push(known);
      files.push(unreadable(source.name, known));
    }
  }
  const report: DataReport = {
    egif: 'data-report/v1',
    verdict: worst(files.map(({ verdict }) => verdict)),
    harness: {
      name: 'egif',
      version: input.version,
      catalogue: { ref: law.catalogue.ref, digest: law.catalogue.digest },
      codelists: [...codelistRefs(law)],
    },
    schemas: [schema?.used, xsd].filter((used) => used !== undefined),
    maxFindings,
    files,
    requirements: served.map(({ requirement }) => overFiles(requirement, files)),
  };
  return { report, errors };
}
