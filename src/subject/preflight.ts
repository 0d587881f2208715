/**
 * Everything that can be known before a run without the network: every problem with its line, why, and the fix.
 *
 * Most failed certifications are failed configurations; so this is a command and a verdict of its own.
 *
 * Room     subject (floor 3). The reader of contracts is an argument: it lives in another room of this floor.
 */
import { EgifError, EgifProblems } from '../errors.js';
import { consentProblems } from './preflight-consents.js';
import { contractProblems } from './preflight-contracts.js';
import { credentialProblems } from './preflight-credentials.js';
import { factProblems } from './preflight-facts.js';
import { hostProblems } from './preflight-hosts.js';
import { type LoadedStatement, loadStatement } from './load-statement.js';
import { type PreflightOptions, type PreflightProblem, type PreflightSubject, problemAt } from './preflight-problem.js';

function ofError(error: EgifError, file: string): PreflightProblem {
  const { place, code, message, mend } = error;
  return {
    severity: 'error',
    code,
    file: place.file ?? file,
    line: place.line ?? 1,
    column: place.column ?? 1,
    why: message,
    fix: mend ?? `egif explain ${code}`,
  };
}

function profileProblems(subject: PreflightSubject): readonly PreflightProblem[] {
  const { service, at } = subject;
  if ((service.profiles ?? []).length === 0) {
    const why = 'the service names no profile, so a run must be told one';
    return [
      problemAt(subject, at, { severity: 'warning', code: 'profile-unnamed', why, fix: 'add profiles: [{ref: id@version}], or give --profile' }),
    ];
  }
  return (service.profiles ?? []).flatMap(({ ref }, index) =>
    ref.includes('@')
      ? []
      : [
          problemAt(subject, `${at}/profiles/${index}/ref`, {
            severity: 'warning',
            code: 'profile-unpinned',
            why: `${ref} names no version, so that a run may be judged by a newer one`,
            fix: `write ${ref}@version`,
          }),
        ],
  );
}

/** Every problem of a statement, its files, contracts, credentials, consents and test data; empty if a run can start and test everything. Never throws for them. */
export async function preflight(file: string, options: PreflightOptions): Promise<readonly PreflightProblem[]> {
  let loaded: LoadedStatement;
  try {
    loaded = await loadStatement(file);
  } catch (error) {
    if (error instanceof EgifProblems) return error.problems.map((each) => ofError(each, file));
    if (error instanceof EgifError && error.exitStatus === 3) return [ofError(error, file)];
    throw error;
  }
  const { services } = loaded.statement;
  const subjects = services
    .map((service, index): PreflightSubject => ({ loaded, service, at: `/services/${index}` }))
    .filter(({ service }) => options.service === undefined || service.id === options.service);
  if (subjects.length === 0) {
    const why = `the statement has no service "${options.service}"`;
    return [
      problemAt({ loaded }, '/services', {
        severity: 'error',
        code: 'UNKNOWN_ID',
        why,
        fix: `known here: ${services.map(({ id }) => id).join(', ')}`,
      }),
    ];
  }
  const found = await Promise.all(
    subjects.map(async (subject) => [
      ...(await contractProblems(subject, options)),
      ...(await credentialProblems(subject, options.env)),
      ...consentProblems(subject, options.at),
      ...factProblems(subject),
      ...hostProblems(subject),
      ...profileProblems(subject),
    ]),
  );
  return found.flat().sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));
}
