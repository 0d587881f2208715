/** Decisions on projects: what makes them eligible, what refuses them, what leaves them open. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { CertificateStanding } from '../../src/contract/certificate-standing.js';
import type { BudgetProject, EligibilityPolicy } from '../../src/contract/documents.js';
import { decide, type Decision } from '../../src/eligibility/decide.js';
import { standingsOf } from '../../src/eligibility/standings.js';
import {
  agency,
  at,
  dayMs,
  exemption,
  interoperability,
  otherAgency,
  policy,
  project,
  rule,
  service,
  standing,
  type Told,
  type Wishes,
} from './nation.js';

interface Case {
  readonly why: string;
  readonly decision: Decision['decision'];
  readonly codes: readonly string[];
  readonly standings?: readonly CertificateStanding[];
  readonly project?: Partial<BudgetProject>;
  readonly policy?: Partial<EligibilityPolicy>;
  readonly at?: number;
}

const decided = (each: Omit<Case, 'why' | 'decision' | 'codes'>): Decision =>
  decide({
    project: project(each.project),
    standings: standingsOf(each.standings ?? [standing()]),
    policy: policy(each.policy),
    at: each.at ?? at,
  });

const demanding = (demand: Partial<ReturnType<typeof rule>['demand']>, more: Partial<ReturnType<typeof rule>> = {}): Partial<EligibilityPolicy> => ({
  rules: [rule({ demand: { certificate: interoperability, ...demand }, ...more })],
});
const day = (days: number): string => new Date(at + days * dayMs).toISOString();
const one = (wishes: Wishes, told: Told = {}): readonly CertificateStanding[] => [standing(wishes, told)];
const same = `sha256:${'e'.repeat(64)}`;

const cases: readonly Case[] = [
  { why: 'a valid certificate meets the demand', decision: 'eligible', codes: ['certificate-meets'] },
  { why: 'there is no certificate', standings: [], decision: 'undetermined', codes: ['certificate-missing'] },
  {
    why: 'the certificate is of another service',
    standings: one({ service: '99990000001' }),
    decision: 'undetermined',
    codes: ['certificate-missing'],
  },
  { why: 'the certificate is of another agency', standings: one({ agency: otherAgency }), decision: 'undetermined', codes: ['certificate-missing'] },
  {
    why: 'the service is another agency’s, and so is its certificate',
    standings: one({ agency: otherAgency }),
    project: { services: [{ id: service, agency: otherAgency }] },
    decision: 'eligible',
    codes: ['certificate-meets'],
  },
  {
    why: 'the certificate is of another kind',
    standings: one({ type: 'EgifParticipationCertificate' }),
    decision: 'undetermined',
    codes: ['certificate-missing'],
  },
  {
    why: 'the certificate is of a profile that is not asked for',
    policy: demanding({ profiles: [{ id: 'base-registry-provider' }] }),
    decision: 'undetermined',
    codes: ['certificate-missing'],
  },
  {
    why: 'a certificate that nobody can read may be the one',
    standings: [{ standing: 'invalid', code: 'LOG_INCLUSION' }],
    decision: 'undetermined',
    codes: ['certificate-missing', 'certificates-unassigned'],
  },
  { why: 'it was revoked', standings: one({}, { standing: 'invalid', code: 'REVOKED' }), decision: 'notEligible', codes: ['certificate-invalid'] },
  { why: 'it is suspended', standings: one({}, { standing: 'invalid', code: 'SUSPENDED' }), decision: 'notEligible', codes: ['certificate-invalid'] },
  {
    why: 'it was superseded, and its successor is not at hand',
    standings: one({}, { standing: 'invalid', code: 'SUPERSEDED' }),
    decision: 'undetermined',
    codes: ['certificate-superseded'],
  },
  {
    why: 'it was superseded, and its successor is at hand',
    standings: [standing({}, { standing: 'invalid', code: 'SUPERSEDED' }), standing({ number: 2 })],
    decision: 'eligible',
    codes: ['certificate-meets'],
  },
  {
    why: 'its status is stale',
    standings: one({}, { standing: 'indeterminate', code: 'STATUS_STALE' }),
    decision: 'undetermined',
    codes: ['certificate-untold'],
  },
  {
    why: 'its status is stale, but its tier would not do in any case',
    standings: one({ subject: { tier: 'bronze' } }, { standing: 'indeterminate', code: 'STATUS_STALE' }),
    policy: demanding({ tier: 'silver' }),
    decision: 'notEligible',
    codes: ['tier-too-low'],
  },
  { why: 'its status was fresh until now', standings: one({}, { freshUntil: at }), decision: 'undetermined', codes: ['certificate-status-stale'] },
  {
    why: 'a revoked one and a stale one: the stale one may turn out valid',
    standings: [standing({}, { standing: 'invalid', code: 'REVOKED' }), standing({ number: 2 }, { standing: 'indeterminate', code: 'STATUS_STALE' })],
    decision: 'undetermined',
    codes: ['certificate-invalid', 'certificate-untold'],
  },
  { why: 'it ends now', standings: one({ validUntil: day(0) }), decision: 'notEligible', codes: ['certificate-term-over'] },
  { why: 'it begins tomorrow', standings: one({ validFrom: day(1) }), decision: 'notEligible', codes: ['certificate-term-not-begun'] },
  {
    why: 'its end is an instant that cannot be read',
    standings: one({ validUntil: '2027-06-30T23:59:60Z' }),
    decision: 'undetermined',
    codes: ['certificate-time-unreadable'],
  },
  {
    why: 'it expired, and verification says so',
    standings: one({ validUntil: day(-10) }, { standing: 'invalid', code: 'VC_EXPIRED' }),
    decision: 'notEligible',
    codes: ['certificate-term-over'],
  },
  {
    why: 'it expired within the days of renewal',
    standings: one({ validUntil: day(-10) }, { standing: 'invalid', code: 'VC_EXPIRED' }),
    policy: demanding({}, { renewalDays: 11 }),
    decision: 'undetermined',
    codes: ['certificate-in-renewal'],
  },
  {
    why: 'the days of renewal are over',
    standings: one({ validUntil: day(-10) }, { standing: 'invalid', code: 'VC_EXPIRED' }),
    policy: demanding({}, { renewalDays: 10 }),
    decision: 'notEligible',
    codes: ['certificate-term-over'],
  },
  {
    why: 'two certificates bear one id',
    standings: [standing(), standing({ subject: { tier: 'gold' } })],
    decision: 'undetermined',
    codes: ['certificate-id-twice', 'certificate-id-twice'],
  },
  {
    why: 'the same credential came in two bundles, one of them stale',
    standings: [standing({}, { sha256: same, standing: 'indeterminate', code: 'STATUS_STALE' }), standing({}, { sha256: same })],
    decision: 'eligible',
    codes: ['certificate-meets'],
  },
  {
    why: 'one of its bundles knows of a revocation',
    standings: [standing({}, { sha256: same }), standing({}, { sha256: same, standing: 'invalid', code: 'REVOKED' })],
    decision: 'notEligible',
    codes: ['certificate-invalid'],
  },
  {
    why: 'one of its bundles knows of a suspension, and which is newer is not known',
    standings: [standing({}, { sha256: same }), standing({}, { sha256: same, standing: 'invalid', code: 'SUSPENDED' })],
    decision: 'undetermined',
    codes: ['certificate-status-unlike'],
  },
  { why: 'the tier is too low', policy: demanding({ tier: 'gold' }), decision: 'notEligible', codes: ['tier-too-low'] },
  { why: 'a higher tier will do', policy: demanding({ tier: 'bronze' }), decision: 'eligible', codes: ['certificate-meets'] },
  { why: 'the assurance is too low', policy: demanding({ assurance: 'L3' }), decision: 'notEligible', codes: ['assurance-too-low'] },
  {
    why: 'a higher assurance will do',
    standings: one({ subject: { assurance: 'L3' } }),
    policy: demanding({ assurance: 'L2' }),
    decision: 'eligible',
    codes: ['certificate-meets'],
  },
  {
    why: 'the verdict was conditional where none is named',
    standings: one({ subject: { verdict: 'conditional' } }),
    decision: 'notEligible',
    codes: ['verdict-not-enough'],
  },
  {
    why: 'a conditional verdict is taken where it is named',
    standings: one({ subject: { verdict: 'conditional' } }),
    policy: demanding({ verdicts: ['granted', 'conditional'] }),
    decision: 'eligible',
    codes: ['certificate-meets'],
  },
  {
    why: 'it rests on more waivers than allowed',
    standings: one({ subject: { waivers: ['W-1', 'W-2'] } }),
    policy: demanding({ waiversMax: 1 }),
    decision: 'notEligible',
    codes: ['too-many-waivers'],
  },
  { why: 'it rests on no waiver', policy: demanding({ waiversMax: 0 }), decision: 'eligible', codes: ['certificate-meets'] },
  {
    why: 'the lower bound of quality counts',
    standings: one({ subject: { quality: [79.99, 100] } }),
    policy: demanding({ qualityMin: 80 }),
    decision: 'notEligible',
    codes: ['quality-too-low'],
  },
  { why: 'the quality is just enough', policy: demanding({ qualityMin: 90 }), decision: 'eligible', codes: ['certificate-meets'] },
  { why: 'the confidence is too low', policy: demanding({ confidenceMin: 0.98 }), decision: 'notEligible', codes: ['confidence-too-low'] },
  { why: 'it is too old', policy: demanding({ maxAgeDays: 30 }), decision: 'notEligible', codes: ['certificate-too-old'] },
  { why: 'it ends too soon', policy: demanding({ remainingDays: 365 }), decision: 'notEligible', codes: ['certificate-ends-too-soon'] },
  {
    why: 'an older version of the profile',
    policy: demanding({ profiles: [{ id: 'g2g-rest-provider', from: '1.10.0' }] }),
    decision: 'notEligible',
    codes: ['profile-version-too-old'],
  },
  {
    why: 'versions are numbers, not texts',
    standings: one({ profile: 'g2g-rest-provider@1.10.0' }),
    policy: demanding({ profiles: [{ id: 'g2g-rest-provider', from: '1.9.9' }] }),
    decision: 'eligible',
    codes: ['certificate-meets'],
  },
  {
    why: 'the very version',
    policy: demanding({ profiles: [{ id: 'other' }, { id: 'g2g-rest-provider', from: '1.2.0' }] }),
    decision: 'eligible',
    codes: ['certificate-meets'],
  },
  {
    why: 'it does not cover the origin',
    project: { services: [{ id: service, origin: 'https://api2.agency.example' }] },
    decision: 'notEligible',
    codes: ['origin-not-covered'],
  },
  {
    why: 'it covers the origin',
    project: { services: [{ id: service, origin: 'https://api.agency.example' }] },
    decision: 'eligible',
    codes: ['certificate-meets'],
  },
  {
    why: 'one of two services has no certificate',
    project: { services: [{ id: service }, { id: '99990000001' }] },
    decision: 'undetermined',
    codes: ['certificate-missing'],
  },
  {
    why: 'one service is refused, of another nothing is known',
    standings: one({}, { standing: 'invalid', code: 'REVOKED' }),
    project: { services: [{ id: service }, { id: '99990000001' }] },
    decision: 'notEligible',
    codes: ['certificate-invalid', 'certificate-missing'],
  },
  {
    why: 'both services are certified',
    standings: [standing(), standing({ number: 2, service: '99990000001' })],
    project: { services: [{ id: service }, { id: '99990000001' }] },
    decision: 'eligible',
    codes: ['certificate-meets', 'certificate-meets'],
  },
  {
    why: 'every rule that applies must be met',
    policy: { rules: [rule(), rule({ id: 'gold', demand: { certificate: interoperability, tier: 'gold' } })] },
    decision: 'notEligible',
    codes: ['tier-too-low'],
  },
  { why: 'no rule names the project', policy: { rules: [rule({ when: { kinds: ['pilot'] } })] }, decision: 'undetermined', codes: ['no-rule'] },
  { why: 'the rule begins tomorrow', policy: { rules: [rule({ from: day(1) })] }, decision: 'undetermined', codes: ['no-rule'] },
  { why: 'the rule ended now', policy: { rules: [rule({ until: day(0) })] }, decision: 'undetermined', codes: ['no-rule'] },
  { why: 'an exemption in force', standings: [], policy: { exemptions: [exemption()] }, decision: 'eligible', codes: ['exempt'] },
  {
    why: 'the exemption has ended',
    standings: [],
    policy: { exemptions: [exemption({ until: day(0) })] },
    decision: 'undetermined',
    codes: ['certificate-missing'],
  },
  {
    why: 'an exemption for another kind',
    standings: [],
    policy: { exemptions: [exemption({ when: { kinds: ['pilot'] } })] },
    decision: 'undetermined',
    codes: ['certificate-missing'],
  },
  {
    why: 'an exemption by amount, which is not stated',
    standings: one({}, { standing: 'invalid', code: 'REVOKED' }),
    policy: { exemptions: [exemption({ when: { amountBelow: 100 } })] },
    decision: 'undetermined',
    codes: ['amount-not-stated', 'certificate-invalid'],
  },
  {
    why: 'an exemption by amount, which is just too high',
    standings: one({}, { standing: 'invalid', code: 'REVOKED' }),
    project: { amount: 100 },
    policy: { exemptions: [exemption({ when: { amountBelow: 100 } })] },
    decision: 'notEligible',
    codes: ['certificate-invalid'],
  },
  {
    why: 'an exemption by amount, which is stated',
    standings: [],
    project: { amount: 99 },
    policy: { exemptions: [exemption({ when: { amountBelow: 100 } })] },
    decision: 'eligible',
    codes: ['exempt'],
  },
  {
    why: 'a rule for large projects that is not met, of an amount that is not stated',
    policy: { rules: [rule(), rule({ id: 'large', when: { amountFrom: 100 }, demand: { certificate: interoperability, tier: 'gold' } })] },
    decision: 'undetermined',
    codes: ['amount-not-stated', 'tier-too-low'],
  },
  {
    why: 'a rule for large projects that is met, of an amount that is not stated',
    policy: { rules: [rule(), rule({ id: 'large', when: { amountFrom: 100 }, demand: { certificate: interoperability, tier: 'silver' } })] },
    decision: 'eligible',
    codes: ['certificate-meets', 'certificate-meets'],
  },
  {
    why: 'only rules that may apply, and all are met: whether one applies is not known',
    policy: { rules: [rule({ when: { amountFrom: 100 } })] },
    decision: 'undetermined',
    codes: ['amount-not-stated'],
  },
  {
    why: 'a rule for a kind of service, which is not stated',
    policy: { rules: [rule({ when: { serviceKinds: ['g2g'] }, demand: { certificate: interoperability, tier: 'gold' } })] },
    decision: 'undetermined',
    codes: ['service-kind-not-stated', 'tier-too-low'],
  },
  { why: 'a kind of project that the policy does not know', project: { kind: 'strange' }, decision: 'undetermined', codes: ['project-kind-unknown'] },
  {
    why: 'a kind of service that the policy does not know',
    project: { services: [{ id: service, kind: 'strange' }] },
    decision: 'undetermined',
    codes: ['service-kind-unknown'],
  },
  { why: 'a project without services', project: { services: [] }, decision: 'undetermined', codes: ['project-without-services'] },
  {
    why: 'an exemption does not mean projects without services by itself',
    project: { services: [] },
    policy: { exemptions: [exemption()] },
    decision: 'undetermined',
    codes: ['project-without-services'],
  },
  {
    why: 'an exemption that means projects without services',
    project: { services: [] },
    policy: { exemptions: [exemption({ withoutServices: true })] },
    decision: 'eligible',
    codes: ['exempt'],
  },
  { why: 'the policy is not in force yet', policy: { from: day(1) }, decision: 'undetermined', codes: ['policy-not-in-force'] },
  {
    why: 'the policy is in force no more, and a revoked certificate refuses nothing under it',
    standings: one({}, { standing: 'invalid', code: 'REVOKED' }),
    policy: { until: day(0) },
    decision: 'undetermined',
    codes: ['policy-not-in-force'],
  },
  {
    why: 'a rule for another agency',
    policy: { rules: [rule({ when: { agencies: [otherAgency] } })] },
    decision: 'undetermined',
    codes: ['no-rule'],
  },
  { why: 'a rule for this agency', policy: { rules: [rule({ when: { agencies: [agency] } })] }, decision: 'eligible', codes: ['certificate-meets'] },
  { why: 'a rule for another year', policy: { rules: [rule({ when: { years: [1406] } })] }, decision: 'undetermined', codes: ['no-rule'] },
  {
    why: 'a rule for this very service',
    policy: { rules: [rule({ when: { services: [service] } })] },
    decision: 'eligible',
    codes: ['certificate-meets'],
  },
];

describe('a decision', () => {
  for (const each of cases) {
    it(`is ${each.decision}: ${each.why}`, () => {
      const { decision, reasons } = decided(each);
      assert.deepEqual({ decision, codes: reasons.map(({ code }) => code).sort() }, { decision: each.decision, codes: [...each.codes].sort() });
      assert.ok(
        decision === 'eligible' ? reasons.every(({ effect }) => effect === 'supports') : reasons.every(({ effect }) => effect !== 'supports'),
        'reasons of a yes support it, reasons of another do not',
      );
    });
  }

  it('is relied on until the first of what it rests on ends', () => {
    const until = (more: Omit<Case, 'why' | 'decision' | 'codes'>): string | undefined => decided(more).reliableUntil;
    assert.equal(until({}), day(7), 'the freshness of the status');
    assert.equal(until({ standings: one({ validUntil: day(3) }) }), day(3), 'the certificate');
    assert.equal(until({ policy: { until: day(2) } }), day(2), 'the policy');
    assert.equal(until({ policy: { rules: [rule({ until: day(1) })] } }), day(1), 'the rule');
    assert.equal(
      until({ policy: { rules: [rule(), rule({ id: 'next', from: day(4), when: { kinds: ['pilot'] } })] } }),
      day(4),
      'a rule that begins',
    );
    assert.equal(until({ policy: { exemptions: [exemption({ until: day(5) })] } }), day(5), 'the exemption');
    assert.equal(until({ policy: demanding({ remainingDays: 100 }), standings: one({ validUntil: day(106) }) }), day(6), 'the days that must remain');
    assert.equal(until({ standings: [standing({}, { freshUntil: at + dayMs }), standing({ number: 2 })] }), day(7), 'of two certificates the longer');
    assert.equal(until({ standings: [] }), undefined, 'nothing is relied on where nothing is granted');
  });
});
