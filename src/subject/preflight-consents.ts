/**
 * Preflight of consents: what is not consented is not sent, so an absent or expired consent leaves parts of a run untested.
 *
 * Source   catalogue draft §6 rule 2.
 * Room     subject (floor 3). May be imported within subject only.
 */
import { type PreflightProblem, type PreflightSubject, problemAt } from './preflight-problem.js';

/** Consents that are absent, expired at an instant, or for none of the service's environments. */
export function consentProblems(subject: PreflightSubject, instant: string): readonly PreflightProblem[] {
  const { service, at } = subject;
  const { consents } = service;
  const pointer = `${at}/consents`;
  if (consents === undefined) {
    const why = 'no consent is stated, so that only handshakes and anonymous reads are sent';
    return [problemAt(subject, at, { severity: 'warning', code: 'consent-absent', why, fix: 'add consents for each environment' })];
  }
  const problems: PreflightProblem[] = [];
  if (consents.validTo !== undefined && Date.parse(consents.validTo) <= Date.parse(instant)) {
    const why = `the consents ended at ${consents.validTo}, so that they grant nothing`;
    problems.push(problemAt(subject, `${pointer}/validTo`, { severity: 'warning', code: 'consent-expired', why, fix: 'renew the consents' }));
  }
  for (const kind of new Set(service.environments.map((environment) => environment.kind))) {
    if (consents[kind] !== undefined) continue;
    const why = `no consent is stated for environments of kind ${kind}`;
    problems.push(problemAt(subject, pointer, { severity: 'warning', code: 'consent-absent', why, fix: `add consents.${kind}` }));
  }
  return problems;
}
