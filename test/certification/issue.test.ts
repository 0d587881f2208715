/** Issuance: good grounds make a certificate; grounds that are wrong in one way make none, and say why. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { decideIssue } from '../../src/certification/issue.js';
import type { IssueInputs } from '../../src/certification/issue-grounds.js';
import type { Report, RequirementRow } from '../../src/contract/documents.js';
import { isDocument, problemsOf } from '../../src/contract/validate.js';
import { countVerdicts } from '../../src/report/assemble-report.js';
import { canonicalSha256Of } from '../../src/report/canonical-verdicts.js';
import { deriveRow } from '../attestation/sample-row.js';
import { at, derivedFrom, digest, type Editable, goodInputs, laboratoryRun, nowMs, origin, waiver } from './issuing.js';

type Inputs = Editable<IssueInputs>;
type OpenReport = Editable<Extract<IssueInputs['report']['opened'], { readonly payload: Report }>>;

function heldOf(opened: Inputs['report']['opened'] | undefined): OpenReport {
  assert.ok(opened !== undefined && 'payload' in opened);
  return opened;
}
const own = (inputs: Inputs): OpenReport => heldOf(inputs.report.opened);
const rerun = (inputs: Inputs): OpenReport => heldOf(inputs.reruns[0]?.opened);
function first<T>(items: readonly T[]): T {
  const [item] = items;
  assert.ok(item !== undefined);
  return item;
}
const second = <T>(items: readonly T[]): T => first(items.slice(1));
const evidenceOf = (inputs: Inputs) => {
  assert.ok(inputs.report.evidence !== undefined);
  return inputs.report.evidence;
};
const challengeOf = (inputs: Inputs) => {
  assert.ok('payload' in inputs.challenge);
  return inputs.challenge.payload;
};
const approvalOf = (inputs: Inputs, index: number) => {
  const one = inputs.approvals[index];
  assert.ok(one !== undefined && 'payload' in one);
  return one;
};
const proofOf = (inputs: Inputs) => {
  assert.ok(inputs.selfProof !== undefined && 'payload' in inputs.selfProof);
  return inputs.selfProof.payload;
};

/** A forger who counts again: summary, digest and verdict fit the changed rows, in the report and in what is derived from it. */
function recounted(inputs: Inputs, change: (rows: Editable<RequirementRow>[]) => void): void {
  const { payload } = own(inputs);
  change(payload.requirements);
  payload.counts = countVerdicts(payload.requirements);
  payload.canonicalSha256 = canonicalSha256Of(payload);
  inputs.report.derived = derivedFrom(payload);
}
/** The same of both runs, so that nothing diverges. */
function bothSay(inputs: Inputs, change: (report: Editable<Report>) => void): void {
  for (const [judged, opened] of [[inputs.report, own(inputs)] as const, [first(inputs.reruns), rerun(inputs)] as const]) {
    change(opened.payload);
    const report = opened.payload;
    report.counts = countVerdicts(report.requirements);
    report.canonicalSha256 = canonicalSha256Of(report);
    judged.derived = derivedFrom(report);
    judged.recomputed = { ...derivedFrom(report), root: report.evidence.root, sameHarness: true, differing: [] };
  }
}
const tierSays = (report: Editable<Report>, verdict: Report['verdict'], change: (rows: Editable<RequirementRow>[]) => void): void => {
  change(report.requirements);
  report.verdict = verdict;
  report.tiers = { silver: { verdict, quality: [50, 50], confidence: 1, openMajors: 1, reasons: [] } };
};
const failedRow =
  (index: number) =>
  (rows: Editable<RequirementRow>[]): void => {
    const copy: Editable<RequirementRow> = JSON.parse(JSON.stringify(deriveRow(first(rows.slice(index)).id, 'failed')));
    rows[index] = copy;
  };
const untoldRow =
  (index: number) =>
  (rows: Editable<RequirementRow>[]): void => {
    first(rows.slice(index)).verdict = 'cantTell';
  };
function afterWaiver(inputs: Inputs, change: () => unknown): void {
  waived(inputs);
  change();
}
function waived(inputs: Inputs): void {
  bothSay(inputs, ({ requirements }) => {
    const row = second(requirements);
    row.verdict = 'waived';
    row.waiver = 'W-1';
  });
  for (const judged of [inputs.report, first(inputs.reruns)]) {
    assert.ok(judged.derived !== undefined && judged.recomputed !== undefined);
    judged.derived = { canonicalSha256: judged.derived.canonicalSha256, counts: judged.derived.counts };
    judged.recomputed.verdict = 'granted';
  }
  const held: Editable<IssueInputs['waivers'][number]> = JSON.parse(
    JSON.stringify({ payload: waiver, seal: approvalOf(inputs, 0).seal, sha256: digest('7') }),
  );
  inputs.waivers = [held];
  inputs.waiversUsed = [JSON.parse(JSON.stringify(waiver))];
}
const broken = (code: string) => ({ trouble: { code, detail: 'broken', standing: 'invalid' as const }, sha256: digest('0') });

