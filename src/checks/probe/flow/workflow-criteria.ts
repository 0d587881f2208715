/**
 * Criteria of workflows, judged in three values: they hold, they do not, or it cannot be told.
 *
 * Simple conditions are read by a grammar of their own and never run as a program; patterns run on RE2 in linear time; of JSONPath only what leads
 * along members and items is read.
 *
 * Source   Arazzo 1.0.1 §4.6.11 (Criterion Object: literals, operators, comparison of texts without case).
 * Room     checks (floor 3). May be imported by probes only.
 */
import { RE2JS } from 're2js';
import type { Json } from '../../../contract/api-model.js';
import { sameJson } from '../../../contract/json.js';
import type { Criterion } from '../../../contract/workflow-model.js';
import { pathHolds } from './json-path.js';
import { evaluate, within, type Found, type WorkflowWorld } from './workflow-values.js';

/** `undefined`: it cannot be told. */
export type Held = boolean | undefined;

const longest = 2_000;

export function negated(held: Held): Held {
  return held === undefined ? undefined : !held;
}

export function both(left: Held, right: Held): Held {
  if (left === false || right === false) return false;
  return left === undefined || right === undefined ? undefined : true;
}

export const either = (left: Held, right: Held): Held => negated(both(negated(left), negated(right)));

const tokens =
  /\s*(?:(&&|\|\||==|!=|<=|>=|[<>!()])|'((?:[^']|'')*)'|(-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|(\$[A-Za-z][^\s=<>!&|()'"]*)|([A-Za-z]+))/y;

type Token = { readonly mark: string } | { readonly operand: Found };

const constants: ReadonlyMap<string, Json> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** `$response.body#/items[0].name`: an expression with the steps into its value that a condition may add. */
function operandOf(text: string, world: WorkflowWorld): Found {
  const [, head = '', rest = ''] = /^([^[\]]*)((?:\[[0-9]+\](?:\.[A-Za-z0-9_-]+)*)*)$/.exec(text) ?? [];
  if (head === '') return 'unread';
  return within(evaluate(head, world), rest.replaceAll(/\[([0-9]+)\]/g, '/$1').replaceAll('.', '/'));
}

/** Undefined where a text is no simple condition. */
function tokensOf(condition: string, world: WorkflowWorld): readonly Token[] | undefined {
  const found: Token[] = [];
  const text = condition.trim();
  tokens.lastIndex = 0;
  while (tokens.lastIndex < text.length) {
    const match = tokens.exec(text);
    if (match === null) return undefined;
    const [, mark, quoted, number, expression, word] = match;
    if (mark !== undefined) found.push({ mark });
    else if (quoted !== undefined) found.push({ operand: { value: quoted.replaceAll("''", "'"), veiled: false } });
    else if (number !== undefined) found.push({ operand: { value: Number(number), veiled: false } });
    else if (expression !== undefined) found.push({ operand: operandOf(expression, world) });
    else if (word !== undefined && constants.has(word)) found.push({ operand: { value: constants.get(word) ?? null, veiled: false } });
    else return undefined;
  }
  return found;
}

const numberOf = (value: Json): number | undefined => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?[0-9]+(?:\.[0-9]+)?$/.test(value) ? Number(value) : undefined;
};

/** Whether two values are equal: texts without case, a number and a text that writes one as numbers. */
function equal(left: Json, right: Json): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase();
  if (typeof left === 'number' || typeof right === 'number') {
    const [one, other] = [numberOf(left), numberOf(right)];
    return one !== undefined && one === other;
  }
  return sameJson(left, right);
}

function ordered(operator: string, left: Json, right: Json): Held {
  const [one, other] = [numberOf(left), numberOf(right)];
  if (one === undefined || other === undefined) return undefined;
  if (operator === '<') return one < other;
  if (operator === '<=') return one <= other;
  return operator === '>' ? one > other : one >= other;
}

/** What is absent is compared as null. What may have been replaced is not compared at all. */
function compared(operator: string, left: Found, right: Found): Held {
  if (left === 'unread' || right === 'unread') return undefined;
  const values = [left, right].map((found) => (found === 'absent' ? null : found.value));
  const [one = null, other = null] = values;
  if ([left, right].some((found) => found !== 'absent' && found.veiled) && one !== null && other !== null) return undefined;
  if (operator === '==') return equal(one, other);
  if (operator === '!=') return !equal(one, other);
  return one === null || other === null ? false : ordered(operator, one, other);
}

const truthOf = (found: Found): Held => (found === 'unread' ? undefined : found !== 'absent' && found.value !== null && found.value !== false);

/** Reads one condition; `failed` where it is none. Depth is bounded by the length of the condition. */
class ConditionReader {
  readonly #all: readonly Token[];
  #at = 0;
  failed = false;

  constructor(all: readonly Token[]) {
    this.#all = all;
  }

  get ended(): boolean {
    return this.#at === this.#all.length;
  }

  #mark(): string | undefined {
    const token = this.#all[this.#at];
    return token !== undefined && 'mark' in token ? token.mark : undefined;
  }

  #takes(...marks: readonly string[]): string | undefined {
    const mark = this.#mark();
    if (mark === undefined || !marks.includes(mark)) return undefined;
    this.#at += 1;
    return mark;
  }

  #operand(): Found {
    const token = this.#all[this.#at];
    this.#at += 1;
    if (token !== undefined && 'operand' in token) return token.operand;
    this.failed = true;
    return 'unread';
  }

  #single(): Held {
    if (this.#takes('!') !== undefined) return negated(this.#single());
    if (this.#takes('(') !== undefined) {
      const inner = this.disjunction();
      if (this.#takes(')') === undefined) this.failed = true;
      return inner;
    }
    const left = this.#operand();
    const operator = this.#takes('==', '!=', '<', '<=', '>', '>=');
    return operator === undefined ? truthOf(left) : compared(operator, left, this.#operand());
  }

  #conjunction(): Held {
    let held = this.#single();
    while (!this.failed && this.#takes('&&') !== undefined) held = both(held, this.#single());
    return held;
  }

  disjunction(): Held {
    let held = this.#conjunction();
    while (!this.failed && this.#takes('||') !== undefined) held = either(held, this.#conjunction());
    return held;
  }
}

function simpleHolds(condition: string, world: WorkflowWorld): Held {
  const all = tokensOf(condition, world);
  if (all === undefined) return undefined;
  const reader = new ConditionReader(all);
  const held = reader.disjunction();
  return reader.failed || !reader.ended ? undefined : held;
}

function patternHolds(pattern: string, context: Found): Held {
  if (context === 'unread' || (context !== 'absent' && (context.veiled || typeof context.value === 'object'))) return undefined;
  if (context === 'absent') return false;
  try {
    return RE2JS.compile(pattern).matcher(String(context.value)).find();
  } catch {
    return undefined;
  }
}

/** Whether one criterion holds. */
export function holds({ type, condition, context }: Criterion, world: WorkflowWorld): Held {
  if (condition.length > longest) return undefined;
  if (type === 'simple') return simpleHolds(condition, world);
  const found = context === undefined ? 'unread' : evaluate(context, world);
  if (type === 'regex') return patternHolds(condition, found);
  if (found === 'unread' || (found !== 'absent' && found.veiled)) return undefined;
  return found === 'absent' ? false : pathHolds(condition, found.value);
}

/** Whether all of them hold. */
export function allHold(criteria: readonly Criterion[], world: WorkflowWorld): Held {
  return criteria.reduce((held: Held, criterion) => both(held, holds(criterion, world)), true);
}
