/**
 * A narrow door of the house: the sessions and runs that send requests. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { createCredentials } from '../evidence/credentials.js';
export { type Journal, openJournal } from '../evidence/journal.js';
export type { ProxyOptions } from '../evidence/proxy.js';
export { type EvidenceSession, openSession, type SessionOptions } from '../evidence/session.js';
export { answerKeysOf, doorsOf } from '../suite/doors.js';
export { trustOfRun } from '../suite/run-trust.js';
export { runCase } from '../suite/run.js';
