/** One requirement as several vantages saw it. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { InstanceResult, RequirementRow, Verdict } from '../../src/contract/documents.js';
import { mergeRow, type SeenRow } from '../../src/suite/merge-rows.js';

interface Seen {
  readonly vantage?: string;
  readonly verdict: Verdict;
  readonly cause?: string;
  readonly findings?: readonly string[];
  readonly waiver?: string;
  /** Verdicts of the instances, each with its cause; one of the row's own verdict by default. */
  readonly instances?: readonly (readonly [instance: string, verdict: Verdict, cause?: string])[];
}

function instanceOf([instance, verdict, cause]: readonly [string, Verdict, (string | undefined)?]): InstanceResult {
  return {
    check: 'probe/hsts',
    instance,
    verdict,
    examined: verdict === 'passed' ? 2 : 0,
    ...(cause === undefined ? {} : { cause: { code: cause } }),
  };
}

function rowOf({
  verdict,
  cause,
  findings = [],
  waiver,
  instances = [cause === undefined ? ['service', verdict] : ['service', verdict, cause]],
}: Seen): RequirementRow {
  return {
    id: 'EGIF-TEC-TLS-009',
    rev: 1,
    layer: 'technical',
    topic: 'tls',
    level: 'MUST',
    tier: 'bronze',
    gate: 'hard',
    weight: 1,
    title: { fa: 'الزام', en: 'requirement' },
    params: {},
    verdict,
    examined: verdict === 'passed' ? 2 : 0,
    findings: findings.map((code) => ({ code, at: 'sbx/status' })),
    instances: instances.map(instanceOf),
    ...(cause === undefined ? {} : { reason: { code: cause } }),
    ...(waiver === undefined ? {} : { waiver }),
  };
}

const names = ['exchange', 'internet', 'office'];

function merged(...seen: readonly Seen[]): RequirementRow {
  const [first, ...others] = seen.map((each, index): SeenRow => ({ vantage: each.vantage ?? names[index] ?? '', row: rowOf(each) }));
  assert.ok(first !== undefined);
  return mergeRow(first, others);
}

const passed: Seen = { verdict: 'passed' };
const failed: Seen = { verdict: 'failed', findings: ['hsts-missing'] };
const lostTo = (cause: string): Seen => ({ verdict: 'cantTell', cause });

