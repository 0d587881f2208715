/**
 * A narrow door of the house: certification, as the authority runs it. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { loadNoteKey } from '../attestation/log/load-note-key.js';
export { Refusal, type Standing } from '../attestation/problem.js';
export { loadSigner, type Signer } from '../attestation/keys.js';
export { sealObject } from '../attestation/trust/seal-object.js';
export type { TrustContext } from '../attestation/trust/trust-context.js';
export { readTrustList } from '../attestation/trust/trust-list.js';
export { type ActToApprove, approvalType, demandApproved } from '../certification/approvals.js';
export { type Authority, type AuthorityOptions, openAuthority } from '../certification/authority.js';
export { bundleFile, type Settled } from '../certification/settling.js';
export { authorityLog } from '../certification/authority-log.js';
export { attemptsOf, type AuthorityState, type CertificateRecord, replayEvents, standingOf, wordOf } from '../certification/authority-state.js';
export { challengeType, controlProofType, makeChallenge, seedOf } from '../certification/challenge.js';
export { checkAuthority, type AuthorityCheck } from '../certification/check-authority.js';
export { lookFromHere } from '../certification/control-look.js';
export { checkControl, controlProofOf, placesOf, txtOf } from '../certification/control-proof.js';
export { dueOf } from '../certification/due.js';
export { evidenceFactsOf } from '../certification/evidence-facts.js';
export { rulesDigestOf } from '../certification/harness-digest.js';
export { type IssueDecision, decideIssue } from '../certification/issue.js';
export type { IssueInputs } from '../certification/issue-grounds.js';
export { readJournal } from '../certification/journal.js';
export { judgeReport } from '../certification/judge-files.js';
export { openReceiptStamp } from '../certification/receipt.js';
export { fetchTimeStamp } from '../attestation/timestamp/client.js';
export { witnessPost } from '../certification/log-post.js';
export { openLog } from '../certification/log-writer.js';
export {
  digestOfOctets,
  openApproval,
  openChallenge,
  openControlProof,
  openDirectory,
  openReport,
  openSelfProof,
  openWaiver,
} from '../certification/open-objects.js';
export { gatherTroubles, isHeld, type Opened, type Trouble } from '../certification/opened.js';
export type { RunnerRole } from '../certification/rerun.js';
export { isClean, type KnownFault, selfProofType, survives } from '../certification/self-proof.js';
export { countingTrials, openTrials, selfProofTrialsType, type TrialDemands } from '../certification/self-proof-trials.js';
export { divergencesFrom } from '../certification/surveillance.js';
export { readUntrustedChallenge } from '../certification/untrusted-challenge.js';
export { readLogConfig } from '../certification/log-config.js';
