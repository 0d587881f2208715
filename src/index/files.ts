/**
 * A narrow door of the house: reading, checking and writing documents. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export type { LoadedDocument } from '../contract/api-model.js';
export { canonicalJson, digestOf, sha256 } from '../contract/canonical.js';
export { defaultLimits, loadDocument, parseLoaded, readBounded } from '../contract/load-document.js';
export { isDocument, problemsOf } from '../contract/validate.js';
export { writeWhole } from '../contract/write-whole.js';
export type * from '../contract/documents.js';
