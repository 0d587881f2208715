/**
 * What a self-proof tries under a profile: the kinds of sample agency that the profile is for, clean and with each fault that breaks something the profile judges.
 *
 * Room     cli (floor 7).
 */
import { agencyKinds, type AgencyKind, type Ground } from '../../dev/kinds.js';
import type { KnownFault } from '../../index/certification.js';
import type { ResolvedProfile } from '../../index/files.js';
import { applies } from '../../index/law.js';

export interface KindOfProof {
  readonly kind: AgencyKind;
  readonly ground: Ground;
  /** Whether the profile is made for such a service: then the clean agency is held against all of it, else against what the faults of the kind break. */
  readonly whole: boolean;
  /** Requirements that some fault of the kind breaks, whichever faults are tried. */
  readonly broken: readonly string[];
  readonly faults: readonly KnownFault[];
}

/** The ground on which a kind is judged under a profile; none where the profile is not for such a service. */
function groundFor({ grounds }: AgencyKind, { id, appliesWhen = [] }: ResolvedProfile): Ground | undefined {
  return grounds.find(({ profile }) => profile === id) ?? grounds.find(({ facts }) => !appliesWhen.some((when) => applies(when, facts) === false));
}

/** The kinds that a profile is for and that have a fault which breaks something in it, in the order of the kinds. */
export function kindsOfProof(profile: ResolvedProfile): readonly KindOfProof[] {
  const judged = new Map<string, string>(profile.requirements.filter(({ checks }) => checks.length > 0).map(({ id, level }) => [id, level]));
  return agencyKinds.flatMap((kind) => {
    const ground = groundFor(kind, profile);
    if (ground === undefined) return [];
    const faults = kind.faults.flatMap(({ name, requirements }) => {
      const expected = requirements.filter((id) => judged.has(id)).sort();
      return expected.length === 0 ? [] : [{ kind: kind.name, name, must: expected.some((id) => judged.get(id) === 'MUST'), expected }];
    });
    const broken = [...new Set(faults.flatMap(({ expected }) => expected))].sort();
    return faults.length === 0 ? [] : [{ kind, ground, whole: ground.profile === profile.id, broken, faults }];
  });
}

/** Every fault of every kind that breaks something in the profile. */
export const knownFaultsOf = (profile: ResolvedProfile): readonly KnownFault[] => kindsOfProof(profile).flatMap(({ faults }) => faults);
