/** Drift is gathered from the checks that look at both sides, and nothing is judged anew. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { RequirementRow } from '../../src/contract/documents.js';
import { driftIn } from '../../src/report/drift.js';

type Instance = RequirementRow['instances'][number];
const finding = (code: string): RequirementRow['findings'][number] => ({ code, at: '/a' });

const instance = (check: string, verdict: Instance['verdict'], more: Partial<Instance> = {}): Instance => ({
  check,
  instance: 'service',
  verdict,
  examined: 2,
  ...more,
});

const row = (id: string, instances: readonly Instance[], findings: readonly string[] = []): RequirementRow => ({
  id,
  rev: 1,
  layer: 'technical',
  topic: 'TEC-OAS',
  level: 'MUST',
  tier: 'bronze',
  gate: 'major',
  weight: 1,
  title: { fa: 'الزام', en: 'requirement' },
  verdict: 'passed',
  examined: 2,
  findings: findings.map(finding),
  instances: [...instances],
  params: {},
});

const [one, other, third] = ['EGIF-TEC-OAS-012', 'EGIF-TEC-OAS-013', 'EGIF-TEC-OAS-016'];
const statuses = 'probe/documented-statuses';
const answers = 'probe/responses-match-contract';

describe('the drift of a report', () => {
  it('is none where no check looks at both sides', () => {
    assert.deepEqual(driftIn([row(one, [instance('probe/hsts', 'failed')], ['hsts-missing'])]), []);
  });

  it('tells each kind by its own checks, in one order, however the rows stand', () => {
    const rows = [
      row('EGIF-TEC-VER-004', [instance('document/backward-compatible', 'passed')]),
      row('EGIF-TEC-OPS-010', [instance('probe/environments-alike', 'passed')]),
      row('EGIF-TEC-OAS-002', [instance('probe/contract-published', 'passed')]),
      row(one, [instance(statuses, 'passed')]),
    ];
    const told = driftIn(rows).map(({ kind, verdict, requirements }) => [kind, verdict, requirements]);
    assert.deepEqual(told, [
      ['behaviour', 'passed', [one]],
      ['deployment', 'passed', ['EGIF-TEC-OAS-002']],
      ['environments', 'passed', ['EGIF-TEC-OPS-010']],
      ['release', 'passed', ['EGIF-TEC-VER-004']],
    ]);
  });

  it('knows a WSDL that is published, and answers over SOAP', () => {
    const rows = [
      row('EGIF-TEC-MSG-001', [instance('probe/wsdl-published', 'passed')]),
      row('EGIF-TEC-MSG-009', [instance('probe/soap-answers-match-schema', 'passed')]),
    ];
    assert.deepEqual(
      driftIn(rows).map(({ kind }) => kind),
      ['behaviour', 'deployment'],
    );
  });

  const verdicts: readonly { readonly of: readonly Instance['verdict'][]; readonly verdict: string; readonly why: string }[] = [
    { of: ['passed', 'cantTell', 'failed'], verdict: 'failed', why: 'one failure is drift, whatever else was seen' },
    { of: ['passed', 'cantTell'], verdict: 'cantTell', why: 'what could not be told stays open beside a pass' },
    { of: ['passed', 'inapplicable'], verdict: 'passed', why: 'what is not applicable says nothing' },
  ];
  for (const { of, verdict, why } of verdicts)
    it(`is ${verdict} of ${of.join(', ')}: ${why}`, () => {
      const instances = of.map((each, index) => instance(statuses, each, { instance: `GET /${index}` }));
      assert.deepEqual(
        driftIn([row(one, instances)]).map((drift) => drift.verdict),
        [verdict],
      );
    });

  it('is silent of a kind of which nothing was judged', () => {
    assert.deepEqual(driftIn([row(one, [instance(statuses, 'inapplicable')])]), []);
  });

  it('counts once what one check examined for several requirements', () => {
    const shared = instance(answers, 'passed', { examined: 5 });
    const [drift] = driftIn([row(one, [shared]), row(other, [shared, instance(answers, 'passed', { instance: 'GET /a', examined: 3 })])]);
    assert.deepEqual([drift?.examined, drift?.requirements], [8, [one, other]]);
  });

  it('holds the findings of the rows that failed by such a check, and of no other', () => {
    const rows = [
      row(one, [instance(statuses, 'failed')], ['status-undocumented']),
      row(other, [instance(answers, 'passed')], ['elsewhere']),
      row(third, [instance('probe/violations-refused', 'passed'), instance('probe/other', 'failed')], ['of-another-check']),
    ];
    const [drift] = driftIn(rows);
    assert.deepEqual([drift?.findings.map(({ code }) => code), drift?.requirements], [['status-undocumented'], [one, other, third]]);
  });

  it('gives the cause of what could not be told, and none beside a failure', () => {
    const open = instance(statuses, 'cantTell', { cause: { code: 'rate-limited' } });
    assert.deepEqual(driftIn([row(one, [instance(answers, 'passed'), open])])[0]?.reason, { code: 'rate-limited' });
    assert.equal(driftIn([row(one, [open, instance(answers, 'failed')])])[0]?.reason, undefined);
  });
});
