/**
 * probe/client-tolerant-reader — a consumer goes on working when answers gain members or header fields, are ordered otherwise, or lack what is optional.
 *
 * Source   EGIF-TEC-CLI-003.
 * Evidence between two transactions with the answers of the statement, which show what of the consumer's own answer stays the same, one with additions in
 *          another order and one without the optional members. The outcome must be the same. Class S4.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import type { Exchange, InboundReply } from '../../contract/evidence.js';
import { isObject, parseJson, sameJson } from '../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { combine } from '../probe/gather.js';
import type { Part } from '../probe/flow/resource.js';
import { jsonOf, responseOf } from '../read.js';
import { isJudgement } from '../bound-call.js';
import { clientPlace, control, play, playingOf, type Playing, type Scene } from './playing.js';

/** What of the consumer's own answer is the same each time. */
interface Outcome {
  readonly status: number;
  readonly steady: ReadonlyMap<string, Json>;
}

const membersOf = (exchange: Exchange): JsonObject => {
  const value = jsonOf(exchange)?.value;
  return isObject(value) ? value : {};
};

/** Members that every control shows alike: the controls enclose the scenes, so that what changes with time is not among them. */
function outcomeOf([first, ...others]: readonly [Exchange, ...Exchange[]]): Outcome {
  const steady = Object.entries(membersOf(first)).filter(([name, value]) =>
    others.every((other) => {
      const again = membersOf(other)[name];
      return again !== undefined && sameJson(value, again);
    }),
  );
  return { status: responseOf(first).status, steady: new Map(steady) };
}

function bodyOf({ body }: InboundReply): JsonObject | undefined {
  const value = body === undefined ? undefined : parseJson(body)?.value;
  return isObject(value) ? value : undefined;
}

const withBody = (good: InboundReply, members: readonly (readonly [string, Json])[]): InboundReply => ({
  ...good,
  headers: [...(good.headers ?? []), ['X-Egif-Future', 'egif']],
  body: JSON.stringify(Object.fromEntries(members)),
});

/** The answer with additions, its members in the other order. */
function grown(good: InboundReply): InboundReply {
  const body = bodyOf(good);
  if (body === undefined) return good;
  return withBody(good, [['egifFuture', { since: 'egif' }], ...Object.entries(body).toReversed()]);
}

/** The outcome of a scene, to be compared when the last control was played. */
function* outcomeIn(playing: Playing, scene: Pick<Scene, 'occasion' | 'replies'>): Part<(wanted: Outcome) => Judgement> {
  const played = yield* play(playing, { ...scene, until: { calls: 1, quietMs: 500, withinMs: 5000 } });
  if (isJudgement(played)) return () => played;
  const { outcome, inbound } = played;
  if (played.calls.length === 0 || outcome === undefined) return () => undetermined('client-did-not-call', scene.occasion);
  const { lost } = outcome;
  if (lost !== undefined) return () => undetermined(lost.cause, lost.detail);
  const { status } = responseOf(outcome);
  const members = membersOf(outcome);
  return (wanted) => {
    const changed = [...wanted.steady].find(([name, value]) => !sameJson(members[name] ?? null, value))?.[0];
    if (status === wanted.status && changed === undefined) return examined(1);
    const got = status === wanted.status ? `${changed ?? ''} differs` : `status ${status}`;
    const want = `status ${wanted.status}, same outcome`;
    return violated({ code: 'client-breaks-on-compatible-answer', at: clientPlace(inbound, scene.occasion), got, want });
  };
}

/** The answer without what the provider need not send. */
const withoutOptional: NonNullable<Scene['replies']> = (good, { optional = [] }) => {
  const body = bodyOf(good);
  return body === undefined
    ? undefined
    : [
        withBody(
          good,
          Object.entries(body).filter(([name]) => !optional.includes(name)),
        ),
      ];
};

/** What is written in whole seconds has changed by then. */
const apartMs = 1100;

export const clientTolerantReader = defineCheck({
  id: 'probe/client-tolerant-reader',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['client-breaks-on-compatible-answer'],

  *probe(subject) {
    const playing = playingOf(subject);
    if (isJudgement(playing)) return playing;
    const first = yield* control(playing);
    if (isJudgement(first)) return first;
    yield { kind: 'wait', milliseconds: apartMs, safety: 'S0', place: 'client' };
    const outcomes = [yield* outcomeIn(playing, { occasion: 'additions', replies: (good) => [grown(good)] })];
    if (playing.registry.answers.some(({ optional = [] }) => optional.length > 0))
      outcomes.push(yield* outcomeIn(playing, { occasion: 'optional members absent', replies: withoutOptional }));
    yield { kind: 'wait', milliseconds: apartMs, safety: 'S0', place: 'client' };
    const last = yield* control(playing, 'last control');
    if (isJudgement(last)) return last;
    if (first.outcome === undefined || last.outcome === undefined) return undetermined('outcome-unseen');
    const wanted = outcomeOf([first.outcome, last.outcome]);
    return combine(outcomes.map((judge) => judge(wanted)));
  },
});
