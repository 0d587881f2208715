/**
 * The form that most data and coding checks share: look at every value of an operation's answers, count those of the kind, collect what is wrong.
 *
 * An operation whose answers hold nothing of the kind gives `examined: 0` with the cause `nothing-of-the-kind`: it is evidence neither way.
 *
 * Room     checks (floor 3). May be imported by data and coding checks only.
 */
import type { Operation } from '../../contract/api-model.js';
import type { CheckDefinition, CheckSubject, Probe } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import { examined, undetermined, type Judgement } from '../../contract/judgement.js';
import type { SchemeId } from '../../schemes/scheme.js';
import { defineCheck } from '../ask.js';
import { answersMayHold } from '../declared-values.js';
import { placeOf } from '../read.js';
import { nodesOf, type Node } from './instance.js';
import { servedAnswers, type Answer } from './served.js';

/** What is wrong with one value; `got` is already masked where it is personal. */
export interface Flaw {
  readonly code: string;
  readonly got?: string;
  readonly want?: string;
  readonly detail?: string;
  /** Member below the value, where the flaw is one of a member. */
  readonly member?: string;
}

/** What a rule may know beside the value: the law's lists and vocabularies, and the instant for which codes must be in force (absent: any). */
export type LookContext = Pick<CheckSubject, 'codelist' | 'vocabulary'> & Partial<Pick<CheckSubject, 'startedAt'>>;

export interface ValueRule {
  readonly id: CheckDefinition['id'];
  readonly findings: readonly string[];
  /** Where given: a value of no other kind is of the rule's; see `kindOf`. */
  readonly kinds?: readonly SchemeId[];
  /** Where given: a place of which it is false holds no value of the rule's kind, by its name and schemas alone. */
  readonly isPlace?: (node: Node) => boolean;
  /** Undefined: not of the kind. Otherwise what is wrong with it; empty where nothing is. */
  readonly look: (node: Node, context: LookContext) => readonly Flaw[] | undefined;
}

/** A check whose rule judges values wherever they come from: live answers and records of files. */
export interface ValueCheck extends CheckDefinition {
  readonly rule: ValueRule;
}

/** Whether a check judges values by a rule of its own. */
export function hasRule(check: CheckDefinition): check is ValueCheck {
  return 'rule' in check;
}

/** A personal value as it may be printed: its first two characters and its length. */
export function masked(value: unknown): string {
  const text = String(value);
  return `${[...text].slice(0, 2).join('')}… (${[...text].length})`;
}

/** Findings once for each code and place, in stable order. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.at}\n${finding.code}`;
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.entries()].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)).map(([, finding]) => finding);
}

/** A judgement from counted values; nothing counted is `nothing-of-the-kind`. */
export function judgementOf(count: number, findings: readonly Finding[]): Judgement {
  return count === 0 && findings.length === 0 ? undetermined('nothing-of-the-kind') : examined(count, distinct(findings));
}

/** The finding of a flaw at a value of an answer. */
export function findingOf(answer: Answer, node: Node, flaw: Flaw): Finding {
  const { code, got, want, detail, member } = flaw;
  const spot = member === undefined ? node.pointer : `${node.pointer}/${member}`;
  return {
    code,
    at: placeOf(answer.exchange, spot),
    ...(got === undefined ? {} : { got }),
    ...(want === undefined ? {} : { want }),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** Looks at every value of an operation's answers, counts those of the kind, collects what is wrong. */
export function* lookAtAnswers(look: ValueRule['look'], subject: CheckSubject): Probe {
  const answers = yield* servedAnswers(subject);
  if ('examined' in answers) return answers;
  let count = 0;
  const findings: Finding[] = [];
  for (const answer of answers)
    for (const node of nodesOf(answer.value, answer.schema)) {
      const flaws = look(node, subject);
      if (flaws === undefined) continue;
      count += 1;
      for (const flaw of flaws) findings.push(findingOf(answer, node, flaw));
    }
  return judgementOf(count, findings);
}

/** A check over every safe operation that looks at every value of its answers. */
export function defineValueCheck(rule: ValueRule): ValueCheck {
  const { isPlace } = rule;
  return defineCheck({
    id: rule.id,
    safety: 'S2',
    over: 'safe-operations',
    params: {},
    findings: rule.findings,
    rule,
    ...(isPlace === undefined ? {} : { concerns: (operation: Operation) => answersMayHold(operation, isPlace) }),
    probe: (subject) => lookAtAnswers((node, context) => rule.look(node, context), subject),
  });
}

/** The probe of a check that needs nothing beyond the subject: it sends nothing. */
// biome-ignore lint/correctness/useYield: without evidence there is nothing to yield
export function* withoutEvidence(judge: () => Judgement): Probe {
  return judge();
}
