/**
 * What a certificate rests on: everything that goes into issuance, and what the signed objects among it say once all of them hold.
 *
 * Source   the trust design §0.4, §9.
 * Room     certification (floor 4). Pure.
 */
import { demand, Refusal } from '../attestation/problem.js';
import type { Derived, Recomputed } from '../contract/derived-report.js';
import type { Approval, Challenge, Directory, Report, ResolvedProfile, SelfProof, TrustList, Waiver } from '../contract/documents.js';
import { type Registered, registeredService } from './challenge.js';
import type { ControlSeen } from './control-proof.js';
import type { Issuer } from './credential.js';
import type { EvidenceFacts } from './evidence-facts.js';
import { isHeld, type Opened, type Seal } from './opened.js';
import type { OpenedStamp } from './receipt.js';
import type { RunnerRole, RunnerSeal } from './rerun.js';
import type { KnownFault } from './self-proof.js';

/** A signed report, opened, with what was derived from it and from its evidence. */
export interface JudgedReport {
  readonly opened: Opened<Report>;
  readonly derived?: Derived;
  readonly recomputed?: Recomputed;
  readonly evidence?: EvidenceFacts;
}

/** What the journal says of a challenge. */
export interface ChallengeState {
  /** Digest of the signed challenge that the authority made under this id. */
  readonly sha256: string;
  readonly attempt: number;
  /** Digest of the report that a certificate was issued for under it. */
  readonly usedBy?: string;
}

export interface IssueInputs {
  /** Milliseconds. */
  readonly at: number;
  readonly trust: TrustList;
  readonly directory: Directory;
  readonly issuer: Issuer;
  /** The law that the trust list pins. */
  readonly profile: ResolvedProfile;
  readonly challenge: Opened<Challenge>;
  /** Absent: the authority made no such challenge. */
  readonly challengeState?: ChallengeState;
  /** What the authority saw of the origins while the challenge was open. */
  readonly control: readonly ControlSeen[];
  readonly report: JudgedReport;
  /** Milliseconds: when the report came in, by the authority's own journal. */
  readonly receivedAt?: number;
  /** What a time-stamp authority says of the same; absent where none was asked. */
  readonly receiptStamp?: OpenedStamp;
  readonly reruns: readonly (JudgedReport & { readonly role: RunnerRole })[];
  /** Fingerprints of seals under which self-tests of this service ever came in. */
  readonly selfTestSeals: ReadonlySet<string>;
  readonly approvals: readonly Opened<Approval>[];
  readonly spentApprovals: ReadonlySet<string>;
  readonly selfProof?: Opened<SelfProof>;
  /** Faults of the harness that issues, of the profile. */
  readonly knownFaults: readonly KnownFault[];
  /** `sha256:` over the program that issues. */
  readonly program: string;
  readonly waiversUsed: readonly Waiver[];
  readonly waivers: readonly Opened<Waiver>[];
  /** The certificate that this one takes the place of, and whose it is. */
  readonly supersedes?: { readonly id: string; readonly agency: string; readonly service: string; readonly state: string };
}

interface Held {
  readonly report: Report;
  readonly sha256: string;
  readonly seal: Seal;
}

export interface HeldRun extends Held {
  readonly runner: RunnerSeal;
  readonly evidence: EvidenceFacts | undefined;
}

/** What the signed objects say, once all of them hold. */
export interface Grounds {
  readonly challenge: Challenge;
  readonly challengeSha256: string;
  readonly own: Held & { readonly evidence: EvidenceFacts | undefined };
  readonly runs: readonly HeldRun[];
  readonly service: Registered;
}

/** The object, or its own refusal with what it is. */
export function held<T>(opened: Opened<T>, what: string): Extract<Opened<T>, { readonly payload: T }> {
  if (isHeld(opened)) return opened;
  throw new Refusal(opened.trouble.code, `${what}: ${opened.trouble.detail}`, opened.trouble.standing);
}

/** What the signed objects say. Refusals: those of the objects, AGENCY_UNKNOWN, SERVICE_NOT_OF_AGENCY. */
export function groundsOf(inputs: IssueInputs): Grounds {
  const { payload: challenge, sha256: challengeSha256 } = held(inputs.challenge, 'the challenge');
  const { payload: report, sha256, seal } = held(inputs.report.opened, 'the report');
  const runs = inputs.reruns.map(({ opened, role, evidence }) => {
    const run = held(opened, 'the re-run');
    return { report: run.payload, sha256: run.sha256, seal: run.seal, runner: { ...run.seal, role }, evidence };
  });
  const service = registeredService(inputs.directory, challenge.agency, challenge.service);
  return { challenge, challengeSha256, own: { report, sha256, seal, evidence: inputs.report.evidence }, runs, service };
}

/** The origin that was tested: a certificate speaks of no other. */
export function testedOrigin({ own }: Grounds): string {
  const { baseUrl } = own.report.subject.environment;
  demand(URL.canParse(baseUrl), 'ENDPOINT_NOT_REGISTERED', 'the report names no endpoint');
  return new URL(baseUrl).origin;
}
