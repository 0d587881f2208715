/** Everything that a certificate may rest on, good in every way; each part may be changed in one way. */
import type { Seal } from '../../src/certification/opened.js';
import { makeChallenge } from '../../src/certification/challenge.js';
import type { IssueInputs, JudgedReport } from '../../src/certification/issue-grounds.js';
import { rulesDigestOf } from '../../src/certification/harness-digest.js';
import type { Approval, Directory, Report, RequirementRow, ResolvedProfile, SelfProof, TrustList, Waiver } from '../../src/contract/documents.js';
import { countVerdicts } from '../../src/report/assemble-report.js';
import { canonicalSha256Of } from '../../src/report/canonical-verdicts.js';
import { deriveRow } from '../attestation/sample-row.js';

export const nowMs = Date.parse('2026-11-22T09:00:00Z');
const hour = 3_600_000;
/** An instant so many hours from now. */
export const at = (hours: number): string => new Date(nowMs + hours * hour).toISOString();
export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
export const mandatory = ['EGIF-TEC-TLS-001', 'EGIF-TEC-TLS-009'] as const;
export const agencyId = '99999000014';
export const serviceId = '99990000000';
export const origin = 'https://service.sample.gov.example';

/** A document that a test may change. */
export type Editable<T> = T extends readonly unknown[]
  ? { -readonly [K in keyof T]: Editable<T[K]> }
  : T extends (...given: never[]) => unknown
    ? T
    : T extends ReadonlySet<infer M>
      ? Set<M>
      : T extends object
        ? { -readonly [K in keyof T]: Editable<T[K]> }
        : T;

const seal = (letter: string, hours: number, more: Partial<Seal> = {}): Seal => ({
  certificateSha256: digest(letter),
  spkiSha256: `sha256:${letter.repeat(63)}0`,
  signedAt: nowMs + hours * hour,
  ...more,
});

const harness: Report['harness'] = {
  name: 'egif',
  version: '0.1.0',
  node: 'v20.20.2',
  rulesets: [{ ref: 'rules@1', digest: digest('1') }],
  codelists: [],
};

function trustList(): TrustList {
  return {
    egif: 'trust-list/v1',
    id: 'test.nation',
    version: 1,
    issued: at(-240),
    expires: at(9600),
    rootKeys: [],
    threshold: 1,
    anchors: [],
    policies: [],
    timeStamping: { anchors: [], policies: [] },
    roles: { issuer: [], status: [], challenge: [], profile: [], runner: [], officer: [], laboratory: [] },
    profiles: [
      { ref: 'three-layers@0.1.0', sha256: digest('a'), from: at(-2400), mandatory: [...mandatory] },
      { ref: 'three-layers@0.0.9', sha256: digest('b'), from: at(-4800), until: at(-2400), mandatory: [...mandatory] },
      { ref: 'lesser@0.1.0', sha256: digest('c'), from: at(-2400), mandatory: [...mandatory] },
    ],
    harness: [{ version: '0.1.0', rulesets: rulesDigestOf(harness), from: at(-2400) }],
    limits: { maxValidityDays: 365, maxStatusAgeHours: 168, maxLogDelayMinutes: 60, maxClockSkewSeconds: 300, maxReportAgeHours: 168 },
  };
}

function directoryOf(): Directory {
  return {
    egif: 'directory/v1',
    version: 1,
    issued: at(-240),
    expires: at(240),
    agencies: [
      {
        legalPersonId: agencyId,
        name: { fa: 'دستگاه نمونه', en: 'Sample agency' },
        services: [
          {
            id: serviceId,
            name: { fa: 'خدمت نمونه', en: 'Sample service' },
            origins: [origin],
            contracts: [digest('d')],
            profiles: ['three-layers'],
          },
        ],
      },
      { legalPersonId: '99999000029', name: { fa: 'دستگاه دیگر', en: 'Another agency' }, services: [] },
    ],
  };
}

/** What follows from the rows; here a tier wants every row told and none failed. */
export function derivedFrom(report: Report) {
  const counts = countVerdicts(report.requirements);
  const verdict = counts.failed > 0 ? ('refused' as const) : counts.cantTell + counts.untested > 0 ? ('incomplete' as const) : ('granted' as const);
  return { verdict, canonicalSha256: canonicalSha256Of(report), counts };
}

