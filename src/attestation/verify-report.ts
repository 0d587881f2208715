/**
 * Verifies a signed report, step by step; the first step that does not hold decides. Verify does not know sign, nor the suite: re-deriving the
 * verdict and judging the evidence again are handed in as functions.
 *
 * Room     attestation (floor 3).
 */
import type { Derived, Recomputed } from '../contract/derived-report.js';
import type { Report } from '../contract/documents.js';
import { demandSignature, type Envelope, readEnvelope } from './jws/envelope.js';
import type { Certificate } from './x509/certificate.js';
import { validateChain } from './x509/chain.js';
import type { ChainCache } from './x509/chain-cache.js';
import { signatureTimeOf } from './timestamp/signature-time.js';
import type { VerifiedTimeStamp } from './timestamp/verify.js';
import { demand, Refusal, type Standing } from './problem.js';
import { demandDerived } from './report-derived.js';
import { reportIn, reportType } from './report-statement.js';
import { parseStrictJson } from './strict-json.js';

export type { Derived } from '../contract/derived-report.js';

/** OID of the subject attribute serialNumber, in which a seal carries the legal id of its holder. */
const serialNumberOid = '2.5.4.5';
const maxSkewMs = 5 * 60_000;

export interface VerifyOptions {
  /** DER of the pinned roots. */
  readonly anchors: readonly Uint8Array[];
  /** Instant of verification. */
  readonly at: Date;
  /** DER of revocation lists. Where there are any, every issuer must have one. */
  readonly crls?: readonly Uint8Array[];
  /** Whether every issuer must have one also where there are none. */
  readonly requireCrl?: boolean;
  /** Policies of which the chain of the seal must be valid for one. */
  readonly policies?: readonly string[];
  /** Who may stamp time. Without it a time stamp in the report is not looked at. */
  readonly timeStamp?: { readonly anchors: readonly Uint8Array[]; readonly policies?: readonly string[] };
  /** Whether a report without time stamp is refused. */
  readonly requireTimeStamp?: boolean;
  /** What earlier verifications found; see `createChainCache`. */
  readonly cache?: ChainCache;
  /** Derives verdict, counts and digest from the rows that the report itself holds. */
  readonly derive: (report: Report) => Derived;
  /** Judges the evidence again, if there is any at hand; undefined where it is not that of the report: then nothing of it is judged. */
  readonly recompute?: (report: Report) => Promise<Recomputed | undefined>;
  readonly expect?: {
    readonly agency?: string;
    readonly service?: string;
    readonly origin?: string;
    readonly profile?: string;
    readonly signer?: string;
  };
}

export interface Verification {
  readonly standing: 'valid' | Standing;
  readonly code?: string;
  readonly detail?: string;
  readonly report?: Report;
  readonly signer?: { readonly name: string; readonly legalId?: string; readonly signedAt: string };
  /** The verified time stamp of the signature. */
  readonly timeStamp?: { readonly time: string; readonly policy: string; readonly authority: string };
  readonly recomputed: boolean;
  /** What this verification does not look at. */
  readonly notChecked: readonly string[];
}

function demandExpectations(report: Report, leaf: Certificate, options: VerifyOptions): void {
  const { expect } = options;
  const { agency, service, environment } = report.subject;
  demand(
    expect?.agency === undefined || expect.agency === agency.legalPersonId,
    'EXPECT_AGENCY',
    `the report is about agency ${agency.legalPersonId}`,
  );
  demand(expect?.service === undefined || expect.service === service.id, 'EXPECT_SERVICE', `the report is about service ${service.id}`);
  demand(
    expect?.origin === undefined || expect.origin === new URL(environment.baseUrl).origin,
    'EXPECT_ORIGIN',
    `the report is about ${environment.baseUrl}`,
  );
  const [id = ''] = report.profile.ref.split('@');
  demand(
    expect?.profile === undefined || expect.profile === report.profile.ref || expect.profile === id,
    'EXPECT_PROFILE',
    `the report is about profile ${report.profile.ref}`,
  );
  const wanted = expect?.signer ?? agency.legalPersonId;
  demand(leaf.subjectAttributes.get(serialNumberOid) === wanted, 'SIGNER_NOT_AGENCY', `the seal does not carry the legal id ${wanted}`);
}

function demandConsistent(report: Report, derived: Derived): void {
  const ids = new Set(report.requirements.map((row) => row.id));
  demand(ids.size === report.requirements.length, 'CHECK_DUPLICATE', 'a requirement has two rows');
  demand(Date.parse(report.run.startedAt) <= Date.parse(report.run.finishedAt), 'RUN_TIMES', 'the run ends before it starts');
  demandDerived(report, derived);
}

