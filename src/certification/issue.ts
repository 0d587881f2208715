/**
 * Issuance as a pure function: everything that a certificate rests on goes in, opened and held; either the payload of the certificate comes out, or every reason
 * why there is none. There is no other way to a payload, and nothing here may be switched off.
 *
 * Source   the trust design §0.4, §6, §9.
 * Room     certification (floor 4). Pure: time, ids and places in the status lists are handed in.
 */
import { demand, Refusal } from '../attestation/problem.js';
import { demandApproved } from './approvals.js';
import { seedOf } from './challenge.js';
import { type Gathered, type Granted, grantedOf } from './granted.js';
import { type Grounds, groundsOf, held, type HeldRun, type IssueInputs, type JudgedReport, testedOrigin } from './issue-grounds.js';
import { rulesDigestOf } from './harness-digest.js';
import { gatherTroubles, type Trouble, troubleOf } from './opened.js';
import { type Against, ownReportDemands, reportDemands } from './report-demands.js';
import { assuranceOf, demandIndependent, demandOwnEvidence, demandSameKeys, demandSameVerdicts } from './rerun.js';
import { demandSelfProof } from './self-proof.js';
import { demandWaivers } from './waivers.js';

export type IssueDecision = { readonly granted: Granted } | { readonly refusals: readonly Trouble[] };

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
