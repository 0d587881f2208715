/**
 * Slows the run down where the service answers ever later: the tests may be what it labours under.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */

/** Answers that tell how fast the service is by nature. */
const sampleSize = 16;
/** Weight of the newest answer in the running mean. */
const weight = 0.2;
/** So much slower than by nature is labouring. */
const labouring = 3;
const leastRiseMs = 250;
const slowest = 8;
/** Answers between two changes of pace. */
const patience = 4;

export interface LatencyWatch {
  note(elapsedMs: number): void;
  /** 1 at the full rate, up to 8 times the spacing. */
  readonly factor: number;
}

/** Watches the time of answers in one session. */
export function watchLatency(): LatencyWatch {
  const first: number[] = [];
  let nature: number | undefined;
  let mean = 0;
  let factor = 1;
  let sinceChange = 0;
  return {
    note(elapsedMs) {
      if (nature === undefined) {
        first.push(elapsedMs);
        if (first.length < sampleSize) return;
        nature = first.sort((a, b) => a - b)[sampleSize / 2] ?? elapsedMs;
        mean = nature;
        return;
      }
      mean += (elapsedMs - mean) * weight;
      sinceChange += 1;
      if (sinceChange < patience) return;
      const slow = mean > nature * labouring && mean > nature + leastRiseMs;
      const next = slow ? Math.min(slowest, factor * 2) : Math.max(1, factor / 2);
      if (next !== factor) sinceChange = 0;
      factor = next;
    },
    get factor() {
      return factor;
    },
  };
}
