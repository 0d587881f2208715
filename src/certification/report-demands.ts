/**
 * What a report must bear out before anything may rest on it: the agency's own report and each re-run alike.
 *
 * Every demand is read off the trust list, the directory and the challenge, and never off the report itself: which requirements are mandatory stands in the
 * signed law, what an origin is in the directory, the seed in the challenge.
 * Source   the trust design §9, “Verification of a report for certification”.
 * Room     certification (floor 4). Pure.
 */
import { demandDerived } from '../attestation/report-derived.js';
import { demand, Refusal } from '../attestation/problem.js';
import type { Derived, Recomputed } from '../contract/derived-report.js';
import type { Challenge, Directory, Report, RequirementRow, TrustList } from '../contract/documents.js';
import { isInForce, registeredService } from './challenge.js';
import type { EvidenceFacts } from './evidence-facts.js';
import { rulesDigestOf } from './harness-digest.js';

export interface ReportFacts {
  readonly report: Report;
  readonly sha256: string;
  readonly derived: Derived;
  readonly recomputed?: Recomputed;
  readonly evidence?: EvidenceFacts;
}

/** Every request of the run carries the marker that follows from the challenge. Refusal: EVIDENCE_NONCE_MISSING. */
function demandMarked({ marked }: EvidenceFacts, { nonce }: Challenge): void {
  demand(marked !== undefined && marked.nonce === nonce, 'EVIDENCE_NONCE_MISSING', 'the evidence was gathered under no challenge, or under another');
  demand(
    marked.missing === 0,
    'EVIDENCE_NONCE_MISSING',
    `${marked.missing} requests lack the marker of the run, the first is observation ${marked.first ?? ''}`,
  );
}

/** What a report is held against. */
export interface Against {
  readonly trust: TrustList;
  readonly directory: Directory;
  readonly challenge: Challenge;
  /** Digest of the signed challenge. */
  readonly challengeSha256: string;
  /** Milliseconds. */
  readonly at: number;
}

type Demand = (facts: ReportFacts, against: Against) => void;

const demandStarted: Demand = ({ report: { run } }, { trust, challenge, at }) => {
  const skew = trust.limits.maxClockSkewSeconds * 1000;
  const [start, end] = [Date.parse(run.startedAt), Date.parse(run.finishedAt)];
  demand(start <= end, 'RUN_TIMES', 'the run ends before it starts');
  demand(end <= at + skew, 'RUN_TIMES', 'the run ends in the future');
  demand(start >= Date.parse(challenge.notBefore) - skew, 'CHALLENGE_WINDOW', 'the run began before the challenge was made');
  demand(at - end <= trust.limits.maxReportAgeHours * 3_600_000, 'REPORT_LATE', `the run is older than ${trust.limits.maxReportAgeHours} hours`);
};

const demandEnded: Demand = ({ report: { run } }, { trust, challenge }) => {
  const skew = trust.limits.maxClockSkewSeconds * 1000;
  demand(Date.parse(run.finishedAt) <= Date.parse(challenge.expires) + skew, 'CHALLENGE_WINDOW', 'the run ended after the challenge had expired');
};

const demandSubject: Demand = ({ report: { subject } }, { directory, challenge }) => {
  const { agency, service, environment, contracts } = subject;
  demand(agency.legalPersonId === challenge.agency, 'CHALLENGE_SCOPE', `the report is about agency ${agency.legalPersonId}`);
  demand(service.id === challenge.service, 'CHALLENGE_SCOPE', `the report is about service ${service.id}`);
  const registered = registeredService(directory, agency.legalPersonId, service.id);
  const origin = URL.canParse(environment.baseUrl) ? new URL(environment.baseUrl).origin : '';
  demand(registered.origins.includes(origin), 'ENDPOINT_NOT_REGISTERED', `${origin} is no origin of the service on record`);
  demand(challenge.origins.includes(origin), 'CHALLENGE_SCOPE', `the challenge is not about ${origin}`);
  const known = new Set<string>(registered.contracts);
  demand(contracts.length > 0, 'SPEC_MISMATCH', 'the report names no contract');
  const foreign = contracts.find(({ sha256 }) => !known.has(sha256));
  demand(foreign === undefined, 'SPEC_MISMATCH', `the contract ${foreign?.file ?? ''} is not one on record`);
  const judged = new Set<string>(contracts.map(({ sha256 }) => sha256));
  demand(
    challenge.contracts.every((digest) => judged.has(digest)),
    'SPEC_MISMATCH',
    'a contract of the challenge was not judged',
  );
};

