/**
 * The part of JSONPath that the fast runner knows, read into steps; anything else is left to stock Spectral.
 *
 * Known are members, lists of members, wildcards and filters, each below the last or anywhere below it; at most two of the latter, the second
 * of them last. Within that part the meaning is the same as nimma's.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { readFilter, type Filter } from './filter.js';

export interface PathStep {
  /** Whether it looks at everything below, not only at the children. */
  readonly deep: boolean;
  /** Members wanted; undefined for any, or where a filter decides. */
  readonly names: readonly string[] | undefined;
  readonly filter: Filter | undefined;
}

/** Offset of the bracket that closes the one at `start`; strings are passed over. */
function closingBracket(text: string, start: number): number {
  let depth = 0;
  let quote = '';
  for (let at = start; at < text.length; at += 1) {
    const unit = text.charAt(at);
    if (quote !== '') {
      if (unit === quote) quote = '';
    } else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === '[') depth += 1;
    else if (unit === ']') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

function readBracket(content: string, deep: boolean): PathStep | undefined {
  if (content === '*') return deep ? undefined : { deep, names: undefined, filter: undefined };
  const [, expression] = /^\?\((.*)\)$/s.exec(content) ?? [];
  if (expression !== undefined) {
    const filter = readFilter(expression);
    return filter === undefined ? undefined : { deep, names: undefined, filter };
  }
  const names = content.split(',').map((name) => name.trim());
  return names.every((name) => /^[A-Za-z_][\w-]*$/.test(name)) ? { deep, names, filter: undefined } : undefined;
}

/** The steps of an expression; undefined where it is beyond the part known. */
export function readJsonPath(expression: string): readonly PathStep[] | undefined {
  if (!expression.startsWith('$')) return undefined;
  const steps: PathStep[] = [];
  let at = 1;
  while (at < expression.length) {
    const [dots = ''] = /^\.{0,2}/.exec(expression.slice(at)) ?? [];
    const deep = dots === '..';
    at += dots.length;
    let step: PathStep | undefined;
    if (expression.charAt(at) === '[' && dots !== '.') {
      const end = closingBracket(expression, at);
      if (end === -1) return undefined;
      step = readBracket(expression.slice(at + 1, end), deep);
      at = end + 1;
    } else {
      const [name = ''] = /^[A-Za-z_$][\w$-]*/.exec(expression.slice(at)) ?? [];
      if (dots === '' || name === '') return undefined;
      step = { deep, names: [name], filter: undefined };
      at += name.length;
    }
    if (step === undefined) return undefined;
    steps.push(step);
  }
  const deepAt = steps.flatMap(({ deep }, index) => (deep ? [index] : []));
  return deepAt.length < 2 || (deepAt.length === 2 && deepAt[1] === steps.length - 1) ? steps : undefined;
}
