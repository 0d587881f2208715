/**
 * Pauses after answers that say "later": as long as the server asks for, else exponentially longer, always bounded.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { LostCause } from '../contract/documents.js';
import { seededBytes } from '../contract/seeded.js';
import { lost, type Lost } from './losses.js';

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** Nobody waits longer than this in all for one good answer. */
const longestWaitMs = 300_000;

/** What is known of pauses. Instants are milliseconds since the epoch. */
export interface Backoff {
  /** Notes an answer; `askedMs` is what its Retry-After asks for. */
  note(status: number, askedMs: number | undefined): void;
  /** No request before this instant. */
  readonly notBefore: number;
  /** Why nothing more is worth waiting for, if so. Losses: rate-limited, maintenance. */
  readonly givenUp: Lost | undefined;
}

/** Keeps pauses for one session. `seed` decides on the jitter; `statuses` are those that ask to wait (429 and 503 as a rule). */
export function openBackoff(options: { readonly statuses: readonly number[]; readonly seed: string; readonly now: () => number }): Backoff {
  const statuses = new Set(options.statuses);
  let inARow = 0;
  let drawn = 0;
  let waitedMs = 0;
  let notBefore = 0;
  let cause: LostCause = 'rate-limited';
  return {
    note(status, askedMs) {
      if (!statuses.has(status)) {
        inARow = 0;
        waitedMs = 0;
        return;
      }
      const now = options.now();
      // Answers to what was under way before the pause began say nothing new.
      if (now < notBefore && askedMs === undefined) return;
      inARow += 1;
      drawn += 1;
      // Half of the pause is certain, the rest is drawn, so that several harnesses do not come back together.
      const jitter = (1 + seededBytes(options.seed, `pause ${drawn}`).readUInt16BE(0) / 0x1_0000) / 2;
      const pause = Math.min(askedMs ?? firstPauseMs * 2 ** Math.min(inARow - 1, 16) * jitter, longestPauseMs);
      const until = Math.max(notBefore, now + pause);
      waitedMs += until - Math.max(notBefore, now);
      notBefore = until;
      cause = status === 503 ? 'maintenance' : 'rate-limited';
    },
    get notBefore() {
      return notBefore;
    },
    get givenUp() {
      return waitedMs > longestWaitMs ? lost(cause, `the service asked to wait for more than ${longestWaitMs / 1000} s in all`) : undefined;
    },
  };
}
