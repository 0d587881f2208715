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

/** Judges one pack of evidence. */
async function replayPack(input: ReplayInput): Promise<Replayed> {
  const replay = await openReplay(input.directory);
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
  return (await replayEvidence(input)).report;
}

/** The same with what it rests on. Errors: those of `replayRun`. */
export async function replayEvidence(input: ReplayInput): Promise<ReplayedEvidence> {
  const packs = await packsIn(input.directory);
  if (packs.length === 0) {
    const { report, manifest } = await replayPack(input);
    return { report, manifests: [manifest] };
  }
  const seen: (Replayed & { readonly folder: string })[] = [];
  for (const folder of packs) seen.push({ ...(await replayPack({ ...input, directory: join(input.directory, folder) })), folder });
  const waivers = new Map(seen.flatMap((each) => each.waivers.map((waiver) => [waiver.id, waiver])));
  const [first] = seen;
  if (first === undefined) throw new EgifError('INTERNAL', 'packs of evidence that are none');
  const report = mergeReports(seen, { profile: first.profile, waivers: [...waivers.values()] });
  return { report, manifests: seen.map(({ manifest }) => manifest) };
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
