/**
 * What a report says of its rows, held against the rows: asked by whoever verifies a report and by whoever issues on it.
 *
 * Room     attestation (floor 3).
 */
import type { Derived } from '../contract/derived-report.js';
import type { Report } from '../contract/documents.js';
import { demand } from './problem.js';

/** Refusals: SUMMARY_MISMATCH, CANONICAL_MISMATCH, VERDICT_MISMATCH. */
export function demandDerived(report: Report, derived: Derived): void {
  const given = new Map(Object.entries(report.counts));
  const same = Object.entries(derived.counts).every(([word, count]) => given.get(word) === count);
  demand(same, 'SUMMARY_MISMATCH', 'the counts are not those of the rows');
  demand(derived.canonicalSha256 === report.canonicalSha256, 'CANONICAL_MISMATCH', 'the digest of the verdicts is not that of the rows');
  const { verdict } = derived;
  demand(
    verdict === undefined || verdict === report.verdict,
    'VERDICT_MISMATCH',
    `the rows give ${verdict ?? ''}, the report says ${report.verdict}`,
  );
}
