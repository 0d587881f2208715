/**
 * The figures of a burst: made of single answers, and told apart from anything else when they are read back.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { BurstFigures, BurstRefusal } from '../contract/evidence.js';
import { isObject } from '../contract/json.js';
import { percentile } from '../contract/percentile.js';

/** One request of a burst; without a status it was lost. */
export interface BurstAnswer {
  readonly status?: number;
  readonly elapsedMs: number;
  /** Of it, for how long at most this process was held up. */
  readonly ownDelayMs?: number | undefined;
}

/** Sums answers up. Times are those of answers; what was lost has none. */
export function burstFigures(answers: readonly BurstAnswer[], refusal: BurstRefusal | undefined): BurstFigures {
  const had = answers.filter(({ status }) => status !== undefined);
  const times = had.map(({ elapsedMs }) => elapsedMs).sort((a, b) => a - b);
  const delayed = had.filter(({ ownDelayMs = 0 }) => ownDelayMs > 0).length;
  const least = had.map(({ elapsedMs, ownDelayMs = 0 }) => elapsedMs - ownDelayMs).sort((a, b) => a - b);
  const statuses: Record<string, number> = {};
  for (const { status } of had) statuses[String(status)] = (statuses[String(status)] ?? 0) + 1;
  return {
    sent: answers.length,
    statuses,
    lost: answers.length - had.length,
    p50Ms: percentile(times, 50),
    p95Ms: percentile(times, 95),
    p99Ms: percentile(times, 99),
    ...(delayed === 0 ? {} : { delayed, leastP95Ms: percentile(least, 95) }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

function isRefusal(value: unknown): value is BurstRefusal {
  if (!isObject(value)) return false;
  const { after, headers, problemStatus } = value;
  const fields =
    Array.isArray(headers) &&
    headers.every((field) => Array.isArray(field) && field.length === 2 && field.every((part: unknown) => typeof part === 'string'));
  return isCount(after) && fields && (problemStatus === undefined || isCount(problemStatus));
}

/** Whether a value is what `burstFigures` gives. */
export function isBurstFigures(value: unknown): value is BurstFigures {
  if (!isObject(value)) return false;
  const { statuses, refusal, delayed = 0, leastP95Ms = 0 } = value;
  const counts = ['sent', 'lost', 'p50Ms', 'p95Ms', 'p99Ms'].every((name) => isCount(value[name]));
  return (
    counts &&
    isCount(delayed) &&
    isCount(leastP95Ms) &&
    isObject(statuses) &&
    Object.values(statuses).every(isCount) &&
    (refusal === undefined || isRefusal(refusal))
  );
}
