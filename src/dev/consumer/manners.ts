/**
 * How the sample consumer calls its provider; faults bend one manner each.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Fault } from '../faults/fault.js';

export interface ClientManners {
  /** What of the provider's certificate is looked at: all of it, all but its dates, all but its host, all but its issuer. */
  readonly verifies: 'all' | 'not-dates' | 'not-host' | 'not-issuer';
  /** Whether the issuer's word on revocation is asked for with the handshake, and heeded. */
  readonly revocation: 'heeded' | 'unheeded' | 'unasked';
  /** Which forms of Retry-After are heeded. */
  readonly heeds: readonly ('seconds' | 'date')[];
  /** Where the provider refuses; where it says nothing, never more than a sound client makes. */
  readonly attempts: number;
  /** First gap where nothing is heeded; it doubles. */
  readonly gapMs: number;
  /** Takes answers with members that it does not know; with known ones that are absent. */
  readonly takesUnknown: boolean;
  readonly takesAbsent: boolean;
  readonly keepsKey: boolean;
  /** Undefined: for ever. */
  readonly timeoutMs: number | undefined;
  readonly namesTrace: boolean;
  readonly notesDeprecation: boolean;
}

export const soundClientManners: ClientManners = {
  verifies: 'all',
  revocation: 'heeded',
  heeds: ['seconds', 'date'],
  attempts: 3,
  gapMs: 200,
  takesUnknown: true,
  takesAbsent: true,
  keepsKey: true,
  timeoutMs: 2000,
  namesTrace: true,
  notesDeprecation: true,
};

export interface ConsumerFault extends Fault {
  readonly manners?: Partial<ClientManners>;
}
