/**
 * Patterns in octets: a pattern becomes a table of states, so that a text costs one step for each character, whatever the pattern is.
 *
 * Source   K. Thompson, Regular expression search algorithm, 1968; the subset construction of Rabin and Scott, 1959.
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import type { ContentTest } from './octet-reader.js';
import { columnCount, columnOf, syntaxOf, type Syntax } from './pattern-syntax.js';

/** More than patterns of codes and names need; a pattern beyond them is left to the judge. */
const mostStates = 1000;
const mostNodes = 1500;
/** Steps of the construction: a pattern that needs more was written to need them. */
const mostWork = 200_000;

/** A node of the machine that follows all ways at once. */
interface Node {
  columns?: ReadonlySet<number>;
  next: number[];
}

class TooLarge extends Error {}

/** Adds a tree to the nodes, before the node `to`; gives the node to enter by. */
function enter(nodes: Node[], syntax: Syntax, to: number): number {
  const add = (node: Node): number => {
    if (nodes.length >= mostNodes) throw new TooLarge();
    return nodes.push(node) - 1;
  };
  switch (syntax.kind) {
    case 'class':
      return add({ columns: syntax.columns, next: [to] });
    case 'sequence':
      return syntax.parts.reduceRight((behind, part) => enter(nodes, part, behind), to);
    case 'choice':
      return add({ next: syntax.parts.map((part) => enter(nodes, part, to)) });
    case 'repeat': {
      const { part, least, most } = syntax;
      let behind = to;
      if (Number.isFinite(most)) for (let more = least; more < most; more += 1) behind = add({ next: [to, enter(nodes, part, behind)] });
      else {
        const again = add({ next: [to] });
        nodes[again]?.next.push(enter(nodes, part, again));
        behind = again;
      }
      for (let times = 0; times < least; times += 1) behind = enter(nodes, part, behind);
      return behind;
    }
  }
}

/** All nodes that are reached without a character. */
function closure(nodes: readonly Node[], from: readonly number[]): readonly number[] {
  const seen = new Set<number>();
  const pending = [...from];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const { columns, next } = nodes[node] ?? { next: [] };
    if (columns === undefined) pending.push(...next);
  }
  return [...seen].sort((left, right) => left - right);
}

/** Columns that no node tells apart, in groups; those that lead nowhere are left out. */
function columnGroups(nodes: readonly Node[]): readonly (readonly number[])[] {
  const classes = [...new Set(nodes.flatMap(({ columns }) => (columns === undefined ? [] : [columns])))];
  const groups = new Map<string, number[]>();
  for (let column = 0; column < columnCount; column += 1) {
    const signature = classes.map((columns) => (columns.has(column) ? '1' : '0')).join('');
    if (!signature.includes('1')) continue;
    const group = groups.get(signature);
    if (group === undefined) groups.set(signature, [column]);
    else group.push(column);
  }
  return [...groups.values()];
}

interface Machine {
  /** State behind a state and a column; 0 is the state from which nothing is accepted. */
  readonly steps: Uint16Array;
  readonly accepts: Uint8Array;
  readonly first: number;
}

function machineOf(syntax: Syntax): Machine {
  const nodes: Node[] = [{ next: [] }];
  const start = closure(nodes, [enter(nodes, syntax, 0)]);
  const states = new Map<string, number>([['', 0]]);
  const sets: (readonly number[])[] = [[]];
  const stateOf = (set: readonly number[]): number => {
    const key = set.join();
    const known = states.get(key);
    if (known !== undefined) return known;
    if (sets.length >= mostStates) throw new TooLarge();
    states.set(key, sets.length);
    return sets.push(set) - 1;
  };
  const first = stateOf(closure(nodes, [...start]));
  const groups = columnGroups(nodes);
  let work = 0;
  const rows: Uint16Array[] = [];
  for (let state = 0; state < sets.length; state += 1) {
    const row = new Uint16Array(columnCount);
    const here = sets[state] ?? [];
    for (const group of groups) {
      const [first = 0] = group;
      work += here.length;
      if (work > mostWork) throw new TooLarge();
      const next = here.flatMap((node) => (nodes[node]?.columns?.has(first) === true ? (nodes[node]?.next ?? []) : []));
      const behind = next.length === 0 ? 0 : stateOf(closure(nodes, next));
      for (const column of group) row[column] = behind;
    }
    rows.push(row);
  }
  const steps = new Uint16Array(rows.length * columnCount);
  for (const [state, row] of rows.entries()) steps.set(row, state * columnCount);
  return { steps, accepts: Uint8Array.from(sets, (set) => (set.includes(0) ? 1 : 0)), first };
}

export interface PatternTest {
  /** Only for content that was gone over as text, or that is ASCII. */
  readonly test: ContentTest;
  /** Whether every content of a form (`9` for any digit) matches. */
  holdsFor(form: string): boolean;
}

function run({ steps, accepts, first }: Machine): ContentTest {
  return (octets, start, end) => {
    let state = first;
    let at = start;
    while (at < end && state !== 0) {
      const octet = octets[at] ?? 0;
      let column = octet;
      if (octet >= 0xe0) {
        column = columnCount - 1;
        at += 3;
      } else if (octet >= 0x80) {
        column = 0x80 + (((octet & 3) << 6) | ((octets[at + 1] ?? 0) & 0x3f));
        at += 2;
      } else at += 1;
      state = steps[state * columnCount + column] ?? 0;
    }
    return accepts[state] === 1;
  };
}

function holdsFor({ steps, accepts, first }: Machine, form: string): boolean {
  let states = new Set([first]);
  for (const character of form) {
    const columns = (character === '9' ? '0123456789' : character).split('').map((one) => columnOf(one.charCodeAt(0)) ?? 0);
    states = new Set([...states].flatMap((state) => columns.map((column) => steps[state * columnCount + column] ?? 0)));
  }
  return [...states].every((state) => accepts[state] === 1);
}

/** The test of a pattern, or undefined: it is not understood, or too large. */
export function patternTest(pattern: string): PatternTest | undefined {
  const syntax = syntaxOf(pattern);
  if (syntax === undefined) return undefined;
  try {
    const machine = machineOf(syntax);
    return { test: run(machine), holdsFor: (form) => holdsFor(machine, form) };
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}
