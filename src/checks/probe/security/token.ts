/**
 * What probes of tokens share: what a token is like, one call that is served with it, and the judgement on a call that must be refused.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Identity, SafetyClass } from '../../../contract/documents.js';
import type { Action, Credential, Exchange, Observation, TokenAnswer, TokenFacts } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { ask, callOf } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import { busy } from '../answers.js';
import { bearable } from '../gather.js';
import { controlOf } from './secured.js';

/** A judgement that says why nothing can be told. */
export type Unknown = Judgement & Required<Pick<Judgement, 'cause'>>;

export const unknown = (code: string, detail: string): Unknown => ({ ...undetermined(code, detail), cause: { code, detail } });

/** What the token of an identity is like, or why that cannot be had. */
export function* tokenOf(identity: string): Generator<Action, { readonly facts: TokenFacts; readonly answer: TokenAnswer } | Unknown, Observation> {
  const answer = yield* ask({ kind: 'token', identity, safety: 'S2', place: 'token', tolerate: bearable });
  if (answer.token === undefined) return unknown(answer.lost?.cause ?? 'no-credential', answer.lost?.detail ?? `no token of ${identity}`);
  return { facts: answer.token, answer };
}

/** The name of the statement's identity whose token is in a state in which it must be refused. */
export function identityInState(subject: CheckSubject, state: NonNullable<Identity['state']>): string | undefined {
  return Object.entries(subject.service.credentials?.identities ?? {}).find(([, identity]) => identity.state === state)?.[0];
}

/** Secured safe operations with test data; those that are asked with GET first, since their exchanges are shared. */
export function securedSamples(subject: CheckSubject): readonly Sample[] {
  const operations = (subject.contract?.operations ?? []).filter(({ safe, secured }) => safe && secured);
  const isGet = ({ method }: Operation): boolean => method === 'GET';
  return [...operations.filter(isGet), ...operations.filter((operation) => !isGet(operation))].flatMap(({ id }) => subject.samples(id).slice(0, 1));
}

const mostTried = 3;

/**
 * A call that is served with the first identity and refused with a token that nobody issued: only so a refusal of an altered token says something,
 * and only so its acceptance is the fault of that alteration. Tries a few operations.
 */
export function* servedCall(subject: CheckSubject): Generator<Action, { readonly sample: Sample; readonly served: Exchange } | Unknown, Observation> {
  if (subject.contract === undefined) return unknown('no-contract', 'no contract names secured operations');
  if (subject.identities.length === 0) return unknown('no-credential', 'the statement has no usable identity');
  let first: Unknown | undefined;
  for (const sample of securedSamples(subject).slice(0, mostTried)) {
    const control = yield* controlOf(subject, sample);
    if ('cause' in control) {
      first ??= control;
      continue;
    }
    const broken = yield* ask({ ...callOf(subject, sample, { credential: 'broken', safety: 'S1' }), tolerate: bearable });
    const { status } = responseOf(broken);
    if (broken.lost === undefined && status >= 200 && status < 300) {
      first ??= unknown('any-token-accepted', `any token is served at ${sample.operation.path}`);
      continue;
    }
    return { sample, served: control.served };
  }
  return first ?? unknown('no-test-data', 'no secured safe operation has test data');
}

/** An identity, what its token is like, and a call that is served with it. */
export interface JwtCall {
  readonly name: string;
  readonly sample: Sample;
  readonly facts: TokenFacts;
}

/** A call that must be refused, and what it is called when it is not. */
export interface Refusal {
  readonly credential: Credential;
  readonly safety?: SafetyClass;
  /** Finding code of a call that is served. */
  readonly accepted: string;
  /** Finding code of a call that ends in a server error. */
  readonly crashes?: string;
  /** What was wrong with the token, for findings. */
  readonly what: string;
}

/** 400 is RFC 6750's `invalid_request`; 403 is what gateways give for tokens that they do not know. */
const refusals: ReadonlySet<number> = new Set([400, 401, 403]);

/** The judgement on one call with a credential that must be refused; the caller has seen the same call served with a good one. */
export function* mustRefuse(subject: CheckSubject, sample: Sample, refusal: Refusal): Generator<Action, Judgement, Observation> {
  const { credential, safety = 'S2', accepted, crashes, what } = refusal;
  const exchange = yield* ask({ ...callOf(subject, sample, { credential, safety }), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, `${what}: ${exchange.lost.detail}`);
  const { status } = responseOf(exchange);
  const at = placeOf(exchange, sample.operation.method);
  if (status >= 200 && status < 300) return violated({ code: accepted, at, got: `${status} (${what})`, want: '401' });
  if (refusals.has(status)) return examined(1);
  const waiting = busy(exchange);
  if (waiting !== undefined) return waiting;
  if (status >= 500 && crashes !== undefined) return violated({ code: crashes, at, got: `${status} (${what})`, want: '401' });
  return undetermined('unexpected-answer', `status ${status} for ${what} at ${sample.operation.path}`);
}

/** The judgement by the token of the first identity, which is a JWT and with which a call is served. `without`: what an opaque token keeps from being. */
export function* withJwt(
  subject: CheckSubject,
  without: string,
  judge: (given: JwtCall) => Generator<Action, Judgement, Observation>,
): Generator<Action, Judgement, Observation> {
  const [name] = subject.identities;
  if (name === undefined) return undetermined('no-credential', 'the statement has no usable identity');
  const call = yield* servedCall(subject);
  if ('cause' in call) return call;
  const good = yield* tokenOf(name);
  if ('cause' in good) return good;
  if (good.facts.form === 'opaque') return undetermined('token-opaque', `the token of ${name} is no JWT, so that ${without}`);
  return yield* judge({ name, sample: call.sample, facts: good.facts });
}
