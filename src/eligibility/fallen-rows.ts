/**
 * Which requirements a draft profile turns against a service that is certified: its stored evidence, judged again by the draft, beside what was certified.
 *
 * Room     eligibility (floor 3).
 */
import type { BilingualText, Report, RequirementRow, Tier, Verdict } from '../contract/documents.js';

/** One requirement of the tier that the draft does not find met, and how it stood before. */
export interface FallenRow {
  readonly id: string;
  readonly title: BilingualText;
  readonly gate: RequirementRow['gate'];
  readonly verdict: Verdict;
  /** Verdict under the profile of the certificate; absent where that profile does not have the requirement. */
  readonly before?: Verdict;
  /** First finding or cause. */
  readonly code?: string;
}

const tiers: readonly Tier[] = ['bronze', 'silver', 'gold'];
const standing: ReadonlySet<Verdict> = new Set<Verdict>(['passed', 'inapplicable', 'waived']);

/** Requirements up to a tier that stood, or were not asked for, under the one report, and do not stand under the other. */
export function fallenRows(before: Report, after: Report, tier: Tier): readonly FallenRow[] {
  const known = new Map(before.requirements.map((row) => [row.id, row]));
  return after.requirements
    .filter((row) => tiers.indexOf(row.tier) <= tiers.indexOf(tier) && row.gate !== 'info' && !standing.has(row.verdict))
    .filter((row) => {
      const own = known.get(row.id);
      // what was open already is new only where it weighs more than it did
      return own === undefined || standing.has(own.verdict) || own.gate !== row.gate || tiers.indexOf(own.tier) > tiers.indexOf(tier);
    })
    .map((row) => {
      const own = known.get(row.id);
      const code = row.findings[0]?.code ?? row.reason?.code;
      return {
        id: row.id,
        title: row.title,
        gate: row.gate,
        verdict: row.verdict,
        ...(own === undefined ? {} : { before: own.verdict }),
        ...(code === undefined ? {} : { code }),
      };
    });
}
