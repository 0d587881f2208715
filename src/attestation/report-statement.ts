/**
 * What is signed of a report: an in-toto Statement v1 whose predicate is the report.
 *
 * Source   in-toto Attestation Framework, Statement v1.
 * Room     attestation (floor 3).
 */
import type { Report } from '../contract/documents.js';
import type { JsonObject } from '../contract/api-model.js';
import { isObject, memberOf } from '../contract/json.js';
import { isDocument, problemsOf } from '../contract/validate.js';
import { demand } from './problem.js';

export const reportType = 'egif-report+jws';
export const statementType = 'https://in-toto.io/Statement/v1';
export const predicateType = 'https://egif.example/attestation/conformance/v1';

/** Digest that stands for the service: of its first contract, else of the statement. Without the `sha256:` prefix. */
function subjectDigest(report: Report): string {
  const [contract] = report.subject.contracts;
  return (contract?.sha256 ?? report.subject.statementSha256).slice('sha256:'.length);
}

/** The Statement of a report. */
export function statementOf(report: Report): object {
  return {
    _type: statementType,
    subject: [{ name: `egif:service:${report.subject.service.id}`, digest: { sha256: subjectDigest(report) } }],
    predicateType,
    predicate: report,
  };
}

/** The report in a Statement. Refusals: REPORT_STATEMENT_TYPE, REPORT_PREDICATE_TYPE, SCHEMA, REPORT_SUBJECT_MISMATCH. */
export function reportIn(statement: unknown): Report {
  demand(isObject(statement) && statement['_type'] === statementType, 'REPORT_STATEMENT_TYPE', 'the payload is no in-toto Statement v1');
  const known = ['_type', 'subject', 'predicateType', 'predicate'];
  demand(
    Object.keys(statement).every((name) => known.includes(name)),
    'REPORT_STATEMENT_TYPE',
    'the Statement has an unknown member',
  );
  demand(statement['predicateType'] === predicateType, 'REPORT_PREDICATE_TYPE', 'the Statement is no conformance report');
  const predicate: unknown = statement['predicate'];
  const [problem] = problemsOf('Report', predicate);
  demand(isDocument('Report', predicate), 'SCHEMA', `the report breaks its schema at “${problem?.pointer ?? ''}”: ${problem?.message ?? 'unknown'}`);
  const subjects: unknown = statement['subject'];
  const first: unknown = Array.isArray(subjects) && subjects.length === 1 ? subjects[0] : undefined;
  const digest = isObject(first) ? memberOf(first, 'digest') : undefined;
  const holder: JsonObject = isObject(first) ? first : {};
  const fits = holder['name'] === `egif:service:${predicate.subject.service.id}` && memberOf(digest, 'sha256') === subjectDigest(predicate);
  demand(fits, 'REPORT_SUBJECT_MISMATCH', 'the Statement names another subject than its report');
  return predicate;
}
