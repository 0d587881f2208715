/**
 * Shares of layers and thresholds of tiers: own values over inherited ones, and never laxer under another issuer.
 *
 * Room     profile (floor 3). May be imported within profile only.
 */
import { canonicalJson } from '../contract/canonical.js';
import type { Profile, TierRule } from '../contract/documents.js';
import { complain, type Merge } from './merge.js';

/** Own values win over inherited ones; parents that differ in one that is not settled conflict. */
function mergeMembers<T>(merge: Merge, member: 'layers' | 'tiers', inherited: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  const own = merge.source.profile[member] ?? {};
  const merged: Record<string, T> = {};
  for (const values of inherited) {
    for (const [name, value] of Object.entries(values)) {
      const other = merged[name];
      if (other !== undefined && canonicalJson(other) !== canonicalJson(value) && !Object.hasOwn(own, name)) {
        const message = `the parents give ${member}.${name} different values`;
        complain(merge, '/extends', { code: 'PROFILE_CONFLICTING_PARENTS', message, mend: `give ${member}.${name} in the profile itself` });
      }
      merged[name] = value;
    }
  }
  return merged;
}

function laxerTier(before: TierRule, after: TierRule): boolean {
  return (
    after.qualityMin < before.qualityMin ||
    (after.layerFloor ?? 0) < (before.layerFloor ?? 0) ||
    after.confidenceMin < before.confidenceMin ||
    after.openMajorsMax > before.openMajorsMax
  );
}

/** The thresholds of each tier. */
export function mergeTiers(merge: Merge): Record<string, TierRule> {
  const inherited = mergeMembers<TierRule>(
    merge,
    'tiers',
    merge.parents.map(({ tiers }) => tiers),
  );
  const own = merge.source.profile.tiers ?? {};
  for (const [tier, rule] of Object.entries(own)) {
    const before = merge.foreign ? merge.parents.flatMap(({ tiers }) => tiers[tier] ?? []) : [];
    if (before.some((parent) => laxerTier(parent, rule))) {
      const mend = 'only the issuer of the parent may lower a threshold';
      complain(merge, `/tiers/${tier}`, { code: 'PROFILE_LOOSENS', message: `the thresholds of ${tier} are laxer than those of a parent`, mend });
    }
  }
  return { ...inherited, ...own };
}

/** The share of each layer. */
export function mergeLayers(merge: Merge): NonNullable<Profile['layers']> {
  const inherited = mergeMembers(
    merge,
    'layers',
    merge.parents.map(({ layers }) => layers),
  );
  const merged = { ...inherited, ...merge.source.profile.layers };
  if (merge.foreign && merge.parents.some(({ layers }) => canonicalJson(layers) !== canonicalJson(merged))) {
    const mend = 'leave the shares as they are';
    complain(merge, '/layers', { code: 'PROFILE_LOOSENS', message: 'shares of layers may be changed only by the issuer of the parent', mend });
  }
  return merged;
}
