/** Whatever is not known yet, a decision that is made stays the same however it turns out; and no order of the inputs changes a digest. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { CertificateStanding } from '../../src/contract/certificate-standing.js';
import type { BudgetProject, EligibilityPolicy, PolicyCondition } from '../../src/contract/documents.js';
import { problemsOf } from '../../src/contract/validate.js';
import { decide, policyUsed, recordOf } from '../../src/eligibility/decide.js';
import { policyProblems } from '../../src/eligibility/policy-problems.js';
import { standingsOf } from '../../src/eligibility/standings.js';
import { at, dayMs, exemption, interoperability, policy, project, rule, standing, trust } from './nation.js';

/** Mulberry32: the same cases in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const next = random(20261122);
const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(next() * items.length)] ?? items[0];
const services = ['S1', 'S2', 'S3'] as const;
const tierWords = ['bronze', 'silver', 'gold'] as const;

function someStanding(number: number): CertificateStanding {
  const wishes = { number, service: pick(services), subject: { tier: pick(tierWords) } };
  const kind = pick(['valid', 'valid', 'stale', 'revoked', 'superseded', 'unread']);
  if (kind === 'stale') return standing(wishes, { standing: 'indeterminate', code: 'STATUS_STALE' });
  if (kind === 'revoked') return standing(wishes, { standing: 'invalid', code: 'REVOKED' });
  if (kind === 'superseded') return standing(wishes, { standing: 'invalid', code: 'SUPERSEDED' });
  return kind === 'unread' ? { standing: 'indeterminate', code: 'TRUST_EXPIRED' } : standing(wishes);
}

function somePolicy(): EligibilityPolicy {
  const rules = [0, 1, 2].map((index) =>
    rule({
      id: `rule-${index}`,
      when: pick<PolicyCondition>([{}, { amountFrom: 100 }, { serviceKinds: ['g2g'] }, { services: ['S1'] }]),
      demand: { certificate: interoperability, tier: pick(tierWords) },
    }),
  );
  return policy({ rules, exemptions: next() < 0.3 ? [exemption({ when: pick([{ amountBelow: 50 }, { services: ['S2'] }]) })] : [] });
}

function someProject(): BudgetProject {
  const count = 1 + Math.floor(next() * 3);
  return project({
    ...(next() < 0.5 ? { amount: Math.floor(next() * 200) } : {}),
    services: services.slice(0, count).map((id) => ({ id, ...(next() < 0.5 ? { kind: 'g2g' } : {}) })),
  });
}

interface Given {
  readonly project: BudgetProject;
  readonly standings: readonly CertificateStanding[];
}

/** A way in which what is open can turn out. */
function turned(given: Given): Given {
  const standings = given.standings.map((each): CertificateStanding => {
    if (each.standing !== 'indeterminate' || each.certificate === undefined) return each;
    const { code: _code, ...rest } = each;
    return next() < 0.5 ? { ...rest, standing: 'valid' } : { ...rest, standing: 'invalid', code: 'REVOKED' };
  });
  return {
    project: {
      ...given.project,
      amount: given.project.amount ?? Math.floor(next() * 200),
      services: given.project.services.map((each) => (each.kind === undefined && next() < 0.5 ? { ...each, kind: 'g2g' } : each)),
    },
    standings,
  };
}

describe('decisions over 2,000 random projects', () => {
  it('that are made stay as they are, however the unknown turns out', () => {
    const seen = { eligible: 0, notEligible: 0, undetermined: 0 };
    for (let round = 0; round < 2_000; round += 1) {
      const law = somePolicy();
      const given: Given = { project: someProject(), standings: Array.from({ length: 4 }, (_, index) => someStanding(index + 1)) };
      const of = (facts: Given): string => decide({ project: facts.project, standings: standingsOf(facts.standings), policy: law, at }).decision;
      const before = of(given);
      seen[decide({ project: given.project, standings: standingsOf(given.standings), policy: law, at }).decision] += 1;
      if (before === 'undetermined') continue;
      for (let world = 0; world < 4; world += 1) {
        const facts = turned(given);
        assert.equal(of(facts), before, `round ${round}`);
      }
    }
    assert.ok(Math.min(...Object.values(seen)) > 100, JSON.stringify(seen));
  });
});

