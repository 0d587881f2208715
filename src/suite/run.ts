/**
 * Conducts a run: plan, gather and judge, keep the evidence, report.
 *
 * Room     suite (floor 5).
 */
import type { Cause, Report } from '../contract/documents.js';
import type { EvidenceSession } from '../evidence/session.js';
import { documentsOf, type LoadedWaiver } from './documents.js';
import { effectsOf } from './effects-of.js';
import { type JudgedItem, judgePlan } from './judge-plan.js';
import { countAsked, operationFigures } from './operation-figures.js';
import { type HarnessFacts, reportOf } from './outcome.js';
import { type Plan, planRun } from './plan.js';
import type { PreparedCase } from './prepare.js';

export interface RunInput {
  readonly prepared: PreparedCase;
  readonly session: EvidenceSession;
  /** Where the evidence is written. */
  readonly directory: string;
  readonly harness: HarnessFacts;
  readonly waivers: readonly LoadedWaiver[];
  /** Reads a sealed waiver's seal: why it does not count, or nothing. Absent where the caller has no trust list: then none counts. */
  readonly troubleOfWaiver?: (waiver: LoadedWaiver) => Cause | undefined;
  /** Reasons of the caller why no certificate can rest on this run. */
  readonly notForCertification: readonly Cause[];
  readonly now: () => Date;
  readonly onPlan?: (plan: Plan) => void;
  readonly onJudged?: (judged: JudgedItem) => void;
}

/** Runs a prepared case. Errors: FILE_NOT_WRITABLE; trouble with the subject is in the report. */
export async function runCase(input: RunInput): Promise<Report> {
  const { prepared, session } = input;
  const plan = planRun(prepared);
  input.onPlan?.(plan);
  const asked = countAsked(prepared, session);
  const judged = await judgePlan({ prepared, plan, source: asked, ...(input.onJudged === undefined ? {} : { onJudged: input.onJudged }) });
  const finals = session.finish();
  const finishedAt = input.now().toISOString();
  const { root, observations, runKeySha256, bytes } = await session.save(input.directory, documentsOf(prepared, input.waivers));
  return reportOf({
    prepared,
    plan,
    judged,
    seqOf: ({ seq }) => finals.get(seq) ?? seq,
    waivers: input.waivers.map(({ waiver }) => waiver),
    waiverTroubles: input.waivers.flatMap((waiver) => {
      const trouble = input.troubleOfWaiver === undefined ? { code: 'waiver-unsigned' } : input.troubleOfWaiver(waiver);
      return trouble === undefined ? [] : [trouble];
    }),
    harness: input.harness,
    notForCertification: [...input.notForCertification, ...(session.unfinished ? [{ code: 'interrupted' }] : [])],
    run: { finishedAt, mode: prepared.settings.offline ? 'offline' : 'live', requestsSent: session.requestsSent },
    effects: effectsOf(prepared, session.eachObservation()),
    operations: operationFigures(prepared, judged, asked.classes()),
    evidence: {
      root,
      observations,
      bytes,
      redactions: session.redactions,
      runKeySha256,
    },
  });
}
