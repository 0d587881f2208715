/**
 * From rows to the verdict of each tier.
 *
 * A tier is refused only for what surely fails, incomplete where the unknown could still decide it, and granted only for what surely passes.
 *
 * Source   catalogue §5.
 * Room     verdict (floor 3).
 */
import type { RequirementRow, ResolvedProfile, RunVerdict, Tier, TierReason, TierResult, TierRule, Waiver } from '../contract/documents.js';
import { maturityOf, type Maturity } from './maturity.js';
import { type Interval, type Quality, qualityOf, roundedDown } from './quality.js';
import { highOf, lowOf, type Tally, tally, weighed, weightOf } from './tally.js';

export interface ScoreInput {
  readonly profile: ResolvedProfile;
  readonly rows: readonly RequirementRow[];
  readonly scope: 'full' | 'partial';
  /** The waivers that the rows name, for the highest tier that each allows. */
  readonly waivers: readonly Waiver[];
}

export interface Score {
  /** That of the target tier. */
  readonly verdict: RunVerdict;
  readonly targetTier: Tier;
  readonly tiers: Readonly<Partial<Record<Tier, TierResult>>>;
  /** Weighted share of what surely passes over all tiers, 0 to 100; for ranking, never for a certificate. */
  readonly maturityIndex: number;
  readonly maturity: Maturity;
}

const tierOrder: readonly Tier[] = ['bronze', 'silver', 'gold'];
const majorThreshold = 0.95;
const smallestJudgedLayer = 6;
const harnessShareMax = 0.02;
const flakyShareMax = 0.05;
const tolerance = 1e-9;

/** Everything about one tier that its verdict rests on. */
interface TierFacts {
  readonly tier: Tier;
  readonly rule: TierRule;
  readonly hardFailed: readonly string[];
  readonly hardUnknown: readonly string[];
  readonly waived: readonly RequirementRow[];
  /** Major requirements that are not surely met, and those that are surely not met. */
  readonly openMajors: readonly string[];
  readonly failedMajors: readonly string[];
  readonly quality: Quality;
  readonly confidence: number;
}

const rank = (tier: Tier): number => tierOrder.indexOf(tier);

function idsOf(tallies: readonly Tally[]): readonly string[] {
  return tallies.map(({ row }) => row.id);
}

/** Whether a hard gate is neither surely open nor surely shut. A waiver opens it. */
function isUntold({ row, passed }: Tally): boolean {
  if (row.verdict === 'failed' || row.waiver !== undefined) return false;
  return row.verdict !== 'passed' || passed === 0;
}

function factsOf(tier: Tier, rule: TierRule, { tallies, profile }: { tallies: readonly Tally[]; profile: ResolvedProfile }): TierFacts {
  const demanded = tallies.filter(({ row }) => rank(row.tier) <= rank(tier));
  const hard = demanded.filter(({ row }) => row.gate === 'hard');
  // A waiver opens a gate and gives no points: a waived major is not an open one, but counts as failed in the quality.
  const majors = demanded.filter(({ row }) => row.gate === 'major' && row.waiver === undefined);
  const weight = weightOf(demanded);
  const known = (one: Tally): number => (one.passed + one.failed) / (one.passed + one.failed + one.unknown);
  return {
    tier,
    rule,
    hardFailed: idsOf(hard.filter(({ row }) => row.verdict === 'failed')),
    hardUnknown: idsOf(hard.filter(isUntold)),
    // A waiver opens gates; where there is none to open, it changes nothing.
    waived: demanded.map(({ row }) => row).filter(({ waiver, gate }) => waiver !== undefined && (gate === 'hard' || gate === 'major')),
    openMajors: idsOf(majors.filter((major) => lowOf(major) < majorThreshold)),
    failedMajors: idsOf(majors.filter((major) => highOf(major) < majorThreshold)),
    quality: qualityOf(demanded, profile.layers),
    confidence: weight === 0 ? 0 : weighed(demanded, known) / weight,
  };
}

/** What makes the run worthless whatever its rows say: faults of the harness, or results that do not repeat. */
function voidingReasons(tallies: readonly Tally[]): readonly TierReason[] {
  const codes = tallies.flatMap(({ row }) => row.instances.map(({ cause }) => cause?.code));
  const share = (code: string): number => (codes.length === 0 ? 0 : codes.filter((other) => other === code).length / codes.length);
  const faulty = tallies.filter(({ row }) => row.gate === 'hard' && row.instances.some(({ cause }) => cause?.code === 'harness'));
  const reasons: TierReason[] = [];
  if (faulty.length > 0) reasons.push({ code: 'harness-fault', requirements: idsOf(faulty) });
  else if (share('harness') > harnessShareMax) reasons.push({ code: 'harness-fault', got: roundedDown(share('harness'), 4), want: harnessShareMax });
  if (share('flaky') > flakyShareMax) reasons.push({ code: 'flaky', got: roundedDown(share('flaky'), 4), want: flakyShareMax });
  return reasons;
}

