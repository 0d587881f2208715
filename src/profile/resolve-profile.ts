/**
 * The resolved profile: the law of one run, written out and pinned by its digest.
 *
 * Room     profile (floor 3).
 */
import { digestOf } from '../contract/canonical.js';
import type { Requirement, ResolvedProfile, ResolvedRequirement, Tier } from '../contract/documents.js';
import { EgifError, EgifProblems } from '../errors.js';
import type { Demand } from './demand.js';
import { flatten, type LawContext } from './flatten.js';
import type { Flattened } from './merge.js';
import { findProfile, type LoadedProfile } from './load-profiles.js';
import { suggestion } from '../contract/nearest.js';
import { errorAt } from './require-document.js';

export interface ResolveContext extends LawContext {
  /** Ids of the checks and lint rules that exist; without it the catalogue's references are not verified. */
  readonly knownChecks?: ReadonlySet<string>;
}

function requirementOf(requirement: Requirement, { level, tier, gate, weight, params }: Demand): ResolvedRequirement {
  const { id, rev, layer, topic, title, statement, source, refs, safety, check, appliesWhen } = requirement;
  const checks = [...new Set(check.flatMap((method) => method.checks ?? []))].sort();
  const notTested = check.flatMap(({ by, notTestedReason }) => (notTestedReason === undefined ? [] : [{ by, reason: notTestedReason }]));
  const demanded = { level, tier, gate, weight, params };
  const fixed = { id, rev, layer, topic, title, statement, source, refs, safety, checks, notTested };
  return { ...fixed, ...demanded, ...(appliesWhen === undefined ? {} : { appliesWhen }) };
}

function requirementsOf({ demands }: Flattened, { catalogue }: ResolveContext): readonly ResolvedRequirement[] {
  return [...demands]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, demand]) => {
      const requirement = catalogue.requirements.get(id);
      return requirement === undefined ? [] : [requirementOf(requirement, demand)];
    });
}

function unknownChecks(requirements: readonly ResolvedRequirement[], known: ReadonlySet<string>): readonly EgifError[] {
  return requirements.flatMap(({ id, checks }) =>
    checks
      .filter((check) => !known.has(check))
      .map((check) => {
        const mend = suggestion(check, known, 'name a check that exists');
        return new EgifError('PROFILE_UNKNOWN_CHECK', `${id} names the check ${check}, which does not exist`, { mend });
      }),
  );
}

/** The target tier, by default silver, but never above the highest tier that the profile gives. */
function targetOf({ targetTier = 'silver', maxTier }: Flattened): Tier {
  return maxTier === 'bronze' ? 'bronze' : targetTier;
}

/** What a profile that is to be run must have beside requirements. */
function gaps(flat: Flattened, requirements: readonly ResolvedRequirement[]): readonly EgifError[] {
  const { profile, document } = flat.source;
  if (profile.abstract === true) return [];
  const missing = [...new Set(requirements.map(({ layer }) => layer))].filter((layer) => flat.layers[layer] === undefined);
  const problems = missing.map((layer) =>
    errorAt('PROFILE_INVALID', document, { pointer: '/layers', message: `the layer ${layer} has no share`, mend: `give layers.${layer}.share` }),
  );
  const target = targetOf(flat);
  if (flat.tiers[target] !== undefined) return problems;
  const detail = { pointer: '/tiers', message: `the target tier ${target} has no thresholds`, mend: `give tiers.${target}` };
  return [...problems, errorAt('PROFILE_INVALID', document, detail)];
}

/**
 * Resolves a profile: `id@version`, or `id` for its newest version.
 *
 * Errors: PROFILE_NOT_FOUND, PROFILE_CYCLE, PROFILE_INVALID, PROFILE_UNKNOWN_REQUIREMENT, PROFILE_EMPTY_SELECTOR, PROFILE_CONFLICTING_PARENTS,
 * PROFILE_LOOSENS, PROFILE_DIGEST_MISMATCH, PROFILE_UNKNOWN_CHECK; all problems of one file at once.
 */
export function resolveProfile(ref: string, context: ResolveContext): ResolvedProfile {
  const flat = flatten(findProfile(ref, context.profiles), context);
  const { profile, document } = flat.source;
  const requirements = requirementsOf(flat, context);
  if (requirements.length === 0) {
    const detail = {
      pointer: '/include',
      message: `${flat.source.ref} selects no requirement`,
      mend: 'include requirements that have what is asked',
    };
    throw errorAt('PROFILE_EMPTY_SELECTOR', document, detail);
  }
  const problems = [...gaps(flat, requirements), ...(context.knownChecks === undefined ? [] : unknownChecks(requirements, context.knownChecks))];
  if (problems.length > 0) throw new EgifProblems(problems);
  const resolved = {
    egif: 'resolved-profile/v1',
    id: profile.id,
    version: profile.version,
    title: profile.title,
    status: profile.status,
    eligibility: flat.eligibility,
    ...(profile.validity === undefined ? {} : { validity: profile.validity }),
    catalogue: { ref: context.catalogue.ref, digest: context.catalogue.digest },
    lineage: flat.lineage,
    ...(flat.appliesWhen.length === 0 ? {} : { appliesWhen: flat.appliesWhen }),
    requirements,
    layers: flat.layers,
    tiers: flat.tiers,
    targetTier: targetOf(flat),
    ...(flat.maxTier === undefined ? {} : { maxTier: flat.maxTier }),
    unwaivable: flat.unwaivable,
    run: flat.run,
  } satisfies Omit<ResolvedProfile, 'digest'>;
  return { ...resolved, digest: digestOf(resolved) };
}

/** Throws PROFILE_ABSTRACT for a profile that only serves as a parent. */
export function assertRunnable(resolved: ResolvedProfile, profiles: readonly LoadedProfile[]): void {
  const { profile, document } = findProfile(`${resolved.id}@${resolved.version}`, profiles);
  if (profile.abstract !== true) return;
  const children = profiles.filter(({ profile: other }) => (other.extends ?? []).some(({ ref }) => ref.split('@', 1)[0] === profile.id));
  const mend = children.length === 0 ? 'extend it' : `choose a profile that extends it: ${children.map(({ ref }) => ref).join(', ')}`;
  throw errorAt('PROFILE_ABSTRACT', document, { pointer: '/abstract', message: `${profile.id} cannot be run by itself`, mend });
}
