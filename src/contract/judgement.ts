/**
 * Judgements: what a check says of one instance. A pass is earned by counted observations; there is no default.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Cause, Finding } from './documents.js';

/** What one check says of one instance. */
export interface Judgement {
  /** How many things were positively observed. 0 without findings is `cantTell`. */
  readonly examined: number;
  readonly findings: readonly Finding[];
  /** Why it cannot be told. Findings outweigh it; otherwise it outweighs `examined`. */
  readonly cause?: Cause;
}

/** Causes that mean "was not run" (verdict `untested`); every other cause means "ran, cannot tell". */
export const notRunCauses: ReadonlySet<string> = new Set([
  'no-check',
  'no-consent',
  'no-credential',
  'no-test-data',
  'no-contract',
  'contract-of-other-kind',
  'no-previous-contract',
  'no-series',
  'offline',
  'not-selected',
  'manual',
]);

/** One thing was examined and is as demanded. */
export const satisfied: Judgement = { examined: 1, findings: [] };

/** `count` things were examined; `findings` of them (or about them) are wrong. */
export function examined(count: number, findings: readonly Finding[] = []): Judgement {
  return { examined: count, findings };
}

/** At least one thing is wrong. */
export function violated(...findings: readonly [Finding, ...Finding[]]): Judgement {
  return { examined: findings.length, findings };
}

/** It cannot be told. */
export function undetermined(code: string, detail?: string): Judgement {
  return { examined: 0, findings: [], cause: detail === undefined ? { code } : { code, detail } };
}
