/**
 * From a judgement to a verdict.
 *
 * Source   contract, verdict model; architecture, idea 2 (a pass is earned).
 * Room     verdict (floor 3).
 */
import type { Verdict } from '../contract/documents.js';
import { type Judgement, notRunCauses } from '../contract/judgement.js';

/** The verdict on one judgement. There is no default: a pass must be earned by examining something. Findings outweigh a cause, a cause what was examined. */
export function judge(judgement: Judgement | undefined): Verdict {
  if (judgement === undefined) return 'cantTell';
  if (judgement.findings.length > 0) return 'failed';
  if (judgement.cause !== undefined) return notRunCauses.has(judgement.cause.code) ? 'untested' : 'cantTell';
  return judgement.examined > 0 ? 'passed' : 'cantTell';
}
