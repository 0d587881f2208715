/**
 * A profile with its parents merged in: parents from left to right, then its own include, exclude, override and params.
 *
 * Source   catalogue §4.1 rules 1 and 2 (composition, tighten-only).
 * Room     profile (floor 3). May be imported within profile only.
 */
import { canonicalJson } from '../contract/canonical.js';
import type { Predicate, Profile, ResolvedProfile, RunRules, Tier, TierRule } from '../contract/documents.js';
import { type EgifError, EgifProblems } from '../errors.js';
import { type Demand, type DemandProblem, demandOf, overridden, paramProblem, sameDemand } from './demand.js';
import type { Catalogue } from './load-catalogue.js';
import { findProfile, type LoadedProfile } from './load-profiles.js';
import { errorAt } from './require-document.js';
import { emptySelector, select, unknownRequirement } from './select.js';

/** The law that profiles are resolved against. */
export interface LawContext {
  readonly catalogue: Catalogue;
  readonly profiles: readonly LoadedProfile[];
}

/** A merged profile, before its requirements are written out. */
export interface Flattened {
  readonly source: LoadedProfile;
  /** Its own issuer, else that of its parents. */
  readonly issuer: string | undefined;
  readonly demands: ReadonlyMap<string, Demand>;
  readonly lineage: ResolvedProfile['lineage'];
  readonly appliesWhen: readonly Predicate[];
  readonly layers: NonNullable<Profile['layers']>;
  readonly tiers: Readonly<Record<string, TierRule>>;
  readonly maxTier: Tier | undefined;
  readonly targetTier: Tier | undefined;
  readonly unwaivable: readonly string[];
  readonly run: RunRules;
  readonly eligibility: boolean;
}

interface Merge {
  readonly source: LoadedProfile;
  readonly catalogue: Catalogue;
  readonly parents: readonly Flattened[];
  readonly issuer: string | undefined;
  /** Whether a parent has another issuer: then nothing may be loosened. */
  readonly foreign: boolean;
  readonly demands: Map<string, Demand>;
  readonly problems: EgifError[];
}

function complain(merge: Merge, pointer: string, problem: DemandProblem): void {
  merge.problems.push(errorAt(problem.code, merge.source.document, { pointer, message: problem.message, mend: problem.mend }));
}

const tierOrder: readonly Tier[] = ['bronze', 'silver', 'gold'];

function lowest(tiers: readonly (Tier | undefined)[]): Tier | undefined {
  return tierOrder.find((tier) => tiers.includes(tier));
}

function inherit(merge: Merge): void {
  const { profile } = merge.source;
  for (const parent of merge.parents) {
    for (const [id, demand] of parent.demands) {
      const other = merge.demands.get(id);
      if (other === undefined) merge.demands.set(id, demand);
      else if (!sameDemand(other, demand) && !Object.hasOwn(profile.override ?? {}, id)) {
        const message = `the parents demand different things of ${id}`;
        complain(merge, '/extends', { code: 'PROFILE_CONFLICTING_PARENTS', message, mend: `settle it with an own override of ${id}` });
      }
    }
  }
}

function include(merge: Merge): void {
  for (const [index, selector] of (merge.source.profile.include ?? []).entries()) {
    const { ids, problems } = select(selector, merge.catalogue);
    for (const problem of problems) complain(merge, `/include/${index}`, problem);
    for (const id of ids) {
      const requirement = merge.catalogue.requirements.get(id);
      if (requirement !== undefined && !merge.demands.has(id)) merge.demands.set(id, demandOf(requirement));
    }
  }
}

function exclude(merge: Merge): void {
  const { catalogue, demands, parents, foreign } = merge;
  for (const [index, { id, topic }] of (merge.source.profile.exclude ?? []).entries()) {
    const pointer = `/exclude/${index}`;
    if (id !== undefined && !catalogue.requirements.has(id)) complain(merge, pointer, unknownRequirement(id, catalogue));
    const all = [...catalogue.requirements.values()];
    if (topic !== undefined && !all.some((row) => row.topic === topic)) complain(merge, pointer, emptySelector('topic', topic, catalogue));
    if (id === undefined && topic === undefined) {
      complain(merge, pointer, { code: 'PROFILE_INVALID', message: 'nothing is excluded here', mend: 'name an id or a topic' });
    }
    for (const row of all.filter((candidate) => candidate.id === id || candidate.topic === topic)) {
      if (foreign && parents.some((parent) => parent.demands.has(row.id))) {
        const mend = 'only the issuer of the parent may leave it out';
        complain(merge, pointer, { code: 'PROFILE_LOOSENS', message: `${row.id} is demanded by a parent`, mend });
      }
      demands.delete(row.id);
    }
  }
}

/** The demand of an id that an override or a parameter names, or undefined with a complaint. */
function demandNamed(merge: Merge, id: string, pointer: string): Demand | undefined {
  const demand = merge.demands.get(id);
  const pending = (merge.source.profile.include ?? []).some(({ checked }) => checked === true);
  if (!merge.catalogue.requirements.has(id)) complain(merge, pointer, unknownRequirement(id, merge.catalogue));
  else if (demand === undefined && !pending) {
    const mend = 'include it, or drop this entry';
    complain(merge, pointer, { code: 'PROFILE_UNKNOWN_REQUIREMENT', message: `${id} is not in the selection of the profile`, mend });
  }
  return demand;
}

function override(merge: Merge): void {
  const { profile } = merge.source;
  for (const [id, change] of Object.entries(profile.override ?? {})) {
    const pointer = `/override/${id}`;
    const demand = demandNamed(merge, id, pointer);
    if (demand === undefined) continue;
    const parents = merge.parents.flatMap((parent) => parent.demands.get(id) ?? []);
    // With several parents the change is measured against each of them: it must not be laxer than any.
    for (const before of parents.length === 0 ? [demand] : parents) {
      const { demand: after, problems } = overridden(id, before, { override: change, foreign: merge.foreign });
      for (const problem of problems) complain(merge, pointer, problem);
      merge.demands.set(id, after);
    }
  }
  for (const [key, value] of Object.entries(profile.params ?? {})) {
    const pointer = `/params/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const [id = key, name = ''] = [key.split('.', 1)[0], key.slice(key.indexOf('.') + 1)];
    const demand = demandNamed(merge, id, pointer);
    if (demand === undefined) continue;
    const problem = paramProblem(id, demand, { name, value, foreign: merge.foreign });
    if (problem !== undefined) complain(merge, pointer, problem);
    merge.demands.set(id, { ...demand, params: { ...demand.params, [name]: value } });
  }
}

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

function mergeTiers(merge: Merge): Record<string, TierRule> {
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

function mergeLayers(merge: Merge): NonNullable<Profile['layers']> {
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
  for (const step of [inherit, include, exclude, override]) step(merge);
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
