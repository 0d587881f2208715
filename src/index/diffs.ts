/**
 * A narrow door of the house: two versions of a contract, or two reports, held against each other. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export type { Change, ContractDiff } from '../checks/diff/change.js';
export { contractDiff } from '../checks/diff/contract-diff.js';
export {
  type ChangeCause,
  compareReports,
  isAttributed,
  isWorse,
  type Rejudged,
  type ReportDiff,
  type RowChange,
} from '../report/compare-reports.js';
