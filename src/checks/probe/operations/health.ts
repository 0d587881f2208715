/**
 * probe/health — the status resource answers 200 with JSON, and tells nothing of the insides.
 *
 * Source   EGIF-TEC-OPS-001.
 * Params   seconds, the most that it takes beyond what the way there takes.
 * Evidence the status resource, anonymous; asked for again with a credential where the exchange centre authenticates it.
 */
import { ask, defineCheck } from '../../ask.js';
import { isJsonType, jsonOf, mediaTypeOf, placeOf, responseOf, textOf } from '../../read.js';
import type { Json } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { isObject } from '../../../contract/json.js';
import { examined, type Judgement, undetermined, violated } from '../../../contract/judgement.js';
import { numberParam } from '../../params.js';
import { firstIdentity, statusCall, unknownPathCall } from '../calls.js';
import { leaksIn } from '../errors/leaks.js';
import { bearable, combine } from '../gather.js';
import { askInTime, heardLate, leastMs, tookLess } from '../in-time.js';

const insides = /^(host|hostname|ip|ipAddress|db|database|databaseUrl|jdbcUrl|dsn|connectionString|datasource|nodeName|podName)$/i;

/** Names of members at any depth that name machines or stores. Without recursion: an answer may be nested a million deep. */
function tellingMembers(value: Json): readonly string[] {
  const telling: string[] = [];
  const open: (readonly [name: string, value: Json])[] = [['', value]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [name, inner] = next;
    if (insides.test(name)) telling.push(name);
    // The position of an item is no name.
    if (Array.isArray(inner)) for (const item of inner.toReversed()) open.push(['', item]);
    else if (isObject(inner)) for (const member of Object.entries(inner).reverse()) open.push(member);
  }
  return telling;
}

/**
 * Whether the status resource answers in time. What the way there takes is no fault of it: an unknown path goes the same way and does nothing.
 */
function* judgeTime(subject: CheckSubject, exchange: Exchange, mostMs: number): Generator<Action, Judgement, Observation> {
  const inTime = tookLess(exchange, mostMs);
  if (inTime === true) return examined(1);
  if (inTime === undefined) return heardLate(exchange);
  const idle = yield* ask({ ...unknownPathCall(subject), tolerate: bearable });
  const own = leastMs(exchange) - (idle.lost === undefined ? idle.elapsedMs : exchange.elapsedMs);
  if (own >= mostMs) return violated({ code: 'health-slow', at: placeOf(exchange), want: `< ${mostMs / 1000}` });
  return undetermined('way-slow', `${exchange.elapsedMs} ms for the status resource, ${idle.elapsedMs} ms for nothing`);
}

export const health = defineCheck({
  id: 'probe/health',
  safety: 'S2',
  needs: 'S1',
  over: 'service',
  params: { seconds: 'seconds' },
  findings: ['health-missing', 'health-slow', 'health-not-json', 'health-tells-internals'],

  *probe(subject, params) {
    const call = statusCall(subject);
    const mostMs = numberParam(params, 'seconds', 2) * 1000;
    let exchange = yield* askInTime(call, mostMs);
    if (responseOf(exchange).status === 401 && subject.identities.length > 0) {
      exchange = yield* askInTime({ ...call, credential: firstIdentity(subject), safety: 'S2' }, mostMs);
    }
    const { status } = responseOf(exchange);
    if (status === 429 || status >= 500) return undetermined('server-busy', `status ${status} of the status resource`);
    if (status !== 200) return violated({ code: 'health-missing', at: placeOf(exchange), got: String(status), want: '200' });
    const json = jsonOf(exchange);
    const type = mediaTypeOf(exchange)?.type ?? 'none';
    if (json === undefined || !isJsonType(type)) return violated({ code: 'health-not-json', at: placeOf(exchange), got: type, want: 'JSON' });
    const findings: Finding[] = [...tellingMembers(json.value), ...leaksIn(textOf(exchange))].map((got) => ({
      code: 'health-tells-internals',
      at: placeOf(exchange, 'body'),
      got,
    }));
    const slow = yield* judgeTime(subject, exchange, mostMs);
    return combine([examined(1, findings), slow]);
  },
});
