/**
 * A run under a trust list: is the law that judged it in force, and who granted the waivers that it rests on?
 *
 * Room     cli (floor 7).
 */
import { EgifError } from '../errors.js';
import type { LoadedWaiver } from '../index/cases.js';
import { isObject, parseJson } from '../contract/json.js';
import { type Cause, readBounded, type ResolvedProfile } from '../index/files.js';
import { isHeld, openWaiver, readTrustList, Refusal, rulesDigestOf, type TrustContext } from '../index/sealed-law.js';

export type { TrustContext } from '../index/sealed-law.js';

const maxBytes = 64 * 1024 * 1024;

/** The list in the file of a trust list, or in a freshness pack (`.egiftrust`). */
function listIn(octets: Buffer): Buffer {
  const pack = parseJson(octets.toString('utf8'))?.value;
  return isObject(pack) && typeof pack['trustList'] === 'string' ? Buffer.from(pack['trustList']) : octets;
}

/** The trust list that the operator names. Errors: FILE_*, TRUST_LIST_INVALID. */
export async function readTrust(file: string, at: Date): Promise<TrustContext> {
  const octets = await readBounded(file, maxBytes);
  try {
    return readTrustList(listIn(octets), { at: at.getTime() });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new EgifError('TRUST_LIST_INVALID', `${file}: ${error.code}: ${error.message}`, {
      file,
      mend: 'get the trust list again from the IT organisation; egif explain tells what the code means',
      cause: error,
    });
  }
}

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
