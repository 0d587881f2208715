/**
 * How late this process itself is: what it hears while its loop is held up, it hears late, and that is no time of the service.
 *
 * A timer ticks; between two ticks that lie further apart than they should the loop did nothing else, whatever held it up: work of the suite, a collection of
 * garbage, a machine without a core to spare. The whole of such a gap counts, so that what is told is never less than the delay, but for gaps too short to be
 * seen (some 20 ms). An answer that took `elapsedMs` by the clock took the service between `elapsedMs` less this and `elapsedMs`.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */

const tickMs = 10;
/** Ticks are not exact. */
const slackMs = 10;

/** Lateness of the loop of this process. */
export interface OwnDelay {
  /** Milliseconds of it since the watch began, at an instant of `performance.now()`, which is now. Only the difference of two tells something. */
  until(now: number): number;
  close(): void;
}

/** Watches the loop until it is closed; keeps no process alive. */
export function watchOwnDelay(): OwnDelay {
  let total = 0;
  let tickedAt = performance.now();
  const gapAt = (now: number): number => {
    const gap = now - tickedAt;
    return gap > tickMs + slackMs ? gap : 0;
  };
  const timer = setInterval(() => {
    const now = performance.now();
    total += gapAt(now);
    tickedAt = now;
  }, tickMs);
  timer.unref();
  return {
    // What came in while the loop was held up is often read before the timer ticks again.
    until: (now) => total + gapAt(now),
    close: () => clearInterval(timer),
  };
}
