/**
 * A certificate that was granted: how long it holds, and what it says.
 *
 * Source   the trust design §6, §9.
 * Room     certification (floor 4). Pure: id, places in the status lists and the instant of signing are handed in.
 */
import { serviceId } from '../attestation/certificate/words.js';
import type { CertificateCredential, Waiver } from '../contract/documents.js';
import { type Allocation, certificateOf } from './credential.js';
import { type Grounds, type IssueInputs, testedOrigin } from './issue-grounds.js';
import type { SelfProofFigures } from './self-proof.js';
import { endOf } from './waivers.js';

/** A certificate that may be; id and places in the status lists are filled in by who keeps the journal. */
export interface Granted {
  readonly agency: string;
  readonly service: string;
  readonly challenge: string;
  readonly profile: string;
  readonly reportSha256: string;
  readonly approvals: readonly string[];
  readonly supersedes?: string;
  /** Milliseconds: the instant of the decision. */
  readonly decidedAt: number;
  readonly validUntil: number;
  /** `validFrom` is the instant of signing, in milliseconds. */
  payload(allocation: Allocation, validFrom: number): CertificateCredential;
}

/** What the demands of issuance found on their way. */
export interface Gathered {
  approvals: readonly string[];
  selfProof?: SelfProofFigures;
  assurance: 'L2' | 'L3';
  waivers: readonly Waiver[];
}

const dayMs = 86_400_000;

/** The end of a certificate: by the trust list, by the tier's rule, and never after a waiver that it rests on. */
function validUntilOf(grounds: Grounds, { at, trust, profile }: IssueInputs, waivers: readonly Waiver[]): number {
  const { verdict, targetTier } = grounds.own.report;
  const rule = profile.tiers[targetTier];
  const conditional = rule?.conditionalDays ?? 90;
  const days = verdict === 'conditional' ? conditional : ((rule?.validityMonths ?? 12) * 365) / 12;
  const longest = Math.min(days, trust.limits.maxValidityDays) * dayMs;
  return Math.min(at + longest, ...waivers.map(endOf));
}

/** The certificate of grounds that every demand was met by. Refusal: ENDPOINT_NOT_REGISTERED. */
export function grantedOf(
  grounds: Grounds,
  inputs: IssueInputs,
  { approvals, selfProof, assurance, waivers }: Gathered & { readonly selfProof: SelfProofFigures },
): Granted {
  const { challenge, own, runs, service } = grounds;
  const { trust, at, issuer, supersedes } = inputs;
  const mandatory = trust.profiles.find(({ ref }) => ref === challenge.profile.ref)?.mandatory ?? [];
  const figures = runs.find(({ runner }) => runner.role === 'runner')?.report ?? own.report;
  const tier = figures.tiers[figures.targetTier];
  const verdict = own.report.verdict === 'granted' ? 'granted' : 'conditional';
  const validUntil = validUntilOf(grounds, inputs, waivers);
  return {
    agency: challenge.agency,
    service: challenge.service,
    challenge: challenge.id,
    profile: challenge.profile.ref,
    reportSha256: own.sha256,
    approvals,
    ...(supersedes === undefined ? {} : { supersedes: supersedes.id }),
    decidedAt: at,
    validUntil,
    payload: (allocation, validFrom) =>
      certificateOf(
        { issuer, allocation, validFrom, validUntil },
        {
          credentialSubject: {
            id: serviceId(challenge.agency, challenge.service),
            agency: { legalPersonId: challenge.agency, name: service.agency.name },
            service: { id: challenge.service, name: service.name },
            origins: [testedOrigin(grounds)],
            contracts: [...challenge.contracts],
            profile: challenge.profile,
            tier: figures.targetTier,
            verdict,
            quality: [...(tier?.quality ?? [0, 0])],
            confidence: tier?.confidence ?? 0,
            ...(figures.maturityIndex === undefined ? {} : { maturityIndex: figures.maturityIndex }),
            ...(waivers.length === 0 ? {} : { waivers: waivers.map(({ id }) => id) }),
            assurance,
            attempt: challenge.attempt,
          },
          evidence: [
            {
              type: 'EgifConformanceReport',
              reportSha256: own.sha256,
              canonicalSha256: own.report.canonicalSha256,
              evidenceRoot: own.report.evidence.root,
              challenge: challenge.id,
              reruns: runs.map(({ runner, sha256, report }) => ({
                runner: runner.certificateSha256,
                reportSha256: sha256,
                canonicalSha256: report.canonicalSha256,
                requirements: mandatory.length,
                divergences: 0,
              })),
              approvals: [...approvals],
              selfProof,
            },
          ],
          ...(supersedes === undefined ? {} : { supersedes: supersedes.id }),
        },
      ),
  };
}
