/**
 * What follows from the rows of a report, or from its evidence judged again: found by the suite, asked for by whoever verifies a report and by whoever issues on it.
 *
 * Room     contract (floor 2).
 */
import type { Report } from './documents.js';

export interface Derived {
  /** Absent where the law of the report is not known to the caller, or a waiver decides: then only judging the evidence again tells. */
  readonly verdict?: Report['verdict'];
  readonly canonicalSha256: string;
  readonly counts: Report['counts'];
  /** Requirements whose rows differ, if the caller knows; `fields` where the traces of coded fields did. */
  readonly differing?: readonly string[];
}

/** What came of judging the evidence again. */
export interface Recomputed extends Derived {
  /** Root of the evidence that was judged. */
  readonly root: string;
  /** Whether the rules and code lists are those of the report, by version and digest. */
  readonly sameHarness: boolean;
  /** Of a report of a run under a challenge: how many requests do not carry its marker; absent where the caller does not look. */
  readonly unmarked?: number;
}
