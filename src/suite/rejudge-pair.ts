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
import { recordedLaw, type ReplayInput, replayRun } from './replay.js';

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

/**
 * Judges both runs again. Errors: EVIDENCE_INVALID, EVIDENCE_MISSING; EVIDENCE_INVALID where a folder holds the evidence of another run than its report.
 */
export async function rejudgePair(old: RunAtHand, now: RunAtHand, input: Omit<ReplayInput, 'directory' | 'profile'>): Promise<Rejudged> {
  const profile = await lawOf(now.evidence);
  const again: Rejudged = {
    old: await replayRun({ ...input, directory: old.evidence }),
    oldUnderNewLaw: await replayRun({ ...input, directory: old.evidence, profile }),
    new: await replayRun({ ...input, directory: now.evidence }),
  };
  for (const { report, evidence, root } of [
    { ...old, root: again.old.evidence.root },
    { ...now, root: again.new.evidence.root },
  ]) {
    if (root !== report.evidence.root)
      throw new EgifError('EVIDENCE_INVALID', `${evidence} is not the evidence of the report ${report.id}`, {
        file: evidence,
        mend: 'name the folders of the runs as egif run wrote them',
      });
  }
  return again;
}
