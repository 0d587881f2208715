import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import fc from 'fast-check';
import type { RequirementRow, ResolvedRequirement, Waiver } from '../../src/contract/documents.js';
import { examined, violated } from '../../src/contract/judgement.js';
import { problemsOf } from '../../src/contract/validate.js';
import { type InstanceOutcome, rollUp, type RollUpInput } from '../../src/verdict/index.js';
import { demanded, finding, first, input, judgements, outcome, scope, second, waiver } from './sample-rows.js';

function row(said: Partial<RollUpInput>): RequirementRow {
  const [found, ...more] = rollUp(input(said));
  assert.ok(found !== undefined && more.length === 0);
  assert.deepEqual(problemsOf('RequirementRow', found), []);
  return found;
}

function outcomes(...verdicts: readonly (keyof typeof judgements)[]): readonly InstanceOutcome[] {
  return verdicts.map((verdict, index) => outcome(first, judgements[verdict], { instance: `operation${index}` }));
}

const methods = [{ by: 'doc', reason: 'An assessor has to read it.' }] satisfies ResolvedRequirement['notTested'];

describe('a row', () => {
  const cases: readonly {
    readonly why: string;
    readonly of: readonly (keyof typeof judgements)[];
    readonly want: string;
    readonly reason?: string;
  }[] = [
    { why: 'all passed', of: ['passed', 'passed'], want: 'passed' },
    { why: 'one failed, whatever the others say', of: ['passed', 'failed', 'cantTell', 'untested'], want: 'failed' },
    { why: 'one lost', of: ['passed', 'cantTell'], want: 'cantTell', reason: 'timeout' },
    { why: 'one not run', of: ['passed', 'untested'], want: 'cantTell', reason: 'no-consent' },
    { why: 'what ran explains before what did not', of: ['untested', 'cantTell'], want: 'cantTell', reason: 'timeout' },
    { why: 'none run', of: ['untested', 'untested'], want: 'untested', reason: 'no-consent' },
  ];
  for (const { why, of, want, reason } of cases) {
    it(`is ${want}: ${why}`, () => {
      const { verdict, reason: got } = row({ outcomes: outcomes(...of) });
      assert.deepEqual([verdict, got?.code], [want, reason]);
    });
  }

  it('stands there for every requirement, in the order of ids', () => {
    const ids = rollUp(input({ requirements: [demanded(second), demanded(first)] })).map(({ id }) => id);
    assert.deepEqual(ids, [first, second]);
  });

  it('is untested without any check, with the reason of each method', () => {
    const { verdict, reason, notTested } = row({ requirements: [demanded(first, { checks: [], notTested: methods })] });
    assert.deepEqual([verdict, reason?.code, notTested?.length], ['untested', 'no-check', 1]);
    assert.match(reason?.detail ?? '', /assessor/);
  });

  it('is not passed where one of its checks said nothing at all', () => {
    const requirements = [demanded(first, { checks: ['probe/other', 'probe/sample'] })];
    const { verdict, reason, instances } = row({ requirements, outcomes: outcomes('passed') });
    assert.deepEqual([verdict, reason?.code, instances.length], ['cantTell', 'no-instance', 2]);
  });

  it('is untested where no check said anything', () => {
    assert.deepEqual([row({}).verdict, row({}).reason?.code], ['untested', 'no-instance']);
  });

  it('names an unknown fact where that kept it from being run', () => {
    const requirements = [demanded(first, { appliesWhen: { gte: ['contract.money', 1] } })];
    assert.equal(row({ requirements }).reason?.code, 'applicability-unknown');
    assert.equal(row({ requirements, applicability: new Map([[first, true]]) }).reason?.code, 'no-instance');
  });

  it('is inapplicable only where that is computed, with the predicate', () => {
    const requirements = [demanded(first, { appliesWhen: { gte: ['contract.money', 1] } })];
    const { verdict, reason, instances } = row({ requirements, applicability: new Map([[first, false]]), outcomes: outcomes('failed') });
    assert.deepEqual([verdict, reason?.code, instances.length], ['inapplicable', 'not-applicable', 0]);
    assert.match(reason?.detail ?? '', /contract\.money/);
  });

  it('of which nobody knows whether it applies fails nobody, and keeps what was found', () => {
    const requirements = [demanded(first, { appliesWhen: { gte: ['contract.money', 1] } })];
    const of = (...verdicts: readonly (keyof typeof judgements)[]): RequirementRow =>
      row({ requirements, applicability: new Map([[first, undefined]]), outcomes: outcomes(...verdicts) });
    const { verdict, reason, findings, instances } = of('passed', 'failed');
    assert.deepEqual([verdict, reason?.code, findings], ['cantTell', 'applicability-unknown', [finding]]);
    assert.match(reason?.detail ?? '', /contract\.money/);
    assert.deepEqual(
      instances.map((each) => each.verdict),
      ['passed', 'cantTell'],
    );
    assert.equal(of('passed').verdict, 'passed');
    assert.equal(of('cantTell').reason?.code, 'timeout');
    // Without a predicate there is nothing to know.
    assert.equal(row({ outcomes: outcomes('failed') }).verdict, 'failed');
  });

  it('is untold where decisions rest on it and a method has no check, else passed', () => {
    const requirements = [demanded(first, { notTested: methods })];
    const strict = row({ requirements, outcomes: outcomes('passed') });
    assert.deepEqual([strict.verdict, strict.reason?.code], ['cantTell', 'partly-tested']);
    const loose = row({ requirements, outcomes: outcomes('passed'), eligibility: false });
    assert.deepEqual([loose.verdict, loose.reason, loose.notTested?.length], ['passed', undefined, 1]);
  });

  it('counts what was examined and gives findings sorted, each once', () => {
    const twice = [
      outcome(first, violated({ code: 'b', at: 'x' }, finding, { code: 'a', at: 'z' }), { instance: 'one' }),
      outcome(first, violated(finding, { code: 'a', at: 'y' }), { instance: 'two' }),
      outcome(first, examined(4), { instance: 'three' }),
    ];
    const { findings, examined: count } = row({ outcomes: twice });
    assert.deepEqual(
      findings.map(({ code, at }) => `${code} ${at}`),
      ['a y', 'a z', 'b x', `${finding.code} ${finding.at}`],
    );
    assert.equal(count, 9);
  });

  it('tells what examined nothing', () => {
    assert.equal(row({ outcomes: [outcome(first, examined(0))] }).reason?.code, 'nothing-examined');
    assert.equal(row({ outcomes: [outcome(first, undefined)] }).verdict, 'cantTell');
  });
});

