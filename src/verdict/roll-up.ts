/**
 * From judgements of instances to one row for every requirement of the profile.
 *
 * A row: any instance failed ⇒ failed (or waived); else any cantTell or untested ⇒ cantTell, all untested ⇒ untested; else passed. A check of the
 * requirement that gave no outcome at all counts as an instance that was not judged: what nobody looked at is never conformant. Where it cannot be told
 * whether the requirement applies, an instance that would have failed is cantTell.
 *
 * Source   contract, verdict model; catalogue §5.
 * Room     verdict (floor 3).
 */
import { canonicalJson } from '../contract/canonical.js';
import type { Cause, InstanceResult, RequirementRow, ResolvedRequirement, Waiver } from '../contract/documents.js';
import type { Judgement } from '../contract/judgement.js';
import { distinctFindings, sortedBy } from './findings.js';
import { judge } from './judge.js';
import { coverFailures, type WaiverContext, type WaiverScope } from './waiver.js';

/** What one check said of one instance, after all its attempts. */
export interface InstanceOutcome {
  readonly requirement: string;
  readonly check: string;
  /** Operation id, `service`, or the file. */
  readonly instance: string;
  readonly judgement: Judgement | undefined;
  readonly attempts: number;
  /** Sequence numbers of the observations used. */
  readonly evidence: readonly number[];
}

export interface RollUpInput {
  readonly requirements: readonly ResolvedRequirement[];
  /** By requirement id; undefined or absent: it cannot be told, so the requirement stays. */
  readonly applicability: ReadonlyMap<string, boolean | undefined>;
  readonly outcomes: readonly InstanceOutcome[];
  /** Whether decisions can rest on the profile: then methods without a check leave a requirement untold. */
  readonly eligibility: boolean;
  readonly waivers: readonly Waiver[];
  readonly waiverScope: WaiverScope;
  readonly unwaivable: readonly string[];
  /** Instant of the run, RFC 3339. */
  readonly at: string;
}

type RowBase = Omit<RequirementRow, 'verdict' | 'examined' | 'findings' | 'instances'>;

function baseOf({ id, rev, layer, topic, level, tier, gate, weight, title, params, notTested }: ResolvedRequirement): RowBase {
  return { id, rev, layer, topic, level, tier, gate, weight, title, params, ...(notTested.length === 0 ? {} : { notTested }) };
}

function instanceOf({ check, instance, judgement, attempts, evidence }: InstanceOutcome): InstanceResult {
  const verdict = judge(judgement);
  const cause = verdict === 'failed' ? undefined : (judgement?.cause ?? (verdict === 'cantTell' ? { code: 'nothing-examined' } : undefined));
  const examined = judgement?.examined ?? 0;
  return { check, instance, verdict, examined, ...(cause === undefined ? {} : { cause }), attempts, evidence };
}

/** What is found against a requirement of which nobody knows whether it applies fails nobody; the finding stays to be seen. */
const underDoubt =
  (doubt: Cause) =>
  (result: InstanceResult): InstanceResult =>
    result.verdict === 'failed' ? { ...result, verdict: 'cantTell', cause: doubt } : result;

/** The instances of a requirement in a stable order, with one for each check that gave none. */
function instancesOf({ checks }: ResolvedRequirement, outcomes: readonly InstanceOutcome[], doubt: Cause | undefined): readonly InstanceResult[] {
  const seen = new Set(outcomes.map(({ check }) => check));
  const missing = checks
    .filter((check) => !seen.has(check))
    .map((check): InstanceResult => ({ check, instance: '*', verdict: 'untested', examined: 0, cause: doubt ?? { code: 'no-instance' } }));
  const judged = outcomes.map(instanceOf);
  return sortedBy([...(doubt === undefined ? judged : judged.map(underDoubt(doubt))), ...missing], (result) => [
    result.check,
    result.instance,
    canonicalJson(result),
  ]);
}

/** Why an untold row could not be told: the cause of its first instance of that verdict, `cantTell` before `untested`. */
function untold(instances: readonly InstanceResult[]): Pick<RequirementRow, 'verdict' | 'reason'> {
  const ran = instances.find(({ verdict }) => verdict === 'cantTell');
  const { cause = { code: 'nothing-examined' } } = ran ?? instances.find(({ verdict }) => verdict === 'untested') ?? {};
  const allUntested = instances.every(({ verdict }) => verdict === 'untested');
  return { verdict: allUntested ? 'untested' : 'cantTell', reason: cause };
}

