/**
 * Several attempts at one instance as one judgement: a failure must reproduce every time.
 *
 * Source   catalogue §5 (flakiness).
 * Room     verdict (floor 3).
 */
import type { Judgement } from '../contract/judgement.js';
import { undetermined } from '../contract/judgement.js';
import { distinctFindings, keyOf } from './findings.js';
import { judge } from './judge.js';

/**
 * The judgement of an instance that was tried once or more. One attempt stands for itself. Several attempts that all failed keep the findings
 * that every one of them has; anything else that differs is `flaky`, and attempts that agree give the last one.
 */
export function settleAttempts(attempts: readonly Judgement[]): Judgement | undefined {
  const last = attempts.at(-1);
  if (last === undefined || attempts.length === 1) return last;
  const verdicts = attempts.map((attempt) => judge(attempt));
  const failures = verdicts.filter((verdict) => verdict === 'failed').length;
  if (failures === 0) return new Set(verdicts).size === 1 ? last : undetermined('flaky', `${verdicts.join(', ')} in ${attempts.length} attempts`);
  if (failures < attempts.length) return undetermined('flaky', `${failures} of ${attempts.length} attempts failed`);
  const reproduced = distinctFindings(last.findings).filter((finding) =>
    attempts.every(({ findings }) => findings.some((other) => keyOf(other) === keyOf(finding))),
  );
  if (reproduced.length === 0) return undetermined('flaky', `${attempts.length} attempts failed, each with other findings`);
  return { examined: last.examined, findings: reproduced };
}
