/**
 * A narrow door of the house: what is said about codes: messages in both languages, and the nearest known name. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { nearest } from '../contract/nearest.js';
export type { Language } from '../locale/language.js';
export { loadMessages, type Messages } from '../locale/load-messages.js';
export { messageOf } from '../locale/message-of.js';
export { saidIn } from '../locale/said-in.js';
export { isolatedLatin, steered, visibleText } from '../locale/visible-text.js';
