/**
 * A copy of one of Spectral's rulesets in which every rule that the fast runner knows is asked once, for the whole document, and answers with
 * what the runner found; Spectral itself then words, places and sorts the answers. Rules that it does not know stay as they are.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import type { IFunctionResult, Ruleset, RulesetDefinition, RulesetFunction, RulesetFunctionContext } from '@stoplight/spectral-core';
import { Automaton, type Pattern } from './automaton.js';
import { ExampleCheck } from './example-check.js';
import { isContainer } from './crawl.js';
import { type KnownFunctions, knownFunctions, type SurelyFine } from './known-functions.js';
import { readJsonPath } from './json-path.js';
import type { Modules } from './modules.js';
import { isKnownField } from './targets.js';

type Rule = Ruleset['rules'][string];
type AnyFunction = RulesetFunction<unknown, unknown>;
type Formats = Parameters<Rule['getGivenForFormats']>[0];

/** One `then` of one rule. */
export interface Task {
  readonly field: string | undefined;
  readonly check: AnyFunction;
  readonly options: unknown;
  readonly surelyFine: SurelyFine | undefined;
  /** Whether it is Spectral's check of examples, for which there is a quicker one. */
  readonly isExample: boolean;
}

export interface ReplayRule {
  readonly name: string;
  readonly rule: Rule;
  readonly tasks: readonly Task[];
}

/** Answers for one rule, on one document. */
export type Answer = (rule: string, context: RulesetFunctionContext) => IFunctionResult[];

/** The rules that apply to a format, with their expressions as automata. */
export interface ReplayPlan {
  readonly rules: readonly ReplayRule[];
  readonly resolved: Automaton;
  readonly unresolved: Automaton;
}

export interface ReplayRuleset {
  readonly ruleset: Ruleset;
  planFor(formats: Formats): ReplayPlan;
  readonly examples: ExampleCheck | undefined;
  /** Who answers for a document; set before Spectral runs on it. */
  readonly answers: WeakMap<object, Answer>;
}

const isFunction = (value: unknown): value is AnyFunction => typeof value === 'function';

function tasksOf(rule: unknown, known: KnownFunctions): readonly Task[] | undefined {
  const then: unknown = isContainer(rule) ? Reflect.get(rule, 'then') : undefined;
  const steps: readonly unknown[] = Array.isArray(then) ? then : [then];
  const tasks: Task[] = [];
  for (const step of steps) {
    if (!isContainer(step)) return undefined;
    const check: unknown = Reflect.get(step, 'function');
    const field: unknown = Reflect.get(step, 'field');
    const options: unknown = Reflect.get(step, 'functionOptions') ?? null;
    if (!isFunction(check) || !known.has(check) || !(field === undefined || typeof field === 'string') || !isKnownField(field)) return undefined;
    tasks.push({ field, check, options, surelyFine: known.quickTest(check, options), isExample: check === known.example });
  }
  return tasks;
}

/** Expressions of an expression list that all are within the part known. */
function patternsOf(givens: readonly string[], rule: number): readonly Pattern[] | undefined {
  const patterns: Pattern[] = [];
  for (const given of givens) {
    const steps = readJsonPath(given);
    if (steps === undefined) return undefined;
    patterns.push({ steps, rule });
  }
  return patterns;
}

/** Whether all that a rule's aliases stand for is known, in every format. */
function isReadable(rule: Rule, formatSets: readonly Formats[]): boolean {
  return formatSets.every((formats) => patternsOf(rule.getGivenForFormats(formats), 0) !== undefined);
}

function definitionWith(definition: RulesetDefinition, replaced: ReadonlyMap<string, AnyFunction>): RulesetDefinition {
  if (!('rules' in definition)) return definition;
  const rules = Object.entries(definition.rules).map(([name, rule]) => {
    const replay = replaced.get(name);
    // biome-ignore lint/suspicious/noThenProperty: `then` is Spectral's word
    return [name, replay === undefined || typeof rule !== 'object' ? rule : { ...rule, then: { function: replay } }] as const;
  });
  return Object.assign({}, definition, { rules: Object.fromEntries(rules) });
}

function thenOf(definition: RulesetDefinition, name: string): Rule['then'] | undefined {
  const rule = 'rules' in definition ? definition.rules[name] : undefined;
  if (rule === undefined || typeof rule !== 'object') return undefined;
  return Array.isArray(rule.then) ? rule.then : [rule.then];
}

function planOf(
  rules: readonly ReplayRule[],
  givens: ReadonlyMap<ReplayRule, (formats: Formats) => readonly string[]>,
  formats: Formats,
): ReplayPlan {
  const applying = rules.filter(({ rule }) => rule.enabled && rule.matchesFormat(formats));
  const patterns = (resolved: boolean): readonly Pattern[] =>
    applying.flatMap((replay, at) => (replay.rule.resolved === resolved ? (patternsOf(givens.get(replay)?.(formats) ?? [], at) ?? []) : []));
  return { rules: applying, resolved: new Automaton(patterns(true)), unresolved: new Automaton(patterns(false)) };
}

/** The copy of a ruleset. `oas` tells the functions known. */
export function replayRuleset(modules: Modules, definition: RulesetDefinition, oas: RulesetDefinition): ReplayRuleset {
  const known = knownFunctions(modules, oas);
  const answers = new WeakMap<object, Answer>();
  const tasks = new Map<string, readonly Task[]>();
  const replays = new Map<string, AnyFunction>();
  for (const [name, rule] of 'rules' in definition ? Object.entries(definition.rules) : []) {
    const own = tasksOf(rule, known);
    if (own === undefined) continue;
    tasks.set(name, own);
    replays.set(name, (_target, _options, context) => answers.get(context.document)?.(name, context) ?? []);
  }
  const ruleset = new modules.core.Ruleset(definitionWith(definition, replays));
  const formatSets = [null, ...[...ruleset.formats].map((format) => new Set([format]))];
  const rules: ReplayRule[] = [];
  const givens = new Map<ReplayRule, (formats: Formats) => readonly string[]>();
  for (const rule of Object.values(ruleset.rules)) {
    const own = tasks.get(rule.name);
    if (own === undefined) continue;
    if (!isReadable(rule, formatSets)) {
      // biome-ignore lint/suspicious/noThenProperty: `then` is Spectral's word
      rule.then = thenOf(definition, rule.name) ?? rule.then;
      continue;
    }
    const replay = { name: rule.name, rule, tasks: own };
    rules.push(replay);
    const original = rule.clone();
    givens.set(replay, (formats) => original.getGivenForFormats(formats));
    rule.given = '$';
  }
  const plans = new Map<string, ReplayPlan>();
  return {
    ruleset,
    answers,
    examples: isFunction(known.oasSchema) ? new ExampleCheck(modules, known.oasSchema) : undefined,
    planFor(formats) {
      const key = [...ruleset.formats].map((format) => (formats?.has(format) === true ? '1' : '0')).join('');
      const plan = plans.get(key) ?? planOf(rules, givens, formats);
      plans.set(key, plan);
      return plan;
    },
  };
}
