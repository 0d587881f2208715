import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import fc from 'fast-check';
import type { ResolvedProfile, ResolvedRequirement, TierResult, Waiver } from '../../src/contract/documents.js';
import { type Judgement, undetermined } from '../../src/contract/judgement.js';
import { problemsOf } from '../../src/contract/validate.js';
import { rollUp, type Score, scoreTiers } from '../../src/verdict/index.js';
import { demanded, input, judgements, outcome, resolved, scope, waiver } from './sample-rows.js';

type Said = Partial<ResolvedRequirement> & { readonly judged: readonly (Judgement | undefined)[] };

interface Case {
  readonly rows: readonly Said[];
  readonly profile?: Partial<ResolvedProfile>;
  readonly waivers?: readonly Waiver[];
  readonly scope?: 'full' | 'partial';
}

const idOf = (index: number): string => `EGIF-TEC-TLS-${String(index + 1).padStart(3, '0')}`;

/** Scores requirements with one instance for each judgement; every third member of the profile is the default of the samples. */
function score({ rows: said, profile: members = {}, waivers = [], scope: breadth = 'full' }: Case): Score {
  const requirements = said.map(({ judged: _judged, ...one }, index) => demanded(idOf(index), one));
  const outcomes = said.flatMap(({ judged }, index) => judged.map((judgement, at) => outcome(idOf(index), judgement, { instance: `i${at}` })));
  const profile = resolved(requirements, members);
  const rows = rollUp(input({ requirements, outcomes, waivers, eligibility: profile.eligibility, unwaivable: profile.unwaivable }));
  return scoreTiers({ profile, rows, scope: breadth, waivers });
}

function bronze(given: Case): TierResult {
  const { bronze: result } = score(given).tiers;
  assert.ok(result !== undefined);
  assert.deepEqual(problemsOf('TierResult', result), []);
  return result;
}

const { passed, failed, cantTell } = judgements;
const times = (count: number, said: Said): readonly Said[] => Array.from({ length: count }, () => said);
const hard: Said = { gate: 'hard', judged: [passed] };
const codes = ({ reasons }: TierResult): readonly string[] => reasons.map(({ code }) => code);

