/**
 * Judges recorded evidence again: the same plan, the same probes, no network. Another profile gives a what-if.
 *
 * Room     suite (floor 5).
 */
import { join } from 'node:path';
import type { Cause, EvidenceManifest, Report, ResolvedProfile } from '../contract/documents.js';
import { EgifError } from '../errors.js';
import { packsIn } from '../evidence/packs.js';
import { openReplay, type Replay } from '../evidence/replay.js';
import type { Codelists } from '../profile/load-codelists.js';
import type { Vocabularies } from '../profile/load-vocabularies.js';
import { canonicalVerdicts } from '../report/canonical-verdicts.js';
import {
  recordedContracts,
  recordedPrevious,
  recordedProfile,
  recordedSeries,
  recordedSettings,
  recordedSubject,
  recordedWaivers,
} from './documents.js';
import { effectsOf } from './effects-of.js';
import { judgePlan } from './judge-plan.js';
import { countAsked, operationFigures } from './operation-figures.js';
import { type MergeLaw, mergeReports } from './merge-reports.js';
import { type HarnessFacts, reportOf } from './outcome.js';
import { planRun } from './plan.js';
import { prepareCase } from './prepare.js';

export interface ReplayInput {
  /** Folder of the evidence. */
  readonly directory: string;
  readonly codelists: Codelists;
  readonly vocabularies: Vocabularies;
  readonly harness: HarnessFacts;
  readonly now: () => Date;
  /** Another profile than the recorded one. */
  readonly profile?: ResolvedProfile;
}

function evidenceFacts({ manifest }: Replay): Report['evidence'] {
  const sizes = new Map<string, number>();
  for (const { response } of manifest.observations) if (response !== undefined) sizes.set(response.body, response.bytes);
  for (const { digest, bytes } of manifest.documents) sizes.set(digest, bytes ?? 0);
  return {
    root: manifest.root,
    observations: manifest.observations.length,
    bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
    redactions: manifest.observations.reduce((sum, { response }) => sum + (response?.redactions ?? 0), 0),
    runKeySha256: manifest.runKeySha256,
  };
}

/** A report, and the law that it was judged by. */
interface Replayed extends MergeLaw {
  readonly report: Report;
  readonly manifest: EvidenceManifest;
}

/** Judges one pack of evidence, which was opened. */
async function judgePack(replay: Replay, input: Omit<ReplayInput, 'directory'>): Promise<Replayed> {
  const settings = recordedSettings(replay);
  const subject = recordedSubject(replay, settings);
  const profile = input.profile ?? recordedProfile(replay);
  const previousDocuments = recordedPrevious(replay, subject.service);
  const series = await recordedSeries(replay, subject.service);
  const prepared = prepareCase({
    subject,
    profile,
    contracts: await recordedContracts(replay, subject.service),
    previousDocuments,
    ...(series === undefined ? {} : { series }),
    settings,
    codelists: input.codelists,
    vocabularies: input.vocabularies,
  });
  const plan = planRun(prepared);
  const asked = countAsked(prepared, replay);
  const judged = await judgePlan({ prepared, plan, source: asked });
  const whatIf: readonly Cause[] = input.profile === undefined ? [] : [{ code: 'what-if' }];
  const waivers = recordedWaivers(replay);
  const report = reportOf({
    prepared,
    plan,
    judged,
    seqOf: ({ seq }) => seq,
    waivers,
    waiverTroubles: waivers.length > 0 ? [{ code: 'waiver-unsigned' }] : [],
    harness: input.harness,
    notForCertification: [{ code: 'replay' }, ...whatIf],
    run: { finishedAt: input.now().toISOString(), mode: 'replay', requestsSent: 0 },
    effects: effectsOf(prepared, replay.observations()),
    operations: operationFigures(prepared, judged, asked.classes()),
    evidence: evidenceFacts(replay),
  });
  return { report, profile, waivers, manifest: replay.manifest };
}

