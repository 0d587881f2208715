/**
 * A narrow door of the house: the report on contracts and its forms. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export {
  countOf,
  examinedIn,
  judgedFiles,
  keepGravest,
  type LintedFile,
  type LintedRule,
  type LintFinding,
  type LintOutcome,
  lintOutcome,
  lintOutcomeOf,
  type LintReport,
  type LintRequirement,
  type LintSeverity,
  lintSeverities,
  type LintTrouble,
  noFindings,
} from '../report/lint-report.js';
export { lintExamined, lintPassedOver, lintReasons } from '../report/lint-view.js';
export { renderLintJson } from '../report/render-lint-json.js';
export { renderLintStylish } from '../report/render-lint-stylish.js';
