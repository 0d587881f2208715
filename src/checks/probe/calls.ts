/**
 * The calls that many probes share. Equal calls coincide: the agency sees each once.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Operation, Sample } from '../../contract/api-model.js';
import type { CheckSubject } from '../../contract/check.js';
import type { Credential, HttpAction } from '../../contract/evidence.js';
import { undetermined, type Judgement } from '../../contract/judgement.js';
import { withQueryField } from '../../contract/query-field.js';
import { callOf, get } from '../ask.js';
import { scalarType } from '../generate/sample-parameters.js';

/** One request and the operation that it calls, if it calls one. */
export interface Call {
  readonly action: HttpAction;
  readonly operation?: Operation;
}

/** The statement's first identity with a usable credential, or nobody. */
export function firstIdentity(subject: CheckSubject): Credential {
  const [first] = subject.identities;
  return first === undefined ? 'none' : `identity:${first}`;
}

/** Path of the status resource; `/status` unless the statement says otherwise. */
export function statusPath(subject: CheckSubject): string {
  const path = subject.service.statusPath ?? '/status';
  return path.startsWith('/') ? path : `/${path}`;
}

/** Anonymous GET of the status resource, with the header parameters that the contract demands there. */
export function statusCall(subject: CheckSubject): HttpAction {
  const path = statusPath(subject);
  const operation = subject.contract?.operations.find((candidate) => candidate.method === 'GET' && candidate.path === path);
  const headers = operation === undefined ? undefined : subject.samples(operation.id)[0]?.headers;
  return get(subject, path, headers === undefined ? { place: path } : { place: path, headers });
}

/** GET of a path that cannot exist. Anonymous unless a credential is given. */
export function unknownPathCall(subject: CheckSubject, credential: Credential = 'none'): HttpAction {
  return get(subject, `/egif-probe-${subject.uuid('unknown-path')}`, {
    place: '/{unknown}',
    credential,
    safety: credential === 'none' ? 'S1' : 'S2',
  });
}

/** The first sample of an operation that can be sent: synthetic data is known and, where it is secured, a credential. */
export function sendable(subject: CheckSubject, operation: Operation): Sample | undefined {
  if (operation.secured && subject.identities.length === 0) return undefined;
  return subject.samples(operation.id)[0];
}

/** Why an operation has no sample that can be sent: a credential is wanting only where the operation demands one. */
export function unsendable(subject: CheckSubject, operation: Operation | undefined): Judgement {
  return undetermined(operation?.secured === true && subject.identities.length === 0 ? 'no-credential' : 'no-test-data');
}

const safeOperations = (subject: CheckSubject): readonly Operation[] => (subject.contract?.operations ?? []).filter(({ safe }) => safe);

/** The valid call of every safe operation that can be sent. */
export function safeCalls(subject: CheckSubject): readonly Call[] {
  return safeOperations(subject).flatMap((operation) => {
    const sample = sendable(subject, operation);
    return sample === undefined ? [] : [{ action: callOf(subject, sample), operation }];
  });
}

/** The same calls of the secured ones, without a credential. */
export function anonymousCalls(subject: CheckSubject): readonly Call[] {
  return safeOperations(subject)
    .filter(({ secured }) => secured)
    .flatMap((operation) => {
      const [sample] = subject.samples(operation.id);
      return sample === undefined ? [] : [{ action: callOf(subject, sample, { credential: 'none', safety: 'S1' }), operation }];
    });
}

/** A body that is no JSON, for every operation with a JSON body that can be called. Class S3. */
export function brokenBodyCalls(subject: CheckSubject): readonly Call[] {
  return (subject.contract?.operations ?? [])
    .filter(({ request }) => request?.bodies.some(({ mediaType }) => mediaType === 'application/json') === true)
    .flatMap((operation) => {
      const sample = sendable(subject, operation);
      if (sample === undefined) return [];
      return [{ action: callOf(subject, { ...sample, body: '{"egif":', mediaType: 'application/json' }, { safety: 'S3' }), operation }];
    });
}

/** A word where a number belongs, for every safe operation with a numeric query parameter that can be called. Class S3. */
export function brokenParameterCalls(subject: CheckSubject): readonly Call[] {
  return safeOperations(subject).flatMap((operation) => {
    const sample = sendable(subject, operation);
    const parameter = operation.parameters.find(
      (candidate) => candidate.in === 'query' && ['integer', 'number'].includes(scalarType(candidate.schema) ?? ''),
    );
    if (sample === undefined || parameter === undefined) return [];
    const url = withQueryField(sample.url, parameter.name, 'egif');
    return [{ action: callOf(subject, { ...sample, url }, { safety: 'S3' }), operation }];
  });
}

/** What every run asks anyway: the status resource, an unknown path, each safe operation with and without a credential. */
export function commonCalls(subject: CheckSubject): readonly Call[] {
  return [{ action: statusCall(subject) }, { action: unknownPathCall(subject) }, ...safeCalls(subject), ...anonymousCalls(subject)];
}

/** Calls that a server must refuse without harm. Class up to S3. */
export function negativeCalls(subject: CheckSubject): readonly Call[] {
  return [...brokenBodyCalls(subject), ...brokenParameterCalls(subject)];
}
