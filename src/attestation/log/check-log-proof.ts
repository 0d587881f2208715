/**
 * A proof of the log as a result that a person can be shown.
 *
 * Room     attestation (floor 3).
 */
import { Refusal, type Standing } from '../problem.js';
import type { LogPolicy } from './log-policy.js';
import { type ProofOptions, type ProvenLeaf, verifyLogProof } from './log-proof.js';

export type LogProofCheck =
  | { readonly standing: 'valid'; readonly proven: ProvenLeaf }
  | { readonly standing: Standing; readonly code: string; readonly detail: string };

/** Verifies a proof; what does not hold comes as a code, nothing is thrown for any octets. */
export function checkLogProof(proof: string | Uint8Array, leaf: Uint8Array, policy: string | LogPolicy, options: ProofOptions): LogProofCheck {
  try {
    return { standing: 'valid', proven: verifyLogProof(proof, leaf, policy, options) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { standing: error.standing, code: error.code, detail: error.message };
  }
}
