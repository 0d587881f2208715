/**
 * What is kept of many equal requests.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Headers } from './header-fields.js';

/** The first 429 of a burst. */
export interface BurstRefusal {
  /** How many requests were sent before it. */
  readonly after: number;
  readonly headers: Headers;
  /** `status` of the problem document that it holds; absent where it holds none. */
  readonly problemStatus?: number;
}

/** What came of a burst. */
export interface BurstFigures {
  readonly sent: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly lost: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Answers that came while the run itself was late; absent where none did. */
  readonly delayed?: number;
  /** Where there are such: the 95th percentile of the least that each answer can have taken, its time less what the run itself was late. */
  readonly leastP95Ms?: number;
  readonly refusal?: BurstRefusal;
}