describe('a tier', () => {
  const cases: readonly { readonly why: string; readonly given: Case; readonly want: string; readonly reasons: readonly string[] }[] = [
    { why: 'everything passed', given: { rows: [hard, { judged: [passed] }] }, want: 'granted', reasons: [] },
    { why: 'a hard gate failed', given: { rows: [{ gate: 'hard', judged: [passed, failed] }] }, want: 'refused', reasons: ['hard-gate-failed'] },
    {
      why: 'a hard gate failed, and another is unknown: what surely fails decides',
      given: { rows: [{ gate: 'hard', judged: [failed] }, ...times(30, hard), { gate: 'hard', judged: [cantTell] }] },
      want: 'refused',
      reasons: ['hard-gate-failed', 'hard-gate-unknown'],
    },
    {
      why: 'one instance of a hard gate is unknown',
      given: { rows: [...times(9, hard), { gate: 'hard', judged: [passed, cantTell] }] },
      want: 'incomplete',
      reasons: ['hard-gate-unknown'],
    },
    {
      why: 'too much is unknown',
      given: { rows: [...times(8, hard), ...times(1, { judged: [cantTell] })] },
      want: 'incomplete',
      reasons: ['confidence-low', 'quality-low'],
    },
    {
      why: 'nothing applies',
      given: { rows: [{ checks: [], judged: [] }], profile: { eligibility: false } },
      want: 'incomplete',
      reasons: ['confidence-low'],
    },
    {
      why: 'one major is open',
      given: { rows: [...times(9, { judged: [passed] }), { judged: [failed] }] },
      want: 'conditional',
      reasons: ['majors-open'],
    },
    {
      why: 'a major with 19 of 20 instances is not open, with 18 of 20 it is',
      given: { rows: [...times(9, { judged: [passed] }), { judged: [...Array<Judgement>(19).fill(passed), failed] }] },
      want: 'granted',
      reasons: [],
    },
    {
      why: 'a major with 18 of 20 instances is open',
      given: { rows: [...times(9, { judged: [passed] }), { judged: [...Array<Judgement>(18).fill(passed), failed, failed] }] },
      want: 'conditional',
      reasons: ['majors-open'],
    },
    {
      why: 'two majors are open where one may be',
      given: { rows: [...times(18, { judged: [passed] }), ...times(2, { judged: [failed] })] },
      want: 'refused',
      reasons: ['majors-too-many'],
    },
    {
      why: 'two majors are unknown where one may be open: the unknown decides, so nobody is refused',
      given: { rows: [...times(30, { judged: [passed] }), ...times(2, { judged: [cantTell] })] },
      want: 'incomplete',
      reasons: ['majors-too-many'],
    },
    {
      why: 'quality is surely too low',
      given: { rows: [...times(9, hard), { gate: 'score', judged: [failed], weight: 1 }, { gate: 'score', judged: [passed], weight: 1 }] },
      want: 'refused',
      reasons: ['quality-low'],
    },
    {
      why: 'quality is low only by what is unknown',
      given: { rows: [...times(9, hard), { gate: 'score', judged: [cantTell], weight: 1 }, { gate: 'score', judged: [passed], weight: 1 }] },
      want: 'incomplete',
      reasons: ['quality-low'],
    },
    {
      why: 'quality exactly at the threshold is enough',
      given: { rows: [hard, { gate: 'score', judged: [passed, passed, passed, failed] }] },
      want: 'granted',
      reasons: [],
    },
    {
      why: 'an information rule weighs nothing in the quality',
      given: { rows: [...times(9, hard), { gate: 'info', judged: [failed] }] },
      want: 'granted',
      reasons: [],
    },
    {
      why: 'a requirement of a higher tier does not count',
      given: { rows: [hard, { gate: 'hard', tier: 'silver', judged: [failed] }] },
      want: 'granted',
      reasons: [],
    },
  ];
  for (const { why, given, want, reasons } of cases) {
    it(`is ${want}: ${why}`, () => {
      const result = bronze(given);
      assert.deepEqual([result.verdict, codes(result)], [want, reasons]);
    });
  }

  it('has a floor for each layer, but only where the layer weighs 6 or more', () => {
    const rows = (weight: 2 | 3): readonly Said[] => [
      ...times(9, { gate: 'score', judged: [passed] }),
      { gate: 'score', layer: 'data', weight, judged: [passed] },
      { gate: 'score', layer: 'data', weight, judged: [failed] },
    ];
    const layers = { technical: { share: 0.9 }, data: { share: 0.1 } };
    const heavy = bronze({ rows: rows(3), profile: { layers } });
    assert.deepEqual([heavy.verdict, heavy.reasons], ['refused', [{ code: 'layer-floor', layer: 'data', got: 50, want: 60 }]]);
    assert.equal(bronze({ rows: rows(2), profile: { layers } }).verdict, 'granted');
    assert.deepEqual(heavy.layers, { technical: [100, 100], data: [50, 50] });
    assert.deepEqual(heavy.quality, [95, 95]);
  });

  it('counts methods without a check as unknown only where decisions rest on the profile', () => {
    const partly: Said = { gate: 'hard', judged: [passed], notTested: [{ by: 'doc', reason: 'An assessor has to read it.' }] };
    const strict = bronze({ rows: [...times(30, hard), partly] });
    assert.deepEqual([strict.verdict, codes(strict)], ['incomplete', ['hard-gate-unknown']]);
    assert.ok(strict.confidence < 1);
    const loose = bronze({ rows: [...times(30, hard), partly], profile: { eligibility: false } });
    assert.deepEqual([loose.verdict, loose.confidence], ['granted', 1]);
  });

  it('above the highest of the profile is refused', () => {
    const { tiers } = score({ rows: [hard], profile: { maxTier: 'silver' } });
    assert.deepEqual([tiers.silver?.verdict, tiers.gold?.verdict, tiers.gold?.reasons[0]?.code], ['granted', 'refused', 'above-max-tier']);
  });

  it('never shows more than what is', () => {
    const [low = 0, high = 0] = bronze({ rows: [...times(2, { gate: 'score', judged: [passed] }), { gate: 'score', judged: [cantTell] }] }).quality;
    assert.deepEqual([low, high], [66.66, 100]);
  });
});

describe('a run that proves nothing', () => {
  it('of partial scope leaves every tier incomplete', () => {
    const { verdict, tiers } = score({ rows: [hard], scope: 'partial' });
    assert.equal(verdict, 'incomplete');
    for (const tier of Object.values(tiers)) assert.deepEqual(tier?.reasons, [{ code: 'partial-scope' }]);
  });

  const harness = undetermined('harness', 'a rule crashed');
  const flaky = undetermined('flaky', '1 of 3 attempts failed');
  const many = (count: number, judgement: Judgement): readonly Judgement[] => [
    ...Array<Judgement>(count).fill(judgement),
    ...Array<Judgement>(100 - count).fill(passed),
  ];

  it('is void by one fault of the harness in a hard gate, even where another gate failed', () => {
    const result = bronze({
      rows: [
        { gate: 'hard', judged: [harness] },
        { gate: 'hard', judged: [failed] },
      ],
    });
    assert.deepEqual([result.verdict, codes(result)], ['incomplete', ['harness-fault']]);
  });

  it('is void by faults of the harness in more than 2 % of all instances', () => {
    assert.deepEqual(codes(bronze({ rows: [{ judged: many(3, harness) }] })), ['harness-fault']);
    assert.ok(!codes(bronze({ rows: [{ judged: many(2, harness) }] })).includes('harness-fault'));
  });

  it('is void by more than 5 % flaky instances', () => {
    assert.deepEqual(codes(bronze({ rows: [{ judged: many(6, flaky) }] })), ['flaky']);
    assert.ok(!codes(bronze({ rows: [{ judged: many(5, flaky) }] })).includes('flaky'));
  });
});