/** A report of recorded evidence, with the manifests that it rests on. */
export interface ReplayedEvidence {
  readonly report: Report;
  readonly manifests: readonly EvidenceManifest[];
}

/** The report of recorded evidence: of a run, or of several vantages that were merged. Errors: EVIDENCE_INVALID, EVIDENCE_MISSING, REPORTS_UNLIKE. */
export async function replayRun(input: ReplayInput): Promise<Report> {
  const replayed = await replayWanted(input, await packsIn(input.directory), () => true);
  if (replayed === undefined) throw new EgifError('INTERNAL', 'evidence that nobody wanted');
  return replayed.report;
}

/** Tells of the root of a pack whether it is the one that is looked for. */
type Wanted = (root: string) => boolean;

/** One pack; undefined where it is another than the wanted one. What its digests do not cover is never judged: opening compares them all. */
async function replayPack(input: ReplayInput, isWanted: Wanted): Promise<Replayed | undefined> {
  const replay = await openReplay(input.directory);
  return isWanted(replay.manifest.root) ? judgePack(replay, input) : undefined;
}

/** Pack by pack, so that the bodies of one at a time are in memory. */
async function replayPacks(packs: readonly string[], input: ReplayInput, isWanted: Wanted): Promise<ReplayedEvidence | undefined> {
  const seen: (Replayed & { readonly folder: string })[] = [];
  for (const folder of packs) {
    const replayed = await replayPack({ ...input, directory: join(input.directory, folder) }, isWanted);
    if (replayed === undefined) return undefined;
    seen.push({ ...replayed, folder });
  }
  const waivers = new Map(seen.flatMap((each) => each.waivers.map((waiver) => [waiver.id, waiver])));
  const [first] = seen;
  if (first === undefined) throw new EgifError('INTERNAL', 'packs of evidence that are none');
  const report = mergeReports(seen, { profile: first.profile, waivers: [...waivers.values()] });
  return { report, manifests: seen.map(({ manifest }) => manifest) };
}

async function replayWanted(input: ReplayInput, packs: readonly string[], isWanted: Wanted): Promise<ReplayedEvidence | undefined> {
  if (packs.length > 0) return replayPacks(packs, input, isWanted);
  const replayed = await replayPack(input, isWanted);
  return replayed === undefined ? undefined : { report: replayed.report, manifests: [replayed.manifest] };
}

/**
 * The same with what it rests on, if it is the evidence of that very report: a pack under another root than the report states is not judged, nor are packs of other
 * vantages, fewer or more. Errors: those of `replayRun`.
 */
export async function replayEvidenceOf(report: Report, input: ReplayInput): Promise<ReplayedEvidence | undefined> {
  const packs = await packsIn(input.directory);
  const { vantages, evidence } = report;
  const roots = vantages === undefined ? [evidence.root] : vantages.map((vantage) => vantage.evidence.root);
  const isWhole = packs.length === (vantages?.length ?? 0);
  if (packs.length > 0 && !isWhole) return undefined;
  const open = new Set(roots);
  return replayWanted(input, packs, (root) => isWhole && open.delete(root));
}

/** The law that recorded evidence was judged by. Errors: EVIDENCE_INVALID, EVIDENCE_MISSING. */
export async function recordedLaw(directory: string): Promise<MergeLaw & { readonly root: string }> {
  const replay = await openReplay(directory);
  return { profile: recordedProfile(replay), waivers: recordedWaivers(replay), root: replay.manifest.root };
}

/** Requirements of which two reports say something else. */
export function differingRows(one: Report, other: Report): readonly string[] {
  const rows = (report: Report): Map<string, string> => new Map(canonicalVerdicts(report).rows.map((row) => [row.id, JSON.stringify(row)]));
  const [left, right] = [rows(one), rows(other)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((id) => left.get(id) !== right.get(id)).sort();
}
