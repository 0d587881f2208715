/**
 * Rows as counts: what the arithmetic of tiers works on.
 *
 * Source   catalogue §5 (instances, v⁻, v⁺).
 * Room     verdict (floor 3). May be imported within verdict only.
 */
import type { RequirementRow, ResolvedProfile } from '../contract/documents.js';

/** One requirement that counts. Passed, failed and unknown are numbers of instances; together at least 1. */
export interface Tally {
  readonly row: RequirementRow;
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
}

/** Share of instances that surely passed. */
export function lowOf({ passed, failed, unknown }: Tally): number {
  return passed / (passed + failed + unknown);
}

/** Share of instances that may have passed. */
export function highOf({ passed, failed, unknown }: Tally): number {
  return (passed + unknown) / (passed + failed + unknown);
}

/** Σ weight · value. */
export function weighed(tallies: readonly Tally[], of: (tally: Tally) => number): number {
  return tallies.reduce((sum, tally) => sum + tally.row.weight * of(tally), 0);
}

/** Σ weight. */
export function weightOf(tallies: readonly Tally[]): number {
  return weighed(tallies, () => 1);
}

function tallyOf(row: RequirementRow, eligibility: boolean): Tally {
  const count = (...verdicts: readonly string[]): number => row.instances.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const [passed, failed] = [count('passed'), count('failed', 'waived')];
  const untold = count('cantTell', 'untested') + (eligibility ? (row.notTested?.length ?? 0) : 0);
  return { row, passed, failed, unknown: passed + failed + untold === 0 ? 1 : untold };
}

/** The rows that count. Inapplicable ones leave; where no decision can rest on the profile, so do those that no check examines. */
export function tally(rows: readonly RequirementRow[], { eligibility }: Pick<ResolvedProfile, 'eligibility'>): readonly Tally[] {
  return rows
    .filter(({ verdict, instances }) => verdict !== 'inapplicable' && (eligibility || instances.length > 0))
    .map((row) => tallyOf(row, eligibility));
}
