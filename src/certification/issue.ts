/**
 * Issuance as a pure function: everything that a certificate rests on goes in, opened and held; either the payload of the certificate comes out, or every reason
 * why there is none. There is no other way to a payload, and nothing here may be switched off.
 *
 * Source   the trust design §0.4, §6, §9.
 * Room     certification (floor 4). Pure: time, ids and places in the status lists are handed in.
 */
import { serviceId } from '../attestation/certificate/words.js';
import { demand, Refusal } from '../attestation/problem.js';
import type { Derived, Recomputed } from '../contract/derived-report.js';
import type {
  Approval,
  CertificateCredential,
  Challenge,
  Directory,
  Report,
  ResolvedProfile,
  SelfProof,
  TrustList,
  Waiver,
} from '../contract/documents.js';
import { demandApproved } from './approvals.js';
import { type Registered, registeredService, seedOf } from './challenge.js';
import type { ControlSeen } from './control-proof.js';
import { type Allocation, certificateOf, type Issuer } from './credential.js';
import type { EvidenceFacts } from './evidence-facts.js';
import { rulesDigestOf } from './harness-digest.js';
import { gatherTroubles, isHeld, type Opened, type Seal, type Trouble, troubleOf } from './opened.js';
import { type Against, ownReportDemands, reportDemands } from './report-demands.js';
import type { OpenedStamp } from './receipt.js';
import { assuranceOf, demandIndependent, demandOwnEvidence, demandSameKeys, demandSameVerdicts, type RunnerRole, type RunnerSeal } from './rerun.js';
import { demandSelfProof, type KnownFault, type SelfProofFigures } from './self-proof.js';
import { demandWaivers, endOf } from './waivers.js';

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

export type IssueDecision = { readonly granted: Granted } | { readonly refusals: readonly Trouble[] };

interface Held {
  readonly report: Report;
  readonly sha256: string;
  readonly seal: Seal;
}

interface HeldRun extends Held {
  readonly runner: RunnerSeal;
  readonly evidence: EvidenceFacts | undefined;
}

/** What the signed objects say, once all of them hold. */
interface Grounds {
  readonly challenge: Challenge;
  readonly challengeSha256: string;
  readonly own: Held & { readonly evidence: EvidenceFacts | undefined };
  readonly runs: readonly HeldRun[];
  readonly service: Registered;
}

const dayMs = 86_400_000;

function held<T>(opened: Opened<T>, what: string): Extract<Opened<T>, { readonly payload: T }> {
  if (isHeld(opened)) return opened;
  throw new Refusal(opened.trouble.code, `${what}: ${opened.trouble.detail}`, opened.trouble.standing);
}

function factsOf({ opened, derived, recomputed, evidence }: JudgedReport, what: string) {
  const { payload: report, sha256 } = held(opened, what);
  if (derived === undefined) throw new Refusal('RECOMPUTE_ABSENT', `${what}: nothing was derived from its rows`, 'indeterminate');
  return { report, sha256, derived, ...(recomputed === undefined ? {} : { recomputed }), ...(evidence === undefined ? {} : { evidence }) };
}

/** What follows for every report: its own demands, each said with whose report it is. */
function troublesOfReport(judged: JudgedReport, against: Against, own: boolean): readonly Trouble[] {
  const what = own ? 'the report' : 'the re-run';
  const demands = own ? ownReportDemands : reportDemands;
  try {
    const facts = factsOf(judged, what);
    return gatherTroubles(demands.map((one) => () => one(facts, against))).map((trouble) => ({ ...trouble, detail: `${what}: ${trouble.detail}` }));
  } catch (error) {
    return [troubleOf(error)];
  }
}

function groundsOf(inputs: IssueInputs): Grounds {
  const { payload: challenge, sha256: challengeSha256 } = held(inputs.challenge, 'the challenge');
  const { payload: report, sha256, seal } = held(inputs.report.opened, 'the report');
  const runs = inputs.reruns.map(({ opened, role, evidence }) => {
    const run = held(opened, 'the re-run');
    return { report: run.payload, sha256: run.sha256, seal: run.seal, runner: { ...run.seal, role }, evidence };
  });
  const service = registeredService(inputs.directory, challenge.agency, challenge.service);
  return { challenge, challengeSha256, own: { report, sha256, seal, evidence: inputs.report.evidence }, runs, service };
}