/** The evidence gives what the report says. Under other rules or code lists than the report's, another outcome tells nothing of the report. */
async function demandRecomputed(report: Report, recompute: NonNullable<VerifyOptions['recompute']>): Promise<void> {
  const again = await recompute(report);
  demand(again?.root === report.evidence.root, 'EVIDENCE_ROOT', 'the evidence is not that of the report');
  const { unmarked = 0 } = again;
  demand(unmarked === 0, 'EVIDENCE_NONCE_MISSING', `${unmarked} requests of the evidence lack the marker of the run under its challenge`);
  const others = again.differing ?? [];
  if (again.canonicalSha256 === report.canonicalSha256 && again.verdict === report.verdict && others.length === 0) return;
  const differing = others.slice(0, 5).join(', ');
  const detail = `the evidence gives ${again.verdict ?? 'other verdicts'}, the report says ${report.verdict}${differing === '' ? '' : `: ${differing}`}`;
  if (again.sameHarness) throw new Refusal('RECOMPUTE_MISMATCH', detail);
  throw new Refusal(
    'HARNESS_DIFFERS',
    `judged by other rules than those of egif ${report.harness.version} as the report names them: ${detail}`,
    'indeterminate',
  );
}

const commonNameOf = ({ subjectAttributes }: Certificate): string => subjectAttributes.get('2.5.4.3') ?? subjectAttributes.get('2.5.4.10') ?? '';

function signerOf(envelope: Envelope, leaf: Certificate): NonNullable<Verification['signer']> {
  const legalId = leaf.subjectAttributes.get(serialNumberOid);
  return {
    name: commonNameOf(leaf),
    ...(legalId === undefined ? {} : { legalId }),
    signedAt: new Date(envelope.header.iat * 1000).toISOString(),
  };
}

const chainDemandsOf = ({ crls = [], requireCrl = false, cache }: VerifyOptions) => ({
  ...(crls.length === 0 && !requireCrl ? {} : { crls, requireCrl: true }),
  ...(cache === undefined ? {} : { cache }),
});

/** The verified time stamp of the signature, if there is one to look at. Refusals: JADES_ETSIU, TST_*, CLAIMED_TIME_VS_TST. */
function timeStampOf(envelope: Envelope, options: VerifyOptions): VerifiedTimeStamp | undefined {
  const { timeStamp, requireTimeStamp: required = false, at } = options;
  const isLookedAt = timeStamp !== undefined || required;
  const stamping = isLookedAt ? { anchors: [], ...timeStamp, ...chainDemandsOf(options), at: at.getTime() } : undefined;
  return signatureTimeOf(envelope, { required, stamping });
}

/** Envelope, time stamp, chain and signature: who signed, and when. */
function demandSealed(octets: Uint8Array, options: VerifyOptions) {
  const envelope = readEnvelope(octets, { type: reportType, etsiU: true });
  const signedAt = envelope.header.iat * 1000;
  demand(signedAt <= options.at.getTime() + maxSkewMs, 'SIGNED_IN_FUTURE', 'the signing time lies in the future');
  const stamp = timeStampOf(envelope, options);
  // Without a time stamp the signing time is only a claim: the chain must be valid now, and the claim must lie in the seal's own time.
  const now = options.at.getTime();
  const { anchors, policies } = options;
  const leaf = validateChain(envelope.header.chain, {
    at: stamp?.time ?? now,
    now,
    anchors,
    ...(policies === undefined ? {} : { policies }),
    ...chainDemandsOf(options),
  });
  demand(signedAt >= leaf.notBefore && signedAt <= leaf.notAfter, 'JWS_IAT', 'the signing time lies outside the validity of the seal');
  demandSignature(envelope, leaf.publicKey);
  return { envelope, signedAt, leaf, stamp };
}

const shownStamp = (stamp: VerifiedTimeStamp | undefined): Pick<Verification, 'timeStamp'> =>
  stamp === undefined ? {} : { timeStamp: { time: new Date(stamp.time).toISOString(), policy: stamp.policy, authority: commonNameOf(stamp.signer) } };

/** What is left out, by what the caller gave. */
function notCheckedIn(options: VerifyOptions, stamped: boolean): readonly string[] {
  const { crls = [], recompute } = options;
  return [...(crls.length === 0 ? ['revocation'] : []), ...(stamped ? [] : ['time-stamp']), ...(recompute === undefined ? ['recompute'] : [])];
}

/** Verifies a signed report. Never throws for what the octets say; errors of reading evidence (EVIDENCE_*) pass through. */
export async function verifyReport(octets: Uint8Array, options: VerifyOptions): Promise<Verification> {
  let known: Pick<Verification, 'report' | 'signer' | 'timeStamp'> = {};
  let notChecked = notCheckedIn(options, false);
  try {
    const { envelope, signedAt, leaf, stamp } = demandSealed(octets, options);
    notChecked = notCheckedIn(options, stamp !== undefined);
    const report = reportIn(parseStrictJson(envelope.payload));
    known = { report, signer: signerOf(envelope, leaf), ...shownStamp(stamp) };
    demandExpectations(report, leaf, options);
    demand(Date.parse(report.run.finishedAt) <= signedAt + maxSkewMs, 'RUN_TIMES', 'the report was signed before its run ended');
    const derived = options.derive(report);
    demandConsistent(report, derived);
    if (options.recompute !== undefined) await demandRecomputed(report, options.recompute);
    else if (derived.verdict === undefined)
      throw new Refusal(
        'PROFILE_UNKNOWN',
        `the profile ${report.profile.ref} of this digest is not known here, or a waiver decides: judge the evidence again`,
        'indeterminate',
      );
    return { standing: 'valid', ...known, recomputed: options.recompute !== undefined, notChecked };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { standing: error.standing, code: error.code, detail: error.message, ...known, recomputed: false, notChecked };
  }
}
