/**
 * One file judged: a certificate or a signed report, by the same steps as `egif verify`.
 *
 * Room     verifier (floor 7).
 */
import { createBatch, withContradictions } from '../attestation/certificate/verify-batch.js';
import type { CertificateVerification } from '../attestation/certificate/verify.js';
import type { Refusal } from '../attestation/problem.js';
import { reportTrustOf } from '../attestation/trust/stamping.js';
import { type Derived, type Verification, verifyReport } from '../attestation/verify-report.js';
import type { Report } from '../contract/documents.js';
import { type Call, UsageTrouble } from './call.js';
import { kindOf, type Trust } from './trust.js';

export interface Named {
  readonly file: string;
  readonly octets: Uint8Array;
}

export type Judged =
  | { readonly kind: 'certificate'; readonly file: string; readonly verification: CertificateVerification }
  | { readonly kind: 'report'; readonly file: string; readonly verification: Verification };

export interface JudgeInput {
  readonly trust: Trust;
  /** Milliseconds. */
  readonly at: number;
  readonly call: Call;
  /** DER of revocation lists and of the roots of time-stamp authorities. */
  readonly crls: readonly Uint8Array[];
  readonly timeStampRoots: readonly Uint8Array[];
  /** Derives counts, digest and verdict from the rows of a report. */
  readonly derive: (report: Report) => Derived;
}

function reportVerification(octets: Uint8Array, { trust, at, call, crls, timeStampRoots, derive }: JudgeInput): Promise<Verification> {
  const { agency, service, origin, profile } = call.expect;
  return verifyReport(octets, {
    ...reportTrustOf(trust.pack?.trust, { anchors: trust.roots, crls, timeStampRoots, requireTimeStamp: call.requireTimeStamp }),
    at: new Date(at),
    derive,
    expect: {
      ...(agency === undefined ? {} : { agency }),
      ...(service === undefined ? {} : { service }),
      ...(origin === undefined ? {} : { origin }),
      ...(profile === undefined ? {} : { profile }),
      ...(call.signer === undefined ? {} : { signer: call.signer }),
    },
  });
}

function certificateVerifications(files: readonly Named[], { trust, at, call }: JudgeInput): readonly CertificateVerification[] {
  if (trust.pack === undefined)
    throw new UsageTrouble({
      en: 'a certificate is held against a trust list, not against roots alone: give --trust FILE with the trust list or the freshness pack',
      fa: 'گواهی‌نامه با فهرست اعتماد سنجیده می‌شود نه با ریشهٔ تنها: --trust FILE را با فهرست اعتماد یا بستهٔ تازگی بدهید',
    });
  const batch = createBatch({
    trust: trust.pack.trust,
    at,
    lists: trust.pack.statusLists,
    expect: call.expect,
    ...(call.maxStatusAgeMs === undefined ? {} : { maxStatusAgeMs: call.maxStatusAgeMs }),
  });
  const verifications = files.map(({ octets }) => batch.add(octets));
  const contradictions = batch.contradictions();
  return verifications.map((verification) => withContradictions(verification, contradictions));
}

/** Judges files, certificates against each other too; in the order given. */
export async function judgeFiles(files: readonly Named[], input: JudgeInput): Promise<readonly Judged[]> {
  const decision = files.find(({ octets }) => kindOf(octets) === 'decision');
  if (decision !== undefined)
    throw new UsageTrouble({
      en: `${decision.file} is a decision on budget: egif verify verifies it`,
      fa: `${decision.file} رأی بودجه است: egif verify آن را راستی‌آزمایی می‌کند`,
    });
  const certificates = files.filter(({ octets }) => kindOf(octets) === 'certificate');
  const verified = certificates.length === 0 ? [] : certificateVerifications(certificates, input);
  const judged: Judged[] = [];
  for (const { file, octets } of files) {
    const at = certificates.findIndex((each) => each.octets === octets && each.file === file);
    const found = verified[at];
    if (found !== undefined) judged.push({ kind: 'certificate', file, verification: found });
    else judged.push({ kind: 'report', file, verification: await reportVerification(octets, input) });
  }
  return judged;
}

/** What a refused trust list makes of everything that was to be held against it. */
export interface TrustRefused {
  readonly kind: 'trust-list';
  readonly refusal: Refusal;
}
