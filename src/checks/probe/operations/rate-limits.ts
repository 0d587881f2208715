/**
 * probe/rate-limits — who calls too often is told so, and when to come back.
 *
 * Source   EGIF-TEC-OPS-005; RFC 6585 §4, RFC 9110 §10.2.3, draft-ietf-httpapi-ratelimit-headers.
 * Evidence the header fields of the common calls; every 429 that came in the run, wanted or not; and, with consent to load outside production, a burst
 *          of the declared quota and a tenth more, which ends at its first 429.
 *
 * Without a burst the header fields of served answers are what can be seen: they tell a caller its limits before it passes them.
 */
import { ask, defineCheck } from '../../ask.js';
import { headerValues, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Burst, BurstFigures, Exchange, Headers, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { commonCalls, safeCalls, statusCall } from '../calls.js';
import { bearable, combine, gather } from '../gather.js';
import { declaredLevel } from './declared-level.js';

/** The engine sends no longer burst. */
const longestBurst = 5000;
const minuteMs = 60_000;
/** Longer pauses are not waited for. */
const longestPauseS = 60;

/** Whether a field says when to come back: seconds or an HTTP date. */
const saysWhen = (value: string): boolean => /^\d+$/.test(value.trim()) || (/^[A-Za-z]{3}, /.test(value.trim()) && !Number.isNaN(Date.parse(value)));

/** Whether a served answer tells its limits, in the form of the draft or one that came before it. */
const tellsLimits = (exchange: Exchange): boolean =>
  responseOf(exchange).headers.some(([name, value]) => /^(?:x-)?rate-?limit(?:-[a-z-]+)?$/i.test(name) && /\d/.test(value));

/** What is wrong with one 429. */
function refusalFindings(at: string, retryAfter: readonly string[], isProblem: boolean): readonly Finding[] {
  return [
    ...(retryAfter.some(saysWhen) ? [] : [{ code: 'too-many-without-retry-after', at, got: retryAfter[0] ?? 'none' }]),
    ...(isProblem ? [] : [{ code: 'too-many-not-problem', at }]),
  ];
}

function judgeOne(exchange: Exchange): Judgement {
  if (responseOf(exchange).status !== 429) return examined(0);
  const isProblem = exchange.request.method === 'HEAD' || /^application\/problem\+(?:json|xml)$/.test(mediaTypeOf(exchange)?.type ?? '');
  return examined(1, refusalFindings(placeOf(exchange), headerValues(exchange, 'retry-after'), isProblem));
}

const fieldOf = (headers: Headers, wanted: string): readonly string[] =>
  headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);

/** What a burst without a 429 shows: only more served calls in a minute than the quota allows are against it. */
function judgeUnrefused({ burst, elapsedMs, place, environment }: Burst, figures: BurstFigures, quota: number): Judgement {
  const served = Object.entries(figures.statuses).reduce((sum, [status, count]) => sum + (/^2/.test(status) ? count : 0), 0);
  const detail = `${burst?.sent ?? 0} sent, ${served} served in ${Math.round(elapsedMs)} ms`;
  if (elapsedMs >= minuteMs || served <= quota) return undetermined('burst-inconclusive', detail);
  return violated({ code: 'quota-not-enforced', at: placeOf({ environment, place }, 'burst'), got: `${served}`, want: `≤ ${quota}`, detail });
}

/** Whether the service is itself again after the pause that it asked for. */
function* judgeRecovery(subject: CheckSubject, seconds: number): Generator<Action, Judgement, Observation> {
  const [call] = safeCalls(subject);
  const { action } = call ?? { action: statusCall(subject) };
  yield* ask({ kind: 'wait', milliseconds: (seconds + 1) * 1000, safety: 'S1', place: action.place });
  const after = yield* ask({ ...action, occasion: 'after the burst', tolerate: bearable });
  if (after.lost !== undefined) return undetermined(after.lost.cause, after.lost.detail);
  const { status } = responseOf(after);
  return status === 429 ? violated({ code: 'no-recovery', at: placeOf(after, 'burst'), got: String(status), want: '2xx' }) : examined(1);
}

function* judgeBurst(subject: CheckSubject, quota: number): Generator<Action, Judgement | undefined, Observation> {
  const [call] = safeCalls(subject).filter(({ action }) => action.method === 'GET');
  if (call === undefined) return undefined;
  const { url, headers, credential, place } = call.action;
  const count = Math.ceil((quota * 11) / 10);
  const own = { url, credential, place, ...(headers === undefined ? {} : { headers }) };
  const burst = yield* ask({ kind: 'burst', ...own, count, until: 'refused', safety: 'S5', tolerate: bearable });
  const figures = burst.burst;
  if (burst.lost?.cause === 'no-consent') return undefined;
  if (figures === undefined) return undetermined(burst.lost?.cause ?? 'no-answer', burst.lost?.detail);
  const { refusal } = figures;
  if (refusal === undefined)
    return figures.sent < count ? undetermined('burst-inconclusive', `${figures.sent} of ${count} sent`) : judgeUnrefused(burst, figures, quota);
  const pauses = fieldOf(refusal.headers, 'retry-after');
  const findings = refusalFindings(placeOf(burst, 'burst'), pauses, refusal.problemStatus === 429);
  const [pause = ''] = pauses;
  const seconds = /^\d+$/.test(pause.trim()) ? Number(pause) : longestPauseS;
  const recovery = seconds < longestPauseS ? yield* judgeRecovery(subject, seconds) : examined(0);
  return combine([examined(figures.sent, findings), recovery]);
}

/** The quota a minute, if a burst of it may be asked for here. */
function quotaOf(subject: CheckSubject): number | undefined {
  if (subject.service.consents?.load !== true || subject.environment.kind === 'production') return undefined;
  return declaredLevel(subject, 'throughputPerMinutePerConsumer');
}

export const rateLimits = defineCheck({
  id: 'probe/rate-limits',
  safety: 'S5',
  needs: 'S1',
  over: 'service',
  params: {},
  findings: ['too-many-without-retry-after', 'too-many-not-problem', 'quota-not-enforced', 'no-recovery'],

  *probe(subject) {
    const { answers } = yield* gather(commonCalls(subject));
    const refusals = combine(answers.map(({ exchange }) => judgeOne(exchange)));
    const told = answers.filter(({ exchange }) => responseOf(exchange).status < 300 && tellsLimits(exchange)).length;
    const seen = combine([refusals, examined(told)]);
    const quota = quotaOf(subject);
    const burst = quota === undefined || quota * 1.1 > longestBurst ? undefined : yield* judgeBurst(subject, quota);
    if (burst !== undefined) return combine([seen, burst]);
    if (seen.examined > 0) return seen;
    return quota !== undefined && quota * 1.1 > longestBurst
      ? undetermined('load-too-large', `${quota} a minute`)
      : undetermined('no-consent', 'no answer tells its limits, and a burst that would show them needs consent to load outside production');
  },

  review: (_subject, _params, { exchange }) => judgeOne(exchange),
});