const demandChallenged: Demand = ({ report }, { challenge, challengeSha256 }) => {
  demand(report.run.mode === 'live', 'REPORT_LEVEL', `the report is of a run that was ${report.run.mode}`);
  demand(report.challenge !== undefined, 'CHALLENGE_MISSING', 'the run was made under no challenge');
  const { id, nonce, sha256 } = report.challenge;
  demand(
    id === challenge.id && nonce === challenge.nonce && sha256 === challengeSha256,
    'CHALLENGE_MISMATCH',
    `the run was made under challenge ${id}`,
  );
  demand(report.run.seed === challenge.seed, 'SEED_MISMATCH', 'the run was made with another seed than the challenge gives');
};

const demandProfile: Demand = ({ report: { profile } }, { trust, challenge, at }) => {
  const listed = trust.profiles.find(({ ref }) => ref === profile.ref);
  demand(listed !== undefined, 'PROFILE_UNKNOWN', `the trust list has no profile ${profile.ref.slice(0, 80)}`);
  demand(listed.sha256 === profile.digest, 'PROFILE_DIGEST', `the profile ${profile.ref} has another digest in the trust list`);
  demand(listed.withdrawn !== true, 'PROFILE_WITHDRAWN', `the profile ${profile.ref} is withdrawn`);
  demand(isInForce(listed, at), 'PROFILE_NOT_IN_FORCE', `the profile ${profile.ref} is not in force`);
  demand(
    profile.ref === challenge.profile.ref && profile.digest === challenge.profile.sha256,
    'PROFILE_DOWNGRADE',
    `the challenge asks for ${challenge.profile.ref}`,
  );
};

const partsOf = (version: string): readonly number[] => version.split(/[.+-]/).slice(0, 3).map(Number);

/** Whether a version is older than another, by its first three numbers. */
function isOlder(version: string, than: string): boolean {
  const [own, other] = [partsOf(version), partsOf(than)];
  const at = [0, 1, 2].find((index) => own[index] !== other[index]);
  return at !== undefined && !((own[at] ?? Number.NaN) > (other[at] ?? Number.NaN));
}

const demandHarness: Demand = ({ report: { harness } }, { trust, challenge, at }) => {
  const versions = trust.harness.filter(({ version }) => version === harness.version);
  demand(versions.length > 0, 'HARNESS_UNKNOWN', `the trust list has no egif ${harness.version.slice(0, 40)}`);
  const rules = rulesDigestOf(harness);
  const listed = versions.find(({ rulesets }) => rulesets === rules);
  demand(listed !== undefined, 'HARNESS_DIGEST', `egif ${harness.version} of the report has other rules than the trust list names`);
  const running = at >= Date.parse(listed.from) && (listed.until === undefined || at <= Date.parse(listed.until));
  demand(running, 'HARNESS_RETIRED', `egif ${harness.version} is not in use now`);
  demand(
    challenge.minHarness === undefined || !isOlder(harness.version, challenge.minHarness),
    'HARNESS_RETIRED',
    `the challenge asks for egif ${challenge.minHarness ?? ''}`,
  );
};

/** The verdict of a row that its instances alone give; `waived` where a failed one is covered. */
function verdictOf({ instances }: RequirementRow): RequirementRow['verdict'] {
  const found = new Set(instances.map(({ verdict }) => verdict));
  if (found.has('failed')) return 'failed';
  if (found.has('cantTell') || found.has('untested')) return 'cantTell';
  return found.has('passed') ? 'passed' : 'inapplicable';
}

function demandRow(row: RequirementRow, observations: number): void {
  if (row.verdict === 'passed') {
    demand(verdictOf(row) === 'passed', 'CHECK_VERDICT', `${row.id}: passed, and its instances say ${verdictOf(row)}`);
    demand(
      row.examined > 0 && row.instances.some(({ examined }) => examined > 0),
      'CHECK_NO_EVIDENCE',
      `${row.id}: passed, and nothing was examined`,
    );
  }
  if (row.verdict === 'inapplicable')
    demand(verdictOf(row) === 'inapplicable', 'CHECK_VERDICT', `${row.id}: inapplicable, and its instances say ${verdictOf(row)}`);
  demand(row.verdict !== 'waived' || row.waiver !== undefined, 'CHECK_VERDICT', `${row.id}: waived without a waiver`);
  const beyond = row.instances.flatMap(({ evidence = [] }) => evidence).find((index) => index < 0 || index >= observations);
  demand(beyond === undefined, 'CHECK_EVIDENCE_INDEX', `${row.id}: the evidence has no observation ${beyond ?? ''}`);
}

const demandRows: Demand = ({ report }) => {
  const ids = new Set(report.requirements.map(({ id }) => id));
  demand(ids.size === report.requirements.length, 'CHECK_DUPLICATE', 'a requirement has two rows');
  for (const row of report.requirements) demandRow(row, report.evidence.observations);
};

const demandSummary: Demand = ({ report, derived }) => demandDerived(report, derived);

