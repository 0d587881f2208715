/**
 * Whether a certificate is revoked, by the lists at hand.
 *
 * A compromise of the key counts always; any other reason only for signatures from that instant on; a removal from the list counts not at all.
 *
 * Source   RFC 5280 §6.3.3 (subset), §5.3.1.
 * Room     attestation (floor 3).
 */
import { demand, Refusal } from '../problem.js';
import type { Certificate } from './certificate.js';
import type { ChainCache } from './chain-cache.js';
import { isCompromise, reasons, type RevocationList } from './crl.js';
import { sameOctets } from './der.js';

export interface RevocationDemands {
  /** Milliseconds: the trusted time of the signature. */
  readonly at: number;
  /** Milliseconds at which the lists must be fresh. */
  readonly now: number;
  /** Whether a certificate of whose issuer there is no list is refused. */
  readonly required: boolean;
  readonly cache: ChainCache;
}

const crlSign = 6;

/** The newest of the lists that the issuer signed. */
function listOf(issuer: Certificate, lists: readonly RevocationList[], cache: ChainCache): RevocationList | undefined {
  const named = lists.filter((list) => sameOctets(list.issuer, issuer.subject));
  if (named.length === 0) return undefined;
  demand(issuer.keyUsage?.has(crlSign) === true, 'CRL_ISSUER_KEY_USAGE', 'an issuer may not sign revocation lists');
  const known = named.filter((list) => list.signatureAlgorithm !== undefined);
  demand(known.length > 0, 'X509_WEAK_OR_UNKNOWN_SIGALG', 'a revocation list is signed with a weak or unknown algorithm');
  const own = known
    .filter((list) => list.authorityKey === undefined || issuer.subjectKey === undefined || list.authorityKey === issuer.subjectKey)
    .filter((list) => list.signatureAlgorithm !== undefined && cache.holds(list, list.signatureAlgorithm, issuer));
  const [first, ...others] = own;
  demand(first !== undefined, 'CRL_BAD_SIGNATURE', 'a revocation list is not signed by the issuer it names');
  return others.reduce((newest, list) => (list.thisUpdate > newest.thisUpdate ? list : newest), first);
}

/** Refuses a certificate that the newest list of its issuer revokes. Refusals: X509_NO_CRL, X509_REVOKED, X509_WEAK_OR_UNKNOWN_SIGALG, CRL_*. */
export function demandNotRevoked(certificate: Certificate, issuer: Certificate, lists: readonly RevocationList[], demands: RevocationDemands): void {
  const { at, now, required, cache } = demands;
  const list = listOf(issuer, lists, cache);
  if (list === undefined) {
    if (required) throw new Refusal('X509_NO_CRL', 'there is no revocation list of an issuer', 'indeterminate');
    return;
  }
  const entry = list.entries.get(certificate.serial);
  if (entry !== undefined && entry.reason !== reasons.removeFromCRL) {
    const since = new Date(entry.since).toISOString();
    demand(!isCompromise(entry.reason), 'X509_REVOKED', `the key was compromised (reason ${entry.reason}, ${since})`);
    demand(at < entry.since, 'X509_REVOKED', `revoked since ${since} (reason ${entry.reason})`);
  }
  demand(list.thisUpdate <= now, 'CRL_FROM_FUTURE', `a revocation list is of ${new Date(list.thisUpdate).toISOString()}`);
  if (now > list.nextUpdate) {
    throw new Refusal('CRL_STALE', `a revocation list was to be replaced by ${new Date(list.nextUpdate).toISOString()}`, 'indeterminate');
  }
}
