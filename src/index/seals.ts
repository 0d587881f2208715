/**
 * A narrow door of the house: signing and verifying reports. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { loadSigner, readCertificates, type Signer } from '../attestation/keys.js';
export { signReport } from '../attestation/sign-report.js';
export { stampReport } from '../attestation/timestamp/stamp-report.js';
export { readRevocationLists } from '../attestation/x509/read-lists.js';
export { type Derived, type Verification, type VerifyOptions, verifyReport } from '../attestation/verify-report.js';
