/**
 * A narrow door of the house: what it takes to found a test nation. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { makeNoteKey, readNoteKey, verifierOf } from '../attestation/log/note-signer.js';
export { writeVerifierKey } from '../attestation/log/verifier-key.js';
export { loadSigner } from '../attestation/keys.js';
export { readRootSigner } from '../attestation/trust/read-keys.js';
export { type RootSigner, sealObject, signTrustList } from '../attestation/trust/seal-object.js';
export { openAuthority } from '../certification/authority.js';
export { rulesDigestOf } from '../certification/harness-digest.js';
export { createLog } from '../certification/log-config.js';
export { directoryType } from '../certification/open-objects.js';
