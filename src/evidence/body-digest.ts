/**
 * Digests of bodies, once for each array of octets: a long body is looked up by its digest before it is redacted, and stored by it afterwards.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { sha256 } from '../contract/canonical.js';

/** Shorter ones are digested sooner than they are remembered. */
const shortest = 16 * 1024;
const digests = new WeakMap<Uint8Array, string>();

/** `sha256:` digest of octets that nobody changes. */
export function bodyDigest(octets: Uint8Array): string {
  if (octets.length < shortest) return sha256(octets);
  const digest = digests.get(octets) ?? sha256(octets);
  digests.set(octets, digest);
  return digest;
}
