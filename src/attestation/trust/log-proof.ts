/**
 * Is it in the log: the one place of this folder that asks for a proof.
 *
 * Source   C2SP tlog-proof.
 * Room     attestation (floor 3).
 */
import type { TrustList } from '../../contract/documents.js';
import { type CheckpointMemory, type ProvenLeaf, verifyLogProof } from '../log/log-proof.js';
import { type LogPolicy, readLogPolicy } from '../log/log-policy.js';
import { readVerifierKey, type VerifierKey } from '../log/verifier-key.js';
import { demand, Refusal } from '../problem.js';

/** The log that a trust list names, read. */
export interface TrustedLog {
  readonly origin: string;
  readonly vkey: VerifierKey;
  readonly policy: LogPolicy;
}

/** What a proof is held against. */
export interface LogTrust {
  readonly log?: TrustedLog;
  /** How far clocks may be apart, in milliseconds. */
  readonly skewMs: number;
  readonly memory?: { readonly checkpoints: CheckpointMemory };
}

/** Reads the log of a trust list. Refusal: TRUST_FORMAT. */
export function trustedLogOf({ log }: Pick<TrustList, 'log'>): TrustedLog | undefined {
  if (log === undefined) return undefined;
  try {
    return { origin: log.origin, vkey: readVerifierKey(log.vkey), policy: readLogPolicy(log.policy) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal('TRUST_FORMAT', `the log of the trust list cannot be used: ${error.message}`);
  }
}

/** The proof of a leaf under the log of the trust list; undefined where the list names no log. Refusals: LOG_*. */
export function loggedAs(
  leaf: () => Uint8Array,
  proof: string | undefined,
  { trust, now }: { readonly trust: LogTrust; readonly now: number },
): ProvenLeaf | undefined {
  const { log, skewMs, memory } = trust;
  if (log === undefined) return undefined;
  demand(proof !== undefined, 'LOG_PROOF_FORMAT', 'there is no proof that it is in the log, and the trust list demands one');
  const { origin, vkey, policy } = log;
  return verifyLogProof(proof, leaf(), policy, {
    origin,
    vkey,
    at: now,
    maxSkewMs: skewMs,
    ...(memory === undefined ? {} : { memory: memory.checkpoints }),
  });
}