/** Why it must not lead to a certificate, the code that says so, and the change. */
type Forgery = readonly [why: string, code: string, change: (inputs: Inputs) => void];

const ofSubject: readonly Forgery[] = [
  ['the report is of another agency', 'CHALLENGE_SCOPE', (inputs) => (own(inputs).payload.subject.agency.legalPersonId = '99999000029')],
  ['the report is of another service', 'CHALLENGE_SCOPE', (inputs) => (own(inputs).payload.subject.service.id = 'other')],
  ['the report is sealed by another agency', 'SIGNER_NOT_AGENCY', (inputs) => (own(inputs).seal.legalId = '99999000029')],
  [
    'the report is sealed by a seal of nobody',
    'SIGNER_NOT_AGENCY',
    (inputs) => {
      delete own(inputs).seal.legalId;
    },
  ],
  ['the agency is not on record', 'AGENCY_UNKNOWN', (inputs) => inputs.directory.agencies.splice(0, 1)],
  ['the service is not on record', 'SERVICE_NOT_OF_AGENCY', (inputs) => (first(inputs.directory.agencies).services = [])],
  [
    'a staging host',
    'ENDPOINT_NOT_REGISTERED',
    (inputs) => (own(inputs).payload.subject.environment.baseUrl = 'https://staging.sample.gov.example/v1'),
  ],
  ['another port', 'ENDPOINT_NOT_REGISTERED', (inputs) => (own(inputs).payload.subject.environment.baseUrl = `${origin}:8443/v1`)],
  ['plain HTTP', 'ENDPOINT_NOT_REGISTERED', (inputs) => (own(inputs).payload.subject.environment.baseUrl = 'http://service.sample.gov.example/v1')],
  [
    'a user name that looks like the host',
    'ENDPOINT_NOT_REGISTERED',
    (inputs) => (own(inputs).payload.subject.environment.baseUrl = 'https://service.sample.gov.example@evil.example/v1'),
  ],
  ['no URL at all', 'ENDPOINT_NOT_REGISTERED', (inputs) => (own(inputs).payload.subject.environment.baseUrl = 'service')],
  ['an origin on record that the challenge is not about', 'CHALLENGE_SCOPE', (inputs) => (challengeOf(inputs).origins = ['https://other.example'])],
  [
    'a contract more than is on record',
    'SPEC_MISMATCH',
    (inputs) => own(inputs).payload.subject.contracts.push({ type: 'arazzo', file: 'x.yaml', sha256: digest('9') }),
  ],
  [
    'no contract, and none on record',
    'SPEC_MISMATCH',
    (inputs) => {
      own(inputs).payload.subject.contracts = [];
      challengeOf(inputs).contracts = [];
    },
  ],
  ['another contract', 'SPEC_MISMATCH', (inputs) => (first(own(inputs).payload.subject.contracts).sha256 = digest('9'))],
  ['no contract', 'SPEC_MISMATCH', (inputs) => (own(inputs).payload.subject.contracts = [])],
  ['a contract of the challenge left out', 'SPEC_MISMATCH', (inputs) => challengeOf(inputs).contracts.push(digest('8'))],
];

const ofLaw: readonly Forgery[] = [
  ['an unknown profile', 'PROFILE_UNKNOWN', (inputs) => (own(inputs).payload.profile.ref = 'own@1.0.0')],
  ['a profile of another digest', 'PROFILE_DIGEST', (inputs) => (own(inputs).payload.profile.digest = digest('b'))],
  ['a withdrawn profile', 'PROFILE_WITHDRAWN', (inputs) => (first(inputs.trust.profiles).withdrawn = true)],
  ['a profile out of force', 'PROFILE_NOT_IN_FORCE', (inputs) => (first(inputs.trust.profiles).until = at(-1))],
  ['a profile not yet in force', 'PROFILE_NOT_IN_FORCE', (inputs) => (first(inputs.trust.profiles).from = at(1))],
  [
    'an older version of the profile',
    'PROFILE_DOWNGRADE',
    (inputs) =>
      Object.assign(own(inputs).payload.profile, { ref: 'three-layers@0.0.9', digest: digest('b') }) && delete second(inputs.trust.profiles).until,
  ],
  ['a lesser profile', 'PROFILE_DOWNGRADE', (inputs) => Object.assign(own(inputs).payload.profile, { ref: 'lesser@0.1.0', digest: digest('c') })],
  ['other law at hand', 'PROFILE_DIGEST', (inputs) => (inputs.profile.digest = digest('b'))],
  ['an unknown harness', 'HARNESS_UNKNOWN', (inputs) => (own(inputs).payload.harness.version = '0.2.0')],
  ['a patched ruleset', 'HARNESS_DIGEST', (inputs) => (first(own(inputs).payload.harness.rulesets).digest = digest('2'))],
  ['a dropped ruleset', 'HARNESS_DIGEST', (inputs) => (own(inputs).payload.harness.rulesets = [])],
  ['a retired harness', 'HARNESS_RETIRED', (inputs) => (first(inputs.trust.harness).until = at(-1))],
  ['a harness older than asked', 'HARNESS_RETIRED', (inputs) => (challengeOf(inputs).minHarness = '0.1.1')],
  ['a harness of no version', 'HARNESS_RETIRED', (inputs) => (challengeOf(inputs).minHarness = 'x')],
];

