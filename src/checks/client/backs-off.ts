/**
 * probe/client-backs-off — a consumer waits as long as Retry-After says, and does not ask for ever.
 *
 * Source   EGIF-TEC-CLI-002; RFC 9110 §10.2.3 (Retry-After: seconds and HTTP-date); RFC 6585 §4.
 * Evidence a transaction in which every business request is answered 429 with Retry-After in seconds; one in which the first is answered 503 with a
 *          date. A consumer that does not ask again waits long enough. Class S4.
 */
import type { Finding } from '../../contract/documents.js';
import type { InboundCall } from '../../contract/evidence.js';
import { examined, undetermined, type Judgement } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { combine } from '../probe/gather.js';
import { heardLate } from '../probe/in-time.js';
import type { Part } from '../probe/flow/resource.js';
import { isJudgement } from '../bound-call.js';
import { clientPlace, control, play, playingOf, type Played, type Playing } from './playing.js';
import { gapsAfterRefusal, mostAttempts } from './repetitions.js';

const defaultWaitSeconds = 5;
const watchMs = 60_000;
const defaultAttempts = 5;
/** Clocks and timers are not exact. */
const tolerance = 0.95;

const waitOf = ({ registry }: Playing): number => registry.retryAfterSeconds ?? defaultWaitSeconds;

interface Told {
  readonly form: 'retry-after-seconds' | 'retry-after-date';
  readonly waitSeconds: number;
  /** Calls of a transaction where all was well. */
  readonly good: readonly InboundCall[];
}

/** Whether it waited. A call that is heard late seems closer to the next one: then it cannot be told. */
function judgeWait({ calls, inbound }: Played, { form, waitSeconds, good }: Told): Judgement {
  const gaps = gapsAfterRefusal(calls, good);
  const least = Math.min(...gaps);
  const due = waitSeconds * 1000 * tolerance;
  if (gaps.length === 0 || least >= due) return examined(calls.length);
  if (least + (inbound.ownDelayMs ?? 0) >= due) return heardLate(inbound);
  return examined(calls.length, [{ code: 'client-retries-early', at: clientPlace(inbound, form), got: `${least} ms`, want: `${waitSeconds} s` }]);
}

function* limited(playing: Playing, attempts: number, good: readonly InboundCall[]): Part<Judgement> {
  const waitSeconds = waitOf(playing);
  const played = yield* play(playing, {
    occasion: '429 for ever',
    replies: () => [{ status: 429, retryAfter: { seconds: waitSeconds, as: 'seconds' } }],
    until: { calls: attempts * Math.max(1, good.length) + 1, quietMs: (waitSeconds + 2) * 1000, withinMs: watchMs },
    patienceMs: watchMs,
  });
  if (isJudgement(played)) return played;
  if (played.calls.length === 0) return undetermined('client-did-not-call', '429');
  const most = mostAttempts(played.calls, good);
  const storm: readonly Finding[] =
    most > attempts
      ? [
          {
            code: 'client-retries-too-often',
            at: clientPlace(played.inbound, '429'),
            got: `${most} in ${watchMs / 1000} s`,
            want: `at most ${attempts}`,
          },
        ]
      : [];
  return combine([judgeWait(played, { form: 'retry-after-seconds', waitSeconds, good }), examined(0, storm)]);
}

function* unavailable(playing: Playing, good: readonly InboundCall[]): Part<Judgement> {
  const waitSeconds = waitOf(playing);
  const played = yield* play(playing, {
    occasion: '503 until a date',
    replies: (reply) => [{ status: 503, retryAfter: { seconds: waitSeconds, as: 'date' } }, reply],
    until: { calls: 2 * Math.max(1, good.length), quietMs: (waitSeconds + 2) * 1000, withinMs: watchMs },
    patienceMs: watchMs,
  });
  if (isJudgement(played)) return played;
  return played.calls.length === 0 ? undetermined('client-did-not-call', '503') : judgeWait(played, { form: 'retry-after-date', waitSeconds, good });
}

export const clientBacksOff = defineCheck({
  id: 'probe/client-backs-off',
  safety: 'S4',
  over: 'service',
  params: { attempts: 'count' },
  findings: ['client-retries-early', 'client-retries-too-often'],

  *probe(subject, params) {
    const playing = playingOf(subject);
    if (isJudgement(playing)) return playing;
    const good = yield* control(playing);
    if (isJudgement(good)) return good;
    const given = params['attempts'];
    const first = yield* limited(playing, typeof given === 'number' ? given : defaultAttempts, good.calls);
    return combine([first, yield* unavailable(playing, good.calls)]);
  },
});
