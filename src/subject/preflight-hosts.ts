/**
 * Preflight of addresses: hosts that only stand in documents are those of a template that nobody has filled in.
 *
 * Room     subject (floor 3). May be imported within subject only.
 */
import { isReservedHost } from './host-names.js';
import { type PreflightProblem, type PreflightSubject, problemAt } from './preflight-problem.js';

/** Environments whose base URL names a host that is given to nobody. */
export function hostProblems(subject: PreflightSubject): readonly PreflightProblem[] {
  return subject.service.environments.flatMap(({ baseUrl }, index) => {
    if (!URL.canParse(baseUrl)) return [];
    const { hostname } = new URL(baseUrl);
    if (!isReservedHost(hostname)) return [];
    const why = `the host ${hostname} is reserved for documents, so that nothing answers there`;
    const fix = 'state the host of the service itself';
    return [problemAt(subject, `${subject.at}/environments/${index}/baseUrl`, { severity: 'warning', code: 'host-reserved', why, fix })];
  });
}