describe('a waiver', () => {
  const failed = outcomes('passed', 'failed');

  it('turns a failure into waived and leaves the findings', () => {
    const { verdict, waiver: id, findings } = row({ outcomes: failed, waivers: [waiver()] });
    assert.deepEqual([verdict, id, findings.length], ['waived', 'W-1', 1]);
  });

  const ignored: readonly { readonly code: string; readonly why: string; readonly said: Partial<Waiver>; readonly unwaivable?: readonly string[] }[] =
    [
      { code: 'waiver-unwaivable', why: 'nobody may waive it', said: {}, unwaivable: [first] },
      { code: 'waiver-revision', why: 'of an older wording', said: { requirement: `${first}@rev2` } },
      { code: 'waiver-scope', why: 'of another agency', said: { scope: { ...scope, agency: '99999000029' } } },
      { code: 'waiver-scope', why: 'of another service', said: { scope: { ...scope, service: 'x' } } },
      { code: 'waiver-scope', why: 'of another environment', said: { scope: { ...scope, environment: 'production' } } },
      { code: 'waiver-expired', why: 'ended yesterday', said: { expires: '2026-11-19' } },
      { code: 'waiver-not-yet', why: 'begins tomorrow', said: { granted: '2026-11-21' } },
      { code: 'waiver-too-long', why: 'longer than 180 days', said: { granted: '2026-11-01', expires: '2027-05-01' } },
      { code: 'waiver-too-long', why: 'renewed beyond 360 days', said: { firstGranted: '2026-02-01' } },
      { code: 'waiver-operations', why: 'of another operation', said: { scope: { ...scope, operations: ['operation0'] } } },
    ];
  for (const { code, why, said, unwaivable = [] } of ignored) {
    it(`is ignored, and it is said why: ${why}`, () => {
      const { verdict, reason, waiver: id } = row({ outcomes: failed, waivers: [waiver(said)], unwaivable });
      assert.deepEqual([verdict, reason?.code, id], ['failed', code, undefined]);
    });
  }

  const counting: readonly { readonly why: string; readonly said: Partial<Waiver> }[] = [
    { why: 'on its first day', said: { granted: '2026-11-20' } },
    { why: 'on its last day', said: { expires: '2026-11-20' } },
    { why: 'for 180 days', said: { granted: '2026-11-01', expires: '2027-04-30' } },
    { why: 'for 360 days with its renewal', said: { firstGranted: '2026-02-06' } },
    { why: 'for the operation that failed', said: { scope: { ...scope, operations: ['operation1'] } } },
  ];
  for (const { why, said } of counting) {
    it(`counts ${why}`, () => assert.equal(row({ outcomes: failed, waivers: [waiver(said)] }).verdict, 'waived'));
  }

  it('takes its day in UTC', () => {
    const late = { outcomes: failed, waivers: [waiver({ expires: '2026-11-20' })] };
    assert.equal(row({ ...late, at: '2026-11-21T02:00:00+03:30' }).verdict, 'waived');
    assert.equal(row({ ...late, at: '2026-11-21T00:00:00Z' }).verdict, 'failed');
  });

  it('does not reach requirements that it does not name', () => {
    assert.equal(row({ outcomes: failed, waivers: [waiver({ requirement: `${second}@rev1` })] }).reason, undefined);
  });

  it('needs others beside it where it covers only some of the failures', () => {
    const two = outcomes('failed', 'failed');
    const part = (id: string, operation: string): Waiver => waiver({ id, scope: { ...scope, operations: [operation] } });
    assert.deepEqual([row({ outcomes: two, waivers: [part('W-2', 'operation0')] }).reason?.code], ['waiver-operations']);
    const both = row({ outcomes: two, waivers: [part('W-3', 'operation1'), part('W-2', 'operation0')] });
    assert.deepEqual([both.verdict, both.waiver], ['waived', 'W-2, W-3']);
  });

  it('does not hide what is unknown elsewhere', () => {
    const mixed = outcomes('failed', 'cantTell');
    const part = row({ outcomes: mixed, waivers: [waiver({ scope: { ...scope, operations: ['operation0'] } })] });
    assert.deepEqual([part.verdict, part.waiver, part.reason?.code], ['cantTell', undefined, 'timeout']);
    assert.equal(row({ outcomes: mixed, waivers: [waiver()] }).verdict, 'waived');
  });

  it('does not turn the unknown into waived, but names itself there', () => {
    const untold = row({ outcomes: outcomes('cantTell'), waivers: [waiver()] });
    assert.deepEqual([untold.verdict, untold.waiver], ['cantTell', 'W-1']);
    assert.equal(row({ outcomes: outcomes('passed'), waivers: [waiver()] }).waiver, undefined);
  });
});

