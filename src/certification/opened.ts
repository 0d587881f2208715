/**
 * What a signed object is once somebody has opened it: its payload and who sealed it, or why it does not hold. Issuance decides on these and never on octets.
 *
 * Room     certification (floor 4).
 */
import { Refusal, type Standing } from '../attestation/problem.js';

/** The seal that an object was found to carry, after its chain and signature held. */
export interface Seal {
  /** `sha256:` fingerprint of the certificate. */
  readonly certificateSha256: string;
  /** `sha256:` of the public key: two certificates of one key are one key. */
  readonly spkiSha256: string;
  /** Legal id in the subject, if there is one. */
  readonly legalId?: string;
  /** Opaque id of the holder as the trust list names it. */
  readonly holder?: string;
  /** Profiles that a laboratory or runner may run; absent: every one. */
  readonly profiles?: readonly string[];
  readonly organisation?: string;
  /** Milliseconds: the trusted time of the signature, else what the signer claims. */
  readonly signedAt: number;
}

/** Why something does not hold. */
export interface Trouble {
  readonly code: string;
  readonly detail: string;
  readonly standing: Standing;
}

/** A signed object after opening. `sha256` is that of the signed text. */
export type Opened<T> =
  | { readonly payload: T; readonly seal: Seal; readonly sha256: string }
  | { readonly trouble: Trouble; readonly sha256: string };

export const isHeld = <T>(opened: Opened<T>): opened is Extract<Opened<T>, { readonly payload: T }> => 'payload' in opened;

/** The trouble of a refusal; anything else is a defect and goes on. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Refusal)) throw error;
  return { code: error.code, detail: error.message, standing: error.standing };
}

/** Runs the steps of a judgement one by one and keeps every refusal: who is refused should learn all of it at once. */
export function gatherTroubles(steps: readonly (() => void)[]): readonly Trouble[] {
  const troubles: Trouble[] = [];
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      troubles.push(troubleOf(error));
    }
  }
  return troubles;
}
