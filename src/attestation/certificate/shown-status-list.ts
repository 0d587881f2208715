/**
 * A status list as the public sees it, for whoever holds it against the log.
 *
 * Room     attestation (floor 3).
 */
import { createHash } from 'node:crypto';
import type { StapledStatusList } from '../../contract/documents.js';
import type { ShownStatusList } from '../log/leaf-audit.js';
import { loggedAs } from '../trust/log-proof.js';
import { claimedStatusListLeaf } from './logged-leaf.js';
import { type StatusSources, verifyStatusList } from './status.js';

/** Indexes of the bits that are set; most octets are zero. */
function setBits(bits: Uint8Array): ReadonlySet<number> {
  const set = new Set<number>();
  for (const [at, octet] of bits.entries()) {
    if (octet === 0) continue;
    for (let bit = 0; bit < 8; bit += 1) if ((octet & (0x80 >> bit)) !== 0) set.add(at * 8 + bit);
  }
  return set;
}

/** A genuine list with its place in the log. Refusals: those of `verifyStatusList`. */
export function shownStatusList(stapled: StapledStatusList, sources: Pick<StatusSources, 'trust' | 'now'>): ShownStatusList {
  const { credential, bits } = verifyStatusList(stapled, sources);
  const logged = loggedAs(() => claimedStatusListLeaf(stapled.credential), stapled.logProof, sources);
  return {
    id: credential.id,
    sha256: createHash('sha256').update(stapled.credential).digest('hex'),
    set: setBits(bits),
    ...(logged === undefined ? {} : { index: logged.index }),
  };
}
