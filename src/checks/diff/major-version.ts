/**
 * Whether a contract is of another major version than the one before it.
 *
 * The base path decides, for it is what consumers call: `/v2` is another interface, whatever `info.version` says, and a `2.0.0` that is still served
 * below `/v1` is the old interface. Where neither contract has a major in its base path, `info.version` decides.
 *
 * Source   EGIF-TEC-VER-001, -002, -004; SemVer 2.0.0 §4 (below 1.0.0 the second number counts too, yet the law asks for one major: 0).
 * Room     checks/diff (floor 3).
 */
import type { Json } from '../../contract/api-model.js';

export interface MajorFacts {
  /** `info.version` as it stands. */
  readonly version: Json | undefined;
  /** Majors in the base paths of the servers. */
  readonly majors: ReadonlySet<number>;
}

function majorOf(version: Json | undefined): number | undefined {
  const [, major] = typeof version === 'string' ? (/^v?(\d{1,6})(?:\.|$|[-+])/.exec(version.trim()) ?? []) : [];
  return major === undefined ? undefined : Number(major);
}

/** True: another major. False: the same. Undefined: the contracts do not say, or one serves several majors at once. */
export function isNewMajor(old: MajorFacts, now: MajorFacts): boolean | undefined {
  if (old.majors.size > 0 && now.majors.size > 0) {
    if ([...old.majors].some((major) => now.majors.has(major))) return old.majors.size === 1 && now.majors.size === 1 ? false : undefined;
    return true;
  }
  if (old.majors.size > 0 || now.majors.size > 0) return undefined;
  const [before, after] = [majorOf(old.version), majorOf(now.version)];
  return before === undefined || after === undefined ? undefined : before !== after;
}
