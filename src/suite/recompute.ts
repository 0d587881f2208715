/**
 * What attestation is handed: deriving a report's verdict from its own rows, and judging its evidence again.
 *
 * Room     suite (floor 5).
 */
import { canonicalJson } from '../contract/canonical.js';
import type { EvidenceManifest, Report, ResolvedProfile } from '../contract/documents.js';
import { unmarkedOf } from '../contract/run-marker.js';
import { EgifError } from '../errors.js';
import { resolveProfile } from '../profile/index.js';
import { countVerdicts } from '../report/assemble-report.js';
import { canonicalSha256Of } from '../report/canonical-verdicts.js';
import { scoreTiers } from '../verdict/index.js';
import type { Derived, Recomputed } from '../contract/derived-report.js';
import type { Law } from './law.js';
import { differingRows, replayEvidenceOf, type ReplayInput } from './replay.js';

/** The profile of a report, if this harness ships the very same. */
function sameProfile({ profile }: Report, law: Law): ResolvedProfile | undefined {
  try {
    const own = resolveProfile(profile.ref, law);
    return own.digest === profile.digest ? own : undefined;
  } catch (error) {
    if (error instanceof EgifError) return undefined;
    throw error;
  }
}

/** Derives counts, digest and, where the law and every fact is at hand, the verdict from the rows that a report holds. */
export function deriveFromRows(report: Report, law: Law): Derived {
  // A waiver caps tiers by what stands in its own file; without it the tiers cannot be derived, only judged again from the evidence.
  const waived = report.requirements.some(({ waiver }) => waiver !== undefined);
  const profile = waived ? undefined : sameProfile(report, law);
  const base = { counts: countVerdicts(report.requirements), canonicalSha256: canonicalSha256Of(report) };
  if (profile === undefined) return base;
  return { ...base, verdict: scoreTiers({ profile, rows: report.requirements, scope: report.scope, waivers: [] }).verdict };
}

/** The evidence judged again; here the verdict is always known, and what differs. */
export type Rejudged = Recomputed & Required<Pick<Recomputed, 'verdict' | 'differing' | 'unmarked'>>;

/** A report of a harness that followed no fields has none to compare. */
const sameFields = (report: Report, again: Report): boolean =>
  report.fields === undefined || canonicalJson(report.fields) === canonicalJson(again.fields ?? []);

/** Evidence of a run under no challenge need carry no marker. */
function unmarkedIn({ challenge, run }: Report, manifests: readonly EvidenceManifest[]): number {
  if (challenge === undefined) return 0;
  const marked = { nonce: challenge.nonce, seed: run.seed };
  return manifests.reduce((sum, { observations }) => sum + unmarkedOf(observations, marked).length, 0);
}

/**
 * Judges the evidence of a report again; undefined where it is not that of the report, of which nothing is judged. Errors: EVIDENCE_MISSING, and EVIDENCE_INVALID
 * where the evidence does not hold together by its own digests.
 */
export async function recomputeReport(report: Report, input: Omit<ReplayInput, 'profile'>): Promise<Rejudged | undefined> {
  const replayed = await replayEvidenceOf(report, input);
  if (replayed === undefined) return undefined;
  const { report: again, manifests } = replayed;
  const { verdict, canonicalSha256, counts, evidence } = again;
  const rules = ({ harness }: Report): string => canonicalJson([harness.version, harness.rulesets, harness.codelists, harness.vocabularies ?? []]);
  return {
    verdict,
    canonicalSha256,
    counts,
    root: evidence.root,
    sameHarness: rules(report) === rules(again),
    unmarked: unmarkedIn(report, manifests),
    differing: [...differingRows(report, again), ...(sameFields(report, again) ? [] : ['fields'])],
  };
}
