/**
 * A narrow door of the house: what Spectral's own rulesets are called. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { spectralEngines, spectralRulesets } from '../checks/lint/spectral/names.js';
