/**
 * The leaves of the log that a certificate and a status list must have: who holds the object writes the same octets as who logged it.
 *
 * A credential’s digest is that of its whole compact text, signature included, so that not even another signature over the same content passes.
 *
 * Room     attestation (floor 3).
 */
import { createHash } from 'node:crypto';
import { memberOf } from '../../contract/json.js';
import { writeLogLeaf } from '../log/log-leaf.js';
import { demand } from '../problem.js';
import type { CertificateCredential, StatusListCredential } from '../../contract/documents.js';
import { type Claim, claimOf } from './claim.js';
import { clusterService } from './words.js';

const hexOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The leaf of an issued certificate. Refusal: LOG_LEAF where its ids may not stand in a leaf. */
export function issueLeaf(
  compact: string,
  { id, credentialSubject: { agency, service } }: Pick<CertificateCredential, 'id' | 'credentialSubject'>,
): Uint8Array {
  return writeLogLeaf({ type: 'issue', id, sha256: hexOf(compact), agency: agency.legalPersonId, service: service.id });
}

/** The leaf of a status list. Refusal: LOG_LEAF. */
export function statusListLeaf(compact: string, { id, sequence }: Pick<StatusListCredential, 'id' | 'sequence'>): Uint8Array {
  return writeLogLeaf({ type: 'status-list', id, sha256: hexOf(compact), sequence });
}

function textAt(value: unknown, ...path: readonly string[]): string {
  const found = path.reduce<unknown>(memberOf, value);
  demand(typeof found === 'string', 'LOG_LEAF', `what is to be in the log has no ${path.join('.')}`);
  return found;
}

/** The leaf of a certificate of either kind that nothing has verified yet. Refusals: JWS_BASE64, JSON_*, LOG_LEAF. */
export function claimedIssueLeaf(compact: string, claim: Claim = claimOf(compact)): Uint8Array {
  const value = claim.value();
  const subject = memberOf(value, 'credentialSubject');
  const agency = textAt(subject, 'agency', 'legalPersonId');
  const cluster = memberOf(subject, 'cluster');
  return writeLogLeaf({
    type: 'issue',
    id: textAt(value, 'id'),
    sha256: claim.sha256(),
    agency,
    service: typeof cluster === 'string' ? clusterService(cluster) : textAt(subject, 'service', 'id'),
  });
}

/** The leaf of a status list that nothing has verified yet. Refusals: JWS_BASE64, JSON_*, LOG_LEAF. */
export function claimedStatusListLeaf(compact: string, claim: Claim = claimOf(compact)): Uint8Array {
  const value = claim.value();
  const sequence = memberOf(value, 'sequence');
  demand(typeof sequence === 'number', 'LOG_LEAF', 'what is to be in the log has no sequence');
  return writeLogLeaf({ type: 'status-list', id: textAt(value, 'id'), sha256: claim.sha256(), sequence });
}
