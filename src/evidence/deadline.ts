/**
 * One timer for all the exchanges of a connection, one after the other: setting and clearing one for each costs more than looking at the clock.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */

/** A bound in time. What is bounded keeps the process alive; a bound that nothing waits for does not. */
export interface Deadline {
  /** Calls `expire` once so many milliseconds have passed, unless it is stopped before. */
  start(milliseconds: number, expire: () => void): void;
  stop(): void;
  /** Stops it, and gives the timer back. */
  end(): void;
}

/** A deadline that has not started. */
export function openDeadline(): Deadline {
  let timer: NodeJS.Timeout | undefined;
  let firesAt = 0;
  let dueAt = 0;
  let waiting: (() => void) | undefined;
  const arm = (milliseconds: number): void => {
    firesAt = performance.now() + milliseconds;
    timer = setTimeout(fire, Math.ceil(milliseconds));
  };
  const fire = (): void => {
    timer = undefined;
    if (waiting === undefined) return;
    const left = dueAt - performance.now();
    // It was set for an exchange that has ended meanwhile.
    if (left > 0) {
      arm(left);
      return;
    }
    const expire = waiting;
    waiting = undefined;
    expire();
  };
  const end = (): void => {
    waiting = undefined;
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    start(milliseconds, expire) {
      dueAt = performance.now() + milliseconds;
      if (timer !== undefined && firesAt > dueAt) end();
      if (timer === undefined) arm(milliseconds);
      else timer.ref();
      waiting = expire;
    },
    stop() {
      waiting = undefined;
      timer?.unref();
    },
    end,
  };
}
