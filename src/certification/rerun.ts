/**
 * The re-run: the authority, from where it stands and with keys of its own, judges every mandatory requirement again. What an agency alone has seen counts for nothing.
 *
 * A laboratory may look too, within the profiles that its key is delegated; it never takes the place of the authority's own runner.
 * Room     certification (floor 4). Pure.
 */
import { demand, Refusal } from '../attestation/problem.js';
import type { Report, RequirementRow, TrustList } from '../contract/documents.js';
import type { EvidenceFacts } from './evidence-facts.js';
import type { Seal } from './opened.js';

/** In what part a re-run was sealed. */
export type RunnerRole = 'runner' | 'laboratory';

export interface RunnerSeal extends Seal {
  readonly role: RunnerRole;
}

/** Whether two seals are one holder's: by certificate, by key, by holder. */
export function isSameHand(one: Seal, other: Seal): boolean {
  if (one.certificateSha256 === other.certificateSha256 || one.spkiSha256 === other.spkiSha256) return true;
  return one.holder !== undefined && one.holder === other.holder;
}

export interface IndependenceInput {
  readonly runner: RunnerSeal;
  readonly agency: Seal;
  /** Fingerprints of seals under which self-tests of this service came in at any time. */
  readonly selfTestSeals: ReadonlySet<string>;
  readonly profile: string;
}

/** Refuses a runner that ran for the agency, or beyond its delegation. Refusals: RUNNER_NOT_INDEPENDENT, RUNNER_SCOPE. */
export function demandIndependent({ runner, agency, selfTestSeals, profile }: IndependenceInput): void {
  demand(!isSameHand(runner, agency), 'RUNNER_NOT_INDEPENDENT', 'the re-run is sealed by the key that sealed the agency’s report');
  demand(runner.legalId === undefined || runner.legalId !== agency.legalId, 'RUNNER_NOT_INDEPENDENT', 'the re-run is sealed by the agency itself');
  demand(!selfTestSeals.has(runner.certificateSha256), 'RUNNER_NOT_INDEPENDENT', 'the seal of the re-run sealed a self-test of this service');
  const [id = ''] = profile.split('@');
  const { profiles } = runner;
  demand(
    profiles === undefined || profiles.includes(profile) || profiles.includes(id),
    'RUNNER_SCOPE',
    `the key of the ${runner.role} is not delegated ${id}`,
  );
}

const rowsOf = (report: Report): ReadonlyMap<string, RequirementRow> => new Map(report.requirements.map((row) => [row.id, row]));
const codesOf = ({ findings }: RequirementRow): string => [...new Set(findings.map(({ code }) => code))].sort().join(' ');

/** Mandatory requirements of which two reports say something else. */
export function divergencesOf(one: Report, other: Report, mandatory: readonly string[]): readonly string[] {
  const [left, right] = [rowsOf(one), rowsOf(other)];
  return mandatory.filter((id) => {
    const [a, b] = [left.get(id), right.get(id)];
    return a === undefined || b === undefined || a.verdict !== b.verdict || codesOf(a) !== codesOf(b);
  });
}

/** Refuses unless the re-run says of every mandatory requirement, and of the tier, what the report says. Refusal: RERUN_DIVERGENCE. */
export function demandSameVerdicts(report: Report, rerun: Report, { profiles }: TrustList): void {
  const mandatory = profiles.find(({ ref }) => ref === report.profile.ref)?.mandatory ?? [];
  const differing = divergencesOf(report, rerun, mandatory);
  demand(differing.length === 0, 'RERUN_DIVERGENCE', `${differing.length} of ${mandatory.length}: ${differing.join(', ')}`);
  const same = rerun.targetTier === report.targetTier && rerun.verdict === report.verdict;
  demand(same, 'RERUN_DIVERGENCE', `the re-run gives ${rerun.verdict} of ${rerun.targetTier}, the report ${report.verdict} of ${report.targetTier}`);
}

/** Refuses evidence of the agency that is handed in as the authority's own. Refusal: RERUN_SAME_EVIDENCE. */
export function demandOwnEvidence(report: Report, rerun: Report): void {
  const same = report.evidence.root === rerun.evidence.root || report.evidence.runKeySha256 === rerun.evidence.runKeySha256;
  demand(!same, 'RERUN_SAME_EVIDENCE', 'the re-run rests on the evidence of the agency');
}

/** Refuses unless the authority saw the keys that the agency saw. Refusal: TLS_SPKI_MISMATCH. */
export function demandSameKeys(
  origin: string,
  seen: { readonly agency: EvidenceFacts; readonly rerun: EvidenceFacts; readonly control?: string },
): void {
  if (!origin.startsWith('https:')) return;
  const [own = [], ours = []] = [seen.agency.keys[origin], seen.rerun.keys[origin]];
  demand(own.length > 0 && ours.length > 0, 'TLS_SPKI_MISMATCH', `the key of ${origin} was not seen in both runs`);
  const same = own.length === ours.length && own.every((key) => ours.includes(key));
  demand(same, 'TLS_SPKI_MISMATCH', `${origin} showed the authority another key than the agency`);
  demand(seen.control === undefined || ours.includes(seen.control), 'TLS_SPKI_MISMATCH', `${origin} showed another key when control was proved`);
}

/** L3: seen by the authority and by a second hand of another organisation; L2: by the authority alone. Refusal: RERUN_MISSING. */
export function assuranceOf(runners: readonly RunnerSeal[]): 'L2' | 'L3' {
  const own = runners.filter(({ role }) => role === 'runner');
  const [first] = own;
  if (first === undefined) throw new Refusal('RERUN_MISSING', 'no runner of the authority has run it again', 'indeterminate');
  const isOther = (other: RunnerSeal): boolean =>
    !isSameHand(first, other) && other.organisation !== undefined && first.organisation !== undefined && other.organisation !== first.organisation;
  return runners.some(isOther) ? 'L3' : 'L2';
}
