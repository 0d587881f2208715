/**
 * Judges a plan against a source of observations. The same code judges live and recorded evidence.
 *
 * Room     suite (floor 5).
 */
import { checkDefinitions } from '../checks/index.js';
import { lintContract } from '../checks/lint/lint-contract.js';
import type { Observation } from '../contract/evidence.js';
import { operationsAt } from '../contract/operation-addresses.js';
import type { XmlTools } from '../contract/soap-model.js';
import { type Judgement, undetermined } from '../contract/judgement.js';
import { drive, type DriveInput, type ObservationSource } from './drive.js';
import { isOfOtherKind, type Plan, type PlanItem } from './plan.js';
import { checkSubject, type PreparedCase, xmlToolsOf } from './prepare.js';
import { review } from './review.js';
import { openTape, type Tape } from './tape.js';

/** One planned item with its judgement. */
export interface JudgedItem {
  readonly item: PlanItem;
  readonly judgement: Judgement;
  readonly attempts: number;
  readonly observations: readonly Observation[];
}

export interface JudgeInput {
  readonly prepared: PreparedCase;
  readonly plan: Plan;
  readonly source: ObservationSource;
  /** Told of each item as it is judged, for progress and reporters. */
  readonly onJudged?: (judged: JudgedItem) => void;
}

const kindOf = (check: string): string => check.slice(0, check.indexOf('/'));
const ofLint = ({ check }: PlanItem): boolean => kindOf(check) === 'lint';

async function judgeLint(input: JudgeInput): Promise<readonly JudgedItem[]> {
  const items = input.plan.items.filter(ofLint);
  const judged: JudgedItem[] = [];
  for (const { document } of input.prepared.contracts) {
    const mine = items.filter(({ instance, withheld }) => instance === document.file && withheld === undefined);
    if (mine.length === 0) continue;
    const results = await lintContract(document, { rules: new Set(mine.map(({ check }) => check)) });
    const byCheck = new Map(results.map((result) => [result.check, result.judgement]));
    for (const item of mine) {
      const judgement = byCheck.get(item.check) ?? undetermined('no-contract', 'the rule does not apply to documents of this kind');
      judged.push({ item, judgement, attempts: 1, observations: [] });
    }
  }
  return judged;
}

/** A probe that misses the HTTP contract does not know that the service has one of another kind; the case does. */
function withOwnLack(judgement: Judgement, prepared: PreparedCase): Judgement {
  const { cause } = judgement;
  return cause?.code === 'no-contract' && isOfOtherKind(prepared) ? { ...judgement, cause: { ...cause, code: 'contract-of-other-kind' } } : judgement;
}

/** What judging a probe needs, for its own part and for the second pass. */
function givenFor(item: PlanItem, { prepared }: JudgeInput, xml: XmlTools | undefined): Pick<DriveInput, 'subject' | 'params' | 'repeats'> {
  return { subject: checkSubject(prepared, item.operation, xml), params: item.params, repeats: prepared.profile.run.retries?.verdictFail ?? 2 };
}

async function judgeProbe(item: PlanItem, input: JudgeInput, xml: XmlTools | undefined): Promise<JudgedItem> {
  const check = checkDefinitions.get(item.check);
  if (check === undefined) return { item, judgement: undetermined('no-check'), attempts: 1, observations: [] };
  const driven = await drive(check, { ...givenFor(item, input, xml), source: input.source, instance: item.instance });
  return { item, ...driven, judgement: withOwnLack(driven.judgement, input.prepared) };
}

const reviews = ({ check }: PlanItem): boolean => checkDefinitions.get(check)?.review !== undefined;

const isVacuous = ({ judgement }: JudgedItem): boolean =>
  judgement.findings.length === 0 &&
  judgement.examined === 0 &&
  (judgement.cause === undefined || judgement.cause.code === 'nothing-of-the-kind' || judgement.cause.code === 'nothing-to-examine');

