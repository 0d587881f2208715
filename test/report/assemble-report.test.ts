/** Assembling: order, counts, the comparable digest, and what stands against a certificate. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { before, describe, it } from 'mocha';
import type { RequirementRow } from '../../src/contract/documents.js';
import { problemsOf } from '../../src/contract/validate.js';
import { assembleReport, type ReportInput } from '../../src/report/assemble-report.js';
import { canonicalVerdicts } from '../../src/report/canonical-verdicts.js';
import { outcomeOf, outcomeOfRows } from '../../src/report/outcome-of.js';
import { exampleInput } from './example.js';

describe('an assembled report', () => {
  let input: ReportInput;
  before(async () => {
    input = await exampleInput();
  });

  it('is a valid report document with every row in the order of ids', () => {
    const report = assembleReport(input);
    assert.deepEqual(problemsOf('Report', report), []);
    const ids = report.requirements.map(({ id }) => id);
    assert.equal(ids.length, 220);
    assert.deepEqual(ids, [...ids].sort());
    assert.deepEqual(Object.keys(report.tiers), ['bronze', 'silver', 'gold']);
  });

  it('counts every row once', () => {
    const { counts } = assembleReport(input);
    assert.equal(
      Object.values(counts).reduce((sum, count) => sum + count, 0),
      220,
    );
    assert.deepEqual(counts, { passed: 117, failed: 12, cantTell: 18, inapplicable: 28, untested: 42, waived: 3 });
  });

  it('is named by its start in UTC and by its digest', () => {
    const { id, canonicalSha256 } = assembleReport({ ...input, run: { ...input.run, startedAt: '2026-11-22T04:14:00.123+03:30' } });
    assert.equal(id, `20261122T004400Z-${canonicalSha256.slice(7, 15)}`);
  });

  it('does not depend on the order of arrival', () => {
    // Two findings of one code and place, told apart by what was seen alone.
    const twins = input.rows.map((row) => ({
      ...row,
      findings: row.findings.flatMap((finding) => [finding, { ...finding, got: `${finding.got}, too` }]),
    }));
    const expected = JSON.stringify(assembleReport({ ...input, rows: twins }));
    const shuffled = fc.shuffledSubarray(twins, { minLength: twins.length, maxLength: twins.length });
    fc.assert(
      fc.property(shuffled, (rows) => {
        const turned = rows.map((row) => ({ ...row, findings: [...row.findings].reverse(), instances: [...row.instances].reverse() }));
        assert.equal(JSON.stringify(assembleReport({ ...input, rows: turned })), expected);
      }),
      { numRuns: 5 },
    );
  });

  describe('has a digest of its verdicts that', () => {
    const digest = (change: Partial<ReportInput>): string => assembleReport({ ...input, ...change }).canonicalSha256;
    const withFirstFailed = (change: (row: RequirementRow) => RequirementRow): Partial<ReportInput> => {
      const at = input.rows.findIndex(({ verdict }) => verdict === 'failed');
      return { rows: input.rows.map((row, index) => (index === at ? change(row) : row)) };
    };
    const renamed = (member: 'code' | 'at') => (row: RequirementRow) => ({
      ...row,
      findings: row.findings.map((finding) => ({ ...finding, [member]: `${finding[member]}-x` })),
    });

    it('changes with a verdict, a code, a place, the law and the seed', () => {
      const changes: readonly Partial<ReportInput>[] = [
        {},
        withFirstFailed((row) => ({ ...row, verdict: 'cantTell' })),
        withFirstFailed(renamed('code')),
        withFirstFailed(renamed('at')),
        { profile: { ...input.profile, digest: `sha256:${'0'.repeat(64)}` } },
        { run: { ...input.run, seed: 'another' } },
      ];
      assert.equal(new Set(changes.map(digest)).size, changes.length);
    });

    it('is free of times, hosts, counts, wording and machines', () => {
      const { subject, run, harness, evidence } = input;
      const same: readonly Partial<ReportInput>[] = [
        { run: { ...run, startedAt: '2027-01-01T00:00:00Z', finishedAt: '2027-01-01T01:00:00Z', requestsSent: 1, mode: 'replay' } },
        { subject: { ...subject, environment: { ...subject.environment, baseUrl: 'https://127.0.0.1:9/x' } } },
        { harness: { ...harness, node: '24.0.0' } },
        { evidence: { ...evidence, bytes: 1, root: `sha256:${'1'.repeat(64)}` } },
        withFirstFailed((row) => ({
          ...row,
          examined: 999,
          findings: row.findings.map((finding) => ({ ...finding, got: 'other', detail: 'other' })),
        })),
        withFirstFailed((row) => ({ ...row, findings: [...row.findings, ...row.findings.map((finding) => ({ ...finding, got: 'other' }))] })),
      ];
      for (const change of same) assert.equal(digest(change), digest({}));
    });
  });

  it('holds in its comparable part nothing but verdicts, codes and places', () => {
    const { rows, seed, profile } = canonicalVerdicts(assembleReport(input));
    assert.deepEqual([seed, profile], [input.run.seed, input.profile.digest]);
    assert.deepEqual(new Set(rows.flatMap((row) => Object.keys(row))), new Set(['id', 'verdict', 'findings']));
    assert.deepEqual(new Set(rows.flatMap((row) => row.findings.flatMap((finding) => Object.keys(finding)))), new Set(['code', 'at']));
  });

  describe('says that no certificate can rest on it when', () => {
    const granted = (): ReportInput => ({ ...input, notForCertification: [], score: { ...input.score, verdict: 'granted' } });
    const cases: readonly { readonly why: string; readonly change: () => Partial<ReportInput>; readonly codes: readonly string[] }[] = [
      { why: 'nothing stands against it (it does not)', change: () => ({}), codes: [] },
      { why: 'its tier is conditional (it does not)', change: () => ({ score: { ...input.score, verdict: 'conditional' } }), codes: [] },
      {
        why: 'the profile is for self-tests',
        change: () => ({ profile: { ...input.profile, eligibility: false } }),
        codes: ['profile-not-for-eligibility'],
      },
      { why: 'its scope is partial', change: () => ({ scope: 'partial' }), codes: ['scope-partial'] },
      { why: 'the target tier is refused', change: () => ({ score: { ...input.score, verdict: 'refused' } }), codes: ['tier-not-granted'] },
      { why: 'the target tier is incomplete', change: () => ({ score: { ...input.score, verdict: 'incomplete' } }), codes: ['tier-not-granted'] },
      {
        why: 'the environment is local',
        change: () => ({ subject: { ...input.subject, environment: { ...input.subject.environment, kind: 'local' } } }),
        codes: ['environment-local'],
      },
      {
        why: 'the conductor says so, each reason once',
        change: () => ({ scope: 'partial', notForCertification: [{ code: 'self-run' }, { code: 'scope-partial' }, { code: 'self-run' }] }),
        codes: ['scope-partial', 'self-run'],
      },
    ];
    for (const { why, change, codes } of cases) {
      it(why, () => {
        const report = assembleReport({ ...granted(), ...change() });
        assert.deepEqual(
          report.notForCertification.map(({ code }) => code),
          codes,
        );
        assert.equal(report.certifiable, codes.length === 0);
      });
    }
  });
});

describe('the outcome of a report', () => {
  const row = (verdict: RequirementRow['verdict'], level: RequirementRow['level'] = 'MUST'): RequirementRow => ({
    id: 'EGIF-TEC-TLS-001',
    rev: 1,
    layer: 'technical',
    topic: 'TEC-TLS',
    level,
    tier: 'bronze',
    gate: 'major',
    weight: 1,
    title: { fa: 'الزام', en: 'requirement' },
    verdict,
    examined: 0,
    findings: [],
    instances: [],
    params: {},
  });
  const cases: readonly { readonly rows: readonly RequirementRow[]; readonly outcome: string; readonly why: string }[] = [
    { rows: [row('passed'), row('inapplicable')], outcome: 'conformant', why: 'what was demanded passed' },
    { rows: [row('passed'), row('failed', 'MAY')], outcome: 'notConformant', why: 'any failure counts, also of a MAY' },
    { rows: [row('failed'), row('cantTell')], outcome: 'notConformant', why: 'a failure outweighs an open question' },
    { rows: [row('passed'), row('cantTell', 'SHOULD')], outcome: 'cannotTell', why: 'an open question counts at every level' },
    { rows: [row('passed'), row('untested')], outcome: 'cannotTell', why: 'an untested MUST is open' },
    { rows: [row('passed'), row('untested', 'SHOULD')], outcome: 'conformant', why: 'an untested SHOULD is not' },
    { rows: [], outcome: 'cannotTell', why: 'nothing was examined' },
    { rows: [row('inapplicable')], outcome: 'cannotTell', why: 'nothing was passed' },
    { rows: [row('waived')], outcome: 'cannotTell', why: 'a waiver is no pass' },
  ];
  for (const { rows, outcome, why } of cases) {
    it(`is ${outcome} by rows: ${why}`, () => assert.equal(outcomeOfRows({ requirements: rows }), outcome));
  }

  it('is the target tier’s in a full report and the rows’ in a partial one', () => {
    const rows = [row('passed')];
    assert.equal(outcomeOf({ requirements: rows, scope: 'full', verdict: 'refused' }), 'notConformant');
    assert.equal(outcomeOf({ requirements: rows, scope: 'full', verdict: 'incomplete' }), 'cannotTell');
    assert.equal(outcomeOf({ requirements: rows, scope: 'full', verdict: 'conditional' }), 'conformant');
    assert.equal(outcomeOf({ requirements: rows, scope: 'partial', verdict: 'incomplete' }), 'conformant');
  });
});
