/**
 * Two officers make an act: two approvals of one act on one basis, under two keys of two holders, neither of whom ran what they approve.
 *
 * Room     certification (floor 4). Pure.
 */
import { demand, Refusal } from '../attestation/problem.js';
import type { Approval, TrustList } from '../contract/documents.js';
import { isHeld, type Opened, type Seal } from './opened.js';
import { isSameHand } from './rerun.js';

export const approvalType = 'egif-approval+jws';
const needed = 2;

export interface ActToApprove {
  readonly act: Approval['act'];
  /** Ids that an approval may name as its subject. */
  readonly subjects: readonly string[];
  /** Digest of what the act rests on. */
  readonly basis: string;
  /** Milliseconds: not before this was on the table. */
  readonly since: number;
  readonly at: number;
  /** Seals that ran or sealed what is approved. */
  readonly interested: readonly Seal[];
  /** Digests of approvals that an act of the authority was made with before. */
  readonly spent: ReadonlySet<string>;
}

type Held = Extract<Opened<Approval>, { readonly payload: Approval }>;

function demandOne({ payload, seal, sha256 }: Held, wanted: ActToApprove, { limits }: TrustList): void {
  const skew = limits.maxClockSkewSeconds * 1000;
  demand(payload.act === wanted.act, 'APPROVAL_ACT', `an approval is of the act ${payload.act}`);
  demand(wanted.subjects.includes(payload.subject), 'APPROVAL_SUBJECT', `an approval is about ${payload.subject.slice(0, 80)}`);
  demand(payload.basis === wanted.basis, 'APPROVAL_BASIS', 'an approval rests on another document');
  const given = Date.parse(payload.at);
  demand(given >= wanted.since - skew && given <= wanted.at + skew, 'APPROVAL_TIME', `an approval is of ${payload.at}`);
  demand(Math.abs(seal.signedAt - given) <= Math.max(skew, 60_000), 'APPROVAL_TIME', 'an approval was signed at another time than it says');
  demand(!wanted.spent.has(sha256), 'APPROVAL_SPENT', 'an approval was used for an act before');
  const mayApprove = !wanted.interested.some((other) => isSameHand(other, seal));
  demand(mayApprove, 'APPROVAL_NOT_INDEPENDENT', 'an approval is by the key or the holder that ran or sealed what it approves');
}

/** Two certificates of one holder are one officer, so it must be said whose a key is. Refusal: APPROVAL_HOLDER_UNKNOWN. */
function demandHolder({ holder }: Seal): void {
  demand(holder !== undefined && holder !== '', 'APPROVAL_HOLDER_UNKNOWN', 'the trust list does not say whose the key of an officer is');
}

/** Digests of two approvals that make the act. Refusals: APPROVAL_*, and those of opening them. */
export function demandApproved(approvals: readonly Opened<Approval>[], wanted: ActToApprove, trust: TrustList): readonly string[] {
  const officers: Held[] = [];
  for (const approval of approvals) {
    if (!isHeld(approval)) throw new Refusal(approval.trouble.code, `an approval: ${approval.trouble.detail}`, approval.trouble.standing);
    demandOne(approval, wanted, trust);
    demandHolder(approval.seal);
    demand(!officers.some(({ seal }) => isSameHand(seal, approval.seal)), 'APPROVAL_SAME_HOLDER', 'two approvals are of one holder or one key');
    officers.push(approval);
  }
  if (officers.length < needed) throw new Refusal('APPROVAL_MISSING', `${officers.length} of ${needed} officers approve`, 'indeterminate');
  return officers.map(({ sha256 }) => sha256).sort();
}
