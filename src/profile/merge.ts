/**
 * What passes between the steps that merge a profile with its parents.
 *
 * Room     profile (floor 3). May be imported within profile only.
 */
import type { Predicate, Profile, ResolvedProfile, RunRules, Tier, TierRule } from '../contract/documents.js';
import type { EgifError } from '../errors.js';
import type { Demand, DemandProblem } from './demand.js';
import type { Catalogue } from './load-catalogue.js';
import type { LoadedProfile } from './load-profiles.js';
import { errorAt } from './require-document.js';

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

/** A merge under way. */
export interface Merge {
  readonly source: LoadedProfile;
  readonly catalogue: Catalogue;
  readonly parents: readonly Flattened[];
  readonly issuer: string | undefined;
  /** Whether a parent has another issuer: then nothing may be loosened. */
  readonly foreign: boolean;
  readonly demands: Map<string, Demand>;
  readonly problems: EgifError[];
}

/** Notes a problem at a place of the profile that is being merged. */
export function complain(merge: Merge, pointer: string, problem: DemandProblem): void {
  merge.problems.push(errorAt(problem.code, merge.source.document, { pointer, message: problem.message, mend: problem.mend }));
}
