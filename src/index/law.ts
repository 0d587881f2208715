/**
 * A narrow door of the house: catalogue, profiles, code lists, rulesets and their lock. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { lintRules, rulesetDigests } from '../checks/lint/lint-rules.js';
export { applies, assertRunnable, loadProfileFile, makeLock, resolveProfile, verifyLock } from '../profile/index.js';
export { loadTrustLists, readAnchors } from '../profile/load-trust-lists.js';
export { codelistRefs, type Law, lawLock, loadLaw, vocabularyRefs } from '../suite/law.js';
export type { HarnessFacts } from '../suite/outcome.js';
