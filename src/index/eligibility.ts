/**
 * A narrow door of the house: budget policies, decisions on projects, yearly scores. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { type DigestBeside, withBatchFiles } from '../attestation/decision/batch-files.js';
export { openPolicy } from '../attestation/decision/open-policy.js';
export { sealDocument } from '../attestation/decision/seal-document.js';
export { decisionType, policyType, type SealRules } from '../attestation/decision/unseal.js';
export { type DecisionVerification, verifyDecision } from '../attestation/decision/verify-decision.js';
export { type Batch, batchRecordOf, decisionColumns, openBatch } from '../eligibility/batch.js';
export { byteOrderMark, csvLine } from '../eligibility/csv-line.js';
export { type Basis, decide, type Decision, notForBudget, policyUsed, type Question, recordOf } from '../eligibility/decide.js';
export { type PolicyProblem, policyProblems } from '../eligibility/policy-problems.js';
export { type FallenRow, fallenRows } from '../eligibility/fallen-rows.js';
export { projectOf, type RowOutcome, type RowTrouble } from '../eligibility/project-rows.js';
export { type ScoreInput, scoresOf } from '../eligibility/scores.js';
export { type Standings, standingsOf } from '../eligibility/standings.js';
export { changeOf, type Comparison, type PolicyChange } from '../eligibility/what-if.js';
export { readDataset } from '../evidence/dataset/read-dataset.js';
export { renderEligibilityHtml } from '../report/render-eligibility-html.js';
export { renderEligibilityText } from '../report/render-eligibility-text.js';
export { maturityOfReport } from '../suite/maturity-of-report.js';
