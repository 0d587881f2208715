/**
 * How the sample agency handles signed messages; faults bend one manner each.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Fault } from '../faults/fault.js';

export interface SignedManners {
  readonly demandsSignature: boolean;
  readonly comparesDigest: boolean;
  readonly verifiesSignature: boolean;
  readonly limitsAge: boolean;
  /** Whether a nonce, and an idempotency key, are known a second time. */
  readonly remembers: boolean;
  /** How answers are signed: as they should be, not at all, with a key that nobody knows, or without covering something. */
  readonly answers: 'sound' | 'none' | 'foreign-key' | 'without-content' | 'without-status';
}

export const soundSignedManners: SignedManners = {
  demandsSignature: true,
  comparesDigest: true,
  verifiesSignature: true,
  limitsAge: true,
  remembers: true,
  answers: 'sound',
};

export interface SignedFault extends Fault {
  readonly manners?: Partial<SignedManners>;
}