const ofRows: readonly Forgery[] = [
  ['a row twice', 'CHECK_DUPLICATE', (inputs) => recounted(inputs, (rows) => rows.push(first(rows)))],
  ['a mandatory row removed', 'MANDATORY_CHECK_ABSENT', (inputs) => recounted(inputs, (rows) => rows.pop())],
  ['no row at all', 'MANDATORY_CHECK_ABSENT', (inputs) => recounted(inputs, (rows) => rows.splice(0))],
  ['a law without mandatory requirements', 'MANDATORY_CHECK_ABSENT', (inputs) => (first(inputs.trust.profiles).mandatory = [])],
  ['a mandatory row untested', 'MANDATORY_CHECK_SKIPPED', (inputs) => recounted(inputs, (rows) => (first(rows).verdict = 'untested'))],
  ['a mandatory row untold', 'MANDATORY_CHECK_SKIPPED', (inputs) => recounted(inputs, (rows) => (first(rows).verdict = 'cantTell'))],
  ['passed, and an instance failed', 'CHECK_VERDICT', (inputs) => (first(first(own(inputs).payload.requirements).instances).verdict = 'failed')],
  ['passed, and an instance untold', 'CHECK_VERDICT', (inputs) => (first(first(own(inputs).payload.requirements).instances).verdict = 'cantTell')],
  [
    'inapplicable, and an instance failed',
    'CHECK_VERDICT',
    (inputs) =>
      recounted(inputs, (rows) =>
        Object.assign(first(rows), { verdict: 'inapplicable', instances: deriveRow('EGIF-TEC-TLS-001', 'failed').instances }),
      ),
  ],
  ['waived without a waiver', 'CHECK_VERDICT', (inputs) => recounted(inputs, (rows) => (first(rows).verdict = 'waived'))],
  ['passed on nothing', 'CHECK_NO_EVIDENCE', (inputs) => (first(own(inputs).payload.requirements).examined = 0)],
  ['passed without an instance', 'CHECK_VERDICT', (inputs) => (first(own(inputs).payload.requirements).instances = [])],
  ['evidence that is not there', 'CHECK_EVIDENCE_INDEX', (inputs) => (first(first(own(inputs).payload.requirements).instances).evidence = [3])],
  ['counts that are not those of the rows', 'SUMMARY_MISMATCH', (inputs) => (own(inputs).payload.counts.passed = 3)],
  ['another digest of the verdicts', 'CANONICAL_MISMATCH', (inputs) => (own(inputs).payload.canonicalSha256 = digest('9'))],
  ['granted with a failed row', 'VERDICT_MISMATCH', (inputs) => recounted(inputs, failedRow(1))],
  ['refused', 'REPORT_NONCONFORMANT', (inputs) => bothSay(inputs, (report) => tierSays(report, 'refused', failedRow(1)))],
  ['incomplete', 'REPORT_NONCONFORMANT', (inputs) => bothSay(inputs, (report) => tierSays(report, 'incomplete', untoldRow(1)))],
  [
    'a tier that says otherwise',
    'REPORT_NONCONFORMANT',
    (inputs) => Object.assign(own(inputs).payload.tiers['silver'] ?? {}, { verdict: 'refused' }),
  ],
  ['a tier that is not there', 'REPORT_NONCONFORMANT', (inputs) => (own(inputs).payload.tiers = {})],
  ['a part only', 'REPORT_PARTIAL', (inputs) => (own(inputs).payload.scope = 'partial')],
  [
    'a local environment outside a test nation',
    'REPORT_NOT_FOR_CERTIFICATION',
    (inputs) => own(inputs).payload.notForCertification.push({ code: 'environment-local' }),
  ],
  ['a changed law', 'REPORT_NOT_FOR_CERTIFICATION', (inputs) => own(inputs).payload.notForCertification.push({ code: 'law-changed' })],
  ['an unlocked law', 'REPORT_NOT_FOR_CERTIFICATION', (inputs) => own(inputs).payload.notForCertification.push({ code: 'law-unlocked' })],
  ['an interrupted run', 'REPORT_NOT_FOR_CERTIFICATION', (inputs) => own(inputs).payload.notForCertification.push({ code: 'interrupted' })],
  ['a reason nobody knows', 'REPORT_NOT_FOR_CERTIFICATION', (inputs) => own(inputs).payload.notForCertification.push({ code: 'something-new' })],
  [
    'a changed law, in a test nation too',
    'REPORT_NOT_FOR_CERTIFICATION',
    (inputs) => own(inputs).payload.notForCertification.push({ code: 'law-changed' }) && Object.assign(inputs.trust, { test: true }),
  ],
];

