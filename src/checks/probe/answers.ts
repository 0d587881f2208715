/**
 * What answers are worth as evidence: whether a call was served, or why nothing can be told from it.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Exchange } from '../../contract/evidence.js';
import { undetermined, type Judgement } from '../../contract/judgement.js';
import { isObject } from '../../contract/json.js';
import { headerValues, jsonOf, responseOf } from '../read.js';

/** Statuses by which a server or the gateway before it says "not now" (RFC 6585 §4, RFC 9110 §15.6.3 to §15.6.5). */
const busyStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Cause `rate-limited`, `maintenance` or `server-busy` where the answer only says that there is none now. */
export function busy(exchange: Exchange): Judgement | undefined {
  const { status } = responseOf(exchange);
  if (!isBusy(exchange)) return undefined;
  const detail = `status ${status} at ${exchange.place}`;
  if (status === 429) return undetermined('rate-limited', detail);
  return status === 503 && headerValues(exchange, 'retry-after').length > 0
    ? undetermined('maintenance', detail)
    : undetermined('server-busy', detail);
}

/** Whether an answer is a word of the gateway about load, which shows nothing of the service itself. */
export function isBusy(exchange: Exchange): boolean {
  return busyStatuses.has(responseOf(exchange).status);
}

/** A cause of `busy`, or `positive-control-failed`, where a call that should be served was not answered 2xx. */
export function unserved(exchange: Exchange): Judgement | undefined {
  const { status } = responseOf(exchange);
  if (status >= 200 && status < 300) return undefined;
  return busy(exchange) ?? undetermined('positive-control-failed', `status ${status} at ${exchange.place}`);
}

/** Whether an answer has content. */
export function hasContent(exchange: Exchange): boolean {
  return responseOf(exchange).body.length > 0;
}

/** Members that any error answer may have (RFC 9457 §3.1 and common extensions); a resource's own `status` or `title` would prove nothing. */
const errorMembers: ReadonlySet<string> = new Set([
  'type',
  'title',
  'status',
  'detail',
  'instance',
  'code',
  'error',
  'errors',
  'message',
  'timestamp',
  'path',
  'traceId',
  'requestId',
]);

/** Members of the served resource that a refusal shows too. */
export function leakedMembers(refused: Exchange, served: Exchange): readonly string[] {
  const [refusal, resource] = [jsonOf(refused)?.value, jsonOf(served)?.value];
  if (!isObject(refusal) || !isObject(resource)) return [];
  return Object.keys(resource).filter((name) => !errorMembers.has(name) && Object.hasOwn(refusal, name));
}
