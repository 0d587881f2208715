/**
 * The provider as the suite plays it: scenes, each a listening with scripted answers, in which the consumer does one business transaction.
 *
 * What the provider answers is the statement's; a scene changes the answers to the business requests, or the certificate. The transaction is done by a
 * call of the consumer's own, else by the operator, who is told where the consumer has to call.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Sample } from '../../contract/api-model.js';
import type { CheckSubject } from '../../contract/check.js';
import type { LostCause, Service } from '../../contract/documents.js';
import type { Exchange, Inbound, InboundAction, InboundCall, InboundCertificate, InboundReply, InboundRoute } from '../../contract/evidence.js';
import { undetermined, type Judgement } from '../../contract/judgement.js';
import { ask } from '../ask.js';
import { boundCall, isJudgement } from '../bound-call.js';
import { createCall, type Part } from '../probe/flow/resource.js';
import { bearable } from '../probe/gather.js';

type RegistryListener = NonNullable<NonNullable<Service['listeners']>['registry']>;
type RegistryAnswer = RegistryListener['answers'][number];

export interface Playing {
  readonly subject: CheckSubject;
  readonly registry: RegistryListener;
  /** Absent: the operator does the transaction. */
  readonly trigger?: Sample;
}

/** How the provider can be played, or why it cannot. */
export function playingOf(subject: CheckSubject): Playing | Judgement {
  const registry = subject.service.listeners?.registry;
  if (registry === undefined) return undetermined('no-registry-listener');
  if (registry.trigger === undefined) return { subject, registry };
  const trigger = boundCall(subject, registry.trigger);
  return isJudgement(trigger) ? trigger : { subject, registry, trigger };
}

type Replies = readonly [InboundReply, ...InboundReply[]];

export interface Scene {
  /** Names the scene; unique within a check. */
  readonly occasion: string;
  readonly certificate?: InboundCertificate;
  /** What is answered to a business request instead of what the provider would; undefined: the same. */
  readonly replies?: (good: InboundReply, answer: RegistryAnswer) => Replies | undefined;
  readonly until: NonNullable<InboundAction['until']>;
  /** How long the consumer may take for its own answer. */
  readonly patienceMs?: number;
}

export interface Played {
  readonly inbound: Inbound;
  /** Business requests. */
  readonly calls: readonly InboundCall[];
  /** What the consumer answered to its own caller; absent where the operator called. */
  readonly outcome?: Exchange;
}

const isBusiness = ({ business }: RegistryAnswer): boolean => business !== false;

const goodReply = ({ status, body }: RegistryAnswer): InboundReply => ({
  status: status ?? 200,
  ...(body === undefined ? {} : { headers: [['Content-Type', 'application/json']] as const, body: JSON.stringify(body) }),
});

const pathOf = ({ url }: RegistryListener, { path }: RegistryAnswer): string => `${new URL(url).pathname.replace(/\/$/, '')}${path}`;

function routesOf({ registry }: Playing, { replies }: Scene): readonly InboundRoute[] {
  return registry.answers.map((answer) => {
    const good = goodReply(answer);
    const scripted = isBusiness(answer) ? replies?.(good, answer) : undefined;
    return { method: answer.method, path: pathOf(registry, answer), replies: scripted ?? [good] };
  });
}

/** What a consumer may do while its provider does not answer well: any of it is for the check to judge. */
const tolerated: readonly LostCause[] = [...bearable, 'rate-limited', 'maintenance', 'waf'];
const defaultOperatorSeconds = 120;

/** Requests that may follow the one that is waited for, and how long after each other. */
const moreCalls = 20;
const moreMs = 1500;

/**
 * Where the client's answer to its own caller is not seen, nothing but silence says that the transaction is over: a provider that is gone after the first
 * request would spoil the rest of it.
 */
function patienceFor({ operatorSeconds = defaultOperatorSeconds }: RegistryListener, { until }: Scene): Scene['until'] {
  return { calls: until.calls + moreCalls, quietMs: until.quietMs + moreMs, withinMs: until.withinMs + operatorSeconds * 1000 };
}

/** Plays one scene. A judgement where it could not be played. */
export function* play(playing: Playing, scene: Scene): Part<Played | Judgement> {
  const { subject, registry, trigger } = playing;
  const base = { kind: 'inbound', door: 'registry', occasion: scene.occasion, safety: 'S4', place: 'client' } as const;
  const until = trigger === undefined ? patienceFor(registry, scene) : scene.until;
  const opened = yield* ask({
    ...base,
    step: 'open',
    routes: routesOf(playing, scene),
    tolerate: ['no-credential'],
    ...(scene.certificate === undefined ? {} : { certificate: scene.certificate }),
    ...(trigger === undefined ? { byOperator: true, until } : {}),
  });
  if (opened.lost !== undefined) return undetermined('no-test-certificate', scene.certificate ?? 'valid');
  let outcome: Exchange | undefined;
  if (trigger !== undefined) {
    const call = createCall(subject, trigger, scene.occasion);
    const patience = scene.patienceMs === undefined ? {} : { patienceMs: scene.patienceMs };
    outcome = yield* ask({ ...call, ...patience, occasion: scene.occasion, tolerate: tolerated });
  }
  const inbound = yield* ask({ ...base, step: 'take', until });
  const own = registry.answers.filter(isBusiness).map((answer) => `${answer.method} ${pathOf(registry, answer)}`);
  const calls = inbound.calls.filter(({ method, target }) => own.includes(`${method} ${target.split('?')[0] ?? ''}`));
  return { inbound, calls, ...(outcome === undefined ? {} : { outcome }) };
}

/** The scene in which everything is well: a consumer that does not call there cannot be judged. */
export function* control(playing: Playing, occasion = 'control'): Part<Played | Judgement> {
  const played = yield* play(playing, { occasion, until: { calls: 1, quietMs: 500, withinMs: 5000 } });
  if (isJudgement(played)) return played;
  if (played.calls.length === 0) return undetermined('positive-control-failed', 'the consumer made no business request to the well-behaved provider');
  const { outcome } = played;
  if (outcome === undefined) return played;
  const status = outcome.response?.status ?? 0;
  return status >= 200 && status < 300
    ? played
    : undetermined('positive-control-failed', outcome.lost?.detail ?? `status ${status} at ${outcome.place}`);
}

/** Calls by what they ask for, in the order of their coming. */
export function byTarget(calls: readonly InboundCall[]): ReadonlyMap<string, readonly InboundCall[]> {
  const grouped = new Map<string, InboundCall[]>();
  for (const call of calls) {
    const key = `${call.method} ${call.target}`;
    const list = grouped.get(key) ?? [];
    list.push(call);
    grouped.set(key, list);
  }
  return grouped;
}

/** `{environment}/client#{spot}`. */
export const clientPlace = ({ environment }: Inbound, spot: string): string => `${environment}/client#${spot}`;