const ofChallenge: readonly Forgery[] = [
  ['a forged challenge', 'SIGNER_NOT_AUTHORISED', (inputs) => (inputs.challenge = broken('SIGNER_NOT_AUTHORISED'))],
  [
    'a self-test',
    'CHALLENGE_MISSING',
    (inputs) => {
      delete own(inputs).payload.challenge;
    },
  ],
  ['a replay', 'REPORT_LEVEL', (inputs) => (own(inputs).payload.run.mode = 'replay')],
  ['an offline run', 'REPORT_LEVEL', (inputs) => (own(inputs).payload.run.mode = 'offline')],
  ['another challenge', 'CHALLENGE_MISMATCH', (inputs) => Object.assign(own(inputs).payload.challenge ?? {}, { id: '01JD9Z3V6V0000000000000000' })],
  ['another nonce', 'CHALLENGE_MISMATCH', (inputs) => Object.assign(own(inputs).payload.challenge ?? {}, { nonce: 'A'.repeat(43) })],
  ['another text of the challenge', 'CHALLENGE_MISMATCH', (inputs) => Object.assign(own(inputs).payload.challenge ?? {}, { sha256: digest('9') })],
  [
    'a challenge that the authority did not make',
    'CHALLENGE_UNKNOWN',
    (inputs) => {
      delete inputs.challengeState;
    },
  ],
  [
    'a challenge with another text in the journal',
    'CHALLENGE_UNKNOWN',
    (inputs) => Object.assign(inputs.challengeState ?? {}, { sha256: digest('9') }),
  ],
  ['a challenge that hides an attempt', 'CHALLENGE_UNKNOWN', (inputs) => (challengeOf(inputs).attempt = 1)],
  ['a used challenge', 'CHALLENGE_REUSED', (inputs) => Object.assign(inputs.challengeState ?? {}, { usedBy: digest('9') })],
  ['a run before the challenge', 'CHALLENGE_WINDOW', (inputs) => (own(inputs).payload.run.startedAt = at(-20))],
  ['a run after the challenge', 'CHALLENGE_WINDOW', (inputs) => (challengeOf(inputs).expires = at(-5.5))],
  ['another seed', 'SEED_MISMATCH', (inputs) => (own(inputs).payload.run.seed = 'lucky')],
  ['a seed that does not follow from the nonce', 'SEED_MISMATCH', (inputs) => (challengeOf(inputs).seed = '00')],
  [
    'a chosen seed, everywhere',
    'SEED_MISMATCH',
    (inputs) => {
      challengeOf(inputs).seed = '00';
      bothSay(inputs, ({ run }) => Object.assign(run, { seed: '00' }));
      for (const judged of [inputs.report, first(inputs.reruns)]) Object.assign(judged.evidence ?? {}, { seed: '00' });
    },
  ],
  ['a report that came in after the challenge had expired', 'REPORT_LATE', (inputs) => (challengeOf(inputs).expires = at(-4.8))],
  ['a report that comes in tomorrow', 'REPORT_LATE', (inputs) => (inputs.receivedAt = nowMs + 24 * 3_600_000)],
  [
    'a report sealed after the challenge had expired',
    'REPORT_LATE',
    (inputs) => {
      challengeOf(inputs).expires = at(-4.8);
      own(inputs).seal.signedAt = nowMs - 4.6 * 3_600_000;
      inputs.receivedAt = nowMs - 4.8 * 3_600_000;
    },
  ],
  ['a run that ends before it starts', 'RUN_TIMES', (inputs) => (own(inputs).payload.run.startedAt = at(-4.8))],
  [
    'a run that ends in the future, sealed there',
    'RUN_TIMES',
    (inputs) => {
      own(inputs).payload.run.finishedAt = at(1);
      own(inputs).seal.signedAt = nowMs + 2 * 3_600_000;
    },
  ],
  ['a report sealed before its end', 'RUN_TIMES', (inputs) => (own(inputs).seal.signedAt = nowMs - 7 * 3_600_000)],
  ['a report that came late', 'REPORT_LATE', (inputs) => (inputs.receivedAt = nowMs + 80 * 3_600_000)],
  ['an old run', 'REPORT_LATE', (inputs) => (inputs.trust.limits.maxReportAgeHours = 2)],
  [
    'a report that nobody received',
    'REPORT_NOT_RECEIVED',
    (inputs) => {
      delete inputs.receivedAt;
    },
  ],
  ['no control proof', 'CONTROL_PROOF_MISSING', (inputs) => (inputs.control = [])],
  ['control of another origin', 'CONTROL_PROOF_MISSING', (inputs) => (first(inputs.control).origin = 'https://other.example')],
  ['control without the name', 'CONTROL_PROOF_TXT_MISSING', (inputs) => (first(inputs.control).txt = false)],
  [
    'control without the key',
    'CONTROL_PROOF_TLS',
    (inputs) => {
      delete first(inputs.control).tlsSpkiSha256;
    },
  ],
];

