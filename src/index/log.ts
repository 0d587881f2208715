/**
 * A narrow door of the house: the transparency log, its proofs and its witnesses. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { checkLogProof, type LogProofCheck } from '../attestation/log/check-log-proof.js';
export type { LogFinding, PlacedLeaf, ShownStatusList } from '../attestation/log/leaf-audit.js';
export { loadNoteKey } from '../attestation/log/load-note-key.js';
export { type LogLeaf, readLogLeaf, writeLogLeaf } from '../attestation/log/log-leaf.js';
export { type LogPolicy, readLogPolicy } from '../attestation/log/log-policy.js';
export { type ProofOptions, type ProvenLeaf, verifyLogProof } from '../attestation/log/log-proof.js';
export { makeNoteKey, type NoteKey, readNoteKey, verifierOf } from '../attestation/log/note-signer.js';
export { readVerifierKey, type VerifierKey, writeVerifierKey } from '../attestation/log/verifier-key.js';
export { auditLog, fsckLog, type LogAudit, type LogCheck, type LogNews, monitorLog, type SeenHead } from '../certification/log-audit.js';
export { asInputError, createLog, type LogConfig, readLogConfig } from '../certification/log-config.js';
export { type LogView, proveEntry } from '../certification/log-content.js';
export { checkpointAsOf } from '../certification/log-history.js';
export { witnessPost } from '../certification/log-post.js';
export type { WitnessAnswer } from '../certification/log-witnesses.js';
export { type LogWriter, openLog, type Publication } from '../certification/log-writer.js';
export { type ServedWitness, serveWitness } from '../certification/witness-server.js';
export { shownStatusList } from '../attestation/certificate/shown-status-list.js';
