/**
 * A run under a trust list: is the law that judged it in force, and who granted the waivers that it rests on?
 *
 * Room     cli (floor 7).
 */
import type { LoadedWaiver } from '../../index/cases.js';
import type { Cause, ResolvedProfile } from '../../index/files.js';
import { isHeld, openWaiver, rulesDigestOf, type TrustContext } from '../../index/sealed-law.js';
import { openTrustFile } from '../trust/trust-file.js';

export type { TrustContext } from '../../index/sealed-law.js';

/** The trust list that the operator names. Errors: FILE_*, TRUST_REFUSED. */
export const readTrust = async (file: string, at: Date): Promise<TrustContext> => (await openTrustFile(file, at)).trust;

interface Judged {
  readonly profile: ResolvedProfile;
  readonly harness: Parameters<typeof rulesDigestOf>[0] & { readonly version: string };
  readonly at: number;
}

const isInForce = (entry: { readonly from: string; readonly until?: string | undefined }, at: number): boolean =>
  at >= Date.parse(entry.from) && (entry.until === undefined || at <= Date.parse(entry.until));

/** Why the law at hand is not the law that the trust list puts in force; nothing where it is. */
export function lawTrouble(trust: TrustContext | undefined, { profile, harness, at }: Judged): Cause | undefined {
  if (trust === undefined) return { code: 'law-unsigned' };
  const ref = `${profile.id}@${profile.version}`;
  const named = trust.list.profiles.find((entry) => entry.ref === ref);
  if (named === undefined) return { code: 'law-not-in-force', detail: `the trust list does not name ${ref}` };
  if (named.sha256 !== profile.digest) return { code: 'law-not-in-force', detail: `the trust list names another digest of ${ref}` };
  if (named.withdrawn === true || !isInForce(named, at)) return { code: 'law-not-in-force', detail: `${ref} is not in force at the time of the run` };
  const rules = rulesDigestOf(harness);
  const known = trust.list.harness.some((entry) => entry.version === harness.version && entry.rulesets === rules && isInForce(entry, at));
  return known ? undefined : { code: 'law-not-in-force', detail: `the trust list does not name the rules of egif ${harness.version}` };
}

/** Why a waiver counts for the agency's own use alone; nothing where its seal holds. */
export function waiverTrouble(trust: TrustContext | undefined, at: number): (waiver: LoadedWaiver) => Cause | undefined {
  return ({ document, waiver, sealed }) => {
    if (!sealed) return { code: 'waiver-unsigned', detail: waiver.id };
    if (trust === undefined) return { code: 'waiver-unverified', detail: waiver.id };
    const opened = openWaiver(Buffer.from(document.text), { trust, at });
    return isHeld(opened) ? undefined : { code: 'waiver-unverified', detail: `${waiver.id}: ${opened.trouble.code}` };
  };
}