interface RunGiven {
  readonly challenge: { readonly id: string; readonly nonce: string; readonly seed: string };
  readonly challengeSha256: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly root: string;
}

function reportOf({ challenge, challengeSha256, startedAt, finishedAt, root }: RunGiven): Report {
  const rows: readonly RequirementRow[] = mandatory.map((id) => deriveRow(id, 'passed'));
  const run = { seed: challenge.seed, startedAt, finishedAt, mode: 'live' as const, maxSafety: 'S4' as const, requestsSent: 3 };
  const profile = {
    ref: 'three-layers@0.1.0',
    digest: digest('a'),
    title: { fa: 'نمونه', en: 'Sample' },
    eligibility: true,
    catalogue: 'egif-requirements@0.1.0',
  };
  return {
    egif: 'report/v1',
    id: `20261122T0${root.at(-1)}0000Z-00000000`,
    verdict: 'granted',
    targetTier: 'silver',
    tiers: { silver: { verdict: 'granted', quality: [100, 100], confidence: 1, openMajors: 0, reasons: [] } },
    scope: 'full',
    certifiable: false,
    notForCertification: [{ code: 'law-unsigned' }, { code: 'self-run' }],
    challenge: { id: challenge.id, nonce: challenge.nonce, sha256: challengeSha256 },
    profile,
    subject: {
      agency: { legalPersonId: agencyId, name: { fa: 'دستگاه نمونه' } },
      service: { id: serviceId, title: { fa: 'خدمت نمونه' }, style: 'rest', dataClass: 'internal' },
      environment: { id: 'production', kind: 'production', baseUrl: `${origin}/v1` },
      statementSha256: digest('e'),
      contracts: [{ type: 'openapi', file: 'openapi.yaml', sha256: digest('d') }],
    },
    harness,
    run,
    evidence: { root, observations: 3, bytes: 10, redactions: 0, runKeySha256: root.replace(/.$/, '9') },
    counts: countVerdicts(rows),
    requirements: [...rows],
    canonicalSha256: canonicalSha256Of({ requirements: [...rows], profile, run }),
  };
}

function judged(report: Report, sealed: Seal, sha256: string): JudgedReport {
  const derived = derivedFrom(report);
  return {
    opened: { payload: report, seal: sealed, sha256 },
    derived,
    recomputed: { ...derived, root: report.evidence.root, sameHarness: true, differing: [] },
    evidence: {
      root: report.evidence.root,
      seed: report.run.seed,
      observations: 3,
      hosts: [new URL(origin).hostname],
      earliest: Date.parse(report.run.startedAt),
      latest: Date.parse(report.run.finishedAt),
      ...(report.challenge === undefined ? {} : { marked: { nonce: report.challenge.nonce, missing: 0 } }),
      keys: { [origin]: [digest('f')] },
    },
  };
}

export const profile: Pick<ResolvedProfile, 'id' | 'version' | 'digest' | 'tiers'> = {
  id: 'three-layers',
  version: '0.1.0',
  digest: digest('a'),
  tiers: { silver: { fa: 'نقره‌ای', qualityMin: 75, confidenceMin: 0.9, openMajorsMax: 2, conditionalDays: 90, validityMonths: 24 } },
};

export const waiver: Waiver = {
  egif: 'waiver/v1',
  id: 'W-1',
  requirement: 'EGIF-TEC-TLS-009@rev1',
  scope: { agency: agencyId, service: serviceId, environment: 'production' },
  reason: { fa: 'جایگزینی کارساز', en: 'the server is being replaced' },
  granted: '2026-11-01',
  expires: '2026-12-31',
  grantedBy: { org: 'ITO' },
};

/** A second runner: a laboratory of another organisation, from elsewhere. */
export function laboratoryRun(inputs: IssueInputs): IssueInputs['reruns'][number] {
  const [first] = inputs.reruns;
  if (first === undefined || !('payload' in first.opened)) throw new Error('there is no run');
  const { payload } = first.opened;
  const report = { ...payload, evidence: { ...payload.evidence, root: digest('8'), runKeySha256: digest('7') } };
  const sealed = seal('6', -2, { holder: 'laboratory-1', organisation: 'Laboratory', legalId: '99999000033' });
  return { ...judged(report, sealed, digest('5')), role: 'laboratory' };
}

