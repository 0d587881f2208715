/**
 * Two runs judged again by this harness, one thing changed at a time: the old evidence under its own law, the old evidence under the new law, the new evidence.
 *
 * Room     suite (floor 5).
 */
import { join } from 'node:path';
import type { Report, ResolvedProfile } from '../contract/documents.js';
import { EgifError } from '../errors.js';
import { packsIn } from '../evidence/packs.js';
import type { Rejudged } from '../report/compare-reports.js';
import { recordedLaw, replayEvidenceOf, type ReplayInput, replayRun } from './replay.js';

/** A report with the folder of its evidence. */
export interface RunAtHand {
  readonly report: Report;
  readonly evidence: string;
}

/** The law of a run; of one that was merged from several vantages that of the first, which is that of all. */
async function lawOf(evidence: string): Promise<ResolvedProfile> {
  const [first] = await packsIn(evidence);
  return (await recordedLaw(first === undefined ? evidence : join(evidence, first))).profile;
}

type Ways = Omit<ReplayInput, 'directory' | 'profile'>;

/** The report of a run judged again by its own law. EVIDENCE_INVALID where the folder holds the evidence of another run. */
async function rejudged({ report, evidence }: RunAtHand, ways: Ways): Promise<Report> {
  const again = (await replayEvidenceOf(report, { ...ways, directory: evidence }))?.report;
  if (again?.evidence.root === report.evidence.root) return again;
  throw new EgifError('EVIDENCE_INVALID', `${evidence} is not the evidence of the report ${report.id}`, {
    file: evidence,
    mend: 'name the folders of the runs as egif run wrote them',
  });
}

/**
 * Judges both runs again. Errors: EVIDENCE_INVALID, EVIDENCE_MISSING; EVIDENCE_INVALID where a folder holds the evidence of another run than its report.
 */
export async function rejudgePair(old: RunAtHand, now: RunAtHand, ways: Ways): Promise<Rejudged> {
  const own = { old: await rejudged(old, ways), new: await rejudged(now, ways) };
  const oldUnderNewLaw = await replayRun({ ...ways, directory: old.evidence, profile: await lawOf(now.evidence) });
  return { ...own, oldUnderNewLaw };
}
