/**
 * A narrow door of the house: the lint of contracts. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { lintContract } from '../checks/lint/lint-contract.js';
export { lintRules } from '../checks/lint/lint-rules.js';
export type { LintRuleResult } from '../contract/check.js';
export { loadContract, parseContract, withNeighbours } from '../evidence/document/load-contract.js';
export { refuseOutsideReferences } from '../evidence/document/references.js';
export { requireContract, requireLintable, sniffKind } from '../evidence/document/sniff-kind.js';
