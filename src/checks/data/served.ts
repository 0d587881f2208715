/**
 * The answers that data and coding checks look at: the calls of an operation's samples, which all these checks share.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject, Operation, Sample } from '../../contract/api-model.js';
import type { CheckSubject } from '../../contract/check.js';
import type { Action, Exchange, Observation } from '../../contract/evidence.js';
import { undetermined, type Judgement } from '../../contract/judgement.js';
import { ask, callOf } from '../ask.js';
import { isJsonType, jsonOf, mediaTypeOf, responseOf } from '../read.js';

/** One answer with content, read as JSON, and the schema that the contract gives it. */
export interface Answer {
  readonly exchange: Exchange;
  readonly value: Json;
  readonly schema?: JsonObject;
}

/** More samples of one operation show nothing new and cost the agency requests. */
const maxSamples = 5;
/** Statuses by which a server or the gateway before it says "not now" (RFC 6585 §4, RFC 9110 §15.6.3 to §15.6.5). */
export const busyStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** The samples of this instance's operation that should be served. */
export function servableSamples(subject: CheckSubject): readonly Sample[] {
  const samples = subject.operation === undefined ? [] : subject.samples(subject.operation.id);
  return samples.filter(({ expectedStatus = 200 }) => expectedStatus >= 200 && expectedStatus < 300).slice(0, maxSamples);
}

/** Why an answer is no evidence of what is served. */
export function unservedCause(exchange: Exchange): Judgement {
  const { status } = responseOf(exchange);
  return undetermined(busyStatuses.has(status) ? 'server-busy' : 'positive-control-failed', `status ${status} at ${exchange.place}`);
}

/** Whether an answer is 2xx. */
export function isServed(exchange: Exchange): boolean {
  const { status } = responseOf(exchange);
  return status >= 200 && status < 300;
}

/** The schema that documents an answer: exact status before 2XX before default, exact media type before any JSON. */
export function schemaOf(operation: Operation, exchange: Exchange): JsonObject | undefined {
  const { status } = responseOf(exchange);
  const type = mediaTypeOf(exchange)?.type ?? '';
  const family = `${Math.floor(status / 100)}XX`;
  for (const wanted of [String(status), family, 'default']) {
    const response = operation.responses.find((candidate) => candidate.status.toUpperCase() === wanted.toUpperCase());
    if (response === undefined) continue;
    const bodies = response.bodies.filter((body) => body.schema !== undefined);
    const typeOf = (mediaType: string): string => mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
    return (bodies.find((body) => typeOf(body.mediaType) === type) ?? bodies.find((body) => isJsonType(typeOf(body.mediaType))))?.schema;
  }
  return undefined;
}

/** Sends the samples and returns every exchange, or why there is nothing to send. */
export function* exchanges(subject: CheckSubject): Generator<Action, readonly Exchange[] | Judgement, Observation> {
  const samples = servableSamples(subject);
  if (samples.length === 0) return undetermined('no-test-data');
  const seen: Exchange[] = [];
  for (const sample of samples) seen.push(yield* ask(callOf(subject, sample)));
  return seen;
}

/** The JSON answers that were served, or why there are none. */
export function* servedAnswers(subject: CheckSubject): Generator<Action, readonly Answer[] | Judgement, Observation> {
  const { operation } = subject;
  const seen = yield* exchanges(subject);
  if (operation === undefined || 'examined' in seen) return 'examined' in seen ? seen : undetermined('no-test-data');
  const served = seen.filter(isServed);
  const [first] = seen;
  if (served.length === 0 && first !== undefined) return unservedCause(first);
  const answers = served.flatMap((exchange): readonly Answer[] => {
    const json = jsonOf(exchange);
    const schema = schemaOf(operation, exchange);
    return json === undefined ? [] : [{ exchange, value: json.value, ...(schema === undefined ? {} : { schema }) }];
  });
  const empty = served.every((exchange) => responseOf(exchange).body.length === 0);
  return answers.length > 0 ? answers : undetermined(empty ? 'nothing-of-the-kind' : 'no-json');
}
