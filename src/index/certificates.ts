/**
 * A narrow door of the house: trust lists, freshness packs and certificates, for those who decide on them. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { createBatch, withContradictions } from '../attestation/certificate/verify-batch.js';
export { Refusal } from '../attestation/problem.js';
export { parseStrictJson } from '../attestation/strict-json.js';
export { openPack, packMediaType, readPack } from '../attestation/trust/freshness-pack.js';
export { openSealed } from '../attestation/trust/sealed.js';
export type { TrustContext } from '../attestation/trust/trust-context.js';
export { readTrustList } from '../attestation/trust/trust-list.js';