describe('suite: one requirement from several vantages', () => {
  const cases: readonly {
    readonly why: string;
    readonly seen: readonly Seen[];
    readonly verdict: Verdict;
    readonly reason?: string;
    readonly counted?: string;
  }[] = [
    { why: 'both passed', seen: [passed, passed], verdict: 'passed' },
    { why: 'both failed', seen: [failed, failed], verdict: 'failed' },
    {
      why: 'both not of the kind',
      seen: [
        { verdict: 'inapplicable', cause: 'not-applicable' },
        { verdict: 'inapplicable', cause: 'not-applicable' },
      ],
      verdict: 'inapplicable',
      reason: 'not-applicable',
    },
    { why: 'one passed, one failed', seen: [passed, failed], verdict: 'cantTell', reason: 'vantages-disagree', counted: 'exchange internet' },
    { why: 'one against two', seen: [passed, failed, passed], verdict: 'cantTell', reason: 'vantages-disagree', counted: 'exchange internet office' },
    { why: 'one is out of reach, the other passed', seen: [lostTo('timeout'), passed], verdict: 'passed', counted: 'internet' },
    { why: 'one is behind a proxy that bars it, the other failed', seen: [failed, lostTo('proxy-refused')], verdict: 'failed', counted: 'exchange' },
    { why: 'one may not send, the other passed', seen: [lostTo('no-consent'), passed], verdict: 'passed', counted: 'internet' },
    { why: 'both are out of reach', seen: [lostTo('dns'), lostTo('timeout')], verdict: 'cantTell', reason: 'dns', counted: 'exchange internet' },
    {
      why: 'one is out of reach, the others disagree',
      seen: [lostTo('geo'), passed, failed],
      verdict: 'cantTell',
      reason: 'vantages-disagree',
      counted: 'internet office',
    },
    {
      why: 'what did not repeat is no lack of reach',
      seen: [passed, lostTo('flaky')],
      verdict: 'cantTell',
      reason: 'flaky',
      counted: 'exchange internet',
    },
    {
      why: 'what a run broke off is no lack of reach',
      seen: [passed, lostTo('interrupted')],
      verdict: 'cantTell',
      reason: 'interrupted',
      counted: 'exchange internet',
    },
    {
      why: 'a doubt keeps a failure from counting',
      seen: [failed, lostTo('harness')],
      verdict: 'cantTell',
      reason: 'harness',
      counted: 'exchange internet',
    },
    {
      why: 'untested is no lack of reach',
      seen: [passed, { verdict: 'untested', cause: 'no-check' }],
      verdict: 'cantTell',
      reason: 'no-check',
      counted: 'exchange internet',
    },
    {
      why: 'a waiver of one is no pass of the other',
      seen: [{ verdict: 'waived', waiver: 'W-1', findings: ['hsts-missing'] }, passed],
      verdict: 'cantTell',
      reason: 'vantages-disagree',
      counted: 'exchange internet',
    },
    {
      why: 'a row is out of reach only where all that it could not tell is',
      seen: [
        {
          verdict: 'cantTell',
          cause: 'timeout',
          instances: [
            ['a', 'cantTell', 'timeout'],
            ['b', 'cantTell', 'flaky'],
          ],
        },
        passed,
      ],
      verdict: 'cantTell',
      reason: 'timeout',
      counted: 'exchange internet',
    },
    {
      why: 'what a vantage saw before it was out of reach speaks against a failure elsewhere',
      seen: [
        {
          verdict: 'cantTell',
          cause: 'timeout',
          instances: [
            ['a', 'passed'],
            ['b', 'cantTell', 'timeout'],
          ],
        },
        {
          verdict: 'failed',
          findings: ['hsts-missing'],
          instances: [
            ['a', 'failed'],
            ['b', 'passed'],
          ],
        },
      ],
      verdict: 'cantTell',
      reason: 'vantages-disagree',
      counted: 'exchange internet',
    },
    {
      why: 'a row that is partly out of reach leaves the word to the one that is not',
      seen: [
        {
          verdict: 'cantTell',
          cause: 'timeout',
          instances: [
            ['a', 'cantTell', 'timeout'],
            ['b', 'passed'],
          ],
        },
        passed,
      ],
      verdict: 'passed',
      counted: 'internet',
    },
  ];
  for (const { why, seen, verdict, reason, counted } of cases) {
    it(`is ${verdict}${reason === undefined ? '' : ` (${reason})`} where ${why}, whatever the order`, () => {
      const row = merged(...seen);
      assert.deepEqual([row.verdict, row.reason?.code], [verdict, reason]);
      const count = row.vantages?.filter((view) => view.counted).map(({ vantage }) => vantage);
      assert.deepEqual(count?.join(' '), counted);
      const turned = merged(...seen.map((each, index) => ({ ...each, vantage: names[index] ?? '' })).reverse());
      assert.equal(turned.verdict, verdict);
    });
  }

  it('shows who saw what, and says it in one line', () => {
    const { vantages, reason, findings } = merged(passed, failed);
    assert.deepEqual(
      vantages?.map(({ vantage, verdict, findings: own }) => [vantage, verdict, own.map(({ code }) => code)]),
      [
        ['exchange', 'passed', []],
        ['internet', 'failed', ['hsts-missing']],
      ],
    );
    assert.equal(reason?.detail, 'exchange: passed; internet: failed (hsts-missing)');
    assert.deepEqual(findings, []);
  });

  it('names the vantage of each instance, and leaves untold what came out otherwise elsewhere', () => {
    const side = (verdict: Verdict): Seen => ({
      verdict,
      instances: [
        ['a', verdict],
        ['b', 'passed'],
      ],
    });
    const { instances } = merged(side('passed'), side('failed'));
    assert.deepEqual(
      instances.map(({ instance, vantage, verdict, cause }) => [instance, vantage, verdict, cause?.code]),
      [
        ['a', 'exchange', 'cantTell', 'vantages-disagree'],
        ['b', 'exchange', 'passed', undefined],
        ['a', 'internet', 'cantTell', 'vantages-disagree'],
        ['b', 'internet', 'passed', undefined],
      ],
    );
  });

  it('holds the instances of those alone who could look', () => {
    const { instances, examined } = merged(lostTo('timeout'), passed);
    assert.deepEqual([instances.map(({ vantage }) => vantage), examined], [['internet'], 2]);
  });

  it('shows both sides where both failed on other grounds, with all findings', () => {
    const row = merged(failed, { verdict: 'failed', findings: ['hsts-short'] });
    assert.deepEqual([row.findings.map(({ code }) => code), row.vantages?.length], [['hsts-missing', 'hsts-short'], 2]);
  });
});
