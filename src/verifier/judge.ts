/**
 * One file judged: a certificate, a signed report or a sealed decision, by the same steps as `egif verify`.
 *
 * Room     verifier (floor 7).
 */
import { createBatch, withContradictions } from '../attestation/certificate/verify-batch.js';
import type { CertificateVerification } from '../attestation/certificate/verify.js';
import { withBatchFiles } from '../attestation/decision/batch-files.js';
import { type DecisionVerification, verifyDecision } from '../attestation/decision/verify-decision.js';
import type { Refusal } from '../attestation/problem.js';
import { reportTrustOf } from '../attestation/trust/stamping.js';
import type { OpenedPack } from '../attestation/trust/freshness-pack.js';
import { type Derived, type Verification, verifyReport } from '../attestation/verify-report.js';
import type { Report, TrustState } from '../contract/documents.js';
import { type Call, UsageTrouble } from './call.js';
import { kindOf, type Trust } from './trust.js';

export interface Named {
  readonly file: string;
  readonly octets: Uint8Array;
}

export type Judged =
  | { readonly kind: 'certificate'; readonly file: string; readonly verification: CertificateVerification }
  | { readonly kind: 'decision'; readonly file: string; readonly verification: DecisionVerification }
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
  /** What this verifier has seen before. */
  readonly state?: TrustState;
  /** `sha256:` of what stands under a name beside a file; undefined where nothing does. */
  readonly digestBeside: (file: string, name: string) => string | undefined;
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

function demandPack({ pack }: Trust): OpenedPack {
  if (pack !== undefined) return pack;
  throw new UsageTrouble({
    en: 'certificates and decisions are held against a trust list, not against roots alone: give --trust FILE with the trust list or the freshness pack',
    fa: 'گواهی‌نامه و تصمیم با فهرست اعتماد سنجیده می‌شوند نه با ریشهٔ تنها: --trust FILE را با فهرست اعتماد یا بستهٔ تازگی بدهید',
  });
}

function decisionVerification({ file, octets }: Named, { trust, at, call, digestBeside }: JudgeInput): Promise<DecisionVerification> {
  const rules = { trust: demandPack(trust).trust, at: new Date(at), ...(call.signer === undefined ? {} : { signer: call.signer }) };
  return withBatchFiles(verifyDecision(octets, rules), async (name) => digestBeside(file, name));
}

function certificateVerifications(files: readonly Named[], { trust, at, call, state }: JudgeInput): readonly CertificateVerification[] {
  const pack = demandPack(trust);
  const batch = createBatch({
    trust: pack.trust,
    at,
    lists: pack.statusLists,
    ...(state === undefined ? {} : { state }),
    expect: call.expect,
    ...(call.maxStatusAgeMs === undefined ? {} : { maxStatusAgeMs: call.maxStatusAgeMs }),
  });
  const verifications = files.map(({ octets }) => batch.add(octets));
  const contradictions = batch.contradictions();
  return verifications.map((verification) => withContradictions(verification, contradictions));
}

/** Judges files, certificates against each other too; in the order given. */
export async function judgeFiles(files: readonly Named[], input: JudgeInput): Promise<readonly Judged[]> {
  const certificates = files.filter(({ octets }) => kindOf(octets) === 'certificate');
  const verified = certificates.length === 0 ? [] : certificateVerifications(certificates, input);
  const judged: Judged[] = [];
  for (const { file, octets } of files) {
    const at = certificates.findIndex((each) => each.octets === octets && each.file === file);
    const found = verified[at];
    if (found !== undefined) judged.push({ kind: 'certificate', file, verification: found });
    else if (kindOf(octets) === 'decision')
      judged.push({ kind: 'decision', file, verification: await decisionVerification({ file, octets }, input) });
    else judged.push({ kind: 'report', file, verification: await reportVerification(octets, input) });
  }
  return judged;
}

/** What a refused trust list makes of everything that was to be held against it. */
export interface TrustRefused {
  readonly kind: 'trust-list';
  readonly refusal: Refusal;
}
