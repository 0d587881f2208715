/**
 * probe/delivery-retries — a delivery that fails is tried again with growing gaps; one that succeeded is not; 410 ends the subscription.
 *
 * Source   EGIF-TEC-EVT-008; RFC 9110 §15.5.11 (410), §15.6.4 (503).
 * Evidence one event whose deliveries are answered 503 three times, then 204; one whose delivery is answered 410, and another after it. Class S4.
 *          That it goes on for 24 hours, and what becomes of what is given up, no run can wait for.
 */
import type { Finding } from '../../contract/documents.js';
import type { InboundCall } from '../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { combine } from '../probe/gather.js';
import { heardLate } from '../probe/in-time.js';
import type { Part } from '../probe/flow/resource.js';
import { isJudgement } from '../bound-call.js';
import { deliveries, deliveringOf, dueMs, eventPlace, type Delivering } from './delivering.js';

const failures = 3;
const unknownQuietMs = 30_000;
/** The quiet that is waited for is longer than the schedule asks for by so much: what the run itself is late beyond that is not waited for. */
const spareMs = 2000;
/** Exponential schedules double; the third gap is due after four times the first, and a little. */
const lastGapFactor = 6;
const longestQuietMs = 120_000;

const gapsOf = (calls: readonly InboundCall[]): readonly number[] =>
  calls.slice(1).map(({ afterMs }, index) => afterMs - (calls[index]?.afterMs ?? 0));

function* repeated(delivering: Delivering): Part<Judgement> {
  const promised = delivering.events.firstRetrySeconds;
  const quietMs = promised === undefined ? unknownQuietMs : Math.min(promised * 1000 * lastGapFactor + spareMs, longestQuietMs);
  const got = yield* deliveries(delivering, {
    occasion: 'retries',
    replies: [{ status: 503 }, { status: 503 }, { status: 503 }, { status: 204 }],
    triggers: 1,
    until: { calls: failures + 2, quietMs, withinMs: 4 * quietMs },
  });
  if (isJudgement(got)) return got;
  const { calls, inbound } = got;
  const { ownDelayMs = 0 } = inbound;
  if (calls.length === 0) return undetermined('no-delivery');
  if (calls.length < failures) {
    const silence = undetermined('no-redelivery', `${calls.length} of ${failures} attempts within ${Math.round(quietMs / 1000)} s`);
    if (promised !== undefined && ownDelayMs > spareMs) return heardLate(inbound);
    return promised === undefined
      ? silence
      : violated({ code: 'delivery-not-retried', at: eventPlace(inbound, 'retries'), got: String(calls.length), want: `${failures} attempts` });
  }
  const findings: Finding[] = [];
  const gaps = gapsOf(calls.slice(0, failures + 1));
  const [first = 0, last = 0] = [gaps[0], gaps.at(-1)];
  const isGrowing = last > first * 1.1;
  // Calls that are heard late seem closer together, or further apart: a schedule that doubles could have been heard like this.
  const mayGrow = ownDelayMs > 0 && last + ownDelayMs >= Math.max(0, first - ownDelayMs) * 2;
  if (!isGrowing && !mayGrow)
    findings.push({ code: 'retries-without-backoff', at: eventPlace(inbound, 'retries'), got: `${first} ms, then ${last} ms`, want: 'growing gaps' });
  if (calls.length > failures + 1) findings.push({ code: 'acknowledged-delivered-again', at: eventPlace(inbound, '204') });
  return findings.length === 0 && !isGrowing ? heardLate(inbound) : examined(calls.length, findings);
}

function* gone(delivering: Delivering): Part<Judgement> {
  if (delivering.subscribe === undefined) return examined(0);
  const quietMs = dueMs(delivering) ?? unknownQuietMs / 3;
  const got = yield* deliveries(delivering, {
    occasion: 'gone',
    replies: [{ status: 410 }],
    triggers: 2,
    pauseMs: Math.min(quietMs, 5000),
    until: { calls: 2, quietMs, withinMs: 2 * quietMs },
  });
  if (isJudgement(got)) return got;
  if (got.calls.length === 0) return undetermined('no-delivery');
  return got.calls.length === 1
    ? examined(1)
    : violated({ code: 'delivery-after-gone', at: eventPlace(got.inbound, '410'), got: String(got.calls.length) });
}

export const deliveryRetries = defineCheck({
  id: 'probe/delivery-retries',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['delivery-not-retried', 'retries-without-backoff', 'acknowledged-delivered-again', 'delivery-after-gone'],

  *probe(subject) {
    const delivering = deliveringOf(subject);
    if (isJudgement(delivering)) return delivering;
    const retries = yield* repeated(delivering);
    if (retries.cause !== undefined && retries.cause.code !== 'no-redelivery') return retries;
    return combine([retries, yield* gone(delivering)]);
  },
});