/** Inputs that lead to a certificate. */
export function goodInputs(): Editable<IssueInputs> {
  const trust = trustList();
  const directory = directoryOf();
  let drawn = 0;
  const random = (octets: number): Uint8Array => {
    drawn += 1;
    return Uint8Array.from({ length: octets }, (_, index) => (index * 7 + drawn) % 256);
  };
  const challenge = makeChallenge(
    { agency: agencyId, service: serviceId, profile: 'three-layers', at: nowMs - 10 * hour, before: 1, random },
    { trust, directory },
  );
  const challengeSha256 = digest('0');
  const own = reportOf({ challenge, challengeSha256, startedAt: at(-6), finishedAt: at(-5), root: digest('2') });
  const again = reportOf({ challenge, challengeSha256, startedAt: at(-4), finishedAt: at(-3), root: digest('3') });
  const approval = (letter: string, holder: string): IssueInputs['approvals'][number] => {
    const payload: Approval = { egif: 'approval/v1', act: 'issue', subject: challenge.id, basis: `sha256:${'ab'.repeat(32)}`, at: at(-1) };
    return { payload, seal: seal(letter, -1, { holder }), sha256: digest(letter) };
  };
  const selfProof: SelfProof = {
    egif: 'self-proof/v1',
    at: at(-2),
    harness: { version: '0.1.0', rulesets: rulesDigestOf(harness), program: digest('7') },
    profile: challenge.profile,
    clean: [{ kind: 'rest', whole: true, failed: [], unseen: [] }],
    faults: [
      { kind: 'rest', name: 'tls10-accepted', must: true, expected: ['EGIF-TEC-TLS-001'], found: ['EGIF-TEC-TLS-001'] },
      { kind: 'rest', name: 'hsts-missing', must: false, expected: ['EGIF-TEC-TLS-009'], found: [] },
    ],
  };
  const inputs: IssueInputs = {
    at: nowMs,
    trust,
    directory,
    issuer: {
      legalPersonId: '99999000048',
      name: { fa: 'سازمان', en: 'Organisation' },
      country: 'IR',
      statusBase: 'https://registry.egif.example/v1',
    },
    profile: { ...fullProfile(), ...profile },
    challenge: { payload: challenge, seal: seal('4', -10), sha256: challengeSha256 },
    challengeState: { sha256: challengeSha256, attempt: 2 },
    control: [{ origin, proofSha256: digest('9'), seal: digest('a'), txt: true, tlsSpkiSha256: digest('f') }],
    report: judged(own, seal('a', -4.9, { legalId: agencyId }), `sha256:${'ab'.repeat(32)}`),
    receivedAt: nowMs - 4.5 * hour,
    reruns: [
      {
        ...judged(again, seal('b', -2.9, { holder: 'runner-1', organisation: 'IT organisation', legalId: '99999000048' }), digest('c')),
        role: 'runner',
      },
    ],
    selfTestSeals: new Set([digest('a')]),
    approvals: [approval('d', 'officer-1'), approval('e', 'officer-2')],
    spentApprovals: new Set(),
    selfProof: { payload: selfProof, seal: seal('b', -2), sha256: digest('1') },
    knownFaults: selfProof.faults.map(({ kind, name, must, expected }) => ({ kind, name, must, expected })),
    program: digest('7'),
    waiversUsed: [],
    waivers: [],
  };
  const { selfTestSeals, spentApprovals, ...plain } = inputs;
  const copy: Editable<typeof plain> = JSON.parse(JSON.stringify(plain));
  return { ...copy, selfTestSeals: new Set(selfTestSeals), spentApprovals: new Set(spentApprovals) };
}

function fullProfile(): ResolvedProfile {
  return {
    egif: 'resolved-profile/v1',
    ...profile,
    title: { fa: 'نمونه', en: 'Sample' },
    status: 'in-force',
    eligibility: true,
    catalogue: { ref: 'egif-requirements@0.1.0', digest: digest('a') },
    lineage: [],
    requirements: [],
    layers: {},
    targetTier: 'silver',
    unwaivable: [],
    run: {},
  };
}
