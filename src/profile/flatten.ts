/**
 * A profile with its parents merged in: parents from left to right, then its own include, exclude, override and params.
 *
 * Source   catalogue §4.1 rules 1 and 2 (composition, tighten-only).
 * Room     profile (floor 3). May be imported within profile only.
 */
import { canonicalJson } from '../contract/canonical.js';
import type { Tier } from '../contract/documents.js';
import { EgifProblems } from '../errors.js';
import type { Catalogue } from './load-catalogue.js';
import { findProfile, type LoadedProfile } from './load-profiles.js';
import { complain, type Flattened, type Merge } from './merge.js';
import { mergeRequirements } from './merge-requirements.js';
import { mergeLayers, mergeTiers } from './merge-thresholds.js';
import { errorAt } from './require-document.js';
import { unknownRequirement } from './select.js';

/** The law that profiles are resolved against. */
export interface LawContext {
  readonly catalogue: Catalogue;
  readonly profiles: readonly LoadedProfile[];
}

const tierOrder: readonly Tier[] = ['bronze', 'silver', 'gold'];

function lowest(tiers: readonly (Tier | undefined)[]): Tier | undefined {
  return tierOrder.find((tier) => tiers.includes(tier));
}

function parentsOf(source: LoadedProfile, context: LawContext, trail: readonly string[]): readonly Flattened[] {
  return (source.profile.extends ?? []).map(({ ref, digest }, index) => {
    const parent = findProfile(ref, context.profiles);
    if (digest !== undefined && digest !== parent.digest) {
      const detail = {
        pointer: `/extends/${index}/digest`,
        message: `${ref} has another digest: ${parent.digest}`,
        mend: 'pin the version that is meant',
      };
      throw errorAt('PROFILE_DIGEST_MISMATCH', source.document, detail);
    }
    return flatten(parent, context, [...trail, source.ref]);
  });
}

function checkCatalogue({ profile, document }: LoadedProfile, { catalogue }: LawContext): void {
  const { ref, digest } = profile.catalogue;
  if (ref !== catalogue.ref) {
    const detail = {
      pointer: '/catalogue/ref',
      message: `the profile selects from ${ref}, loaded is ${catalogue.ref}`,
      mend: `write ${catalogue.ref}`,
    };
    throw errorAt('PROFILE_INVALID', document, detail);
  }
  if (digest !== undefined && digest !== catalogue.digest) {
    const detail = {
      pointer: '/catalogue/digest',
      message: `${ref} has another digest: ${catalogue.digest}`,
      mend: 'pin the catalogue that is meant',
    };
    throw errorAt('PROFILE_DIGEST_MISMATCH', document, detail);
  }
}

function startMerge(source: LoadedProfile, catalogue: Catalogue, parents: readonly Flattened[]): Merge {
  const issuers = parents.flatMap((parent) => parent.issuer ?? []);
  const own = source.profile.issuer?.id;
  const foreign = own !== undefined ? issuers.some((issuer) => issuer !== own) : new Set(issuers).size > 1;
  return { source, catalogue, parents, issuer: own ?? issuers[0], foreign, demands: new Map(), problems: [] };
}

/** Merges a profile with its parents. `trail` names the children on the way. Errors: every PROFILE_* that a file can cause. */
export function flatten(source: LoadedProfile, context: LawContext, trail: readonly string[] = []): Flattened {
  if (trail.includes(source.ref)) {
    const message = `profiles extend each other in a circle: ${[...trail, source.ref].join(' → ')}`;
    throw errorAt('PROFILE_CYCLE', source.document, { pointer: '/extends', message, mend: 'take one of the references out' });
  }
  checkCatalogue(source, context);
  const parents = parentsOf(source, context, trail);
  const merge = startMerge(source, context.catalogue, parents);
  const { profile } = source;
  mergeRequirements(merge);
  const [layers, tiers] = [mergeLayers(merge), mergeTiers(merge)];
  for (const [index, id] of (profile.unwaivable ?? []).entries()) {
    if (!context.catalogue.requirements.has(id)) complain(merge, `/unwaivable/${index}`, unknownRequirement(id, context.catalogue));
  }
  if (merge.problems.length > 0) throw new EgifProblems(merge.problems);
  return {
    source,
    issuer: merge.issuer,
    demands: merge.demands,
    lineage: distinct([...parents.flatMap(({ lineage }) => lineage), { ref: source.ref, digest: source.digest }]),
    appliesWhen: distinct([...parents.flatMap((parent) => parent.appliesWhen), ...(profile.appliesWhen === undefined ? [] : [profile.appliesWhen])]),
    layers,
    tiers,
    maxTier: lowest([...parents.map(({ maxTier }) => maxTier), profile.maxTier]),
    targetTier: profile.targetTier ?? parents.findLast(({ targetTier }) => targetTier !== undefined)?.targetTier,
    unwaivable: [...new Set([...parents.flatMap(({ unwaivable }) => unwaivable), ...(profile.unwaivable ?? [])])].sort(),
    run: Object.assign({}, ...parents.map(({ run }) => run), profile.run),
    eligibility: (profile.eligibility ?? true) && parents.every(({ eligibility }) => eligibility),
  };
}

/** Values without repeats, in their first order. */
function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [canonicalJson(value), value])).values()];
}