describe('a waiver in the score', () => {
  const rows = [{ gate: 'hard', judged: [failed] }, ...times(9, { judged: [passed] })] satisfies readonly Said[];

  it('opens a hard gate under a condition', () => {
    const result = bronze({ rows, waivers: [waiver()] });
    assert.deepEqual([result.verdict, codes(result)], ['conditional', ['waiver-used']]);
  });

  it('gives a major no points, and no longer counts it as open', () => {
    const result = bronze({ rows: [{ judged: [failed] }, ...times(9, { judged: [passed] })], waivers: [waiver()] });
    assert.deepEqual([result.verdict, result.quality, result.openMajors], ['conditional', [90, 90], 0]);
  });

  it('caps the tier that can be had with it', () => {
    const { tiers } = score({ rows, waivers: [waiver({ maxTier: 'bronze' })] });
    assert.deepEqual([tiers.bronze?.verdict, tiers.silver?.verdict], ['conditional', 'refused']);
    assert.ok(tiers.silver?.reasons.some(({ code }) => code === 'waiver-caps-tier'));
  });
});

describe('the maturity index', () => {
  it('weighs all tiers, and each dimension by itself', () => {
    const { maturityIndex, maturity } = score({
      rows: [
        { judged: [passed], weight: 5 },
        { judged: [failed], weight: 3, topic: 'TEC-SEC', tier: 'gold' },
        { judged: [passed, cantTell], weight: 2, topic: 'DAT-CHR', layer: 'data' },
      ],
    });
    assert.equal(maturityIndex, 60);
    assert.deepEqual(maturity.dimensions, { infrastructure: 100, data: 50, security: 0 });
  });
});

describe('scoring', () => {
  const word = fc.constantFrom('passed', 'failed', 'cantTell', 'untested') satisfies fc.Arbitrary<keyof typeof judgements>;
  const one = fc.record({
    gate: fc.constantFrom('hard', 'major', 'score', 'info') satisfies fc.Arbitrary<Said['gate']>,
    tier: fc.constantFrom('bronze', 'silver', 'gold') satisfies fc.Arbitrary<Said['tier']>,
    layer: fc.constantFrom('technical', 'data') satisfies fc.Arbitrary<Said['layer']>,
    weight: fc.constantFrom(1, 3, 8),
    notTested: fc.constantFrom([], [{ by: 'doc', reason: 'An assessor has to read it.' }]) satisfies fc.Arbitrary<Said['notTested']>,
    // Mostly passing, so that the better verdicts are met too.
    words: fc.array(
      fc.oneof({ weight: 12, arbitrary: fc.constant('passed') satisfies fc.Arbitrary<keyof typeof judgements> }, { weight: 1, arbitrary: word }),
      { minLength: 1, maxLength: 4 },
    ),
  });
  const best = ['refused', 'incomplete', 'conditional', 'granted'];

  it('never improves when a pass becomes a fail', () => {
    const waivers = [waiver(), waiver({ id: 'W-2', requirement: 'EGIF-TEC-TLS-002@rev1', scope: { ...scope, operations: ['i0'] } })];
    const met = new Set<string>();
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 9 }), fc.nat(), fc.boolean(), fc.boolean(), (rows, pick, eligibility, waived) => {
        const places = rows.flatMap(({ words }, row) => words.flatMap((each, at) => (each === 'passed' ? [{ row, at }] : [])));
        const place = places[pick % Math.max(1, places.length)];
        const scored = (changed: boolean): Score => {
          const judged = rows.map(({ words, ...said }, row) => ({
            ...said,
            judged: words.map((each, at) => (changed && row === place?.row && at === place.at ? failed : judgements[each])),
          }));
          return score({ rows: judged, profile: { eligibility }, waivers: waived ? waivers : [] });
        };
        const [was, is] = [scored(false), scored(true)];
        for (const tier of ['bronze', 'silver', 'gold'] satisfies readonly (keyof Score['tiers'])[]) {
          const [before, after] = [was.tiers[tier]?.verdict ?? '', is.tiers[tier]?.verdict ?? ''];
          met.add(before);
          assert.ok(best.indexOf(after) <= best.indexOf(before), `${tier}: ${before} became ${after}`);
        }
        assert.ok(is.maturityIndex <= was.maturityIndex);
      }),
      { numRuns: 600 },
    );
    assert.deepEqual([...met].sort(), best.toSorted(), 'the property met every verdict');
  });
});
