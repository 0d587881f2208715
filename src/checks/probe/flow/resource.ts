/**
 * What a call created: where it is, which operations of the contract act on it, and its removal.
 *
 * The address is taken from Location, else from a documented link of the answer (OpenAPI 3.1.1 §4.8.20). Whatever a probe creates it deletes where the
 * contract declares a DELETE for it, also after a step that failed.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { ApiContract, Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Credential, Exchange, Headers, HttpAction, Observation } from '../../../contract/evidence.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import { ask, callOf } from '../../ask.js';
import { headerValues, jsonOf, responseOf } from '../../read.js';
import { firstIdentity, sendable, unsendable } from '../calls.js';
import { bearable } from '../gather.js';
import { linkedPath } from './runtime-expression.js';

/** The operations on one resource. */
export interface ItemOperations {
  /** Path template, `/requests/{id}`. */
  readonly template: string;
  readonly read?: Operation;
  readonly replace?: Operation;
  readonly remove?: Operation;
}

/** What was created, as far as its address is known. */
export interface Created {
  readonly exchange: Exchange;
  readonly operation: Operation;
  readonly sample: Sample;
  /** Absolute; absent where the answer names none. */
  readonly url?: string;
  readonly item?: ItemOperations;
}

/** A part of a flow: yields actions and returns what came of it. */
export type Part<T> = Generator<Action, T, Observation>;

const isParameter = (segment: string): boolean => /^\{.+\}$/.test(segment);

/** Whether the last segments of a path are those of a template; values must be there. */
function matches(template: string, path: string): boolean {
  const wanted = template.split('/').filter((segment) => segment !== '');
  const given = path.split('/').filter((segment) => segment !== '');
  const tail = given.slice(-wanted.length);
  return wanted.length > 0 && tail.length === wanted.length && wanted.every((segment, index) => isParameter(segment) || segment === tail[index]);
}

/** The template that a path follows; of several the one with the most literal segments, then the longest. */
function templateOf(contract: ApiContract, path: string): string | undefined {
  const literals = (template: string): number => template.split('/').filter((segment) => segment !== '' && !isParameter(segment)).length;
  const fitting = [...new Set(contract.operations.map((operation) => operation.path))].filter((template) => matches(template, path));
  return fitting.sort((a, b) => literals(b) - literals(a) || b.length - a.length)[0];
}

/** The operations of the contract on the resource at a path. */
export function itemAt(contract: ApiContract | undefined, path: string): ItemOperations | undefined {
  const template = contract === undefined ? undefined : templateOf(contract, path);
  if (contract === undefined || template === undefined) return undefined;
  const of = (method: string): Operation | undefined =>
    contract.operations.find((operation) => operation.path === template && operation.method === method);
  const [read, replace, remove] = [of('GET'), of('PUT'), of('DELETE')];
  return {
    template,
    ...(read === undefined ? {} : { read }),
    ...(replace === undefined ? {} : { replace }),
    ...(remove === undefined ? {} : { remove }),
  };
}

/** The address that an answer gives to what it created: Location, resolved against the request (RFC 9110 §10.2.2), else a documented link. */
export function addressOf(subject: CheckSubject, exchange: Exchange, operation: Operation): string | undefined {
  const [location] = headerValues(exchange, 'location');
  if (location !== undefined) return URL.canParse(location, exchange.request.url) ? new URL(location, exchange.request.url).href : undefined;
  const path = linkedPath(subject.contract, exchange, operation);
  return path === undefined ? undefined : `${subject.baseUrl}${path}`;
}