describe('the record of a decision', () => {
  const harness = { name: 'egif', version: '0.1.0' };
  const law = policy();
  const stands = [standing(), standing({ number: 2, service: 'S2' }), standing({ number: 3, service: 'S2', profile: 'open-data-publisher@1.0.0' })];
  const subject = project({ services: [{ id: '99990000000' }, { id: 'S2' }] });
  const record = (order: readonly CertificateStanding[], when = at, version = '0.1.0') =>
    recordOf(subject, decide({ project: subject, standings: standingsOf(order), policy: law, at: when }), {
      policy: policyUsed(law, `sha256:${'a'.repeat(64)}`),
      trust,
      harness: { ...harness, version },
      at: when,
    });

  it('is a document of the contract', () => assert.deepEqual(problemsOf('DecisionRecord', record(stands)), []));

  it('has the same digest in whatever order the certificates come, and whenever it is made', () => {
    const { sha256 } = record(stands);
    assert.equal(record([...stands].reverse()).sha256, sha256);
    assert.equal(record([...stands, ...stands]).sha256, sha256);
    assert.equal(record(stands, at + 1_000, '0.2.0').sha256, sha256);
    assert.notEqual(record(stands.slice(1)).sha256, sha256);
  });

  for (const { why, status, signer, test, causes } of [
    { why: 'an adopted, signed policy under a trust list in earnest', status: 'adopted', signer: true, test: false, causes: [] },
    { why: 'a proposal', status: 'proposal', signer: true, test: false, causes: ['policy-not-adopted'] },
    { why: 'a policy that nobody signed', status: 'adopted', signer: false, test: false, causes: ['policy-unsigned'] },
    { why: 'the trust list of a test nation', status: 'adopted', signer: true, test: true, causes: ['trust-list-of-a-test'] },
  ] as const) {
    it(`says whether money may rest on it: ${why}`, () => {
      const used = { ...policyUsed({ ...law, status }), ...(signer ? { signer: `sha256:${'a'.repeat(64)}` } : {}) };
      const made = recordOf(subject, decide({ project: subject, standings: standingsOf(stands), policy: law, at }), {
        policy: used,
        trust: { ...trust, test },
        harness,
        at,
      });
      assert.deepEqual(
        made.notForBudget.map(({ code }) => code),
        causes,
      );
      assert.equal(made.forBudget, causes.length === 0);
    });
  }
});

describe('a policy', () => {
  const day = (days: number): string => new Date(at + days * dayMs).toISOString();
  it('without a fault has no problem', () => assert.deepEqual(policyProblems(policy()), []));
  for (const { why, change, code, pointer } of [
    { why: 'two rules of one name', change: { rules: [rule(), rule()] }, code: 'policy-name-twice', pointer: '/rules/1/id' },
    {
      why: 'an exemption with the name of a rule',
      change: { exemptions: [exemption({ id: 'certified' })] },
      code: 'policy-name-twice',
      pointer: '/rules/1/id',
    },
    {
      why: 'a kind that it does not define',
      change: { rules: [rule({ when: { kinds: ['system', 'pilott'] } })] },
      code: 'policy-name-unknown',
      pointer: '/rules/0/when/kinds/1',
    },
    {
      why: 'a kind of service that it does not define',
      change: { exemptions: [exemption({ when: { serviceKinds: ['x'] } })] },
      code: 'policy-name-unknown',
      pointer: '/exemptions/0/when/serviceKinds/0',
    },
    {
      why: 'a source that it does not name',
      change: { rules: [rule({ sources: ['custom'] })] },
      code: 'policy-name-unknown',
      pointer: '/rules/0/sources/0',
    },
    {
      why: 'a rule that ends before it begins',
      change: { rules: [rule({ from: day(1), until: day(0) })] },
      code: 'policy-times',
      pointer: '/rules/0',
    },
    {
      why: 'a rule that ends at a leap second',
      change: { rules: [rule({ until: '2026-12-31T23:59:60Z' })] },
      code: 'policy-times',
      pointer: '/rules/0',
    },
    { why: 'a policy that is never in force', change: { until: '2026-03-21T00:00:00Z' }, code: 'policy-times', pointer: '' },
    {
      why: 'amounts that nothing has',
      change: { rules: [rule({ when: { amountFrom: 5, amountBelow: 5 } })] },
      code: 'policy-amounts',
      pointer: '/rules/0/when',
    },
    {
      why: 'a kind that nothing names',
      change: { rules: [rule({ when: { kinds: ['system'] } })] },
      code: 'policy-kind-without-rule',
      pointer: '/kinds/1',
    },
  ] as const) {
    it(`has a problem: ${why}`, () => {
      const found = policyProblems(policy(change));
      assert.deepEqual(found.map((each) => [each.code, each.pointer])[0], [code, pointer]);
    });
  }
});
