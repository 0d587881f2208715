/**
 * Whether a rule or an exemption of a policy names a service of a project.
 *
 * Room     eligibility (floor 3).
 */
import type { BudgetProject, PolicyCondition, ProjectService } from '../contract/documents.js';
import { all, type Truth, truthOf } from './truth.js';

/** A service of a project; without one the project as a whole. */
export interface Subject {
  readonly project: BudgetProject;
  readonly service?: ProjectService;
}

/** Whose service it is: its own agency where it names one, else that of the project. */
export function agencyOf({ project, service }: Subject): string {
  return service?.agency ?? project.agency;
}

/** Among the words: no condition where none are named, no where there is nothing to compare, unknown where the fact is not stated. */
function among<T>(words: readonly T[] | undefined, fact: T | undefined, applies = true): Truth {
  if (words === undefined) return 'yes';
  if (!applies) return 'no';
  return fact === undefined ? 'unknown' : truthOf(words.includes(fact));
}

function amountHolds({ amountFrom, amountBelow }: PolicyCondition, amount: number | undefined): Truth {
  if (amountFrom === undefined && amountBelow === undefined) return 'yes';
  if (amount === undefined) return 'unknown';
  return truthOf((amountFrom === undefined || amount >= amountFrom) && (amountBelow === undefined || amount < amountBelow));
}

/** Whether everything that a condition names holds. Unknown where it hangs on a fact that the project does not state (its amount, the kind of a service). */
export function holds(condition: PolicyCondition, subject: Subject): Truth {
  const { project, service } = subject;
  const hasService = service !== undefined;
  return all([
    among(condition.kinds, project.kind),
    among(condition.years, project.year),
    among(condition.agencies, agencyOf(subject)),
    among(condition.services, service?.id, hasService),
    among(condition.serviceKinds, service?.kind, hasService),
    amountHolds(condition, project.amount),
  ]);
}

/** Something of a policy that has a time of its own. */
export interface Dated {
  readonly from?: string;
  readonly until?: string;
}

/** Whether an instant (milliseconds) lies within: from its first to before its last. */
export function inForce({ from, until }: Dated, at: number): boolean {
  return (from === undefined || Date.parse(from) <= at) && (until === undefined || at < Date.parse(until));
}