const ofEvidence: readonly Forgery[] = [
  [
    'no evidence',
    'EVIDENCE_ABSENT',
    (inputs) => {
      delete inputs.report.evidence;
    },
  ],
  ['other evidence', 'EVIDENCE_ROOT', (inputs) => (evidenceOf(inputs).root = digest('9'))],
  ['fewer observations', 'EVIDENCE_COUNT', (inputs) => (evidenceOf(inputs).observations = 2)],
  ['calls to a foreign host', 'EVIDENCE_FOREIGN_ORIGIN', (inputs) => evidenceOf(inputs).hosts.push('shadow.example')],
  ['an observation before the run', 'EVIDENCE_TIME_WINDOW', (inputs) => (evidenceOf(inputs).earliest = nowMs - 9 * 3_600_000)],
  ['an observation after the run', 'EVIDENCE_TIME_WINDOW', (inputs) => (evidenceOf(inputs).latest = nowMs)],
  [
    'evidence of nothing',
    'EVIDENCE_COUNT',
    (inputs) => {
      delete evidenceOf(inputs).earliest;
      delete evidenceOf(inputs).latest;
    },
  ],
  [
    'a report from which nothing was derived',
    'RECOMPUTE_ABSENT',
    (inputs) => {
      delete inputs.report.derived;
    },
  ],
  [
    'evidence of a run under no challenge',
    'EVIDENCE_NONCE_MISSING',
    (inputs) => {
      delete evidenceOf(inputs).marked;
    },
  ],
  ['evidence marked under another challenge', 'EVIDENCE_NONCE_MISSING', (inputs) => Object.assign(evidenceOf(inputs).marked ?? {}, { nonce: 'x' })],
  ['one request without the marker of the run', 'EVIDENCE_NONCE_MISSING', (inputs) => Object.assign(evidenceOf(inputs).marked ?? {}, { missing: 1 })],
  [
    'a re-run without the markers',
    'EVIDENCE_NONCE_MISSING',
    (inputs) => {
      const { evidence } = first(inputs.reruns);
      if (evidence !== undefined) delete evidence.marked;
    },
  ],
  ['no stamp of the receipt where the law wants one', 'RECEIPT_UNSTAMPED', (inputs) => (inputs.trust.timeStamping.required = true)],
  [
    'a stamp of the receipt that does not hold',
    'TST_CHAIN',
    (inputs) => (inputs.receiptStamp = { trouble: { code: 'TST_CHAIN', detail: 'X509_UNTRUSTED_ROOT', standing: 'invalid' } }),
  ],
  [
    'a journal that says the report came in before it did',
    'RECEIPT_TIME',
    (inputs) => (inputs.receiptStamp = { time: nowMs - 3 * 3_600_000, policy: '1.2.3' }),
  ],
  [
    'a journal that says the report came in after it did',
    'RECEIPT_TIME',
    (inputs) => (inputs.receiptStamp = { time: nowMs - 6 * 3_600_000, policy: '1.2.3' }),
  ],
  [
    'a receipt that is stamped after the challenge had expired',
    'REPORT_LATE',
    (inputs) => {
      challengeOf(inputs).expires = at(-4.6);
      inputs.trust.limits.maxClockSkewSeconds = 120;
      // The journal alone would be in time.
      inputs.receivedAt = nowMs - 4.6 * 3_600_000 + 60_000;
      inputs.receiptStamp = { time: nowMs - 4.6 * 3_600_000 + 125_000, policy: '1.2.3' };
    },
  ],
  ['evidence of another seed', 'SEED_MISMATCH', (inputs) => (evidenceOf(inputs).seed = 'lucky')],
  [
    'evidence that nobody judged again',
    'RECOMPUTE_ABSENT',
    (inputs) => {
      delete inputs.report.recomputed;
    },
  ],
  ['the evidence gives another verdict', 'RECOMPUTE_MISMATCH', (inputs) => Object.assign(inputs.report.recomputed ?? {}, { verdict: 'refused' })],
  ['the evidence gives other rows', 'RECOMPUTE_MISMATCH', (inputs) => inputs.report.recomputed?.differing?.push('EGIF-TEC-TLS-001')],
  [
    'a forger who counts again',
    'RECOMPUTE_MISMATCH',
    (inputs) => recounted(inputs, (rows) => (first(rows).findings = [{ code: 'hsts-missing', at: 'x' }])),
  ],
  ['judged again by other rules', 'HARNESS_DIFFERS', (inputs) => Object.assign(inputs.report.recomputed ?? {}, { sameHarness: false })],
  ['other evidence judged again', 'EVIDENCE_ROOT', (inputs) => Object.assign(inputs.report.recomputed ?? {}, { root: digest('9') })],
];

