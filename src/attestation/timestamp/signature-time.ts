/**
 * The time at which a report was signed, as a time-stamp authority vouches for it: the stamp of its signature, and that the signer claims nothing else.
 *
 * Source   ETSI TS 119 182-1 §5.3.4 (sigTst); the trust design §9, “Verification of a report for certification”.
 * Room     attestation (floor 3).
 */
import type { Envelope } from '../jws/envelope.js';
import { demand } from '../problem.js';
import { signatureTimeStampOf, stampedOctets } from './jades.js';
import { type TimeStampDemands, type VerifiedTimeStamp, verifyTimeStamp } from './verify.js';

const maxSkewMs = 5 * 60_000;
/** How long after the claimed signing time a time stamp may be. */
const maxStampDelayMs = 60 * 60_000;

/** Whether two instants (ms) fit together as a claim of signing and its time stamp. */
const fits = (claimed: number, stamped: number): boolean => claimed <= stamped + maxSkewMs && stamped - claimed <= maxStampDelayMs;

/**
 * The verified time stamp of a signature; undefined where there is none, or nobody is trusted to make one.
 * Refusals: TST_MISSING where one is required, JADES_ETSIU, TST_*, CLAIMED_TIME_VS_TST.
 */
export function signatureTimeOf(
  envelope: Envelope,
  { required, stamping }: { readonly required: boolean; readonly stamping: TimeStampDemands | undefined },
): VerifiedTimeStamp | undefined {
  const token = signatureTimeStampOf(envelope);
  demand(token !== undefined || !required, 'TST_MISSING', 'the report has no time stamp');
  if (token === undefined || stamping === undefined) return undefined;
  const stamp = verifyTimeStamp(token, stampedOctets(envelope), stamping);
  const claimed = envelope.header.iat * 1000;
  demand(
    fits(claimed, stamp.time),
    'CLAIMED_TIME_VS_TST',
    `the time stamp is of ${new Date(stamp.time).toISOString()}, the signing time ${new Date(claimed).toISOString()}`,
  );
  return stamp;
}
