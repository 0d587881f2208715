/**
 * From judged items to a report: rows, tiers, and why no certificate can rest on it.
 *
 * Room     suite (floor 5).
 */
import type { Cause, LockedFile, Report, RequirementRow, ResolvedRequirement, Waiver } from '../contract/documents.js';
import { undetermined } from '../contract/judgement.js';
import { assembleReport } from '../report/assemble-report.js';
import { type InstanceOutcome, rollUp } from '../verdict/roll-up.js';
import { scoreTiers } from '../verdict/score-tiers.js';
import type { JudgedItem } from './judge-plan.js';
import type { Plan } from './plan.js';
import type { PreparedCase } from './prepare.js';
import { scopeOf } from './settings.js';
import { traceFields } from './trace-fields.js';

/** What the report says of the harness that made it. */
export interface HarnessFacts {
  readonly version: string;
  readonly node: string;
  readonly rulesets: readonly LockedFile[];
  readonly codelists: readonly LockedFile[];
  readonly vocabularies?: readonly LockedFile[];
}

export interface OutcomeInput {
  readonly prepared: PreparedCase;
  readonly plan: Plan;
  readonly judged: readonly JudgedItem[];
  /** Final sequence number of an observation in the evidence. */
  readonly seqOf: (observation: JudgedItem['observations'][number]) => number;
  readonly waivers: readonly Waiver[];
  /** Why what the waivers open counts for the agency’s own use alone; empty where each was found to be sealed by who may grant it. */
  readonly waiverTroubles: readonly Cause[];
  readonly harness: HarnessFacts;
  /** Reasons beyond those that follow from profile, scope and environment. */
  readonly notForCertification: readonly Cause[];
  readonly run: Pick<Report['run'], 'finishedAt' | 'mode' | 'requestsSent'>;
  readonly evidence: Report['evidence'];
  /** What the run did to the state of the service. */
  readonly effects: NonNullable<Report['effects']>;
  /** What was asked and measured. */
  readonly operations: NonNullable<Report['operations']>;
}

/** Stands for the checks of a requirement that a run was not asked to judge. */
const selection = 'document/selection';

function outcomesOf({ plan, judged, seqOf }: OutcomeInput): readonly InstanceOutcome[] {
  const examined = judged.flatMap(({ item, judgement, attempts, observations }) =>
    item.requirements.map((requirement) => ({
      requirement,
      check: item.check,
      instance: item.instance,
      judgement,
      attempts,
      evidence: [...new Set(observations.map(seqOf))].sort((a, b) => a - b),
    })),
  );
  const passedOver = [...plan.notSelected].map((requirement) => ({
    requirement,
    check: selection,
    instance: 'service',
    judgement: undetermined('not-selected'),
    attempts: 1,
    evidence: [],
  }));
  return [...examined, ...passedOver];
}

/** A check whose every instance had nothing of its kind to say, while others of the requirement were examined, is not asked for. */
function spokenRequirements({ prepared, plan, judged }: OutcomeInput): readonly ResolvedRequirement[] {
  const planned = new Set(plan.items.flatMap(({ check, requirements }) => requirements.map((id) => `${id} ${check}`)));
  // Rules of kinds that the service has no contract of were left out of the plan beside one that has something to examine.
  const linted = new Set(plan.items.filter(({ check }) => check.startsWith('lint/')).flatMap(({ requirements }) => requirements));
  const spoken = new Set(judged.flatMap(({ item }) => item.requirements.map((id) => `${id} ${item.check}`)));
  return prepared.profile.requirements.map((requirement) => ({
    ...requirement,
    // What this run was not asked to judge has one instance, which says so.
    checks: plan.notSelected.has(requirement.id)
      ? [selection]
      : requirement.checks.filter((check) => {
          const key = `${requirement.id} ${check}`;
          const isOtherKind = check.startsWith('lint/') && linted.has(requirement.id);
          return spoken.has(key) || (!planned.has(key) && !isOtherKind);
        }),
  }));
}

function certificationObstacles({ prepared, notForCertification, waiverTroubles }: OutcomeInput): readonly Cause[] {
  const { profile, settings, subject } = prepared;
  return [
    ...(profile.eligibility ? [] : [{ code: 'profile-not-for-eligibility' }]),
    ...(scopeOf(settings) === 'full' ? [] : [{ code: 'scope-partial' }]),
    ...(subject.environment.kind === 'local' ? [{ code: 'environment-local' }] : []),
    ...waiverTroubles,
    ...notForCertification,
  ];
}

/** Where the run looked from, where operator or statement leave no doubt. */
function vantageOf({ subject }: PreparedCase): Pick<Report['run'], 'vantage'> {
  const [only, second] = subject.environment.vantage ?? [];
  return only === undefined || second !== undefined ? {} : { vantage: only };
}

/** The report of a judged plan. */
export function reportOf(input: OutcomeInput): Report {
  const { prepared, plan, waivers } = input;
  const { profile, settings, subject } = prepared;
  const rows: readonly RequirementRow[] = rollUp({
    requirements: spokenRequirements(input),
    applicability: plan.applicability,
    outcomes: outcomesOf(input),
    eligibility: profile.eligibility,
    waivers,
    waiverScope: { agency: subject.agency.legalPersonId, service: subject.service.id, environment: subject.environment.id },
    unwaivable: profile.unwaivable,
    at: settings.startedAt,
  });
  const scope = scopeOf(settings);
  return assembleReport({
    profile,
    rows,
    fields: traceFields(prepared, input.judged),
    score: scoreTiers({ profile, rows, scope, waivers }),
    scope,
    notForCertification: certificationObstacles(input),
    subject: {
      agency: { legalPersonId: subject.agency.legalPersonId, name: subject.agency.name },
      service: { id: subject.service.id, title: subject.service.title, style: subject.service.style, dataClass: subject.service.dataClass },
      environment: { id: subject.environment.id, kind: subject.environment.kind, baseUrl: subject.environment.baseUrl },
      statementSha256: subject.loaded.sha256,
      contracts: prepared.contracts.map(({ ref, document }) => ({ type: ref.type, file: ref.file, sha256: document.sha256 })),
    },
    harness: { name: 'egif', ...input.harness },
    run: {
      seed: settings.seed,
      startedAt: settings.startedAt,
      maxSafety: settings.maxSafety,
      ...(settings.layers === undefined ? {} : { layers: settings.layers }),
      ...(settings.only === undefined ? {} : { only: settings.only }),
      ...vantageOf(prepared),
      ...(settings.proxy === undefined ? {} : { proxy: settings.proxy }),
      ...input.run,
    },
    ...(settings.challenge === undefined ? {} : { challenge: settings.challenge }),
    evidence: input.evidence,
    effects: input.effects,
    operations: input.operations,
  });
}