const ofRerun: readonly Forgery[] = [
  ['no re-run', 'RERUN_MISSING', (inputs) => (inputs.reruns = [])],
  ['a laboratory alone', 'RERUN_MISSING', (inputs) => (first(inputs.reruns).role = 'laboratory')],
  ['a broken re-run', 'JWS_BAD_SIGNATURE', (inputs) => (first(inputs.reruns).opened = broken('JWS_BAD_SIGNATURE'))],
  ['a re-run by the seal of the agency', 'RUNNER_NOT_INDEPENDENT', (inputs) => (rerun(inputs).seal.certificateSha256 = digest('a'))],
  ['a re-run by the key of the agency', 'RUNNER_NOT_INDEPENDENT', (inputs) => (rerun(inputs).seal.spkiSha256 = own(inputs).seal.spkiSha256)],
  ['a re-run by the agency under another key', 'RUNNER_NOT_INDEPENDENT', (inputs) => (rerun(inputs).seal.legalId = own(inputs).seal.legalId ?? '')],
  ['a re-run by a key that ran a self-test', 'RUNNER_NOT_INDEPENDENT', (inputs) => inputs.selfTestSeals.add(digest('b'))],
  ['a runner beyond its delegation', 'RUNNER_SCOPE', (inputs) => (rerun(inputs).seal.profiles = ['lesser'])],
  ['a re-run that failed', 'RERUN_DIVERGENCE', (inputs) => failedRow(0)(rerun(inputs).payload.requirements)],
  [
    'a re-run that found something inapplicable',
    'RERUN_DIVERGENCE',
    (inputs) => (second(rerun(inputs).payload.requirements).verdict = 'inapplicable'),
  ],
  ['a re-run of another tier', 'RERUN_DIVERGENCE', (inputs) => (rerun(inputs).payload.targetTier = 'bronze')],
  [
    'a re-run of the agency’s own evidence',
    'RERUN_SAME_EVIDENCE',
    (inputs) => (rerun(inputs).payload.evidence.root = own(inputs).payload.evidence.root),
  ],
  [
    'a re-run with the agency’s run key',
    'RERUN_SAME_EVIDENCE',
    (inputs) => (rerun(inputs).payload.evidence.runKeySha256 = own(inputs).payload.evidence.runKeySha256),
  ],
  [
    'a re-run of another origin',
    'ENDPOINT_NOT_REGISTERED',
    (inputs) => (rerun(inputs).payload.subject.environment.baseUrl = 'https://staging.sample.gov.example'),
  ],
  ['a re-run under another seed', 'SEED_MISMATCH', (inputs) => (rerun(inputs).payload.run.seed = 'x')],
  ['a re-run of a part', 'REPORT_PARTIAL', (inputs) => (rerun(inputs).payload.scope = 'partial')],
  ['a re-run before the challenge', 'CHALLENGE_WINDOW', (inputs) => (rerun(inputs).payload.run.startedAt = at(-30))],
  ['a re-run sealed before its end', 'RUN_TIMES', (inputs) => (rerun(inputs).seal.signedAt = nowMs - 5 * 3_600_000)],
  [
    'another key at the authority’s vantage',
    'TLS_SPKI_MISMATCH',
    (inputs) => Object.assign(first(inputs.reruns).evidence ?? {}, { keys: { [origin]: [digest('0')] } }),
  ],
  ['a key that neither run saw', 'TLS_SPKI_MISMATCH', (inputs) => (evidenceOf(inputs).keys = {})],
  ['another key at the agency’s vantage', 'TLS_SPKI_MISMATCH', (inputs) => (evidenceOf(inputs).keys = { [origin]: [digest('0')] })],
  ['one key more at the agency’s vantage', 'TLS_SPKI_MISMATCH', (inputs) => (evidenceOf(inputs).keys = { [origin]: [digest('f'), digest('0')] })],
  [
    'no key seen at all',
    'TLS_SPKI_MISMATCH',
    (inputs) => {
      evidenceOf(inputs).keys = {};
      Object.assign(first(inputs.reruns).evidence ?? {}, { keys: {} });
      delete first(inputs.control).tlsSpkiSha256;
    },
  ],
  ['another key when control was proved', 'TLS_SPKI_MISMATCH', (inputs) => (first(inputs.control).tlsSpkiSha256 = digest('0'))],
];

const ofOfficers: readonly Forgery[] = [
  ['no officer', 'APPROVAL_MISSING', (inputs) => (inputs.approvals = [])],
  ['one officer', 'APPROVAL_MISSING', (inputs) => inputs.approvals.pop()],
  ['a forged approval', 'SIGNER_NOT_AUTHORISED', (inputs) => (inputs.approvals[1] = broken('SIGNER_NOT_AUTHORISED'))],
  ['one approval twice', 'APPROVAL_SAME_HOLDER', (inputs) => (inputs.approvals[1] = approvalOf(inputs, 0))],
  ['two keys of one holder', 'APPROVAL_SAME_HOLDER', (inputs) => (approvalOf(inputs, 1).seal.holder = 'officer-1')],
  [
    'two certificates of one key',
    'APPROVAL_SAME_HOLDER',
    (inputs) => (approvalOf(inputs, 1).seal.spkiSha256 = approvalOf(inputs, 0).seal.spkiSha256),
  ],
  [
    'a key of nobody',
    'APPROVAL_HOLDER_UNKNOWN',
    (inputs) => {
      delete approvalOf(inputs, 1).seal.holder;
    },
  ],
  ['an approval of another act', 'APPROVAL_ACT', (inputs) => (approvalOf(inputs, 0).payload.act = 'revoke')],
  ['an approval of another subject', 'APPROVAL_SUBJECT', (inputs) => (approvalOf(inputs, 0).payload.subject = 'x')],
  ['an approval of another report', 'APPROVAL_BASIS', (inputs) => (approvalOf(inputs, 0).payload.basis = digest('1'))],
  ['an approval before the re-run', 'APPROVAL_TIME', (inputs) => (approvalOf(inputs, 0).payload.at = at(-4))],
  ['an approval of tomorrow', 'APPROVAL_TIME', (inputs) => (approvalOf(inputs, 0).payload.at = at(24))],
  [
    'an approval of tomorrow, signed tomorrow',
    'APPROVAL_TIME',
    (inputs) => {
      approvalOf(inputs, 0).payload.at = at(24);
      approvalOf(inputs, 0).seal.signedAt = nowMs + 24 * 3_600_000;
    },
  ],
  ['an approval signed at another time', 'APPROVAL_TIME', (inputs) => (approvalOf(inputs, 0).seal.signedAt = nowMs - 30 * 3_600_000)],
  ['an approval that was used', 'APPROVAL_SPENT', (inputs) => inputs.spentApprovals.add(digest('d'))],
  ['an officer who ran it', 'APPROVAL_NOT_INDEPENDENT', (inputs) => (approvalOf(inputs, 0).seal.holder = 'runner-1')],
  [
    'an officer with the runner’s key',
    'APPROVAL_NOT_INDEPENDENT',
    (inputs) => (approvalOf(inputs, 0).seal.spkiSha256 = rerun(inputs).seal.spkiSha256),
  ],
  ['an officer with the agency’s seal', 'APPROVAL_NOT_INDEPENDENT', (inputs) => (approvalOf(inputs, 0).seal.certificateSha256 = digest('a'))],
];

