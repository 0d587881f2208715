/**
 * Signed reports and their evidence → what issuance decides on. Deriving and judging again are handed in: this room knows neither checks nor law.
 *
 * Room     certification (floor 4).
 */
import type { EvidenceManifest, Report } from '../contract/documents.js';
import { evidenceFactsOf } from './evidence-facts.js';
import type { JudgedReport } from './issue-grounds.js';
import { openReport, type Under } from './open-objects.js';
import { isHeld } from './opened.js';
import type { Derived, Recomputed } from '../contract/derived-report.js';
import type { RunnerRole } from './rerun.js';

export interface JudgeWays {
  readonly derive: (report: Report) => Derived;
  /** Absent: the evidence is not at hand. Gives undefined where it is not that of the report: then nothing of it is judged, and its root tells. */
  readonly recompute?: (report: Report) => Promise<Recomputed | undefined>;
  readonly manifest?: () => Promise<EvidenceManifest>;
}

/** Opens a report and judges it as far as it can be. Errors of reading evidence pass through. */
export async function judgeReport(
  octets: Uint8Array,
  role: RunnerRole | 'agency',
  { under, ways }: { readonly under: Under; readonly ways: JudgeWays },
): Promise<JudgedReport> {
  const opened = openReport(octets, role, under);
  if (!isHeld(opened)) return { opened };
  const report = opened.payload;
  const recomputed = await ways.recompute?.(report);
  const manifest = await ways.manifest?.();
  return {
    opened,
    derived: ways.derive(report),
    ...(recomputed === undefined ? {} : { recomputed }),
    ...(manifest === undefined
      ? {}
      : { evidence: evidenceFactsOf(manifest, { environment: report.subject.environment.id, nonce: report.challenge?.nonce }) }),
  };
}
