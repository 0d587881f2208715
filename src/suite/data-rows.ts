/**
 * The rows of one file: what it says of every requirement that has a check on files, and the verdict on the whole of it.
 *
 * A pass is earned: values were looked at, the file was read to its end, no record was lost. What a check found nothing of is no pass; it is
 * passed over only where another check of the same requirement looked at something.
 *
 * Room     suite (floor 5).
 */
import type { ReadSummary } from '../contract/dataset.js';
import type { Cause, DataCheckResult, DataFileRow, DataVerdict, Requirement } from '../contract/documents.js';
import { formCheck, isOfForm, schemaCheck } from './data-checks.js';

/** What was counted when a file was through. */
export interface FileCounts {
  readonly summary: ReadSummary;
  /** Findings by check. */
  readonly findings: ReadonlyMap<string, number>;
  /** Values that the judge looked at, by check. */
  readonly examined: ReadonlyMap<string, number>;
  /** Against what the records were held. */
  readonly schema: 'none' | 'records' | 'document';
  /** Checks that cannot tell of some or all records, and why. */
  readonly unjudged: ReadonlyMap<string, Cause>;
}

export interface FileVerdict {
  readonly verdict: DataVerdict;
  readonly reason?: Cause;
}

/** Forms that EGIF-DAT-MET-005 names; of the others it cannot be told whether they are bulk files at all. */
const bulkForms: ReadonlySet<string> = new Set(['ndjson', 'csv']);

/** A list is empty where nothing was found: an answer that holds no item is no evidence of anything. */
const emptyLists = 'data/empty-lists';

function examinedBy(check: string, { summary, examined, schema }: FileCounts): number {
  const read = summary.records - summary.lost;
  if (isOfForm(check)) return Math.max(read, examined.get(check) ?? 0);
  return check === schemaCheck && schema === 'document' ? read : (examined.get(check) ?? 0);
}

/** Why nothing can be said for the whole file, whatever was looked at. */
function openEnd({ summary: { stopped, lost, records } }: FileCounts): Cause | undefined {
  if (stopped !== undefined) return { code: stopped.code, detail: stopped.detail };
  return lost > 0 ? { code: 'records-lost', detail: `${lost} of ${records}` } : undefined;
}

function causeFor(check: string, counts: FileCounts): Cause | undefined {
  const own = counts.unjudged.get(check);
  if (own !== undefined) return own;
  if (check === schemaCheck && counts.schema === 'none') return { code: 'no-schema' };
  if (counts.summary.records === 0) return { code: 'no-records' };
  if (check === formCheck && !bulkForms.has(counts.summary.format)) return { code: 'not-a-bulk-form', detail: counts.summary.format };
  if (examinedBy(check, counts) === 0) return openEnd(counts) ?? { code: 'nothing-of-the-kind' };
  return openEnd(counts);
}

function resultOf(check: string, counts: FileCounts): DataCheckResult {
  const findings = counts.findings.get(check) ?? 0;
  const examined = examinedBy(check, counts);
  if (findings > 0) return { check, verdict: 'failed', examined: Math.max(examined, 1), findings };
  const cause = causeFor(check, counts);
  return cause === undefined ? { check, verdict: 'passed', examined, findings } : { check, verdict: 'cantTell', examined, findings, cause };
}

/** The row of a requirement from the results of its checks. */
function rowOf(id: string, results: readonly DataCheckResult[]): DataFileRow {
  const examined = results.reduce((sum, result) => sum + result.examined, 0);
  const findings = results.reduce((sum, result) => sum + result.findings, 0);
  const said = results.filter(({ cause }) => cause?.code !== 'nothing-of-the-kind');
  const open = said.find(({ cause }) => cause !== undefined);
  const row = { id, examined, findings, checks: [...results] };
  if (findings > 0) return { ...row, verdict: 'failed' };
  if (said.length === 0) return { ...row, verdict: 'cantTell', reason: { code: 'nothing-of-the-kind' } };
  return open?.cause === undefined ? { ...row, verdict: 'passed' } : { ...row, verdict: 'cantTell', reason: open.cause };
}

/** A row for each requirement, in the order given. */
export function rowsOf(
  served: readonly { readonly requirement: Pick<Requirement, 'id'>; readonly checks: readonly string[] }[],
  counts: FileCounts,
): readonly DataFileRow[] {
  return served.map(({ requirement, checks }) =>
    rowOf(
      requirement.id,
      checks.map((check) => resultOf(check, counts)),
    ),
  );
}

/**
 * The verdict on a file. It cannot be told where nothing was there to judge, where reading stopped early, or where a check could not do its work,
 * as with a schema that does not compile; a requirement of which the file holds nothing leaves the rest as it is.
 */
export function verdictOf(counts: FileCounts, findings: number): FileVerdict {
  if (findings > 0) return { verdict: 'failed' };
  const { summary, unjudged, examined, schema } = counts;
  const [trouble] = unjudged.values();
  if (trouble !== undefined) return { verdict: 'cantTell', reason: trouble };
  if (summary.records === 0 && summary.stopped === undefined) return { verdict: 'cantTell', reason: { code: 'no-records' } };
  const open = openEnd(counts);
  if (open !== undefined) return { verdict: 'cantTell', reason: open };
  const looked = schema === 'document' || [...examined].some(([check, count]) => !isOfForm(check) && check !== emptyLists && count > 0);
  return looked ? { verdict: 'passed' } : { verdict: 'cantTell', reason: { code: 'no-known-fields' } };
}
