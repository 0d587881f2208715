/**
 * A narrow door of the house: judging recorded evidence again. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { deriveFromRows, recomputeReport } from '../suite/recompute.js';
export { mergeReports } from '../suite/merge-reports.js';
export { rejudgePair, type RunAtHand } from '../suite/rejudge-pair.js';
export { recordedLaw, replayRun } from '../suite/replay.js';
