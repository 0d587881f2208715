/**
 * A door for other people's validators, `egif/ajv`: formats and keywords of the codes for ajv. It loads no library.
 *
 * Room     index (floor 6). Exported by the package; see docs/validators.en.md.
 */
export { addEgif, type Validator } from '../vocabulary/add-egif.js';
export type { CodelistEntry, Codelists } from '../vocabulary/codelist.js';
export { egifErrorOf } from '../vocabulary/egif-error-of.js';
export type { Fault } from '../vocabulary/fault.js';
export { type CodeFormat, formats } from '../vocabulary/formats.js';
export { type KeywordOptions, keywords } from '../vocabulary/keywords.js';
