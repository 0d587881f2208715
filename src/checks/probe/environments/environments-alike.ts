/**
 * probe/environments-alike — the sandbox behaves as production does: the same statuses, media types, types of members and verdicts of the contract's
 * schemas, and the same form of errors. Values are never compared: the data of the two differ.
 *
 * Source   EGIF-TEC-DSC-005.
 * Evidence an unknown path and the valid calls of each safe operation, in this environment and in the one beside it. What is sent there is at most S2,
 *          with the consent for its kind.
 */
import type { Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Exchange, HttpAction, Observation } from '../../../contract/evidence.js';
import { isObject } from '../../../contract/json.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { ask, callOf, defineCheck } from '../../ask.js';
import { isJsonType, jsonOf, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import { validateAgainst } from '../../schema-validation.js';
import { bodyFor, documentedFor } from '../api/documented.js';
import { busy } from '../answers.js';
import { unknownPathCall, unsendable } from '../calls.js';
import { bearable, combine } from '../gather.js';
import { declares, membersApart, shapeOf, typesApart, type Shape } from './shape.js';

type Asking<T> = Generator<Action, T, Observation>;
type Counterpart = NonNullable<CheckSubject['counterpart']>;

interface Pair {
  readonly own: Exchange;
  readonly other: Exchange;
}

/** The same call below the other base URL; undefined for an operation that lives elsewhere. */
function besideCall(action: HttpAction, subject: CheckSubject, { baseUrl }: Counterpart): HttpAction | undefined {
  return action.url.startsWith(subject.baseUrl) ? { ...action, url: baseUrl + action.url.slice(subject.baseUrl.length) } : undefined;
}

const lossOf = ({ lost, place, environment }: Exchange): Judgement | undefined =>
  lost === undefined ? undefined : undetermined(lost.cause, `${environment} ${place}: ${lost.detail}`);

/** Sends a call to both, or says why they cannot be compared. */
function* askBoth(action: HttpAction, subject: CheckSubject, counterpart: Counterpart): Asking<Pair | Judgement> {
  const beside = besideCall(action, subject, counterpart);
  if (beside === undefined) return undetermined('environment-address-unknown', action.place);
  const own = yield* ask({ ...action, tolerate: bearable });
  const broken = lossOf(own) ?? busy(own);
  if (broken !== undefined) return broken;
  const other = yield* ask({ ...beside, tolerate: bearable });
  return lossOf(other) ?? busy(other) ?? { own, other };
}

const statusOf = (exchange: Exchange): number => responseOf(exchange).status;
const isServed = (exchange: Exchange): boolean => statusOf(exchange) >= 200 && statusOf(exchange) < 300;
const typeOf = (exchange: Exchange): string => mediaTypeOf(exchange)?.type ?? 'none';

/** Statuses that say something of the operation and nothing of its data (RFC 9110 §15.5.6, §15.5.7, §15.5.16, §15.6.2). */
const ofOperation: ReadonlySet<number> = new Set([405, 406, 415, 501]);

/** Statuses of success by which data decide: no content, a part of it. */
const ofData: ReadonlySet<number> = new Set([204, 206]);

/** Whether two different statuses show that the environments behave otherwise. That a record is not there shows nothing. */
function statusTells({ own, other }: Pair, { parameters, request }: Operation): boolean {
  const isBare = request === undefined && parameters.every(({ in: place }) => place !== 'path');
  const both = [statusOf(own), statusOf(other)];
  if (isServed(own) && isServed(other)) return !both.some((status) => ofData.has(status));
  return (isServed(own) || isServed(other)) && both.some((status) => ofOperation.has(status) || (status === 404 && isBare));
}

/** Whether a body keeps to the contract; undefined where that cannot be told. */
function keeps(operation: Operation, exchange: Exchange): boolean | undefined {
  const response = documentedFor(operation, statusOf(exchange));
  const schema = response === undefined ? undefined : bodyFor(response, typeOf(exchange))?.schema;
  const json = jsonOf(exchange);
  if (schema === undefined || json === undefined) return undefined;
  const validation = validateAgainst(schema, json.value);
  return validation.compiled ? validation.mismatches.length === 0 : undefined;
}

/** Whether the contract declares a member of an answer; of an answer without a schema it declares all. */
function isDeclared(operation: Operation, exchange: Exchange, pointer: string): boolean {
  const response = documentedFor(operation, statusOf(exchange));
  const schema = response === undefined ? undefined : bodyFor(response, typeOf(exchange))?.schema;
  return schema === undefined || declares(schema, pointer);
}

/** Members of either that the contract does not declare and the other never has. */
function undeclaredApart(operation: Operation, exchange: Exchange, one: Shape, other: Shape): readonly string[] {
  return [...membersApart(one, other), ...membersApart(other, one)].filter((pointer) => !isDeclared(operation, exchange, pointer)).sort();
}

function judgeBodies(operation: Operation, { own, other }: Pair): readonly Finding[] {
  const [here, there] = [jsonOf(own), jsonOf(other)];
  if (here === undefined || there === undefined) return [];
  const [one, two] = [shapeOf([here.value]), shapeOf([there.value])];
  const [mine, theirs] = [keeps(operation, own), keeps(operation, other)];
  const members = undeclaredApart(operation, own, one, two).map((pointer) => ({ code: 'environments-members-differ', at: placeOf(own, pointer) }));
  // Of a member that may be of several types, data decide which it is.
  const types = typesApart(one, two)
    .filter(({ pointer }) => mine !== true || theirs !== true || !isDeclared(operation, own, pointer))
    .map(({ pointer, got, want }) => ({ code: 'environments-types-differ', at: placeOf(own, pointer), got, want }));
  const verdict =
    mine === undefined || theirs === undefined || mine === theirs
      ? []
      : [{ code: 'environments-schema-differs', at: placeOf(own), got: mine ? other.environment : own.environment, want: 'both keep the contract' }];
  return [...types, ...members, ...verdict];
}

/** One call in both. Undefined where their data differ, so that nothing can be compared. */
function judgePair(operation: Operation, pair: Pair): Judgement | undefined {
  const { own, other } = pair;
  const [here, there] = [statusOf(own), statusOf(other)];
  if (here !== there) {
    if (!statusTells(pair, operation)) return undefined;
    return examined(1, [{ code: 'environments-status-differs', at: placeOf(own), got: `${other.environment}: ${there}`, want: String(here) }]);
  }
  if (!isServed(own)) return undefined;
  if (typeOf(own) !== typeOf(other))
    return examined(1, [{ code: 'environments-media-type-differs', at: placeOf(own, 'content-type'), got: typeOf(other), want: typeOf(own) }]);
  return examined(1, isJsonType(typeOf(own)) ? judgeBodies(operation, pair) : []);
}

/** What several samples of one operation show alike is told once. */
function eachOnce(judgement: Judgement): Judgement {
  return { ...judgement, findings: [...new Map(judgement.findings.map((finding) => [`${finding.code} ${finding.at}`, finding])).values()] };
}

function* judgeOperation(operation: Operation, subject: CheckSubject, counterpart: Counterpart): Asking<Judgement> {
  const samples: readonly Sample[] = operation.secured && subject.identities.length === 0 ? [] : subject.samples(operation.id);
  if (samples.length === 0) return unsendable(subject, operation);
  const parts: Judgement[] = [];
  let denied: number | undefined;
  for (const sample of samples) {
    const pair = yield* askBoth(callOf(subject, sample), subject, counterpart);
    if (!('own' in pair)) return pair;
    const judged = judgePair(operation, pair);
    if (judged !== undefined) parts.push(judged);
    else denied ??= [pair.own, pair.other].map(statusOf).find((status) => status === 401 || status === 403);
  }
  if (parts.length > 0) return eachOnce(combine(parts));
  return undetermined(denied === undefined ? 'environment-data-differ' : 'environment-identity-refused', `${operation.method} ${operation.path}`);
}

/** Members that an error has by its occasion. */
const occasional: ReadonlySet<string> = new Set(['instance', 'detail', 'traceId', 'requestId', 'timestamp', 'errors']);

function namesIn(exchange: Exchange): readonly string[] | undefined {
  const value = jsonOf(exchange)?.value;
  return isObject(value)
    ? Object.keys(value)
        .filter((name) => !occasional.has(name))
        .sort()
    : undefined;
}

/** The form of an error: of a path that neither has. */
function* judgeError(subject: CheckSubject, counterpart: Counterpart): Asking<Judgement> {
  const pair = yield* askBoth(unknownPathCall(subject), subject, counterpart);
  if (!('own' in pair)) return pair;
  const form = (exchange: Exchange): string => [statusOf(exchange), typeOf(exchange), ...(namesIn(exchange) ?? [])].join(' ');
  const [want, got] = [form(pair.own), form(pair.other)];
  return examined(1, want === got ? [] : [{ code: 'environments-errors-differ', at: placeOf(pair.own), got, want }]);
}

const bare = (url: string): string => url.replace(/\/+$/, '').toLowerCase();

export const environmentsAlike = defineCheck({
  id: 'probe/environments-alike',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: [
    'environments-share-address',
    'environments-status-differs',
    'environments-media-type-differs',
    'environments-types-differ',
    'environments-members-differ',
    'environments-schema-differs',
    'environments-errors-differ',
  ],

  *probe(subject) {
    const { counterpart, contract } = subject;
    if (contract === undefined) return undetermined('no-contract');
    if (counterpart === undefined) return undetermined('no-counterpart');
    if (bare(counterpart.baseUrl) === bare(subject.baseUrl))
      return examined(1, [{ code: 'environments-share-address', at: `${subject.environment.id}/base-url`, got: counterpart.environment.id }]);
    const parts: Judgement[] = [yield* judgeError(subject, counterpart)];
    for (const operation of contract.operations.filter(({ safe }) => safe)) parts.push(yield* judgeOperation(operation, subject, counterpart));
    return combine(parts);
  },
});
