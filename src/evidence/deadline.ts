/**
 * One timer for all the exchanges of a connection, one after the other: setting and clearing one for each costs more than looking at the clock.
 *
 * Time during which this process was held up does not count: what was to be heard meanwhile may be waiting to be read.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { lost, type Lost } from './losses.js';
import type { OwnDelay } from './own-delay.js';

/** A bound in time. What is bounded keeps the process alive; a bound that nothing waits for does not. */
export interface Deadline {
  /** Gives a loss once so many milliseconds have passed, unless it is stopped before. `what` was waited for: `no whole answer`. */
  start(milliseconds: number, what: string, give: (loss: Lost) => void): void;
  stop(): void;
  /** Stops it, and gives the timer back. */
  end(): void;
}

/** What is bounded at present. */
interface Bound {
  readonly milliseconds: number;
  readonly what: string;
  readonly give: (loss: Lost) => void;
  readonly startedAt: number;
  /** Lateness of the process when it started. */
  readonly lateBefore: number;
  /** Lateness that was made up for. */
  madeUp: number;
}

/** A process that is late all the time is not waited for without end. */
const mostTimes = 4;
/** What waits to be read is read before the next tick of a timer. */
const readingMs = 10;

/** A deadline that has not started. Losses: timeout, and heard-late where this process was held up so much that it cannot be told who was late. */
export function openDeadline(ownDelay: OwnDelay): Deadline {
  let timer: NodeJS.Timeout | undefined;
  let firesAt = 0;
  let dueAt = 0;
  let waiting: Bound | undefined;
  const arm = (milliseconds: number, now: number): void => {
    firesAt = now + milliseconds;
    timer = setTimeout(fire, Math.ceil(milliseconds));
  };
  const fire = (): void => {
    timer = undefined;
    if (waiting === undefined) return;
    const now = performance.now();
    const left = dueAt - now;
    // It was set for an exchange that has ended meanwhile.
    if (left > 0) {
      arm(left, now);
      return;
    }
    const { milliseconds, startedAt, lateBefore, madeUp, what, give } = waiting;
    const late = ownDelay.until(now) - lateBefore;
    if (late > madeUp && now - startedAt < mostTimes * milliseconds) {
      waiting.madeUp = late;
      dueAt = Math.max(startedAt + milliseconds + late, now + readingMs);
      arm(dueAt - now, now);
      return;
    }
    waiting = undefined;
    give(
      late > madeUp
        ? lost('heard-late', `${what} within ${milliseconds} ms, but the run itself was late for ${Math.round(late)} ms`)
        : lost('timeout', `${what} within ${milliseconds} ms`),
    );
  };
  const end = (): void => {
    waiting = undefined;
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    start(milliseconds, what, give) {
      const startedAt = performance.now();
      dueAt = startedAt + milliseconds;
      if (timer !== undefined && firesAt > dueAt) end();
      if (timer === undefined) arm(milliseconds, startedAt);
      else timer.ref();
      waiting = { milliseconds, what, give, startedAt, lateBefore: ownDelay.until(startedAt), madeUp: 0 };
    },
    stop() {
      waiting = undefined;
      timer?.unref();
    },
    end,
  };
}