const demandMandatory: Demand = ({ report }, { trust, challenge }) => {
  const mandatory = trust.profiles.find(({ ref }) => ref === challenge.profile.ref)?.mandatory ?? [];
  const rows = new Map<string, RequirementRow>(report.requirements.map((row) => [row.id, row]));
  demand(mandatory.length > 0, 'MANDATORY_CHECK_ABSENT', 'the trust list names no mandatory requirement of the profile');
  const absent = mandatory.filter((id) => !rows.has(id));
  demand(absent.length === 0, 'MANDATORY_CHECK_ABSENT', `no row for ${absent.slice(0, 5).join(', ')}`);
  const open = mandatory.filter((id) => ['untested', 'cantTell'].includes(rows.get(id)?.verdict ?? ''));
  demand(open.length === 0, 'MANDATORY_CHECK_SKIPPED', `not told: ${open.slice(0, 5).join(', ')}`);
};

/** Reasons of the harness that an act of issuance lifts, each by what takes its place. */
const lifted: ReadonlySet<string> = new Set([
  'law-unsigned', // the trust list pins profile and rules by digest
  'self-run', // the re-run of the authority stands beside it
  'waiver-unsigned', // the signatures of waivers are demanded apart
]);
/** Reasons that a test nation lifts besides: nothing under its list is for certification. */
const liftedInTests: ReadonlySet<string> = new Set(['environment-local', 'profile-not-for-eligibility']);

const demandConforming: Demand = ({ report }, { trust }) => {
  const { verdict, targetTier, tiers, scope } = report;
  demand(scope === 'full', 'REPORT_PARTIAL', 'the run judged a part only');
  const isGranted = verdict === 'granted' || verdict === 'conditional';
  demand(
    isGranted && tiers[targetTier]?.verdict === verdict,
    'REPORT_NONCONFORMANT',
    `the tier ${targetTier} is ${tiers[targetTier]?.verdict ?? 'not told'}`,
  );
  const test = trust.test === true;
  const against = report.notForCertification.filter(({ code }) => !lifted.has(code) && !(test && liftedInTests.has(code)));
  demand(against.length === 0, 'REPORT_NOT_FOR_CERTIFICATION', against.map(({ code }) => code).join(', '));
};

const demandEvidence: Demand = ({ report, evidence }, { challenge, trust }) => {
  if (evidence === undefined) throw new Refusal('EVIDENCE_ABSENT', 'the evidence of the report is not at hand', 'indeterminate');
  demand(evidence.root === report.evidence.root, 'EVIDENCE_ROOT', 'the evidence is not that of the report');
  demand(
    evidence.observations === report.evidence.observations,
    'EVIDENCE_COUNT',
    `${evidence.observations} observations, the report says ${report.evidence.observations}`,
  );
  demand(evidence.seed === challenge.seed, 'SEED_MISMATCH', 'the evidence was gathered with another seed');
  demandMarked(evidence, challenge);
  const hosts = new Set(challenge.origins.map((origin) => new URL(origin).hostname));
  const foreign = evidence.hosts.find((host) => !hosts.has(host));
  demand(foreign === undefined, 'EVIDENCE_FOREIGN_ORIGIN', `calls went to ${foreign ?? ''}`);
  demand(evidence.earliest !== undefined && evidence.latest !== undefined, 'EVIDENCE_COUNT', 'nothing was observed');
  const skew = trust.limits.maxClockSkewSeconds * 1000;
  const [from, until] = [Date.parse(report.run.startedAt) - skew, Date.parse(report.run.finishedAt) + skew];
  demand(evidence.earliest >= from && evidence.latest <= until, 'EVIDENCE_TIME_WINDOW', 'an observation lies outside the run');
};

const demandRecomputed: Demand = ({ report, recomputed }) => {
  if (recomputed === undefined) throw new Refusal('RECOMPUTE_ABSENT', 'the evidence was not judged again', 'indeterminate');
  demand(recomputed.root === report.evidence.root, 'EVIDENCE_ROOT', 'other evidence was judged again');
  if (!recomputed.sameHarness)
    throw new Refusal('HARNESS_DIFFERS', 'the evidence was judged again by other rules than the report names', 'indeterminate');
  const differing = recomputed.differing ?? [];
  const same = recomputed.canonicalSha256 === report.canonicalSha256 && recomputed.verdict === report.verdict && differing.length === 0;
  demand(same, 'RECOMPUTE_MISMATCH', `the evidence gives ${recomputed.verdict ?? 'other verdicts'}: ${differing.slice(0, 5).join(', ')}`);
};

/** What every report must bear out, in the order in which it is said. */
export const reportDemands: readonly Demand[] = [
  demandSubject,
  demandProfile,
  demandHarness,
  demandStarted,
  demandRows,
  demandSummary,
  demandMandatory,
  demandChallenged,
  demandConforming,
  demandEvidence,
  demandRecomputed,
];

/** What the agency's own must besides: the authority may look again after the challenge has expired. */
export const ownReportDemands: readonly Demand[] = [...reportDemands, demandEnded];