/** Whether the contract rules out that a check could have met anything at this operation. */
function isUnconcerned({ check, operation }: PlanItem): boolean {
  const concerns = checkDefinitions.get(check)?.concerns;
  return concerns !== undefined && operation !== undefined && !concerns(operation);
}

/**
 * An item that found nothing of its kind says nothing while another of the same requirement was examined: one of the same kind of evidence, any live
 * one where the contract rules out that this one could find anything, or, for a lint rule, any. A contract alone never stands in for live evidence.
 */
export function withoutVacuous(judged: readonly JudgedItem[]): readonly JudgedItem[] {
  const earned = new Set<string>();
  for (const { item } of judged.filter((each) => !isVacuous(each))) {
    const kind = kindOf(item.check);
    for (const id of item.requirements) {
      earned.add(`${id} ${kind}`).add(kind === 'lint' ? id : `${id} lint`);
      if (kind !== 'lint' && item.withheld === undefined) earned.add(`${id} live`);
    }
  }
  return judged.flatMap((each) => {
    if (!isVacuous(each)) return [each];
    const { item } = each;
    const isSilent = (id: string): boolean => earned.has(`${id} ${kindOf(item.check)}`) || (earned.has(`${id} live`) && isUnconcerned(item));
    const requirements = item.requirements.filter((id) => !isSilent(id));
    const judgement = each.judgement.cause === undefined ? undetermined('nothing-to-examine') : each.judgement;
    return requirements.length === 0 ? [] : [{ ...each, judgement, item: { ...item, requirements } }];
  });
}

/** Also of what is meant to be refused: a service that takes it has stored what the tester sent, and answers with it from then on. */
const changing = ({ safety }: PlanItem): boolean => safety === 'S3' || safety === 'S4' || safety === 'S5';

/**
 * What only reads runs side by side; what may create or change comes after it, one by one, so that no probe sees the service change under the hands
 * of another. Last, one after the other, those that look at what all of them saw.
 */
async function judgeProbes(items: readonly PlanItem[], input: JudgeInput): Promise<readonly JudgedItem[]> {
  const { contract, baseUrl } = checkSubject(input.prepared);
  const tape: Tape = openTape(input.source, operationsAt(contract, baseUrl));
  const xml = items.length === 0 ? undefined : await xmlToolsOf(input.prepared);
  const judged = new Map<PlanItem, JudgedItem>();
  const judgeOne = async (item: PlanItem): Promise<void> => {
    const own = await judgeProbe(item, { ...input, source: tape }, xml);
    if (!reviews(item)) input.onJudged?.(own);
    judged.set(item, own);
  };
  await Promise.all(items.filter((item) => !changing(item)).map(judgeOne));
  for (const item of items.filter(changing)) await judgeOne(item);
  for (const [item, own] of judged) {
    const check = checkDefinitions.get(item.check);
    if (check?.review === undefined) continue;
    const again = { item, ...(await review(check, { ...givenFor(item, input, xml), tape }, own)) };
    input.onJudged?.(again);
    judged.set(item, again);
  }
  return items.flatMap((item) => judged.get(item) ?? []);
}

/**
 * Judges every item of a plan; the engine bounds what is sent. Contracts are linted before anything is sent: a process that is busy with a contract hears an answer
 * late, and would take its own delay for that of the service.
 */
export async function judgePlan(input: JudgeInput): Promise<readonly JudgedItem[]> {
  const withheld = input.plan.items.flatMap((item) =>
    item.withheld === undefined ? [] : [{ item, judgement: undetermined(item.withheld), attempts: 1, observations: [] }],
  );
  const probes = input.plan.items.filter((item) => !ofLint(item) && item.withheld === undefined);
  const linted = await judgeLint(input);
  for (const judged of [...withheld, ...linted]) input.onJudged?.(judged);
  return withoutVacuous([...withheld, ...linted, ...(await judgeProbes(probes, input))]);
}
