/**
 * Percentiles of measured times, by nearest rank: always a time that was really measured.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */

/** The smallest of the sorted values that so many per cent of them do not exceed; 0 where there are none. */
export function percentile(sorted: readonly number[], percent: number): number {
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.max(0, rank - 1)] ?? 0;
}
