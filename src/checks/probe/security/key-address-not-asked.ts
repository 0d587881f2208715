/**
 * probe/key-address-not-asked — an address in the header of a token is never asked for anything.
 *
 * Source   EGIF-TEC-SEC-012; RFC 8725 §3.10; OWASP API7:2023.
 * Evidence one secured safe operation with the accepted token signed with a key of the harness, whose header names the canary of the statement (jku, x5u); and
 *          what the canary got while it was refused and for a while after. That nobody asked says something only where somebody could: on one machine nothing
 *          stands between; elsewhere the operator asks the canary once from the host of the service first.
 */
import { canaryAddress } from '../../../contract/canary.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Inbound, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import { busy } from '../answers.js';
import { bearable } from '../gather.js';
import { type JwtCall, withJwt } from './token.js';

type Part<T> = Generator<Action, T, Observation>;

/** How long the canary waits; on one machine whoever fetches keys does so while the request waits. */
const patienceMs = 60_000;
const nearPatienceMs = 1_000;
const operatorMs = 120_000;

interface Canary {
  readonly subject: CheckSubject;
  readonly address: string;
  /** Whether service and canary stand on one machine. */
  readonly near: boolean;
}

const listening = (occasion: string) => ({ kind: 'inbound', door: 'canary', occasion, safety: 'S4', place: 'canary' }) as const;
const untilOne = (withinMs: number) => ({ calls: 1, quietMs: Math.min(withinMs, 5_000), withinMs });
const asked = ({ calls }: Inbound): Inbound['calls'] => calls.filter(({ reply }) => reply !== 'unexpected');

function routesOf({ address }: Canary) {
  const { pathname } = new URL(address);
  return [{ path: pathname, replies: [{ headers: [['Content-Type', 'application/json']], body: '{"keys":[]}' }] }] as const;
}

/** The canary can be reached from where the service stands, or why that is not known. */
function* reached(canary: Canary): Part<Judgement | undefined> {
  if (canary.near) return undefined;
  const base = listening(`control: ask ${new URL(canary.address).pathname} once from the host of the service`);
  const until = untilOne(operatorMs);
  yield* ask({ ...base, step: 'open', routes: routesOf(canary), byOperator: true, until });
  const inbound = yield* ask({ ...base, step: 'take', until });
  return asked(inbound).length > 0 ? undefined : undetermined('canary-unreached');
}

function* judge(canary: Canary, { name, sample, facts }: JwtCall): Part<Judgement> {
  if (!facts.alterations.includes('canary-url')) return undetermined('token-unalterable', 'a token that names the canary could not be made');
  const unknown = yield* reached(canary);
  if (unknown !== undefined) return unknown;
  const base = listening('key address');
  yield* ask({ ...base, step: 'open', routes: routesOf(canary) });
  const call = callOf(canary.subject, sample, { credential: `altered:canary-url:${name}`, safety: 'S3' });
  const exchange = yield* ask({ ...call, tolerate: bearable });
  const inbound = yield* ask({ ...base, step: 'take', until: untilOne(canary.near ? nearPatienceMs : patienceMs) });
  const [first] = asked(inbound);
  // Nobody else knows of an address on this machine: who connects and then does not trust the certificate has asked too.
  const got = first?.method ?? (canary.near && inbound.connections > 0 ? 'a connection' : undefined);
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  if (got !== undefined) return violated({ code: 'key-address-asked', at: placeOf(exchange, sample.operation.method), got, want: 'no request' });
  const waiting = busy(exchange);
  if (waiting !== undefined) return waiting;
  const { status } = responseOf(exchange);
  return status < 500 ? examined(1) : undetermined('unexpected-answer', `status ${status} at ${sample.operation.path}`);
}

export const keyAddressNotAsked = defineCheck({
  id: 'probe/key-address-not-asked',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['key-address-asked'],

  *probe(subject) {
    const stated = subject.service.listeners?.canary;
    if (stated === undefined) return undetermined('no-canary-listener');
    const canary = { subject, address: canaryAddress(stated), near: subject.environment.kind === 'local' };
    return yield* withJwt(subject, 'it names no address', (given) => judge(canary, given));
  },
});