const ofSelfProof: readonly Forgery[] = [
  [
    'no proof of the harness',
    'SELF_PROOF_ABSENT',
    (inputs) => {
      delete inputs.selfProof;
    },
  ],
  ['a forged proof', 'JWS_BAD_SIGNATURE', (inputs) => (inputs.selfProof = broken('JWS_BAD_SIGNATURE'))],
  ['a proof of another profile', 'SELF_PROOF_PROFILE', (inputs) => (proofOf(inputs).profile.sha256 = digest('b'))],
  ['a proof of another harness', 'SELF_PROOF_HARNESS', (inputs) => (proofOf(inputs).harness.version = '0.0.9')],
  ['a proof of other rules', 'SELF_PROOF_HARNESS', (inputs) => (proofOf(inputs).harness.rulesets = digest('b'))],
  ['an old proof', 'SELF_PROOF_STALE', (inputs) => (proofOf(inputs).at = at(-25))],
  ['a proof of tomorrow', 'SELF_PROOF_STALE', (inputs) => (proofOf(inputs).at = at(25))],
  ['a proof of another build', 'SELF_PROOF_HARNESS', (inputs) => (proofOf(inputs).harness.program = digest('b'))],
  ['a clean agency that is not', 'SELF_PROOF_CLEAN', (inputs) => first(proofOf(inputs).clean).failed.push('EGIF-TEC-TLS-001')],
  ['a clean agency untold', 'SELF_PROOF_CLEAN', (inputs) => first(proofOf(inputs).clean).unseen.push('EGIF-TEC-TLS-001')],
  ['no clean agency of the kind of a fault', 'SELF_PROOF_INCOMPLETE', (inputs) => proofOf(inputs).clean.splice(0)],
  ['a clean agency twice', 'SELF_PROOF_FORMAT', (inputs) => proofOf(inputs).clean.push(first(proofOf(inputs).clean))],
  ['a fault of another kind', 'SELF_PROOF_FORMAT', (inputs) => (first(inputs.knownFaults).kind = 'soap')],
  ['a surviving fault of a MUST', 'SELF_PROOF_SURVIVOR', (inputs) => (first(proofOf(inputs).faults).found = [])],
  ['a fault left out', 'SELF_PROOF_INCOMPLETE', (inputs) => proofOf(inputs).faults.splice(0, 1)],
  ['no fault at all', 'SELF_PROOF_INCOMPLETE', (inputs) => proofOf(inputs).faults.splice(0)],
  [
    'no fault at all, in a test nation too',
    'SELF_PROOF_INCOMPLETE',
    (inputs) => proofOf(inputs).faults.splice(0) && Object.assign(inputs.trust, { test: true }),
  ],
  ['a fault twice', 'SELF_PROOF_FORMAT', (inputs) => proofOf(inputs).faults.push(first(proofOf(inputs).faults))],
  ['a MUST said to be none', 'SELF_PROOF_FORMAT', (inputs) => Object.assign(first(proofOf(inputs).faults), { must: false, found: [] })],
  ['a fault that breaks less than it does', 'SELF_PROOF_FORMAT', (inputs) => Object.assign(first(proofOf(inputs).faults), { expected: [] })],
];

