/**
 * How much may be sent, how fast, and when to stop: rate, concurrency, the total, consecutive server errors, pauses that the service asks for,
 * and the statement's quiet hours.
 *
 * An environment of kind `local` is exempt from rate, concurrency, pauses and the stop; never from the total nor from quiet hours.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Headers } from '../contract/evidence.js';
import { openBackoff } from './backoff.js';
import { watchLatency } from './latency-watch.js';
import { lost, type Lost } from './losses.js';
import { quietHoursOf } from './quiet-hours.js';
import { retryAfterMs } from './retry-after.js';

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
  /** Statuses after which nothing is sent for a while. */
  readonly backoffOn?: readonly number[];
  /** How often a GET or HEAD is sent again after a failure of the transport, or after an answer of `backoffOn`. */
  readonly transportRetries?: number;
  /** `08:00-10:30` by the clock of Iran: nothing is sent then. */
  readonly quietHours?: readonly string[];
}

/** Connections that an environment of kind local may have at once. */
export const localConcurrency = 16;

interface PolitenessOptions {
  readonly limits: Limits;
  readonly local: boolean;
  /** Messages of an earlier part of the run: they count towards the total. */
  readonly sentBefore?: number;
  readonly seed: string;
  readonly clock: () => Date;
  /** Ends early, without an error, where the signal is given. */
  readonly delay: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** How a turn ended: with an answer, with silence, or with another loss. */
export type Ending =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Headers; readonly elapsedMs: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'other' };

/** Turns to send. Every `enter` that gave no loss is followed by one `leave`. */
export interface Politeness {
  /** Waits for a turn. Losses: budget, stopped, rate-limited, maintenance, and what `halt` was given. */
  enter(): Promise<Lost | undefined> | Lost | undefined;
  leave(ending: Ending): void;
  /** Counts one more message within a turn (a repeat by the transport). False where the total does not allow it. */
  again(): boolean;
  /** Whether an answer of this status asks to come back later. Never for kind local, which has no pauses. */
  asksToWait(status: number): boolean;
  /** Why nobody gets a turn any more, if so. */
  closed(): Lost | undefined;
  /** A pause of its own before a repeat after a failure of the transport. */
  pause(milliseconds: number): Promise<void>;
  /** From now on nobody gets a turn: all who wait and come are given this. The first halt stays. */
  halt(loss: Lost): void;
  readonly sent: number;
}

const usualBackoff: readonly number[] = [429, 503];

/** A subject that stays silent this often in a row is not asked to the end: each silence costs a whole time-out. */
const silencesMax = 12;

/** Keeps turns for one session. */
export function keepPolite({ limits, local, seed, clock, delay, sentBefore = 0 }: PolitenessOptions): Politeness {
  const places = local ? Math.max(limits.maxConcurrent, localConcurrency) : limits.maxConcurrent;
  const spacingMs = local ? 0 : 1000 / limits.maxRps;
  const waiting: (() => void)[] = [];
  let busy = 0;
  let sent = 0;
  let errorsInARow = 0;
  let silencesInARow = 0;
  let nextAt = 0;
  let halted: Lost | undefined;
  const halting = new AbortController();
  const quietHours = limits.quietHours ?? [];
  const quietAt = quietHoursOf(quietHours);
  const statuses = local ? [] : (limits.backoffOn ?? usualBackoff);
  const backoff = openBackoff({ statuses, seed, now: () => clock().getTime() });
  const latency = watchLatency();

  /** Whether there is a place at once. */
  const takePlace = (): boolean => {
    if (busy >= places) return false;
    busy += 1;
    return true;
  };
  /** The one who leaves hands its place over, so `busy` stays as it is. */
  const awaitPlace = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  const freePlace = (): void => {
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next();
  };
  const closed = (): Lost | undefined => {
    if (halted !== undefined) return halted;
    const quiet = quietHours.length === 0 ? undefined : quietAt(clock());
    if (quiet !== undefined) return lost('stopped', `the statement's quiet hours ${quiet}`);
    if (backoff.givenUp !== undefined) return backoff.givenUp;
    if (!local && errorsInARow >= limits.consecutive5xx) return lost('stopped', `${errorsInARow} answers 5xx in a row`);
    if (silencesInARow >= silencesMax) return lost('stopped', `${silencesInARow} requests in a row without an answer`);
    return sentBefore + sent >= limits.maxRequests ? lost('budget', `the limit of ${limits.maxRequests} requests is reached`) : undefined;
  };
  const awaitRate = async (): Promise<void> => {
    const now = clock().getTime();
    const at = Math.max(now, nextAt);
    nextAt = at + spacingMs * latency.factor;
    if (at > now) await delay(at - now, halting.signal);
    // While one waits for its turn, another's answer may ask for a pause.
    for (let wait = backoff.notBefore - clock().getTime(); wait > 0 && closed() === undefined; wait = backoff.notBefore - clock().getTime()) {
      await delay(wait, halting.signal);
      nextAt = Math.max(nextAt, clock().getTime() + spacingMs * latency.factor);
    }
  };

  const awaitTurn = async (): Promise<Lost | undefined> => {
    if (!takePlace()) await awaitPlace();
    if (!local && closed() === undefined) await awaitRate();
    const late = closed();
    if (late === undefined) sent += 1;
    else freePlace();
    return late;
  };

  return {
    enter() {
      const early = closed();
      if (early !== undefined) return early;
      if (!local || busy >= places) return awaitTurn();
      busy += 1;
      sent += 1;
      return undefined;
    },
    leave(ending) {
      if (ending.kind === 'silence') silencesInARow += 1;
      if (ending.kind === 'answer') {
        const { status, headers, elapsedMs } = ending;
        silencesInARow = 0;
        // What asks to come back later is no crash; how long that is borne is the pauses' own bound.
        const asksToWait = statuses.includes(status);
        if (!asksToWait) errorsInARow = status >= 500 ? errorsInARow + 1 : 0;
        backoff.note(status, asksToWait ? retryAfterMs(headers, clock()) : undefined);
        latency.note(elapsedMs);
      }
      freePlace();
    },
    again() {
      if (sentBefore + sent >= limits.maxRequests) return false;
      sent += 1;
      return true;
    },
    closed,
    asksToWait: (status) => statuses.includes(status),
    async pause(milliseconds) {
      if (!local) await delay(milliseconds, halting.signal);
    },
    halt(loss) {
      halted ??= loss;
      halting.abort();
    },
    get sent() {
      return sent;
    },
  };
}
