/**
 * What another policy would change: the same projects and certificates under two policies.
 *
 * Room     eligibility (floor 3).
 */
import type { BudgetProject, DecisionReason, EligibilityOutcome, EligibilityPolicy } from '../contract/documents.js';
import { decide, type Decision } from './decide.js';
import type { Standings } from './standings.js';

export interface Comparison {
  readonly current: EligibilityPolicy;
  readonly draft: EligibilityPolicy;
  readonly standings: Standings;
  /** Milliseconds. */
  readonly at: number;
}

/** One project that a draft decides otherwise. */
export interface PolicyChange {
  readonly project: string;
  readonly agency: string;
  readonly from: EligibilityOutcome;
  readonly to: EligibilityOutcome;
  /** What the draft says and the current policy does not. */
  readonly because: readonly DecisionReason[];
  /** What the current policy says and the draft does not. */
  readonly instead: readonly DecisionReason[];
}

const keyOf = ({ code, subject, rule, want }: DecisionReason): string => JSON.stringify([code, subject, rule, want]);

function without(reasons: readonly DecisionReason[], others: readonly DecisionReason[]): readonly DecisionReason[] {
  const known = new Set(others.map(keyOf));
  const own = reasons.filter((reason) => !known.has(keyOf(reason)));
  return own.length === 0 ? reasons : own;
}

/** How the draft decides on a project otherwise; undefined where it does not.. */
export function changeOf(project: BudgetProject, { current, draft, standings, at }: Comparison): PolicyChange | undefined {
  const under = (policy: EligibilityPolicy): Decision => decide({ project, standings, policy, at });
  const [before, after] = [under(current), under(draft)];
  if (before.decision === after.decision) return undefined;
  return {
    project: project.id,
    agency: project.agency,
    from: before.decision,
    to: after.decision,
    because: without(after.reasons, before.reasons),
    instead: without(before.reasons, after.reasons),
  };
}
