/**
 * The provider as the suite plays it: scenes, each a listening with scripted answers, in which the consumer does one business transaction.
 *
 * What the provider answers is the statement's; a scene changes the answers to the business requests, or the certificate. The transaction is done by a
 * call of the consumer's own, else by the operator, who is told where the consumer has to call.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Sample } from '../../contract/api-model.js';
import type { CheckSubject, ReviewedAnswer } from '../../contract/check.js';
import type { LostCause } from '../../contract/documents.js';
import type { Exchange, Inbound, InboundAction, InboundCall, InboundCertificate, InboundReply, InboundRoute } from '../../contract/evidence.js';
import { undetermined, type Judgement } from '../../contract/judgement.js';
import { answerPath, goodReply, type RegistryAnswer, type RegistryListener } from '../../contract/played-provider.js';
import { ask } from '../ask.js';
import { boundCall, isJudgement } from '../bound-call.js';
import { createCall, type Part } from '../probe/flow/resource.js';
import { bearable } from '../probe/gather.js';

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

/** Scenes in which the provider is none that a transaction can rest on: what the consumer then says to its own caller is of the provider's making. */
const badScenes = [
  'expired',
  'wrong-host',
  'untrusted',
  'revoked',
  '429 for ever',
  '503 until a date',
  'closed without an answer',
  'no answer',
] as const;
const goodScenes = ['control', 'last control', 'additions', 'optional members absent', 'deprecation announced'] as const;
type SceneName = (typeof badScenes)[number] | (typeof goodScenes)[number];
const bad: ReadonlySet<string> = new Set(badScenes);

/** Whether an answer is that of a consumer whose provider the suite just played badly. */
export function ofBadScene({ service }: CheckSubject, { action, operation }: Pick<ReviewedAnswer, 'action' | 'operation'>): boolean {
  const trigger = service.listeners?.registry?.trigger;
  return trigger !== undefined && operation?.id === trigger && bad.has(action.occasion ?? '');
}

type Replies = readonly [InboundReply, ...InboundReply[]];

export interface Scene {
  /** Names the scene; unique within a check. */
  readonly occasion: SceneName;
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

function routesOf({ registry }: Playing, { replies }: Scene): readonly InboundRoute[] {
  return registry.answers.map((answer) => {
    const good = goodReply(answer);
    const scripted = isBusiness(answer) ? replies?.(good, answer) : undefined;
    return { method: answer.method, path: answerPath(registry, answer), replies: scripted ?? [good] };
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

/** Work that goes on after the consumer told its caller that it will be done: repetitions of one scene must not fall into the next. */
const background = { quietMs: 10_000, withinMs: 60_000 } as const;

const statusOf = (exchange: Exchange | undefined): number => exchange?.response?.status ?? 0;
export const isServed = (exchange: Exchange | undefined): boolean => statusOf(exchange) >= 200 && statusOf(exchange) < 300;

/** Whether the consumer goes on after its answer: it accepted (RFC 9110 §15.3.3), or is content though its provider served nothing. */
const goesOn = (outcome: Exchange | undefined, { occasion }: Scene): boolean =>
  statusOf(outcome) === 202 || (isServed(outcome) && bad.has(occasion) && occasion !== '503 until a date');

const patientFor = ({ calls, quietMs, withinMs }: Scene['until']): Scene['until'] => ({
  calls: calls + moreCalls,
  quietMs: Math.max(quietMs, background.quietMs),
  withinMs: Math.max(withinMs, background.withinMs),
});

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
  const inbound = yield* ask({ ...base, step: 'take', until: goesOn(outcome, scene) ? patientFor(until) : until });
  const own = registry.answers.filter(isBusiness).map((answer) => `${answer.method} ${answerPath(registry, answer)}`);
  const calls = inbound.calls.filter(({ method, target }) => own.includes(`${method} ${target.split('?')[0] ?? ''}`));
  return { inbound, calls, ...(outcome === undefined ? {} : { outcome }) };
}

/** The scene in which everything is well: a consumer that does not call there cannot be judged. */
export function* control(playing: Playing, occasion: 'control' | 'last control' = 'control'): Part<Played | Judgement> {
  const played = yield* play(playing, { occasion, until: { calls: 1, quietMs: 500, withinMs: 5000 } });
  if (isJudgement(played)) return played;
  if (played.calls.length === 0) return undetermined('positive-control-failed', 'the consumer made no business request to the well-behaved provider');
  const { outcome } = played;
  if (outcome === undefined) return played;
  return isServed(outcome)
    ? played
    : undetermined('positive-control-failed', outcome.lost?.detail ?? `status ${statusOf(outcome)} at ${outcome.place}`);
}

/** `{environment}/client#{spot}`. */
export const clientPlace = ({ environment }: Inbound, spot: string): string => `${environment}/client#${spot}`;
