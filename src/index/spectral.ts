/**
 * A door for other people's rulesets, `egif/spectral`: functions for Spectral. It loads no library.
 *
 * Room     index (floor 6). Exported by the package; see docs/validators.en.md.
 */
export { egifCodelist, egifConcept, egifFieldDictionary, egifFormat, egifType } from '../vocabulary/lint-functions.js';
export type { LintFunction } from '../vocabulary/lint-function.js';
