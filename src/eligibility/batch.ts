/**
 * Many projects under one policy: each becomes a record, a line of a table, and a count.
 *
 * Nothing of a project is kept but its id, by which one that stands twice is found.
 * Room     eligibility (floor 3).
 */
import type { BudgetProject, DecisionBatch, DecisionRecord, EligibilityPolicy } from '../contract/documents.js';
import { csvLine } from './csv-line.js';
import { type Basis, decide, type Decision, notForBudget, recordOf } from './decide.js';
import type { RowTrouble } from './project-rows.js';
import type { Standings } from './standings.js';

export interface BatchInput {
  readonly standings: Standings;
  readonly policy: EligibilityPolicy;
  readonly basis: Basis;
}

/** Names of the columns of the table of decisions. */
export const decisionColumns = [
  'row',
  'project',
  'agency',
  'kind',
  'year',
  'amount',
  'decision',
  'reasons',
  'services',
  'certificates',
  'reliable_until',
  'for_budget',
  'sha256',
] as const;

/** One decided project. */
export interface Decided {
  readonly record: DecisionRecord;
  readonly line: string;
}

export interface Batch {
  /** `row` counts from 1 over the records of the input. */
  take(project: BudgetProject, row: number): Decided;
  /** A record that is no project, as a line of the table. */
  pass(trouble: RowTrouble, row: number, id: string | undefined): string;
  readonly counts: DecisionBatch['counts'];
  readonly unreadable: number;
  /** Projects by code of a reason that kept them from being eligible, most first. */
  reasons(): Readonly<Record<string, number>>;
}

const codesOf = (decision: Pick<Decision, 'reasons'>): readonly string[] => [...new Set(decision.reasons.map(({ code }) => code))];

function lineOf(record: DecisionRecord, row: number): string {
  const { project, decision } = record;
  return csvLine([
    row,
    project.id,
    project.agency,
    project.kind,
    project.year,
    project.amount,
    decision,
    codesOf(record).join(' '),
    project.services.map(({ id }) => id).join(' '),
    [...new Set(record.services.flatMap(({ certificates }) => certificates))].join(' '),
    record.reliableUntil,
    record.forBudget ? 'yes' : 'no',
    record.sha256,
  ]);
}

/** A project whose id stood in an earlier row: which of them is meant cannot be told. */
const twice = (certificates: Decision['certificates']): Decision => ({
  decision: 'undetermined',
  reasons: [{ code: 'project-id-twice', subject: 'project', effect: 'leavesOpen' }],
  services: [],
  certificates,
});

/** Opens a batch. */
export function openBatch({ standings, policy, basis }: BatchInput): Batch {
  const counts = { eligible: 0, notEligible: 0, undetermined: 0 };
  const byCode = new Map<string, number>();
  const seen = new Set<string>();
  const state = { unreadable: 0 };
  const count = (code: string): void => void byCode.set(code, (byCode.get(code) ?? 0) + 1);
  return {
    take(project, row) {
      const made = decide({ project, standings, policy, at: basis.at });
      const decision = seen.has(project.id) ? twice(made.certificates) : made;
      seen.add(project.id);
      counts[decision.decision] += 1;
      if (decision.decision !== 'eligible') for (const code of codesOf(decision)) count(code);
      const record = recordOf(project, decision, basis);
      return { record, line: lineOf(record, row) };
    },
    pass({ code, member, detail }, row, id) {
      state.unreadable += 1;
      count(code);
      const empty = ['', '', '', ''];
      return csvLine([row, id ?? '', ...empty, 'unreadable', [code, member, detail ?? ''].filter((part) => part !== '').join(' '), ...empty, '', '']);
    },
    counts,
    get unreadable() {
      return state.unreadable;
    },
    reasons: () => Object.fromEntries([...byCode].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))),
  };
}

/** The record of a whole batch. `files`: what it was written to. */
export function batchRecordOf(batch: Batch, basis: Basis, { input, files }: Pick<DecisionBatch, 'input' | 'files'>): DecisionBatch {
  const causes = notForBudget(basis);
  const { eligible, notEligible, undetermined } = batch.counts;
  return {
    egif: 'eligibility-batch/v1',
    input,
    projects: eligible + notEligible + undetermined,
    unreadable: batch.unreadable,
    counts: { eligible, notEligible, undetermined },
    reasons: batch.reasons(),
    files,
    policy: basis.policy,
    trust: basis.trust,
    at: new Date(basis.at).toISOString(),
    harness: basis.harness,
    forBudget: causes.length === 0,
    notForBudget: causes,
  };
}