const ofWaivers: readonly Forgery[] = [
  ['an unsigned waiver', 'WAIVER_UNSIGNED', (inputs) => afterWaiver(inputs, () => (inputs.waivers = []))],
  ['a waiver with a broken signature', 'WAIVER_UNSIGNED', (inputs) => afterWaiver(inputs, () => (inputs.waivers = [broken('JWS_BAD_SIGNATURE')]))],
  ['a waiver that is not in the evidence', 'WAIVER_UNSIGNED', (inputs) => afterWaiver(inputs, () => (inputs.waiversUsed = []))],
  ['another waiver under its id', 'WAIVER_DIFFERS', (inputs) => afterWaiver(inputs, () => (first(inputs.waiversUsed).expires = '2027-12-31'))],
  [
    'a waiver that the agency grants itself',
    'WAIVER_NOT_INDEPENDENT',
    (inputs) => afterWaiver(inputs, () => Object.assign(first(inputs.waivers), { seal: own(inputs).seal })),
  ],
  ['a waiver that ended', 'WAIVER_EXPIRED', (inputs) => afterWaiver(inputs, () => withWaiver(inputs, (one) => (one.expires = '2026-11-21')))],
  ['a waiver of another service', 'WAIVER_SCOPE', (inputs) => afterWaiver(inputs, () => withWaiver(inputs, (one) => (one.scope.service = 'other')))],
  [
    'one supersedes another service’s',
    'SUPERSEDE_OTHER_SERVICE',
    (inputs) => (inputs.supersedes = { id: 'urn:egif:cert:IR-2026-000001', agency: '99999000029', service: 'x', state: 'valid' }),
  ],
  [
    'one supersedes what is revoked',
    'SUPERSEDE_STATE',
    (inputs) => (inputs.supersedes = { id: 'urn:egif:cert:IR-2026-000001', agency: '99999000014', service: '99990000000', state: 'revoked' }),
  ],
];

function withWaiver(inputs: Inputs, change: (one: Editable<typeof waiver>) => void): void {
  const held = first(inputs.waivers);
  assert.ok('payload' in held);
  change(held.payload);
  change(first(inputs.waiversUsed));
}

const tables = { ofSubject, ofLaw, ofRows, ofChallenge, ofEvidence, ofRerun, ofOfficers, ofSelfProof, ofWaivers };

function grantedOf(inputs: IssueInputs) {
  const decision = decideIssue(inputs);
  assert.ok('granted' in decision, 'refusals' in decision ? JSON.stringify(decision.refusals) : '');
  return decision.granted;
}
const allocation = { id: 'urn:egif:cert:IR-2026-000001', indexes: { revocation: 1, suspension: 2, refresh: 3 } };

describe('issuance', () => {
  it('makes a certificate of good grounds, which its schema and its evidence bear out', () => {
    const credential = grantedOf(goodInputs()).payload(allocation, nowMs);
    assert.deepEqual(problemsOf('CertificateCredential', credential), []);
    assert.ok(isDocument('CertificateCredential', credential));
    assert.equal(credential.credentialSubject.assurance, 'L2');
    assert.equal(credential.credentialSubject.attempt, 2);
    assert.deepEqual(credential.credentialSubject.origins, [origin]);
    assert.equal(first(credential.evidence).selfProof.survivors, 1);
    assert.equal(credential.validUntil, new Date(nowMs + 365 * 86_400_000).toISOString());
  });

  it('says L3 where a laboratory of another organisation saw the same', () => {
    const inputs = goodInputs();
    const both: IssueInputs = { ...inputs, reruns: [...inputs.reruns, laboratoryRun(inputs)] };
    assert.equal(grantedOf(both).payload(allocation, nowMs).credentialSubject.assurance, 'L3');
  });

  it('lets a waiver count that is signed, and ends with it', () => {
    const inputs = goodInputs();
    waived(inputs);
    const credential = grantedOf(inputs).payload(allocation, nowMs);
    assert.deepEqual(credential.credentialSubject.waivers, ['W-1']);
    assert.equal(credential.validUntil, '2026-12-31T23:59:59.999Z');
  });

  it('lifts a local environment under the list of a test nation', () => {
    const inputs = goodInputs();
    inputs.trust.test = true;
    for (const report of [own(inputs), rerun(inputs)])
      report.payload.notForCertification.push({ code: 'environment-local' }, { code: 'profile-not-for-eligibility' });
    grantedOf(inputs);
  });

  it('is not stopped by a fault of a SHOULD that nothing finds', () => {
    assert.equal(grantedOf(goodInputs()).payload(allocation, nowMs).evidence[0]?.selfProof.faults, 2);
  });

  it('says all that is wrong at once', () => {
    const inputs = goodInputs();
    own(inputs).payload.scope = 'partial';
    inputs.control = [];
    inputs.approvals = [];
    const decision = decideIssue(inputs);
    assert.ok('refusals' in decision);
    assert.deepEqual(
      decision.refusals.map(({ code }) => code),
      ['REPORT_PARTIAL', 'CONTROL_PROOF_MISSING', 'APPROVAL_MISSING'],
    );
  });

  for (const [name, table] of Object.entries(tables)) {
    describe(`no certificate: ${name}`, () => {
      for (const [why, code, change] of table) {
        it(`${why} (${code})`, () => {
          const inputs = goodInputs();
          change(inputs);
          const decision = decideIssue(inputs);
          assert.ok('refusals' in decision, 'a certificate was granted');
          assert.ok(
            decision.refusals.some((refusal) => refusal.code === code),
            JSON.stringify(decision.refusals),
          );
        });
      }
    });
  }
});