describe('rolling up', () => {
  const verdict = fc.constantFrom('passed', 'failed', 'cantTell', 'untested') satisfies fc.Arbitrary<keyof typeof judgements>;
  const some = fc.array(fc.record({ id: fc.constantFrom(first, second), verdict, at: fc.constantFrom('a', 'b') }), { maxLength: 8 });

  it('does not depend on the order of outcomes, requirements or waivers', () => {
    const cases = some.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })));
    const requirements = [demanded(first), demanded(second, { checks: ['probe/sample', 'probe/other'] })];
    const waivers = [waiver(), waiver({ id: 'W-2', scope: { ...scope, operations: ['a'] } })];
    fc.assert(
      fc.property(cases, ([list, shuffled]) => {
        const outcomesOf = (order: typeof list): readonly InstanceOutcome[] =>
          order.map(({ id, verdict: word, at }) => outcome(id, judgements[word], { instance: at }));
        const one = rollUp(input({ requirements, waivers, outcomes: outcomesOf(list) }));
        const two = rollUp(input({ requirements: requirements.toReversed(), waivers: waivers.toReversed(), outcomes: outcomesOf(shuffled) }));
        assert.deepEqual(one, two);
      }),
    );
  });

  it('passes only what was examined and not found wanting', () => {
    fc.assert(
      fc.property(some, (list) => {
        for (const { verdict: word, examined: count, findings, instances } of rollUp(
          input({ outcomes: list.map(({ id, verdict: one, at }) => outcome(id, judgements[one], { instance: at })) }),
        )) {
          if (word === 'passed') assert.ok(count > 0 && findings.length === 0 && instances.every((one) => one.verdict === 'passed'));
        }
      }),
    );
  });
});
