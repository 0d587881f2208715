/**
 * The joint verdict of a field over its layers.
 *
 * A stage that failed fails the field; else one that could not be told, or was not run, leaves it untold; stages that do not apply say nothing. A
 * field of which no stage says anything is untold: a pass is earned here too.
 *
 * Room     verdict (floor 3).
 */
import type { FieldStage, Verdict } from '../contract/documents.js';

/** The verdict that stages give together. */
export function joinStages(stages: readonly Pick<FieldStage, 'verdict'>[]): Verdict {
  const verdicts = new Set(stages.map(({ verdict }) => verdict));
  if (verdicts.has('failed')) return 'failed';
  if (verdicts.has('cantTell') || verdicts.has('untested')) return 'cantTell';
  return verdicts.has('passed') ? 'passed' : 'cantTell';
}
