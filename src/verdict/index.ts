/**
 * The door of the room verdict: judgements become rows, rows become tiers.
 *
 * Room     verdict (floor 3).
 */
export { joinStages } from './join-stages.js';
export { judge } from './judge.js';
export type { Dimension, Maturity } from './maturity.js';
export { type InstanceOutcome, rollUp, type RollUpInput } from './roll-up.js';
export { type Score, type ScoreInput, scoreTiers } from './score-tiers.js';
export { settleAttempts } from './settle-attempts.js';
export type { WaiverScope } from './waiver.js';
