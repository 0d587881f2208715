/**
 * The scenarios A to H of the catalogue document (§5), on the shipped profile g2g-rest-provider, judged from synthetic rows.
 *
 * Every requirement is given one check and one instance: the methods that have no check yet are another test's matter.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type { ResolvedProfile, ResolvedRequirement, Tier, Verdict, Waiver } from '../../src/contract/documents.js';
import { type InstanceOutcome, rollUp, type Score, scoreTiers } from '../../src/verdict/index.js';
import { resolveProfile } from '../../src/profile/index.js';
import { shippedLaw } from '../profile/sample-law.js';
import { judgements, outcome, scope, waiver } from './sample-rows.js';

type Word = 'passed' | 'failed' | 'untested';

const openDoor = 'EGIF-TEC-SEC-001';
const personalUrls = 'EGIF-TEC-API-008';
/** The first two majors and four score rules of the catalogue in its topic order; these give the quality that the document prints. */
const sixOpen: ReadonlySet<string> = new Set(['TLS-006', 'TLS-011', 'TLS-003', 'TLS-007', 'TLS-009', 'NET-002'].map((id) => `EGIF-TEC-${id}`));
const toSilver: Waiver = waiver({ id: 'W-8', requirement: `${personalUrls}@rev1`, maxTier: 'silver' });

interface Scenario {
  readonly title: string;
  readonly word: (requirement: ResolvedRequirement) => Word;
  readonly waivers?: readonly Waiver[];
  readonly verdicts: readonly [bronze: string, silver: string, gold: string];
  /** Maturity index, to the decimals that the document prints. */
  readonly maturity: number;
  readonly more?: (score: Score) => void;
}

function reasons(score: Score, tier: Tier): readonly string[] {
  return (score.tiers[tier]?.reasons ?? []).map(({ code }) => code);
}

const scenarios: readonly Scenario[] = [
  { title: 'A: all pass', word: () => 'passed', verdicts: ['granted', 'granted', 'granted'], maturity: 100 },
  {
    title: 'B: no authentication, the rest perfect; the mean would be 98.6',
    word: ({ id }) => (id === openDoor ? 'failed' : 'passed'),
    verdicts: ['refused', 'refused', 'refused'],
    maturity: 98.72,
    more: (score) => {
      assert.deepEqual(score.tiers.silver?.quality, [100, 100], 'hard gates do not enter the quality');
      assert.deepEqual(score.tiers.bronze?.reasons, [{ code: 'hard-gate-failed', requirements: [openDoor] }]);
    },
  },
  {
    title: 'C: only the bronze rules are met',
    word: ({ tier }) => (tier === 'bronze' ? 'passed' : 'failed'),
    verdicts: ['granted', 'refused', 'refused'],
    maturity: 29.66,
  },
  {
    title: 'D: no credentials, nothing beyond anonymous requests was run',
    word: ({ safety }) => (safety === 'S0' || safety === 'S1' ? 'passed' : 'untested'),
    verdicts: ['incomplete', 'incomplete', 'incomplete'],
    maturity: 50.39,
    more: (score) => {
      assert.equal(score.tiers.bronze?.confidence, 0.7795);
      assert.deepEqual(reasons(score, 'bronze'), ['hard-gate-unknown', 'confidence-low']);
    },
  },
  {
    // The document prints a maturity of 98: it rounds the naive mean there. Weighed, the six rules are 18 of 624.
    title: 'E: two majors and four score rules are open',
    word: ({ id }) => (sixOpen.has(id) ? 'failed' : 'passed'),
    verdicts: ['granted', 'conditional', 'refused'],
    maturity: 97.12,
    more: (score) => {
      assert.deepEqual(score.tiers.silver?.quality, [95.49, 95.5]);
      assert.deepEqual(reasons(score, 'silver'), ['majors-open']);
      assert.ok(reasons(score, 'gold').includes('majors-too-many'));
    },
  },
  {
    title: 'F: hard gates pass, every major fails; the mean would be 86',
    word: ({ gate }) => (gate === 'major' ? 'failed' : 'passed'),
    verdicts: ['refused', 'refused', 'refused'],
    maturity: 66.34,
    more: (score) => assert.equal(score.tiers.bronze?.openMajors, 10),
  },
  {
    title: 'G: the sandbox is down, S3 to S5 were not run',
    word: ({ safety }) => (['S3', 'S4', 'S5'].includes(safety) ? 'untested' : 'passed'),
    verdicts: ['incomplete', 'incomplete', 'incomplete'],
    maturity: 83.89,
    more: (score) => assert.equal(score.tiers.bronze?.reasons[0]?.requirements?.length, 3),
  },
  {
    title: 'H: personal identifiers in URLs, waived up to silver',
    word: ({ id }) => (id === personalUrls ? 'failed' : 'passed'),
    waivers: [toSilver],
    verdicts: ['granted', 'conditional', 'refused'],
    maturity: 98.72,
    more: (score) => {
      assert.deepEqual(score.tiers.silver?.reasons, [{ code: 'waiver-used', requirements: [personalUrls] }]);
      assert.deepEqual(score.tiers.gold?.reasons, [{ code: 'waiver-caps-tier', requirements: [personalUrls] }]);
    },
  },
];

