/**
 * How much may be sent, how fast, and when to stop: rate, concurrency, the total, and consecutive server errors.
 *
 * An environment of kind `local` is exempt from rate, concurrency and the stop, never from the total.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { lost, type Lost } from './losses.js';

/** Bounds of one run against one environment. */
export interface Limits {
  /** Requests a second. */
  readonly maxRps: number;
  readonly maxConcurrent: number;
  /** Requests and handshakes in all. */
  readonly maxRequests: number;
  /** From the start of the connection to the last octet of the answer. */
  readonly timeoutMs: number;
  /** Octets of one body, before and after removal of its content coding. */
  readonly maxResponseBytes: number;
  /** So many answers 5xx in a row end the run. */
  readonly consecutive5xx: number;
}

/** Connections that an environment of kind local may have at once. */
export const localConcurrency = 16;

interface PolitenessOptions {
  readonly limits: Limits;
  readonly local: boolean;
  readonly clock: () => Date;
  readonly delay: (milliseconds: number) => Promise<void>;
}

/** Turns to send. Every `enter` that gave no loss is followed by one `leave`. */
export interface Politeness {
  /** Waits for a turn. Losses: budget, stopped. */
  enter(): Promise<Lost | undefined>;
  /** Ends a turn; the status is that of the answer, if there was one. */
  leave(ending?: number | 'silence'): void;
  /** Counts one more message within a turn (a repeat by the transport). False where the total does not allow it. */
  again(): boolean;
  readonly sent: number;
}

/** A subject that stays silent this often in a row is not asked to the end: each silence costs a whole time-out. */
const silencesMax = 12;

/** Keeps turns for one session. */
export function keepPolite({ limits, local, clock, delay }: PolitenessOptions): Politeness {
  const places = local ? Math.max(limits.maxConcurrent, localConcurrency) : limits.maxConcurrent;
  const spacingMs = local ? 0 : 1000 / limits.maxRps;
  const waiting: (() => void)[] = [];
  let busy = 0;
  let sent = 0;
  let errorsInARow = 0;
  let silencesInARow = 0;
  let nextAt = 0;

  const takePlace = async (): Promise<void> => {
    if (busy < places) busy += 1;
    // The one who leaves hands its place over, so `busy` stays as it is.
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const freePlace = (): void => {
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next();
  };
  const closed = (): Lost | undefined => {
    if (!local && errorsInARow >= limits.consecutive5xx) return lost('stopped', `${errorsInARow} answers 5xx in a row`);
    if (silencesInARow >= silencesMax) return lost('stopped', `${silencesInARow} requests in a row without an answer`);
    return sent >= limits.maxRequests ? lost('budget', `the limit of ${limits.maxRequests} requests is reached`) : undefined;
  };
  const awaitRate = async (): Promise<void> => {
    if (spacingMs === 0) return;
    const now = clock().getTime();
    const at = Math.max(now, nextAt);
    nextAt = at + spacingMs;
    if (at > now) await delay(at - now);
  };

  return {
    async enter() {
      const early = closed();
      if (early !== undefined) return early;
      await takePlace();
      if (closed() === undefined) await awaitRate();
      const late = closed();
      if (late === undefined) sent += 1;
      else freePlace();
      return late;
    },
    leave(ending) {
      if (ending === 'silence') silencesInARow += 1;
      else if (ending !== undefined) {
        silencesInARow = 0;
        errorsInARow = ending >= 500 ? errorsInARow + 1 : 0;
      }
      freePlace();
    },
    again() {
      if (sent >= limits.maxRequests) return false;
      sent += 1;
      return true;
    },
    get sent() {
      return sent;
    },
  };
}
