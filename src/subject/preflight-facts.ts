/**
 * Preflight of facts: what the statement leaves out of the service, and whether requirements apply rests on.
 *
 * Room     subject (floor 3). May be imported within subject only.
 */
import { type PreflightProblem, type PreflightSubject, problemAt } from './preflight-problem.js';

const members = ['kinds', 'audience'] as const;

/** Facts that a statement may leave out and applicability rests on. */
export function factProblems(subject: PreflightSubject): readonly PreflightProblem[] {
  const { service, at } = subject;
  return members
    .filter((member) => service[member] === undefined)
    .map((member) => {
      const why = `the service does not state its ${member}, on which it rests whether some requirements apply, so that they cannot be told`;
      return problemAt(subject, at, { severity: 'warning', code: 'fact-unstated', why, fix: `add ${member} to the service` });
    });
}