function demandChallenge({ challenge, challengeSha256, own }: Grounds, inputs: IssueInputs): void {
  const { challengeState, trust, at } = inputs;
  demand(challengeState !== undefined && challengeState.sha256 === challengeSha256, 'CHALLENGE_UNKNOWN', 'the authority made no such challenge');
  const { usedBy, attempt } = challengeState;
  demand(attempt === challenge.attempt, 'CHALLENGE_UNKNOWN', `the journal counts attempt ${attempt}, the challenge says ${challenge.attempt}`);
  demand(usedBy === undefined || usedBy === own.sha256, 'CHALLENGE_REUSED', 'a certificate was issued under this challenge already');
  demand(challenge.seed === seedOf(challenge.nonce), 'SEED_MISMATCH', 'the seed of the challenge does not follow from its nonce');
  const receivedAt = receivedIn(inputs);
  const last = Date.parse(challenge.expires) + trust.limits.maxClockSkewSeconds * 1000;
  demand(receivedAt <= last, 'REPORT_LATE', `the report came in at ${new Date(receivedAt).toISOString()}`);
  demand(receivedAt <= at + trust.limits.maxClockSkewSeconds * 1000, 'REPORT_LATE', 'the report comes in the future');
}

/** The instant at which the report came in: as a time-stamp authority says where one was asked. Refusals: REPORT_NOT_RECEIVED, RECEIPT_UNSTAMPED, RECEIPT_TIME, TST_*. */
function receivedIn({ receivedAt, receiptStamp, trust }: IssueInputs): number {
  if (receivedAt === undefined) throw new Refusal('REPORT_NOT_RECEIVED', 'the journal has not received the report', 'indeterminate');
  if (receiptStamp === undefined) {
    demand(trust.timeStamping.required !== true, 'RECEIPT_UNSTAMPED', 'the trust list wants the receipt of a report to be stamped');
    return receivedAt;
  }
  if ('trouble' in receiptStamp) {
    const { code, detail, standing } = receiptStamp.trouble;
    throw new Refusal(code, `the receipt: ${detail}`, standing);
  }
  const { time } = receiptStamp;
  const isNear = Math.abs(time - receivedAt) <= trust.limits.maxClockSkewSeconds * 1000;
  demand(isNear, 'RECEIPT_TIME', `the journal says ${new Date(receivedAt).toISOString()}, the time stamp ${new Date(time).toISOString()}`);
  return time;
}

function demandSealedByAgency({ own, challenge }: Grounds, { trust }: IssueInputs): void {
  const { seal, report } = own;
  demand(seal.legalId === challenge.agency, 'SIGNER_NOT_AGENCY', `the report is not sealed by agency ${challenge.agency}`);
  const skew = trust.limits.maxClockSkewSeconds * 1000;
  demand(Date.parse(report.run.finishedAt) <= seal.signedAt + skew, 'RUN_TIMES', 'the report was sealed before its run had ended');
  demand(seal.signedAt <= Date.parse(challenge.expires) + skew, 'REPORT_LATE', 'the report was sealed after the challenge had expired');
}

/** The origin that was tested: a certificate speaks of no other. */
function testedOrigin({ own }: Grounds): string {
  const { baseUrl } = own.report.subject.environment;
  demand(URL.canParse(baseUrl), 'ENDPOINT_NOT_REGISTERED', 'the report names no endpoint');
  return new URL(baseUrl).origin;
}

function demandControl(grounds: Grounds, { control, trust }: IssueInputs): void {
  const origin = testedOrigin(grounds);
  const seen = control.find((each) => each.origin === origin);
  if (seen === undefined) throw new Refusal('CONTROL_PROOF_MISSING', `control of ${origin} is not proved`, 'indeterminate');
  demand(seen.txt || trust.test === true, 'CONTROL_PROOF_TXT_MISSING', `control of ${origin} was proved without its name`);
  demand(!origin.startsWith('https:') || seen.tlsSpkiSha256 !== undefined, 'CONTROL_PROOF_TLS', `the key of ${origin} was not seen`);
}

function demandRun(run: HeldRun, grounds: Grounds, inputs: IssueInputs): readonly (() => void)[] {
  const { own, challenge } = grounds;
  const { trust, selfTestSeals, control } = inputs;
  return [
    () => demandIndependent({ runner: run.runner, agency: own.seal, selfTestSeals, profile: challenge.profile.ref }),
    () => demandOwnEvidence(own.report, run.report),
    () => demandSameVerdicts(own.report, run.report, trust),
    () => {
      const sealed = run.seal.signedAt + trust.limits.maxClockSkewSeconds * 1000;
      demand(Date.parse(run.report.run.finishedAt) <= sealed, 'RUN_TIMES', 'a re-run was sealed before it had ended');
    },
    () => {
      const { evidence } = run;
      const tested = testedOrigin(grounds);
      const seen = control.find((each) => each.origin === tested)?.tlsSpkiSha256;
      // Absent evidence is said of the report that lacks it.
      if (own.evidence !== undefined && evidence !== undefined)
        demandSameKeys(tested, { agency: own.evidence, rerun: evidence, ...(seen === undefined ? {} : { control: seen }) });
    },
  ];
}

