/**
 * What a report says as a whole, in the three words of the exit status.
 *
 * Room     report (floor 4). May be imported by suite and cli.
 */
import type { Report } from '../contract/documents.js';

/** Exit status 0, 1 and 2. */
export type Outcome = 'conformant' | 'notConformant' | 'cannotTell';

/** By any row: a failure, else a demanded row without a verdict, decides. A report without one passed row is never conformant. */
export function outcomeOfRows({ requirements }: Pick<Report, 'requirements'>): Outcome {
  if (requirements.some(({ verdict }) => verdict === 'failed')) return 'notConformant';
  const open = requirements.some(({ verdict, level }) => verdict === 'cantTell' || (verdict === 'untested' && level === 'MUST'));
  return open || !requirements.some(({ verdict }) => verdict === 'passed') ? 'cannotTell' : 'conformant';
}

/** By the target tier's verdict; a partial report has no tier and is told by its rows. */
export function outcomeOf(report: Pick<Report, 'requirements' | 'scope' | 'verdict'>): Outcome {
  if (report.scope === 'partial') return outcomeOfRows(report);
  if (report.verdict === 'granted' || report.verdict === 'conditional') return 'conformant';
  return report.verdict === 'refused' ? 'notConformant' : 'cannotTell';
}
