/**
 * The only door of the house: what the command line, the registry and users of the package may call. No logic.
 *
 * Room     index (floor 6).
 */
export { openSealed } from './attestation/trust/sealed.js';
export { parseStrictJson } from './attestation/strict-json.js';
export { type DigestBeside, withBatchFiles } from './attestation/decision/batch-files.js';
export { openPolicy } from './attestation/decision/open-policy.js';
export { sealDocument } from './attestation/decision/seal-document.js';
export { decisionType, policyType, type SealRules } from './attestation/decision/unseal.js';
export { type DecisionVerification, verifyDecision } from './attestation/decision/verify-decision.js';
export { loadSigner, readCertificates, type Signer } from './attestation/keys.js';
export { checkLogProof, type LogProofCheck } from './attestation/log/check-log-proof.js';
export type { LogFinding, PlacedLeaf, ShownStatusList } from './attestation/log/leaf-audit.js';
export { loadNoteKey } from './attestation/log/load-note-key.js';
export { type LogLeaf, readLogLeaf, writeLogLeaf } from './attestation/log/log-leaf.js';
export { type LogPolicy, readLogPolicy } from './attestation/log/log-policy.js';
export { type ProofOptions, type ProvenLeaf, verifyLogProof } from './attestation/log/log-proof.js';
export { makeNoteKey, type NoteKey, readNoteKey, verifierOf } from './attestation/log/note-signer.js';
export { readVerifierKey, type VerifierKey, writeVerifierKey } from './attestation/log/verifier-key.js';
export { createBatch, type CertificateBatch, type Contradiction, verifyBatch, withContradictions } from './attestation/certificate/verify-batch.js';
export { type CertificateOptions, type CertificateVerification, verifyCertificate } from './attestation/certificate/verify.js';
export type { Expectations } from './attestation/certificate/expectations.js';
export { type ClaimedCredential, claimedCredential } from './attestation/certificate/claimed-credential.js';
export { stapledOf } from './attestation/certificate/bundle.js';
export { bundleMediaType } from './attestation/certificate/words.js';
export { readRootSigner, readTrustKey } from './attestation/trust/read-keys.js';
export { type OpenedPack, openPack, packMediaType, readPack } from './attestation/trust/freshness-pack.js';
export { addSignature, type RootSigner, signTrustList } from './attestation/trust/seal-object.js';
export type { TrustContext } from './attestation/trust/trust-context.js';
export {
  countSigners,
  readSignedTrustList,
  readTrustList,
  readTrustPayload,
  readTrustSignatures,
  type SignedTrustList,
  trustListType,
} from './attestation/trust/trust-list.js';
export { advanced, emptyState, keptAfter, readTrustState, type Seen } from './attestation/trust/trust-state.js';
export { Refusal } from './attestation/problem.js';
export { reportTrustOf } from './attestation/trust/stamping.js';
export { signReport } from './attestation/sign-report.js';
export { fetchTimeStamp } from './attestation/timestamp/client.js';
export { stampReport } from './attestation/timestamp/stamp-report.js';
export { createChainCache } from './attestation/x509/chain-cache.js';
export { parseRevocationList } from './attestation/x509/crl.js';
export { readRevocationLists } from './attestation/x509/read-lists.js';
export { type Derived, type Verification, verifyReport, type VerifyOptions } from './attestation/verify-report.js';
export { auditLog, fsckLog, type LogAudit, type LogCheck, type LogNews, monitorLog, type SeenHead } from './certification/log-audit.js';
export { asInputError, createLog, type LogConfig, readLogConfig } from './certification/log-config.js';
export { type LogView, proveEntry } from './certification/log-content.js';
export { checkpointAsOf } from './certification/log-history.js';
export { witnessPost } from './certification/log-post.js';
export type { WitnessAnswer } from './certification/log-witnesses.js';
export { type LogWriter, openLog, type Publication } from './certification/log-writer.js';
export { type ServedWitness, serveWitness } from './certification/witness-server.js';
export type { Change, ChangeKind, ContractDiff } from './checks/diff/change.js';
export { contractDiff } from './checks/diff/contract-diff.js';
export { checkDefinitions } from './checks/index.js';
export { lintContract } from './checks/lint/lint-contract.js';
export { lintRules, rulesetDigests } from './checks/lint/lint-rules.js';
export { spectralEngines, spectralRulesets } from './checks/lint/spectral/names.js';
export { spectralRows } from './checks/lint/spectral/spectral-rows.js';
export type { LoadedDocument } from './contract/api-model.js';
export { canonicalJson, digestOf, sha256 } from './contract/canonical.js';
export type { CheckDefinition, LintRuleResult } from './contract/check.js';
export type * from './contract/documents.js';
export { defaultLimits, loadDocument, parseLoaded, readBounded } from './contract/load-document.js';
export { nearest } from './contract/nearest.js';
export { isDocument, problemsOf } from './contract/validate.js';
export { writeWhole } from './contract/write-whole.js';
export { type Batch, batchRecordOf, decisionColumns, openBatch } from './eligibility/batch.js';
export { byteOrderMark, csvLine } from './eligibility/csv-line.js';
export { type Basis, decide, type Decision, notForBudget, policyUsed, type Question, recordOf } from './eligibility/decide.js';
export { type FallenRow, fallenRows } from './eligibility/fallen-rows.js';
export { type PolicyProblem, policyProblems } from './eligibility/policy-problems.js';
export { projectOf, type RowOutcome, type RowTrouble } from './eligibility/project-rows.js';
export { type ScoreInput, scoresOf } from './eligibility/scores.js';
export { type Standings, standingsOf } from './eligibility/standings.js';
export { changeOf, type Comparison, type PolicyChange } from './eligibility/what-if.js';
export { createCredentials } from './evidence/credentials.js';
export { readDataset } from './evidence/dataset/read-dataset.js';
export { readContract } from './evidence/document/read-contract.js';
export { refuseOutsideReferences } from './evidence/document/references.js';
export { samplesOf } from './evidence/document/samples.js';
export { loadContract, parseContract, withNeighbours } from './evidence/document/load-contract.js';
export { requireContract, requireLintable, sniffKind } from './evidence/document/sniff-kind.js';
export { type Journal, openJournal } from './evidence/journal.js';
export { type EvidenceSession, openSession, type SessionOptions } from './evidence/session.js';
export type { ProxyOptions } from './evidence/proxy.js';
export type { Language } from './locale/language.js';
export { loadMessages, type Messages } from './locale/load-messages.js';
export { messageOf } from './locale/message-of.js';
export { saidIn } from './locale/said-in.js';
export { isolatedLatin, steered, visibleText } from './locale/visible-text.js';
export { loadCatalogue } from './profile/load-catalogue.js';
export { loadTrustLists, readAnchors } from './profile/load-trust-lists.js';
export { applies, assertRunnable, loadProfileFile, makeLock, resolveProfile, verifyLock } from './profile/index.js';
export {
  countOf,
  examinedIn,
  judgedFiles,
  keepGravest,
  type LintedFile,
  type LintedRule,
  type LintFinding,
  type LintOutcome,
  lintOutcome,
  lintOutcomeOf,
  type LintReport,
  type LintRequirement,
  type LintSeverity,
  lintSeverities,
  type LintTrouble,
  noFindings,
} from './report/lint-report.js';
export { type ChangeCause, compareReports, isAttributed, isWorse, type Rejudged, type ReportDiff, type RowChange } from './report/compare-reports.js';
export type { CertificatePage } from './report/certificate-view.js';
export { loadTemplates } from './report/load-templates.js';
export { outcomeOf, outcomeOfRows } from './report/outcome-of.js';
export { renderCsv } from './report/render-csv.js';
export { renderCertificate } from './report/render-certificate.js';
export { renderCertificateMarkdown } from './report/render-certificate-markdown.js';
export { renderDataHtml } from './report/render-data-html.js';
export { renderDataJunit } from './report/render-data-junit.js';
export { renderDataSarif } from './report/render-data-sarif.js';
export { renderDataText } from './report/render-data-text.js';
export { renderEarl } from './report/render-earl.js';
export { renderEligibilityHtml } from './report/render-eligibility-html.js';
export { renderEligibilityText } from './report/render-eligibility-text.js';
export { renderHtml } from './report/render-html.js';
export { renderJunit } from './report/render-junit.js';
export { lintExamined, lintPassedOver, lintReasons } from './report/lint-view.js';
export { renderLintGithub, renderLintGitlab } from './report/render-lint-ci.js';
export { renderLintHtml } from './report/render-lint-html.js';
export { renderLintJson } from './report/render-lint-json.js';
export { renderLintJunit } from './report/render-lint-junit.js';
export { renderLintMarkdown } from './report/render-lint-markdown.js';
export { renderLintSarif } from './report/render-lint-sarif.js';
export { renderLintStylish } from './report/render-lint-stylish.js';
export { renderMarkdown } from './report/render-markdown.js';
export { renderSarif } from './report/render-sarif.js';
export { summaryOf } from './report/summary-of.js';
export { accepts } from './schemes/accepts.js';
export { type KnownValidator, knownValidatorsOf } from './schemes/known-validators.js';
export { schemes, selfCheck } from './schemes/registry.js';
export type { Scheme, SchemeId } from './schemes/scheme.js';
export { authorizeTargets } from './subject/authorize-targets.js';
export { type LoadedStatement, loadStatement } from './subject/load-statement.js';
export { preflight } from './subject/preflight.js';
export { resolveSecret } from './subject/resolve-secret.js';
export { referencesOf, statedSecrets } from './subject/secret-references.js';
export { type SelectedSubject, selectSubject } from './subject/select-subject.js';
export type { DataFormat } from './contract/dataset.js';
export type { DataOutcome, DataSource } from './suite/data-conductor.js';
export { type DataSchema, entitySchema, loadDataSchema } from './suite/data-schema.js';
export type { LoadedWaiver } from './suite/documents.js';
export { defaultMaxRequests, firstActions, mostRequests, type PlannedRequest } from './suite/first-actions.js';
export type { JudgedItem } from './suite/judge-plan.js';
export { codelistRefs, vocabularyRefs, type Law, lawLock, loadLaw } from './suite/law.js';
export { loadContracts, loadOther, loadPrevious, loadWaivers } from './suite/load-case.js';
export type { HarnessFacts } from './suite/outcome.js';
export { loadSeries } from './suite/series.js';
export { type Plan, type PlanItem, planRun } from './suite/plan.js';
export { type CaseContract, type PreparedCase, prepareCase } from './suite/prepare.js';
export { deriveFromRows, recomputeReport } from './suite/recompute.js';
export { mergeReports } from './suite/merge-reports.js';
export { rejudgePair, type RunAtHand } from './suite/rejudge-pair.js';
export { recordedLaw, replayRun } from './suite/replay.js';
export { runCase } from './suite/run.js';
export { answerKeysOf, doorsOf, type DoorWorld } from './suite/doors.js';
export { trustOfRun } from './suite/run-trust.js';
export { type DataReading, runData } from './suite/run-data.js';
export { judge } from './verdict/index.js';
export { addEgif, type Validator } from './vocabulary/add-egif.js';
export type { CodelistEntry, Codelists } from './vocabulary/codelist.js';
export { egifErrorOf } from './vocabulary/egif-error-of.js';
export type { Fault } from './vocabulary/fault.js';
export { type CodeFormat, formats } from './vocabulary/formats.js';
export { type KeywordOptions, keywords } from './vocabulary/keywords.js';
export { egifCodelist, egifConcept, egifFieldDictionary, egifFormat, egifType } from './vocabulary/lint-functions.js';
export type { LintFunction } from './vocabulary/lint-function.js';
export { maturityOfReport } from './suite/maturity-of-report.js';
export type { Standing } from './attestation/problem.js';
export { sealObject } from './attestation/trust/seal-object.js';
export { type ActToApprove, approvalType, demandApproved } from './certification/approvals.js';
export { type Authority, type AuthorityOptions, openAuthority } from './certification/authority.js';
export { bundleFile, type Settled } from './certification/settling.js';
export { authorityLog } from './certification/authority-log.js';
export { attemptsOf, type AuthorityState, type CertificateRecord, replayEvents, standingOf, wordOf } from './certification/authority-state.js';
export { challengeType, controlProofType, makeChallenge, seedOf } from './certification/challenge.js';
export { checkAuthority, type AuthorityCheck } from './certification/check-authority.js';
export { lookFromHere } from './certification/control-look.js';
export { checkControl, controlProofOf, placesOf, txtOf } from './certification/control-proof.js';
export { dueOf } from './certification/due.js';
export { evidenceFactsOf } from './certification/evidence-facts.js';
export { rulesDigestOf } from './certification/harness-digest.js';
export { decideIssue, type IssueDecision } from './certification/issue.js';
export type { IssueInputs } from './certification/issue-grounds.js';
export { readJournal } from './certification/journal.js';
export { openReceiptStamp } from './certification/receipt.js';
export { judgeReport } from './certification/judge-files.js';
export {
  digestOfOctets,
  openApproval,
  openChallenge,
  openControlProof,
  openDirectory,
  openReport,
  openSelfProof,
  openWaiver,
  directoryType,
} from './certification/open-objects.js';
export { gatherTroubles, isHeld, type Opened, type Trouble } from './certification/opened.js';
export type { RunnerRole } from './certification/rerun.js';
export { isClean, type KnownFault, selfProofType, survives } from './certification/self-proof.js';
export { countingTrials, openTrials, selfProofTrialsType, type TrialDemands } from './certification/self-proof-trials.js';
export { divergencesFrom } from './certification/surveillance.js';
export { readUntrustedChallenge } from './certification/untrusted-challenge.js';
export { waiverType } from './certification/waivers.js';
export { shownStatusList } from './attestation/certificate/shown-status-list.js';