/** Whether an address may hold a personal code: such codes are replaced before anything is judged, so that it leads nowhere. */
export function isRedacted(url: string): boolean {
  return /\[redacted|%5Bredacted|(?<![0-9a-f-])[0-9]{10,}(?![0-9a-f-])/i.test(new URL(url).pathname);
}

const keyField = /^(?:x-)?idempotency-key$/i;

/** The header field of the operation that makes its effect unique, as the contract writes it. */
export function keyFieldOf(operation: Operation): string | undefined {
  return operation.parameters.find(({ name, in: place }) => place === 'header' && keyField.test(name))?.name;
}

/** A seeded identifier that no other run or flow uses. */
export const uniqueId = (subject: CheckSubject, label: string): string => subject.uuid(`${label} ${subject.startedAt}`);

/** The POST that creates, under a key of its own where the contract declares one. Class S4. */
export function createCall(subject: CheckSubject, sample: Sample, label: string): HttpAction {
  const field = keyFieldOf(sample.operation);
  const headers: Headers = field === undefined ? [] : [[field, uniqueId(subject, `${label} ${sample.operation.id}`)]];
  return { ...callOf(subject, sample, { safety: 'S4', headers }), tolerate: bearable };
}

/** What an exchange created. */
export function createdBy(subject: CheckSubject, exchange: Exchange, sample: Sample): Created {
  const { operation } = sample;
  const url = addressOf(subject, exchange, operation);
  const item = url === undefined ? undefined : itemAt(subject.contract, new URL(url).pathname);
  return { exchange, operation, sample, ...(url === undefined ? {} : { url }), ...(item === undefined ? {} : { item }) };
}

/** Creates with the operation's sample. Anything but an answer 2xx is a judgement. */
export function* create(subject: CheckSubject, operation: Operation, label: string): Part<Created | Judgement> {
  const sample = sendable(subject, operation);
  if (sample === undefined) return unsendable(subject, operation);
  const exchange = yield* ask(createCall(subject, sample, label));
  return lossOf(exchange) ?? createdBy(subject, exchange, sample);
}

/** The loss of an observation as a judgement, if it is one. */
export function lossOf({ lost, place }: Observation): Judgement | undefined {
  return lost === undefined ? undefined : undetermined(lost.cause, `${place}: ${lost.detail}`);
}

/** A call of what was created, as the statement's first identity. */
export function itemCall(
  subject: CheckSubject,
  created: Created,
  options: {
    readonly method?: string;
    readonly occasion?: string;
    readonly headers?: Headers;
    readonly body?: string;
    readonly credential?: Credential;
  } = {},
): HttpAction {
  const method = options.method ?? 'GET';
  const content: Headers = options.body === undefined ? [] : [['Content-Type', created.sample.mediaType ?? 'application/json']];
  const headers = [...content, ...(options.headers ?? [])];
  const safety = method !== 'GET' && method !== 'HEAD' ? 'S4' : options.credential === 'none' ? 'S1' : 'S2';
  return {
    kind: 'http',
    method,
    url: created.url ?? '',
    credential: options.credential ?? firstIdentity(subject),
    safety,
    place: created.item?.template ?? created.operation.path,
    tolerate: bearable,
    ...(headers.length === 0 ? {} : { headers }),
    ...(options.body === undefined ? {} : { body: options.body }),
    ...(options.occasion === undefined ? {} : { occasion: options.occasion }),
  };
}

const isGone = (status: number): boolean => (status >= 200 && status < 300) || status === 404 || status === 410;

/** Deletes what was created, if the contract declares how; with its entity tag where the service demands one. Tries again once. */
export function* remove(subject: CheckSubject, created: Created): Part<void> {
  if (created.url === undefined || created.item?.remove === undefined || isRedacted(created.url)) return;
  const first = yield* ask(itemCall(subject, created, { method: 'DELETE' }));
  if (first.lost?.cause === 'no-consent' || isGone(responseOf(first).status)) return;
  yield { kind: 'wait', milliseconds: 250, safety: 'S0', place: first.place };
  const read = yield* ask(itemCall(subject, created, { occasion: 'before removal' }));
  const [tag] = headerValues(read, 'etag');
  yield* ask(itemCall(subject, created, { method: 'DELETE', headers: [['If-Match', tag ?? '*']] }));
}

/** Creates, does the part, and deletes again, whatever becomes of the part. */
export function* withCreated(
  subject: CheckSubject,
  given: { readonly operation: Operation; readonly label: string },
  part: (created: Created) => Part<Judgement>,
): Part<Judgement> {
  const created = yield* create(subject, given.operation, given.label);
  if (!('exchange' in created)) return created;
  try {
    return yield* part(created);
  } finally {
    yield* remove(subject, created);
  }
}

/** Operations that create: a POST that is no search, with a documented answer of one of the statuses. */
export function creatingOperations(subject: CheckSubject, ...statuses: readonly string[]): readonly Operation[] {
  return (subject.contract?.operations ?? []).filter(
    ({ method, safe, responses }) => method === 'POST' && !safe && responses.some(({ status }) => statuses.includes(status)),
  );
}

/** The identifier that an answer shows of what it created: Location, else its member `id`. */
export function identityOf(exchange: Exchange): string | undefined {
  const [location] = headerValues(exchange, 'location');
  if (location !== undefined) return location;
  const body = jsonOf(exchange)?.value;
  const id = typeof body === 'object' && body !== null && !Array.isArray(body) && 'id' in body ? body.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}
