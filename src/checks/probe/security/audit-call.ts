/**
 * A call on personal data with the audit data that the contract asks for, and values of the audit header for one purpose or another.
 *
 * The form of a value is the agency's: another purpose is put in where the purpose of an access decision stands in the sample value; what cannot be
 * made so, as with signed tokens, the statement supplies (testData.audit).
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Service } from '../../../contract/documents.js';
import { unknown, type Unknown } from './token.js';

export type AccessDecision = NonNullable<Service['accessDecisions']>[number];

export interface AuditCall {
  /** Without the header. */
  readonly sample: Sample;
  readonly header: string;
  /** A value that is whole. */
  readonly complete: string;
}

const isHeader = (wanted: string, name: string): boolean => name.toLowerCase() === wanted.toLowerCase();

/** The first secured safe operation with the header and a sample, those of GET first; or why there is none. */
export function auditCall(subject: CheckSubject, header: string): AuditCall | Unknown {
  const { contract, service } = subject;
  if (contract === undefined) return unknown('no-contract', 'no contract names operations on personal data');
  const declaring = contract.operations.filter(
    ({ safe, secured, parameters }) => safe && secured && parameters.some(({ in: where, name }) => where === 'header' && isHeader(header, name)),
  );
  if (declaring.length === 0) return unknown('audit-undeclared', `no safe operation of the contract declares the header ${header}`);
  if (subject.identities.length === 0) return unknown('no-credential', 'the statement has no usable identity');
  const samples = [...declaring.filter(({ method }) => method === 'GET'), ...declaring].flatMap(({ id }) => subject.samples(id).slice(0, 1));
  const supplied = Object.values(service.testData?.audit?.purposes ?? {})[0];
  for (const sample of samples) {
    const own = (sample.headers ?? []).find(([name]) => isHeader(header, name))?.[1];
    // What is optional is in no sample.
    const example = sample.operation.parameters.find(({ in: where, name }) => where === 'header' && isHeader(header, name))?.example;
    const complete = supplied ?? own ?? (typeof example === 'string' ? example : undefined);
    if (complete === undefined) continue;
    const headers = (sample.headers ?? []).filter(([name]) => !isHeader(header, name));
    return { sample: { ...sample, headers }, header, complete };
  }
  return unknown('no-test-data', `no sample value of ${header}: give it an example in the contract, or state testData.audit`);
}

/** The complete value with a purpose in place of that which stands in it; undefined where none that is known does. */
function withPurpose({ service }: CheckSubject, complete: string, purpose: string): string | undefined {
  const known = (service.accessDecisions ?? [])
    .flatMap((decision) => decision.purpose ?? [])
    .sort((a, b) => b.length - a.length)
    .find((each) => each.length > 2 && complete.includes(each));
  return known === undefined ? undefined : complete.replace(known, () => purpose);
}

/** The value for the purpose of an access decision, or undefined. */
export function valueFor(subject: CheckSubject, { complete }: AuditCall, { id, purpose }: AccessDecision): string | undefined {
  const supplied = subject.service.testData?.audit?.purposes?.[id];
  return supplied ?? (purpose === undefined ? undefined : withPurpose(subject, complete, purpose));
}

/** A value for a purpose that nobody agreed to, or undefined. */
export function valueForNobody(subject: CheckSubject, { complete }: AuditCall): string | undefined {
  return subject.service.testData?.audit?.unknownPurpose ?? withPurpose(subject, complete, 'egif-unknown-purpose');
}
