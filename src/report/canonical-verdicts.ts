/**
 * What of a report must be the same on every machine: verdicts, codes and places of findings, the law's digest and the seed.
 *
 * Free of times, hosts, ports and timings, so that a run, its repetition and its replay can be compared by one digest.
 *
 * Room     report (floor 4). May be imported by suite, attestation (as a function handed down) and cli.
 */
import { digestOf } from '../contract/canonical.js';
import type { Report, Verdict } from '../contract/documents.js';

/** The comparable part of a report; rows by id, findings by code and place, each once. */
export interface CanonicalVerdicts {
  /** Digest of the resolved profile. */
  readonly profile: string;
  readonly seed: string;
  readonly rows: readonly CanonicalRow[];
}

export interface CanonicalRow {
  readonly id: string;
  readonly verdict: Verdict;
  readonly findings: readonly { readonly code: string; readonly at: string }[];
}

export type Comparable = Pick<Report, 'requirements'> & {
  readonly profile: Pick<Report['profile'], 'digest'>;
  readonly run: Pick<Report['run'], 'seed'>;
};

/** Order by UTF-16 code units: the same on every machine, whatever its locale. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function distinctFindings(findings: Report['requirements'][number]['findings']): CanonicalRow['findings'] {
  const byKey = new Map(findings.map(({ code, at }) => [`${code} ${at}`, { code, at }]));
  return [...byKey.values()].sort((a, b) => byText(a.code, b.code) || byText(a.at, b.at));
}

/** The comparable part of a report. */
export function canonicalVerdicts(report: Comparable): CanonicalVerdicts {
  const rows = report.requirements.map(({ id, verdict, findings }) => ({ id, verdict, findings: distinctFindings(findings) }));
  return { profile: report.profile.digest, seed: report.run.seed, rows: rows.sort((a, b) => byText(a.id, b.id)) };
}

/** `sha256:` digest of the comparable part of a report over its RFC 8785 text. */
export function canonicalSha256Of(report: Comparable): string {
  return digestOf(canonicalVerdicts(report));
}
