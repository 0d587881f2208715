/**
 * A narrow door of the house: signing and verifying reports. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { loadSigner, readCertificates, type Signer } from '../attestation/keys.js';
export { signReport } from '../attestation/sign-report.js';
export { stampReport } from '../attestation/timestamp/stamp-report.js';
export { parseRevocationList } from '../attestation/x509/crl.js';
export { readRevocationLists } from '../attestation/x509/read-lists.js';
export { type Derived, type Verification, type VerifyOptions, verifyReport } from '../attestation/verify-report.js';
export { createBatch, type CertificateBatch, type Contradiction, verifyBatch, withContradictions } from '../attestation/certificate/verify-batch.js';
export { type CertificateOptions, type CertificateVerification, verifyCertificate } from '../attestation/certificate/verify.js';
export type { Expectations } from '../attestation/certificate/expectations.js';
export { type ClaimedCredential, claimedCredential } from '../attestation/certificate/claimed-credential.js';
export { stapledOf } from '../attestation/certificate/bundle.js';
export { bundleMediaType } from '../attestation/certificate/words.js';
export { readRootSigner, readTrustKey } from '../attestation/trust/read-keys.js';
export { type OpenedPack, openPack, packMediaType, readPack } from '../attestation/trust/freshness-pack.js';
export { addSignature, type RootSigner, signTrustList } from '../attestation/trust/seal-object.js';
export { reportTrustOf } from '../attestation/trust/stamping.js';
export type { TrustContext } from '../attestation/trust/trust-context.js';
export {
  countSigners,
  readSignedTrustList,
  readTrustList,
  readTrustPayload,
  readTrustSignatures,
  type SignedTrustList,
  trustListType,
} from '../attestation/trust/trust-list.js';
export { advanced, emptyState, keptAfter, readTrustState, type Seen } from '../attestation/trust/trust-state.js';
export { Refusal } from '../attestation/problem.js';
