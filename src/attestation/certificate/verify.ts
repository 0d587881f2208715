/**
 * Verifies a certificate, offline, step by step; the first step that does not hold decides.
 *
 * 0 file  1 trust list and clock  2 log  3 envelope  4 chain  5 part of the signer  6 what it says  7 whether it stands  8 what the caller wants.
 * Only `valid` counts for anything; what is absent or too old to tell is `indeterminate`, never valid.
 *
 * Source   ETSI EN 319 102-1 §5.1; W3C VC-JOSE-COSE §3; Bitstring Status List v1.0.
 * Room     attestation (floor 3).
 */
import type { CertificateStanding } from '../../contract/certificate-standing.js';
import type { CertificateBundle, StapledStatusList, TrustState } from '../../contract/documents.js';
import { readCompact } from '../jws/envelope.js';
import type { ProvenLeaf } from '../log/log-proof.js';
import { Refusal } from '../problem.js';
import { loggedAs } from '../trust/log-proof.js';
import { demandSealed, type Sealer } from '../trust/sealed.js';
import type { VerifiedList } from '../trust/status-list.js';
import { instantOf, type TrustContext } from '../trust/trust-context.js';
import { demandClock, demandNotBefore, type Seen } from '../trust/trust-state.js';
import { readBundle } from './bundle.js';
import { type Claim, claimOf } from './claim.js';
import { type Credential, credentialIn, demandCredential, isParticipation } from './credential-rules.js';
import { demandExpected, demandParticipationExpected, type Expectations } from './expectations.js';
import { claimedIssueLeaf } from './logged-leaf.js';
import { demandStatus } from './status.js';
import { credentialType } from './words.js';

export interface CertificateOptions {
  readonly trust: TrustContext;
  /** Milliseconds: the instant of verification. */
  readonly at: number;
  /** Status lists of the verifier’s own: of a freshness pack. */
  readonly lists?: readonly StapledStatusList[];
  /** What this verifier has seen before. */
  readonly state?: TrustState;
  readonly expect?: Expectations;
  /** Milliseconds; the trust list’s limit where that is less. */
  readonly maxStatusAgeMs?: number;
}

export interface CertificateVerification extends CertificateStanding {
  /** Who signed; once signature and chain hold. */
  readonly signer?: Pick<Sealer, 'certificateSha256' | 'signedAt'>;
  /** What this verification did not look at: `log` where the trust list names none, `report`, `evidence`. */
  readonly notChecked: readonly string[];
  /** What to keep in the state; of a valid certificate only. */
  readonly seen?: Seen;
}

interface Known extends Partial<Said> {
  sha256?: string;
  trustedTime?: number;
  signer?: Pick<Sealer, 'certificateSha256' | 'signedAt'>;
}

/** Cannot be told: TRUST_EXPIRED, CLOCK_BEHIND. Refusals: TRUST_ROLLBACK, TRUST_CHAIN. */
function demandTrust({ trust, at, state }: CertificateOptions): void {
  demandNotBefore(trust, state);
  demandClock(state, at, trust.skewMs);
  const { issued, expires } = trust.list;
  if (instantOf(issued) > at + trust.skewMs)
    throw new Refusal('CLOCK_BEHIND', `the trust list was issued at ${issued}: the clock is behind`, 'indeterminate');
  if (at > instantOf(expires)) throw new Refusal('TRUST_EXPIRED', `the trust list expired at ${expires}`, 'indeterminate');
}

type Said = Pick<CertificateStanding, 'certificate' | 'participation'>;

/** Each kind at a place of its own. */
const saidBy = (certificate: Credential): Said => (isParticipation(certificate) ? { participation: certificate } : { certificate });

interface Authentic {
  readonly certificate: Credential;
  readonly signer: Sealer;
  readonly logged: ProvenLeaf | undefined;
}

/** Steps 2 to 5, and the schema. */
function authentic({ credential, logProof }: CertificateBundle, claim: Claim, { trust, at: now }: CertificateOptions): Authentic {
  const logged = loggedAs(() => claimedIssueLeaf(credential, claim), logProof, { trust, now });
  const envelope = readCompact(credential, { type: credentialType }, claim.payload);
  const signer = demandSealed(envelope, { trust, role: 'issuer', at: logged?.firstWitnessTime ?? now, now });
  return { certificate: credentialIn(claim.value()), signer, logged };
}

function seenOf(trust: TrustContext, lists: readonly VerifiedList[], logged: ProvenLeaf | undefined): Seen {
  return { trust, lists, instants: logged === undefined ? [] : [logged.firstWitnessTime] };
}

/** Steps 0 to 8; `known` gathers what is established on the way. */
function steps(octets: Uint8Array, options: CertificateOptions, known: Known): Pick<CertificateVerification, 'freshUntil' | 'seen'> {
  const { trust, at: now, lists: own = [], state, expect, maxStatusAgeMs } = options;
  const bundle = readBundle(octets);
  const claim = claimOf(bundle.credential);
  known.sha256 = `sha256:${claim.sha256()}`;
  demandTrust(options);
  const { certificate, signer, logged } = authentic(bundle, claim, options);
  Object.assign(known, saidBy(certificate));
  known.signer = { certificateSha256: signer.certificateSha256, signedAt: signer.signedAt };
  if (logged !== undefined) known.trustedTime = logged.firstWitnessTime;
  const instants = { now, signedAt: signer.signedAt, ...(logged === undefined ? {} : { trustedTime: logged.firstWitnessTime }) };
  demandCredential(certificate, signer, { ...instants, trust });
  const status = demandStatus(certificate, {
    trust,
    now,
    own,
    stapled: bundle.statusLists,
    ...(state === undefined ? {} : { state }),
    ...(maxStatusAgeMs === undefined ? {} : { maxStatusAgeMs }),
  });
  if (expect !== undefined) {
    if (isParticipation(certificate)) demandParticipationExpected(certificate, expect);
    else demandExpected(certificate, expect);
  }
  const freshUntil = Math.min(status.freshUntil, instantOf(certificate.validUntil), instantOf(trust.list.expires));
  return { freshUntil, seen: seenOf(trust, status.lists, logged) };
}

/** Verifies a bundle. Never throws for what the octets say. */
export function verifyCertificate(octets: Uint8Array, options: CertificateOptions): CertificateVerification {
  const notChecked = [...(options.trust.log === undefined ? ['log'] : []), 'report', 'evidence'];
  const known: Known = {};
  try {
    const { freshUntil, seen } = steps(octets, options, known);
    return { standing: 'valid', ...known, ...(freshUntil === undefined ? {} : { freshUntil }), ...(seen === undefined ? {} : { seen }), notChecked };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { standing: error.standing, code: error.code, detail: error.message, ...known, notChecked };
  }
}
