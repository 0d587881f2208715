/**
 * A narrow door of the house: a statement, its contracts and the plan of a run; nothing is sent. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { readContract } from '../evidence/document/read-contract.js';
export { samplesOf } from '../evidence/document/samples.js';
export { authorizeTargets } from '../subject/authorize-targets.js';
export { type LoadedStatement, loadStatement } from '../subject/load-statement.js';
export { preflight } from '../subject/preflight.js';
export { resolveSecret } from '../subject/resolve-secret.js';
export { referencesOf, statedSecrets } from '../subject/secret-references.js';
export { type SelectedSubject, selectSubject } from '../subject/select-subject.js';
export { defaultMaxRequests, firstActions, mostRequests, type PlannedRequest } from '../suite/first-actions.js';
export type { JudgedItem } from '../suite/judge-plan.js';
export type { LoadedWaiver } from '../suite/documents.js';
export { loadContracts, loadOther, loadPrevious, loadWaivers } from '../suite/load-case.js';
export { loadSeries } from '../suite/series.js';
export { type Plan, type PlanItem, planRun } from '../suite/plan.js';
export { type CaseContract, prepareCase, type PreparedCase } from '../suite/prepare.js';
export { judge } from '../verdict/index.js';
