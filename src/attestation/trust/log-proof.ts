/**
 * Is it in the log: the one place of this folder that asks for a proof.
 *
 * Source   C2SP tlog-proof.
 * Room     attestation (floor 3).
 */
import type { TrustList } from '../../contract/documents.js';
import { demand } from '../problem.js';

export interface LogDemands {
  readonly origin: string;
  readonly vkey: string;
  /** C2SP tlog-policy. */
  readonly policy: string;
  /** Milliseconds: the instant of verification. */
  readonly at: number;
  readonly maxSkewMs: number;
}

/** What a proof gives. */
export interface Logged {
  readonly index: number;
  readonly size: number;
  /** Root in base64. */
  readonly root: string;
  /** Milliseconds: when a quorum of witnesses had seen it first. */
  readonly firstWitnessTime: number;
}

/** Verifies a proof text for a leaf. Refusals: LOG_*. */
export type VerifyLog = (proof: string, leaf: Uint8Array, demands: LogDemands) => Logged;

/** What a proof is held against. */
export interface LogTrust {
  readonly list: Pick<TrustList, 'log'>;
  /** How far clocks may be apart, in milliseconds. */
  readonly skewMs: number;
  /** Proves leaves of the log that the list names. */
  readonly verifyLog: VerifyLog;
}

/** The proof of a leaf under the log of the trust list; undefined where the list names no log. Refusals: LOG_*. */
export function loggedAs(
  leaf: Uint8Array,
  proof: string | undefined,
  { trust, now }: { readonly trust: LogTrust; readonly now: number },
): Logged | undefined {
  const { log } = trust.list;
  if (log === undefined) return undefined;
  demand(proof !== undefined, 'LOG_PROOF_FORMAT', 'there is no proof that it is in the log, and the trust list demands one');
  return trust.verifyLog(proof, leaf, { origin: log.origin, vkey: log.vkey, policy: log.policy, at: now, maxSkewMs: trust.skewMs });
}
