/**
 * A narrow door of the house: the law and what is granted under it, sealed. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { Refusal } from '../attestation/problem.js';
export { sealObject } from '../attestation/trust/seal-object.js';
export { openSealed } from '../attestation/trust/sealed.js';
export type { TrustContext } from '../attestation/trust/trust-context.js';
export { readTrustList } from '../attestation/trust/trust-list.js';
export { rulesDigestOf } from '../certification/harness-digest.js';
export { openWaiver } from '../certification/open-objects.js';
export { isHeld } from '../certification/opened.js';
export { waiverType } from '../certification/waivers.js';
