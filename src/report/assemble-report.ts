/**
 * Verdicts, tiers and the facts of a run become one report.
 *
 * Pure: the same input gives the same octets. Nothing is judged here, but a report is never said to be fit for a certificate when its own
 * content says that it is not.
 *
 * Room     report (floor 4). May be imported by suite.
 */
import type {
  Cause,
  FieldTrace,
  Finding,
  Report,
  RequirementRow,
  ResolvedProfile,
  RunVerdict,
  Tier,
  TierResult,
  Verdict,
} from '../contract/documents.js';
import { byText, canonicalSha256Of } from './canonical-verdicts.js';
import { driftIn } from './drift.js';

/** The tiers as scored. */
export interface Score {
  /** Verdict of the target tier. */
  readonly verdict: RunVerdict;
  readonly targetTier: Tier;
  readonly tiers: Readonly<Partial<Record<Tier, TierResult>>>;
  readonly maturityIndex?: number;
}

export interface ReportInput {
  readonly profile: Pick<ResolvedProfile, 'id' | 'version' | 'digest' | 'title' | 'eligibility' | 'catalogue'>;
  readonly rows: readonly RequirementRow[];
  /** Absent: none were followed. */
  readonly fields?: readonly FieldTrace[];
  readonly score: Score;
  readonly subject: Report['subject'];
  readonly harness: Report['harness'];
  readonly run: Report['run'];
  readonly challenge?: Report['challenge'];
  readonly evidence: Report['evidence'];
  readonly effects?: Report['effects'];
  readonly operations?: Report['operations'];
  readonly scope: Report['scope'];
  /** Reasons known to the conductor why no certificate can rest on this run: a self-run, a faulty harness, a draft of the law. */
  readonly notForCertification: readonly Cause[];
}

const noCounts: Readonly<Record<Verdict, number>> = { passed: 0, failed: 0, cantTell: 0, inapplicable: 0, untested: 0, waived: 0 };

/** How many rows have each verdict. */
export function countVerdicts(rows: readonly Pick<RequirementRow, 'verdict'>[]): Readonly<Record<Verdict, number>> {
  const counts = { ...noCounts };
  for (const { verdict } of rows) counts[verdict] += 1;
  return counts;
}

/** A whole order, so that the order of arrival shows nowhere. */
function compareFindings(a: Finding, b: Finding): number {
  const order = byText(a.code, b.code) || byText(a.at, b.at) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
  return order || byText(a.got ?? '', b.got ?? '') || byText(a.want ?? '', b.want ?? '') || byText(a.detail ?? '', b.detail ?? '');
}

function sortRow(row: RequirementRow): RequirementRow {
  return {
    ...row,
    findings: [...row.findings].sort(compareFindings),
    instances: [...row.instances].sort((a, b) => byText(a.check, b.check) || byText(a.instance, b.instance)),
  };
}

/** The conductor's reasons, and those that the report's own content gives; each code and detail once. */
function reasonsAgainst({ notForCertification, profile, scope, score, subject }: ReportInput): readonly Cause[] {
  const own: readonly (Cause | false)[] = [
    !profile.eligibility && { code: 'profile-not-for-eligibility' },
    scope === 'partial' && { code: 'scope-partial' },
    subject.environment.kind === 'local' && { code: 'environment-local' },
    score.verdict !== 'granted' && score.verdict !== 'conditional' && { code: 'tier-not-granted' },
  ];
  const known = new Set(notForCertification.map(({ code }) => code));
  const added = own.filter((cause): cause is Cause => cause !== false && !known.has(cause.code));
  const distinct = new Map([...notForCertification, ...added].map((cause) => [`${cause.code} ${cause.detail ?? ''}`, cause]));
  return [...distinct.values()].sort((a, b) => byText(a.code, b.code) || byText(a.detail ?? '', b.detail ?? ''));
}

/** `20261122T004400Z`; milliseconds are left out. */
function compactTime(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function tiersInOrder(tiers: Score['tiers']): Report['tiers'] {
  const order: readonly Tier[] = ['bronze', 'silver', 'gold'];
  return Object.fromEntries(order.flatMap((tier) => (tiers[tier] === undefined ? [] : [[tier, tiers[tier]]])));
}

/** The report of a run: rows sorted by id, counted, and pinned by `canonicalSha256`. `run.startedAt` must be an RFC 3339 instant. */
export function assembleReport(input: ReportInput): Report {
  const { profile, score, subject, harness, run, evidence, scope } = input;
  const requirements = input.rows.map(sortRow).sort((a, b) => byText(a.id, b.id));
  const notForCertification = reasonsAgainst(input);
  const drift = driftIn(requirements);
  const canonicalSha256 = canonicalSha256Of({ requirements, profile, run });
  return {
    egif: 'report/v1',
    id: `${compactTime(run.startedAt)}-${canonicalSha256.slice('sha256:'.length, 'sha256:'.length + 8)}`,
    verdict: score.verdict,
    targetTier: score.targetTier,
    tiers: tiersInOrder(score.tiers),
    ...(score.maturityIndex === undefined ? {} : { maturityIndex: score.maturityIndex }),
    scope,
    certifiable: notForCertification.length === 0,
    notForCertification,
    ...(input.challenge === undefined ? {} : { challenge: input.challenge }),
    profile: {
      ref: `${profile.id}@${profile.version}`,
      digest: profile.digest,
      title: profile.title,
      eligibility: profile.eligibility,
      catalogue: profile.catalogue.ref,
    },
    subject,
    harness,
    run,
    evidence,
    counts: countVerdicts(requirements),
    requirements,
    ...(drift.length === 0 ? {} : { drift: [...drift] }),
    ...(input.effects === undefined ? {} : { effects: input.effects }),
    ...(input.operations === undefined ? {} : { operations: input.operations }),
    ...(input.fields === undefined || input.fields.length === 0 ? {} : { fields: [...input.fields] }),
    canonicalSha256,
  };
}
