/**
 * probe/cors-origins — origins that only resemble an allowed one, and no origin at all, open nothing.
 *
 * Source   EGIF-TEC-SEC-016; WHATWG Fetch, CORS protocol (preflight, the origin `null`); RFC 2606 §2 (.invalid).
 * Evidence one secured operation that is served: with the origin `null`, with the service's host before and the agency's domain behind a foreign
 *          name, and the preflight of a foreign page. None of these origins is contacted.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { headerValues, placeOf } from '../../read.js';
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { busy, unserved } from '../answers.js';
import { bearable, combine } from '../gather.js';
import { servedCall } from './token.js';

const foreign = 'https://egif-probe.invalid';

function originsOf(subject: CheckSubject): readonly { readonly origin: string; readonly code: string }[] {
  const { hostname } = new URL(subject.baseUrl);
  const [domain] = subject.agency.domains;
  // An address has no domain that a name could follow.
  const before = /[a-z]/i.test(hostname) && !hostname.includes(':') ? [`https://${hostname}.egif-probe.invalid`] : [];
  const behind = domain === undefined ? [] : [`https://egif-probe${domain}`];
  return [{ origin: 'null', code: 'cors-null-origin' }, ...[...before, ...behind].map((origin) => ({ origin, code: 'cors-lookalike-origin' }))];
}

const opens = (exchange: Exchange, origin: string): boolean => headerValues(exchange, 'access-control-allow-origin').includes(origin);

function* judgeOrigin(
  subject: CheckSubject,
  sample: Sample,
  { origin, code }: { readonly origin: string; readonly code: string },
): Generator<Action, Judgement, Observation> {
  const exchange = yield* ask({ ...callOf(subject, sample, { headers: [['Origin', origin]] }), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  const at = placeOf(exchange, 'access-control-allow-origin');
  const findings: readonly Finding[] = opens(exchange, origin) ? [{ code, at, got: origin }] : [];
  return findings.length > 0 ? examined(1, findings) : (unserved(exchange) ?? examined(1));
}

function* judgePreflight(subject: CheckSubject, sample: Sample): Generator<Action, Judgement, Observation> {
  const headers = [
    ['Origin', foreign],
    ['Access-Control-Request-Method', sample.operation.method],
    ['Access-Control-Request-Headers', 'authorization'],
  ] as const;
  const { body: _body, mediaType: _mediaType, ...bare } = sample;
  const call = callOf(subject, bare, { method: 'OPTIONS', credential: 'none', safety: 'S1', headers });
  const exchange = yield* ask({ ...call, tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  const waiting = busy(exchange);
  if (waiting !== undefined) return waiting;
  const open = opens(exchange, foreign) || opens(exchange, '*');
  const at = placeOf(exchange, 'access-control-allow-origin');
  return examined(1, open ? [{ code: 'cors-preflight-open', at, got: headerValues(exchange, 'access-control-allow-origin').join(', ') }] : []);
}

export const corsOrigins = defineCheck({
  id: 'probe/cors-origins',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['cors-null-origin', 'cors-lookalike-origin', 'cors-preflight-open'],

  *probe(subject) {
    const call = yield* servedCall(subject);
    if ('cause' in call) return call;
    const parts: Judgement[] = [];
    for (const each of originsOf(subject)) parts.push(yield* judgeOrigin(subject, call.sample, each));
    parts.push(yield* judgePreflight(subject, call.sample));
    return combine(parts);
  },
});
