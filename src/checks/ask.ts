/**
 * How checks ask: small builders of actions.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Operation, Sample } from '../contract/api-model.js';
import type { CheckDefinition, CheckSubject } from '../contract/check.js';
import type { SafetyClass } from '../contract/documents.js';
import type { Action, Credential, Headers, HttpAction, Observation, Signing } from '../contract/evidence.js';

/** Declares a check; exists so that its literal types are inferred. */
export function defineCheck<const D extends CheckDefinition>(definition: D): D {
  return definition;
}

interface CallOptions {
  readonly credential?: Credential;
  readonly headers?: Headers;
  readonly method?: string;
  readonly safety?: SafetyClass;
  readonly tolerate?: HttpAction['tolerate'];
  readonly purpose?: HttpAction['purpose'];
  /** What is wrong with the signature, where the call bears one; `none`: it bears none. */
  readonly signing?: Omit<Signing, 'signer'> | 'none';
}

/** An anonymous GET of a URL or of a path below the base URL. `place` names it in findings. */
export function get(subject: CheckSubject, target: string, options: CallOptions & { readonly place?: string } = {}): HttpAction {
  const url = /^https?:/i.test(target) ? target : `${subject.baseUrl}${target}`;
  return {
    kind: 'http',
    method: options.method ?? 'GET',
    url,
    credential: options.credential ?? 'none',
    safety: options.safety ?? 'S1',
    place: options.place ?? new URL(url).pathname,
    ...(options.headers === undefined ? {} : { headers: options.headers }),
    ...(options.tolerate === undefined ? {} : { tolerate: options.tolerate }),
    ...(options.purpose === undefined ? {} : { purpose: options.purpose }),
  };
}

/** The identity whose key signs HTTP requests, if the statement has one. */
export function requestSigner({ service }: Pick<CheckSubject, 'service'>): string | undefined {
  return Object.entries(service.credentials?.identities ?? {}).find(([, { kind, state }]) => kind === 'httpsig' && state === undefined)?.[0];
}

/** Whether an operation has legal effect, so that its messages have to be signed (EGIF-TEC-SEC-013). */
export const hasLegalEffect = ({ extensions }: Pick<Operation, 'extensions'>): boolean => extensions['x-egif-effect'] === 'legal';

/** The call of a sample, signed where its operation has legal effect and somebody signs; by default with the statement's first usable identity where the operation is secured. */
export function callOf(subject: CheckSubject, sample: Sample, options: CallOptions = {}): HttpAction {
  const [first] = subject.identities;
  const credential = options.credential ?? (sample.operation.secured && first !== undefined ? (`identity:${first}` as const) : 'none');
  const own: Headers = sample.mediaType === undefined ? [] : [['Content-Type', sample.mediaType]];
  // A field that a check sets itself replaces the sample's.
  const taken = new Set((options.headers ?? []).map(([name]) => name.toLowerCase()));
  const parameters = (sample.headers ?? []).filter(([name]) => !taken.has(name.toLowerCase()));
  const headers = [...own, ...parameters, ...(options.headers ?? [])];
  const signer = hasLegalEffect(sample.operation) ? requestSigner(subject) : undefined;
  return {
    kind: 'http',
    method: options.method ?? sample.operation.method,
    url: sample.url,
    credential,
    safety: options.safety ?? (credential === 'none' ? 'S1' : 'S2'),
    place: sample.operation.path,
    ...(headers.length === 0 ? {} : { headers }),
    ...(sample.body === undefined ? {} : { body: sample.body }),
    ...(options.tolerate === undefined ? {} : { tolerate: options.tolerate }),
    ...(signer === undefined || options.signing === 'none' ? {} : { signing: { signer, ...options.signing } }),
  };
}

/** Runs a part of a check for each item in turn, collecting what each returns. */
export function* each<T, R>(items: readonly T[], part: (item: T) => Generator<Action, R, Observation>): Generator<Action, R[], Observation> {
  const results: R[] = [];
  for (const item of items) results.push(yield* part(item));
  return results;
}

export { ask } from '../contract/check.js';