/** What surely stands against the tier before any threshold is looked at. */
function refusals({ tier, hardFailed, waived }: TierFacts, { maxTier }: ResolvedProfile, waivers: readonly Waiver[]): readonly TierReason[] {
  const caps = new Map(waivers.map((waiver) => [waiver.id, waiver.maxTier]));
  const capped = waived.filter(({ waiver = '' }) =>
    waiver.split(', ').some((id) => {
      const cap = caps.get(id);
      return cap !== undefined && rank(cap) < rank(tier);
    }),
  );
  const reasons: TierReason[] = [];
  if (hardFailed.length > 0) reasons.push({ code: 'hard-gate-failed', requirements: hardFailed });
  if (maxTier !== undefined && rank(maxTier) < rank(tier)) reasons.push({ code: 'above-max-tier' });
  if (capped.length > 0) reasons.push({ code: 'waiver-caps-tier', requirements: capped.map(({ id }) => id) });
  return reasons;
}

/** What could not be told and alone keeps the tier from being decided. */
function gaps({ rule, hardUnknown, confidence }: TierFacts): readonly TierReason[] {
  const reasons: TierReason[] = [];
  if (hardUnknown.length > 0) reasons.push({ code: 'hard-gate-unknown', requirements: hardUnknown });
  if (confidence < rule.confidenceMin - tolerance)
    reasons.push({ code: 'confidence-low', got: roundedDown(confidence, 4), want: rule.confidenceMin });
  return reasons;
}

/** Thresholds that are missed; `sure` tells whether the unknown could not mend it. */
function misses({ rule, openMajors, failedMajors, quality }: TierFacts): readonly { readonly reason: TierReason; readonly sure: boolean }[] {
  const found: { reason: TierReason; sure: boolean }[] = [];
  const below = ({ low, high }: Interval, want: number, reason: TierReason): void => {
    if (low < want - tolerance) found.push({ reason: { ...reason, got: roundedDown(low, 2), want }, sure: high < want - tolerance });
  };
  if (openMajors.length > rule.openMajorsMax) {
    const reason = { code: 'majors-too-many', requirements: openMajors, got: openMajors.length, want: rule.openMajorsMax } satisfies TierReason;
    found.push({ reason, sure: failedMajors.length > rule.openMajorsMax });
  }
  below(quality, rule.qualityMin, { code: 'quality-low' });
  for (const [layer, interval] of quality.layers) {
    if (interval.weight >= smallestJudgedLayer) below(interval, rule.layerFloor ?? 0, { code: 'layer-floor', layer });
  }
  return found;
}

function verdictOf(facts: TierFacts, profile: ResolvedProfile, waivers: readonly Waiver[]): Pick<TierResult, 'verdict' | 'reasons'> {
  const [refused, untold, missed] = [refusals(facts, profile, waivers), gaps(facts), misses(facts)];
  const reasons = [...refused, ...untold, ...missed.map(({ reason }) => reason)];
  if (refused.length > 0) return { verdict: 'refused', reasons };
  if (untold.length > 0) return { verdict: 'incomplete', reasons };
  if (missed.length > 0) return { verdict: missed.some(({ sure }) => sure) ? 'refused' : 'incomplete', reasons };
  const conditions: TierReason[] = [];
  if (facts.openMajors.length > 0) conditions.push({ code: 'majors-open', requirements: facts.openMajors, got: facts.openMajors.length, want: 0 });
  if (facts.waived.length > 0) conditions.push({ code: 'waiver-used', requirements: facts.waived.map(({ id }) => id) });
  return { verdict: conditions.length > 0 ? 'conditional' : 'granted', reasons: conditions };
}

function shown({ low, high }: Interval): readonly number[] {
  return [roundedDown(low, 2), Math.min(100, Math.ceil(high * 100 - 1e-6) / 100)];
}

function resultOf(facts: TierFacts, outcome: Pick<TierResult, 'verdict' | 'reasons'>): TierResult {
  return {
    verdict: outcome.verdict,
    quality: shown(facts.quality),
    confidence: roundedDown(facts.confidence, 4),
    openMajors: facts.openMajors.length,
    layers: Object.fromEntries([...facts.quality.layers].map(([layer, interval]) => [layer, shown(interval)])),
    reasons: outcome.reasons,
  };
}

/** Scores every tier that the profile has thresholds for. A partial scope and a void run leave every tier incomplete. */
export function scoreTiers({ profile, rows, scope, waivers }: ScoreInput): Score {
  const tallies = tally(rows, profile);
  const voided: readonly TierReason[] = scope === 'partial' ? [{ code: 'partial-scope' }] : voidingReasons(tallies);
  const tiers: Partial<Record<Tier, TierResult>> = {};
  for (const tier of tierOrder) {
    const rule = profile.tiers[tier];
    if (rule === undefined) continue;
    const facts = factsOf(tier, rule, { tallies, profile });
    tiers[tier] = resultOf(facts, voided.length > 0 ? { verdict: 'incomplete', reasons: voided } : verdictOf(facts, profile, waivers));
  }
  const maturity = maturityOf(tallies);
  return {
    verdict: tiers[profile.targetTier]?.verdict ?? 'incomplete',
    targetTier: profile.targetTier,
    tiers,
    maturityIndex: maturity.index,
    maturity,
  };
}
