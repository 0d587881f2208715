/**
 * All JSONPath expressions of a ruleset as one automaton, whose states are made when they are first needed. A state knows everything that
 * matters below a value; so two values with the same content and state give the same matches.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import type { Filter } from './filter.js';
import type { PathStep } from './json-path.js';

/** One expression and what it is for: the number of a rule. */
export interface Pattern {
  readonly steps: readonly PathStep[];
  readonly rule: number;
}

/** A place within one expression. */
interface Item {
  readonly pattern: number;
  readonly step: number;
}

/** What a child of a value in some state means, its content aside. */
export interface Transition {
  /** Rules whose expression ends here. */
  readonly rules: readonly number[];
  readonly next: State;
}

/** A filter that a child must be shown to. */
export interface Test {
  readonly filter: Filter;
  /** Rules whose expression ends with it. */
  readonly rules: readonly number[];
  /** Expressions that go on behind it. */
  readonly items: readonly Item[];
}

/** A set of places within expressions; transitions are found when they are first taken. */
export class State {
  readonly items: readonly Item[];
  readonly tests: readonly Test[];
  /** Those that may accept a value that is no container. */
  readonly primitives: readonly Test[];
  /** Whether nothing below can match. */
  readonly dead: boolean;
  /** Values that were walked in this state, by kind of route. */
  readonly seen: (Set<object> | undefined)[] = [];
  readonly #find: (name: string | undefined) => Transition;
  readonly #named: Map<string, Transition | null>;
  #other: Transition | undefined;

  constructor(items: readonly Item[], tests: readonly Test[], names: readonly string[], find: (name: string | undefined) => Transition) {
    this.items = items;
    this.tests = tests;
    this.primitives = tests.filter(({ filter }) => !filter.onlyContainers);
    this.dead = items.length === 0;
    this.#named = new Map(names.map((name) => [name, null]));
    this.#find = find;
  }

  /** For items of lists, and for members that no expression names. */
  get other(): Transition {
    this.#other ??= this.#find(undefined);
    return this.#other;
  }

  member(name: string): Transition {
    const known = this.#named.get(name);
    if (known === undefined) return this.other;
    if (known !== null) return known;
    const found = this.#find(name);
    this.#named.set(name, found);
    return found;
  }
}

const unique = (numbers: readonly number[]): readonly number[] => [...new Set(numbers)];

export class Automaton {
  readonly #patterns: readonly Pattern[];
  readonly #states = new Map<string, State>();
  readonly #extended = new Map<State, Map<string, State>>();
  readonly start: State;
  /** Rules of the expression `$`. */
  readonly rootRules: readonly number[];

  constructor(patterns: readonly Pattern[]) {
    this.#patterns = patterns;
    this.rootRules = unique(patterns.filter(({ steps }) => steps.length === 0).map(({ rule }) => rule));
    this.start = this.#state(patterns.flatMap(({ steps }, pattern) => (steps.length === 0 ? [] : [{ pattern, step: 0 }])));
  }

  /** Forgets what was walked: before each document. */
  forget(): void {
    for (const state of this.#states.values()) state.seen.length = 0;
  }

  /** The state of a child that passed tests whose expressions go on. */
  extend(state: State, items: readonly Item[]): State {
    if (items.length === 0) return state;
    const known = this.#extended.get(state) ?? new Map<string, State>();
    this.#extended.set(state, known);
    const key = items.map(({ pattern, step }) => `${pattern}.${step}`).join();
    const found = known.get(key) ?? this.#state([...state.items, ...items]);
    known.set(key, found);
    return found;
  }

  #stepOf({ pattern, step }: Item): PathStep | undefined {
    return this.#patterns[pattern]?.steps[step];
  }

  /** The rules and items of a child reached by some items' current steps. */
  #reached(matched: readonly Item[]): { readonly rules: readonly number[]; readonly items: readonly Item[] } {
    const rules: number[] = [];
    const items: Item[] = [];
    for (const { pattern, step } of matched) {
      const whole = this.#patterns[pattern];
      if (whole === undefined) continue;
      if (step + 1 === whole.steps.length) rules.push(whole.rule);
      else items.push({ pattern, step: step + 1 });
    }
    return { rules: unique(rules), items };
  }

  #state(list: readonly Item[]): State {
    const items = [...new Map(list.map((item) => [item.pattern * 64 + item.step, item] as const))].sort(([a], [b]) => a - b).map(([, item]) => item);
    const key = items.map(({ pattern, step }) => `${pattern}.${step}`).join();
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const names = items.flatMap((item) => this.#stepOf(item)?.names ?? []);
    const state = new State(items, this.#tests(items), names, (name) => this.#transition(items, name));
    this.#states.set(key, state);
    return state;
  }

  #tests(items: readonly Item[]): readonly Test[] {
    const byFilter = new Map<Filter, Item[]>();
    for (const item of items) {
      const filter = this.#stepOf(item)?.filter;
      if (filter !== undefined) byFilter.set(filter, [...(byFilter.get(filter) ?? []), item]);
    }
    return [...byFilter].map(([filter, matched]) => ({ filter, ...this.#reached(matched) }));
  }

  #transition(items: readonly Item[], name: string | undefined): Transition {
    const stay = items.filter((item) => this.#stepOf(item)?.deep === true);
    const matched = items.filter((item) => {
      const step = this.#stepOf(item);
      if (step === undefined || step.filter !== undefined) return false;
      return step.names === undefined || (name !== undefined && step.names.includes(name));
    });
    const reached = this.#reached(matched);
    return { rules: reached.rules, next: this.#state([...stay, ...reached.items]) };
  }
}
