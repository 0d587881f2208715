/**
 * A part of JSONPath: members, items, wildcards, and filters that compare a member with a constant, a count or a length. Whatever else a query has
 * is not read, so that nothing can be told from it.
 *
 * Source   RFC 9535 §2.3 (selectors), §2.3.5 (filters), §2.4.4 and §2.4.5 (length, count).
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Json } from '../../../contract/api-model.js';
import { isObject, memberOf, parseJson, sameJson } from '../../../contract/json.js';

type Nodes = readonly Json[];
type Step = (nodes: Nodes) => Nodes;

const children = (node: Json): Nodes => (Array.isArray(node) ? node : isObject(node) ? Object.values(node) : []);

const members =
  (name: string): Step =>
  (nodes) =>
    nodes.flatMap((node) => {
      const value = memberOf(node, name);
      return value === undefined ? [] : [value];
    });
const items =
  (index: number): Step =>
  (nodes) =>
    nodes.flatMap((node) => (Array.isArray(node) && index < node.length ? [node[index] ?? null] : []));
const wild: Step = (nodes) => nodes.flatMap(children);

const plainStep = /^(?:\.([A-Za-z_][A-Za-z0-9_]*)|\['([^'\\]*)'\]|\["([^"\\]*)"\]|\[([0-9]+)\]|(\.\*|\[\*\]))/;

/** The steps of a path without filters, and what of the text is left behind them. */
function plainSteps(text: string): { readonly steps: readonly Step[]; readonly rest: string } {
  const steps: Step[] = [];
  let rest = text;
  for (let match = plainStep.exec(rest); match !== null; match = plainStep.exec(rest)) {
    const [whole, dotted, single, double, index, star] = match;
    const name = dotted ?? single ?? double;
    steps.push(star !== undefined ? wild : index !== undefined ? items(Number(index)) : members(name ?? ''));
    rest = rest.slice(whole.length);
  }
  return { steps, rest };
}

/** What the steps lead to; a member that holds an array is one node. */
const along = (steps: readonly Step[], root: Json): Nodes => steps.reduce((nodes: Nodes, step) => step(nodes), [root]);

type Test = (node: Json) => boolean;

function compare(operator: string, left: Json | undefined, right: Json): boolean {
  if (operator === '==') return left !== undefined && sameJson(left, right);
  if (operator === '!=') return left === undefined || !sameJson(left, right);
  const isOrdered = (typeof left === 'number' && typeof right === 'number') || (typeof left === 'string' && typeof right === 'string');
  if (!isOrdered) return operator.endsWith('=') && left !== undefined && sameJson(left, right);
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function constantOf(text: string): Json | undefined {
  const [, single] = /^'([^'\\]*)'$/.exec(text) ?? [];
  if (single !== undefined) return single;
  return /^(?:"[^"\\]*"|-?[0-9]+(?:\.[0-9]+)?|true|false|null)$/.test(text) ? parseJson(text)?.value : undefined;
}

function measured(name: string | undefined, nodes: Nodes): Json | undefined {
  if (name === 'count') return nodes.length;
  const [first] = nodes;
  if (name === undefined) return first;
  if (typeof first === 'string') return [...first].length;
  return Array.isArray(first) ? first.length : isObject(first) ? Object.keys(first).length : undefined;
}

/** One comparison, or one path that must lead somewhere; a path from `$` starts at the root. */
function termOf(text: string, root: Json): Test | undefined {
  const [, call, head, tail = ''] = /^(?:(count|length)\()?([@$])(.*)$/s.exec(text.trim()) ?? [];
  if (head === undefined) return undefined;
  const { steps, rest } = plainSteps(tail);
  const behind = call === undefined ? rest.trim() : rest.startsWith(')') ? rest.slice(1).trim() : undefined;
  const start = (node: Json): Json => (head === '$' ? root : node);
  if (behind === undefined) return undefined;
  if (behind === '') return call === undefined ? (node) => along(steps, start(node)).length > 0 : undefined;
  const [, operator, written = ''] = /^(==|!=|<=|>=|<|>)(.*)$/s.exec(behind) ?? [];
  const constant = constantOf(written.trim());
  if (operator === undefined || constant === undefined) return undefined;
  return (node) => compare(operator, measured(call, along(steps, start(node))), constant);
}

/** `a && b`, or `a || b`; texts with quotes that hold such marks are not read. */
function testOf(filter: string, root: Json): Test | undefined {
  const conjunction = !filter.includes('||');
  const terms = filter.split(conjunction ? '&&' : '||').map((term) => termOf(term, root));
  if ((!conjunction && filter.includes('&&')) || terms.some((term) => term === undefined)) return undefined;
  const tests = terms.filter((term) => term !== undefined);
  return (node) => (conjunction ? tests.every((test) => test(node)) : tests.some((test) => test(node)));
}

/** Where the bracket of a filter closes; quoted text is passed over. */
function endOf(text: string): number {
  let depth = 0;
  let quote: string | undefined;
  for (let index = 0; index < text.length; index += 1) {
    const mark = text.charAt(index);
    if (quote !== undefined) quote = mark === quote ? undefined : quote;
    else if (mark === "'" || mark === '"') quote = mark;
    else if (mark === '[') depth += 1;
    else if (mark === ']') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return -1;
}

/** Whether a query selects anything in a value; undefined where the query has parts that are not read. */
export function pathHolds(query: string, root: Json): boolean | undefined {
  if (!query.trim().startsWith('$')) return undefined;
  let rest = query.trim().slice(1);
  let nodes: Nodes = [root];
  while (rest !== '') {
    const { steps, rest: left } = plainSteps(rest);
    nodes = steps.reduce((current: Nodes, step) => step(current), nodes);
    if (left === '') break;
    const end = left.startsWith('[?') ? endOf(left) : -1;
    const inner = left.slice(2, end).trim();
    const test = end === -1 ? undefined : testOf(/^\(.*\)$/s.test(inner) ? inner.slice(1, -1) : inner, root);
    if (test === undefined) return undefined;
    nodes = nodes.flatMap((node) => children(node).filter(test));
    rest = left.slice(end + 1);
  }
  return nodes.length > 0;
}
