/**
 * What the schema of a trust list cannot say: one part for each key, windows that are windows, anchors that are certificates.
 *
 * Room     attestation (floor 3).
 */
import type { RoleKey, TrustList } from '../../contract/documents.js';
import { demand, Refusal } from '../problem.js';
import { parseCertificate } from '../x509/certificate.js';
import { instantOf, type RoleName } from './trust-context.js';

export const roleNames = ['issuer', 'status', 'challenge', 'profile', 'runner', 'officer', 'laboratory'] as const satisfies readonly RoleName[];

function demandWindow(name: string, { from, until }: { readonly from: string; readonly until?: string }): void {
  demand(until === undefined || instantOf(from) < instantOf(until), 'TRUST_FORMAT', `${name} ends before it begins`);
}

function demandAnchor(text: string): void {
  const der = Buffer.from(text, 'base64');
  try {
    const { isCa } = parseCertificate(der);
    demand(isCa && der.toString('base64') === text, 'TRUST_FORMAT', 'an anchor is no certificate of an authority');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal('TRUST_FORMAT', `an anchor cannot be used: ${error.message}`);
  }
}

/** The keys by part and fingerprint. Refusal: TRUST_FORMAT. */
export function rolesIn(list: TrustList): ReadonlyMap<RoleName, ReadonlyMap<string, RoleKey>> {
  const seen = new Set<string>();
  const roles = roleNames.map((role) => {
    const keys = list.roles[role];
    for (const key of keys) {
      demand(!seen.has(key.certificateSha256), 'TRUST_FORMAT', `the key ${key.certificateSha256} plays two parts or stands twice`);
      seen.add(key.certificateSha256);
      demandWindow(`the key ${key.certificateSha256}`, { from: key.from, ...(key.until === undefined ? {} : { until: key.until }) });
    }
    return [role, new Map(keys.map((key) => [key.certificateSha256, key]))] as const;
  });
  for (const anchor of [...list.anchors, ...list.timeStamping.anchors]) demandAnchor(anchor);
  const refs = list.profiles.map(({ ref }) => ref);
  demand(new Set(refs).size === refs.length, 'TRUST_FORMAT', 'a profile stands twice');
  for (const { ref, from, until } of list.profiles) demandWindow(`the profile ${ref}`, { from, ...(until === undefined ? {} : { until }) });
  return new Map(roles);
}
