/**
 * probe/client-backs-off — a consumer waits as long as Retry-After says, and does not ask for ever.
 *
 * Source   EGIF-TEC-CLI-002; RFC 9110 §10.2.3 (Retry-After: seconds and HTTP-date); RFC 6585 §4.
 * Evidence a transaction in which every business request is answered 429 with Retry-After in seconds; one in which the first is answered 503 with a
 *          date. A consumer that does not ask again waits long enough. Class S4.
 */
import type { Finding } from '../../contract/documents.js';
import { examined, undetermined, type Judgement } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { combine } from '../probe/gather.js';
import type { Part } from '../probe/flow/resource.js';
import { isJudgement } from '../bound-call.js';
import { byTarget, clientPlace, control, play, playingOf, type Played, type Playing } from './playing.js';

const defaultWaitSeconds = 5;
const watchMs = 60_000;
const defaultAttempts = 5;
/** Clocks and timers are not exact. */
const tolerance = 0.95;

const waitOf = ({ registry }: Playing): number => registry.retryAfterSeconds ?? defaultWaitSeconds;

function tooEarly({ calls, inbound }: Played, form: string, waitSeconds: number): readonly Finding[] {
  const gaps = [...byTarget(calls).values()].flatMap((same) => same.slice(1).map(({ afterMs }, index) => afterMs - (same[index]?.afterMs ?? 0)));
  const least = Math.min(...gaps);
  return gaps.length > 0 && least < waitSeconds * 1000 * tolerance
    ? [{ code: 'client-retries-early', at: clientPlace(inbound, form), got: `${least} ms`, want: `${waitSeconds} s` }]
    : [];
}

function* limited(playing: Playing, attempts: number): Part<Judgement> {
  const waitSeconds = waitOf(playing);
  const played = yield* play(playing, {
    occasion: '429 for ever',
    replies: () => [{ status: 429, retryAfter: { seconds: waitSeconds, as: 'seconds' } }],
    until: { calls: attempts + 1, quietMs: (waitSeconds + 2) * 1000, withinMs: watchMs },
    patienceMs: watchMs,
  });
  if (isJudgement(played)) return played;
  if (played.calls.length === 0) return undetermined('client-did-not-call', '429');
  const most = Math.max(...[...byTarget(played.calls).values()].map(({ length }) => length));
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
  return examined(played.calls.length, [...tooEarly(played, 'retry-after-seconds', waitSeconds), ...storm]);
}

function* unavailable(playing: Playing): Part<Judgement> {
  const waitSeconds = waitOf(playing);
  const played = yield* play(playing, {
    occasion: '503 until a date',
    replies: (good) => [{ status: 503, retryAfter: { seconds: waitSeconds, as: 'date' } }, good],
    until: { calls: 2, quietMs: (waitSeconds + 2) * 1000, withinMs: watchMs },
    patienceMs: watchMs,
  });
  if (isJudgement(played)) return played;
  return played.calls.length === 0
    ? undetermined('client-did-not-call', '503')
    : examined(played.calls.length, tooEarly(played, 'retry-after-date', waitSeconds));
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
    const first = yield* limited(playing, typeof given === 'number' ? given : defaultAttempts);
    return combine([first, yield* unavailable(playing)]);
  },
});