function demandLaw({ challenge }: Grounds, { profile }: IssueInputs): void {
  const ref = `${profile.id}@${profile.version}`;
  demand(
    ref === challenge.profile.ref && profile.digest === challenge.profile.sha256,
    'PROFILE_DIGEST',
    `the law at hand is ${ref} of another digest`,
  );
}

function demandSuperseded({ challenge }: Grounds, { supersedes }: IssueInputs): void {
  if (supersedes === undefined) return;
  const { agency, service, state, id } = supersedes;
  demand(agency === challenge.agency && service === challenge.service, 'SUPERSEDE_OTHER_SERVICE', `${id} is of another service`);
  demand(state === 'valid' || state === 'suspended', 'SUPERSEDE_STATE', `${id} is ${state}`);
}

/** The end of a certificate: by the trust list, by the tier's rule, and never after a waiver that it rests on. */
function validUntilOf(grounds: Grounds, { at, trust, profile }: IssueInputs, waivers: readonly Waiver[]): number {
  const { verdict, targetTier } = grounds.own.report;
  const rule = profile.tiers[targetTier];
  const conditional = rule?.conditionalDays ?? 90;
  const days = verdict === 'conditional' ? conditional : ((rule?.validityMonths ?? 12) * 365) / 12;
  const longest = Math.min(days, trust.limits.maxValidityDays) * dayMs;
  return Math.min(at + longest, ...waivers.map(endOf));
}

interface Gathered {
  approvals: readonly string[];
  selfProof?: SelfProofFigures;
  assurance: 'L2' | 'L3';
  waivers: readonly Waiver[];
}

function grantedOf(
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

/** Decides on a certificate. Never throws for what the inputs say; every refusal is given, in the order of the steps. */
export function decideIssue(inputs: IssueInputs): IssueDecision {
  const { at, trust, directory } = inputs;
  let grounds: Grounds;
  try {
    grounds = groundsOf(inputs);
  } catch (error) {
    return { refusals: [troubleOf(error)] };
  }
  const { challenge, challengeSha256, own, runs } = grounds;
  const against: Against = { trust, directory, challenge, challengeSha256, at };
  const gathered: Gathered = { approvals: [], assurance: 'L2', waivers: [] };
  const ofReports = [...troublesOfReport(inputs.report, against, true), ...inputs.reruns.flatMap((run) => troublesOfReport(run, against, false))];
  const others = gatherTroubles([
    () => demandLaw(grounds, inputs),
    () => demandChallenge(grounds, inputs),
    () => demandSealedByAgency(grounds, inputs),
    () => demandControl(grounds, inputs),
    () => {
      gathered.assurance = assuranceOf(runs.map(({ runner }) => runner));
    },
    ...runs.flatMap((run) => demandRun(run, grounds, inputs)),
    () => {
      gathered.waivers = demandWaivers({ report: own.report, used: inputs.waiversUsed, signed: inputs.waivers, agency: own.seal, at });
    },
    () => demandSuperseded(grounds, inputs),
    () => {
      gathered.approvals = demandApproved(
        inputs.approvals,
        {
          act: inputs.supersedes === undefined ? 'issue' : 'supersede',
          subjects: inputs.supersedes === undefined ? [challenge.id, own.report.id] : [inputs.supersedes.id],
          basis: own.sha256,
          since: Math.max(...runs.map(({ report }) => Date.parse(report.run.finishedAt)), Date.parse(own.report.run.finishedAt)),
          at,
          interested: [own.seal, ...runs.map(({ seal }) => seal)],
          spent: inputs.spentApprovals,
        },
        trust,
      );
    },
    () => {
      gathered.selfProof = demandSelfProof(inputs.selfProof, {
        profile: challenge.profile,
        harness: { version: own.report.harness.version, rulesets: rulesDigestOf(own.report.harness), program: inputs.program },
        known: inputs.knownFaults,
        partial: trust.test === true,
        at,
        maxSkewMs: trust.limits.maxClockSkewSeconds * 1000,
      });
    },
  ]);
  const refusals = [...ofReports, ...others];
  const { selfProof } = gathered;
  if (refusals.length > 0 || selfProof === undefined) return { refusals };
  return { granted: grantedOf(grounds, inputs, { ...gathered, selfProof }) };
}
