/**
 * Profile files as they stand, before any parent is merged in.
 *
 * Room     profile (floor 3).
 */
import type { LoadedDocument } from '../contract/api-model.js';
import { digestOf } from '../contract/canonical.js';
import type { Profile } from '../contract/documents.js';
import { loadDocument } from '../contract/load-document.js';
import { EgifError } from '../errors.js';
import { yamlFilesIn } from './load-catalogue.js';
import { suggestion } from '../contract/nearest.js';
import { requireDocument } from './require-document.js';

/** A profile, its digest and the file that it stands in. */
export interface LoadedProfile {
  /** `id@version` */
  readonly ref: string;
  /** Over the RFC 8785 form of the file's content; comments and layout do not matter. */
  readonly digest: string;
  readonly profile: Profile;
  readonly document: LoadedDocument;
}

/** A loaded file as a profile. Errors: PROFILE_INVALID with the line of each problem. */
export function profileOf(document: LoadedDocument): LoadedProfile {
  const profile = requireDocument('Profile', 'PROFILE_INVALID', document);
  return { ref: `${profile.id}@${profile.version}`, digest: digestOf(profile), profile, document };
}

/** Reads one profile file. Errors: PROFILE_INVALID, FILE_*, DOCUMENT_*. */
export async function loadProfileFile(file: string): Promise<LoadedProfile> {
  return profileOf(await loadDocument(file));
}

/** Reads every profile (`*.yaml`) directly in a folder. Errors: PROFILE_INVALID (also for two files of one reference), FILE_*, DOCUMENT_*. */
export async function loadProfiles(directory: string): Promise<readonly LoadedProfile[]> {
  const loaded = await Promise.all((await yamlFilesIn(directory)).map((file) => loadProfileFile(file)));
  const files = new Map<string, string>();
  for (const { ref, document } of loaded) {
    const first = files.get(ref);
    if (first !== undefined) {
      throw new EgifError('PROFILE_INVALID', `${document.file}: ${ref} stands already in ${first}`, {
        file: document.file,
        mend: 'raise the version of the newer one',
      });
    }
    files.set(ref, document.file);
  }
  return loaded;
}

function newerFirst(a: LoadedProfile, b: LoadedProfile): number {
  const [left, right] = [a.profile.version.split('.').map(Number), b.profile.version.split('.').map(Number)];
  for (const [index, part] of left.entries()) {
    const difference = (right[index] ?? 0) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The profile of a reference: `id@version` exactly, `id` alone the newest version. Errors: PROFILE_NOT_FOUND with the nearest reference. */
export function findProfile(ref: string, profiles: readonly LoadedProfile[]): LoadedProfile {
  const [found] = profiles.filter((candidate) => candidate.ref === ref || candidate.profile.id === ref).sort(newerFirst);
  if (found !== undefined) return found;
  const known = profiles.flatMap((candidate) => (ref.includes('@') ? [candidate.ref] : [candidate.profile.id]));
  throw new EgifError('PROFILE_NOT_FOUND', `there is no profile ${ref}`, {
    mend: suggestion(ref, known, known.length === 0 ? 'no profile is loaded' : `known: ${[...new Set(known)].sort().join(', ')}`),
  });
}