/** Every requirement applies to these services. */
const applicable = (requirements: ResolvedProfile['requirements']): ReadonlyMap<string, boolean> => new Map(requirements.map(({ id }) => [id, true]));

describe('scenarios on g2g-rest-provider', () => {
  let profile: ResolvedProfile;

  before(async () => {
    const resolved = resolveProfile('g2g-rest-provider', await shippedLaw());
    const requirements = resolved.requirements.map((one) => ({ ...one, checks: ['probe/sample'], notTested: [] }));
    profile = { ...resolved, requirements };
  });

  function score({ word, waivers = [] }: Pick<Scenario, 'word' | 'waivers'>): Score {
    const outcomes: readonly InstanceOutcome[] = profile.requirements.map((one) => outcome(one.id, judgements[word(one)]));
    const { requirements, eligibility, unwaivable } = profile;
    const rows = rollUp({
      requirements,
      applicability: applicable(requirements),
      outcomes,
      eligibility,
      waivers,
      waiverScope: scope,
      unwaivable,
      at: '2026-11-20T10:00:00Z',
    });
    return scoreTiers({ profile, rows, scope: 'full', waivers });
  }

  for (const scenario of scenarios) {
    it(scenario.title, () => {
      const result = score(scenario);
      const { bronze, silver, gold } = result.tiers;
      assert.deepEqual([bronze?.verdict, silver?.verdict, gold?.verdict], scenario.verdicts);
      assert.equal(result.maturityIndex, scenario.maturity);
      assert.equal(result.verdict, silver?.verdict);
      scenario.more?.(result);
    });
  }

  it('B stays refused when somebody tries to waive the open door', () => {
    const result = score({ word: ({ id }) => (id === openDoor ? 'failed' : 'passed'), waivers: [waiver({ requirement: `${openDoor}@rev1` })] });
    assert.equal(result.verdict, 'refused');
  });

  it('leaves the shipped profile incomplete while methods have no check, whatever passed', async () => {
    const shipped = resolveProfile('g2g-rest-provider', await shippedLaw());
    const outcomes = shipped.requirements.map(({ id }) => outcome(id, judgements.passed));
    const { requirements, eligibility, unwaivable } = shipped;
    const rows = rollUp({
      requirements,
      applicability: applicable(requirements),
      outcomes,
      eligibility,
      waivers: [],
      waiverScope: scope,
      unwaivable,
      at: '2026-11-20T10:00:00Z',
    });
    const verdicts = new Set<Verdict>(rows.filter(({ notTested }) => notTested !== undefined).map(({ verdict }) => verdict));
    assert.deepEqual([...verdicts], ['cantTell']);
    assert.equal(scoreTiers({ profile: shipped, rows, scope: 'full', waivers: [] }).verdict, 'incomplete');
  });
});