/** Stands for the methods that no check covers, where they count: a waiver of the whole requirement covers them too. */
const unexamined: InstanceResult = { check: 'document/none', instance: '*', verdict: 'untested', examined: 0 };

type RowVerdict = Pick<RequirementRow, 'verdict' | 'reason' | 'waiver'>;

/**
 * A row on which something is not passed. Waivers count only if they cover all of it, the unknown with the failed: then a failed row is waived, and
 * an untold one names the waiver. Where they cover just the failures, the row is untold like its other instances.
 */
function withWaivers(
  requirement: ResolvedRequirement,
  bare: RowVerdict,
  { open, context }: { open: readonly InstanceResult[]; context: WaiverContext },
): RowVerdict {
  const { complete, ids, refused } = coverFailures(requirement, open, context);
  const failed = open.filter(({ verdict }) => verdict === 'failed');
  if (failed.length === 0) return complete ? { ...bare, waiver: ids.join(', ') } : bare;
  if (complete) return { verdict: 'waived', waiver: ids.join(', ') };
  if (!coverFailures(requirement, failed, context).complete) return { verdict: 'failed', ...(refused === undefined ? {} : { reason: refused }) };
  return { ...bare, verdict: 'cantTell' };
}

function verdictOf(
  requirement: ResolvedRequirement,
  instances: readonly InstanceResult[],
  { context, eligibility }: { context: WaiverContext; eligibility: boolean },
): RowVerdict {
  const detail = requirement.notTested.map(({ by, reason }) => `${by}: ${reason}`).join(' ');
  const partly = eligibility && requirement.notTested.length > 0;
  const open = [...instances.filter(({ verdict }) => verdict !== 'passed'), ...(partly || instances.length === 0 ? [unexamined] : [])];
  if (open.length === 0) return { verdict: 'passed' };
  const untoldInstances = instances.some(({ verdict }) => verdict === 'cantTell' || verdict === 'untested');
  const bare = (): RowVerdict => {
    if (instances.length === 0) return { verdict: 'untested', reason: { code: 'no-check', detail } };
    return untoldInstances ? untold(instances) : { verdict: 'cantTell', reason: { code: 'partly-tested', detail } };
  };
  return withWaivers(requirement, bare(), { open, context });
}

function rowOf(requirement: ResolvedRequirement, outcomes: readonly InstanceOutcome[], input: RollUpInput): RequirementRow {
  const base = baseOf(requirement);
  const detail = requirement.appliesWhen === undefined ? {} : { detail: canonicalJson(requirement.appliesWhen) };
  const applicable = input.applicability.get(requirement.id);
  if (applicable === false) {
    return { ...base, verdict: 'inapplicable', examined: 0, findings: [], instances: [], reason: { code: 'not-applicable', ...detail } };
  }
  const unknownFact = requirement.appliesWhen !== undefined && applicable === undefined;
  const instances = instancesOf(requirement, outcomes, unknownFact ? { code: 'applicability-unknown', ...detail } : undefined);
  const { waivers, waiverScope, unwaivable, at, eligibility } = input;
  const verdict = verdictOf(requirement, instances, { context: { waivers, scope: waiverScope, unwaivable, at }, eligibility });
  return {
    ...base,
    ...verdict,
    examined: instances.reduce((sum, { examined }) => sum + examined, 0),
    findings: distinctFindings(outcomes.flatMap(({ judgement }) => judgement?.findings ?? [])),
    instances,
  };
}

/** One row for every requirement, in the order of their ids; the order of the outcomes does not matter. */
export function rollUp(input: RollUpInput): readonly RequirementRow[] {
  const outcomes = new Map<string, InstanceOutcome[]>();
  for (const outcome of input.outcomes) {
    const known = outcomes.get(outcome.requirement);
    if (known === undefined) outcomes.set(outcome.requirement, [outcome]);
    else known.push(outcome);
  }
  return sortedBy(input.requirements, ({ id }) => [id]).map((requirement) => rowOf(requirement, outcomes.get(requirement.id) ?? [], input));
}
