/**
 * The law that a run stands on, loaded once: catalogue, profiles, code lists, core vocabularies.
 *
 * Room     suite (floor 5).
 */
import type { Lock, LockedFile } from '../contract/documents.js';
import { checkDefinitions } from '../checks/index.js';
import { lintRules, rulesetDigests } from '../checks/lint/lint-rules.js';
import { type Catalogue, loadCatalogue } from '../profile/load-catalogue.js';
import { type Codelists, loadCodelists } from '../profile/load-codelists.js';
import { loadTrustLists, type TrustLists } from '../profile/load-trust-lists.js';
import { loadVocabularies, type Vocabularies } from '../profile/load-vocabularies.js';
import { makeLock, resolveProfile } from '../profile/index.js';
import { type LoadedProfile, loadProfiles } from '../profile/load-profiles.js';

export interface LawPlaces {
  readonly catalogue: string;
  readonly profiles: string;
  readonly codelists: string;
  readonly vocabularies: string;
  readonly trustLists: string;
}

export interface Law {
  readonly catalogue: Catalogue;
  readonly profiles: readonly LoadedProfile[];
  readonly codelists: Codelists;
  readonly vocabularies: Vocabularies;
  readonly trustLists: TrustLists;
  readonly knownChecks: ReadonlySet<string>;
}

/** Loads the law from its folders. Errors: CATALOGUE_INVALID, PROFILE_INVALID, FILE_*. */
export async function loadLaw(places: LawPlaces): Promise<Law> {
  const [catalogue, profiles, codelists, vocabularies, trustLists] = await Promise.all([
    loadCatalogue(places.catalogue),
    loadProfiles(places.profiles),
    loadCodelists(places.codelists),
    loadVocabularies(places.vocabularies),
    loadTrustLists(places.trustLists),
  ]);
  const knownChecks = new Set([...checkDefinitions.keys(), ...lintRules().map(({ id }) => id)]);
  return { catalogue, profiles, codelists, vocabularies, trustLists, knownChecks };
}

/** The code lists as references with digests, for the report. */
export function codelistRefs(law: Law): readonly LockedFile[] {
  return [...law.codelists.values()].map(({ id, version, digest }) => ({ ref: `${id}@${version}`, digest }));
}

/** The core vocabularies as references with digests, for the lock and the report. */
export function vocabularyRefs(law: Law): readonly LockedFile[] {
  return [...law.vocabularies.values()].map(({ type, version, digest }) => ({ ref: `${type}@${version}`, digest }));
}

/** The trust lists as references with digests, for the lock. */
export function trustListRefs(law: Law): readonly LockedFile[] {
  return [...law.trustLists.values()].map(({ id, version, digest }) => ({ ref: `${id}@${version}`, digest }));
}

/** The lock of a law: the digests of everything that decides a verdict. */
export function lawLock(law: Law, version: string): Lock {
  return makeLock({
    tool: { name: 'egif', version },
    catalogue: { ref: law.catalogue.ref, digest: law.catalogue.digest },
    profiles: law.profiles.map(({ ref, digest }) => ({ ref, digest, flattened: resolveProfile(ref, law).digest })),
    rulesets: rulesetDigests(),
    codelists: codelistRefs(law),
    vocabularies: vocabularyRefs(law),
    trustLists: trustListRefs(law),
  });
}
