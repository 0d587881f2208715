/**
 * A narrow door of the house: the code schemes. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { accepts } from '../schemes/accepts.js';
export { type KnownValidator, knownValidatorsOf } from '../schemes/known-validators.js';
export { schemes, selfCheck } from '../schemes/registry.js';
export type { Scheme, SchemeId, SchemeResult } from '../schemes/scheme.js';
