/**
 * Walks a document once for all rules. References written out make it a graph; a part that was walked in the same state by the same kind of
 * route gives the same findings at the same places again, so it is passed over.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import type { Automaton, State } from './automaton.js';
import { type Container, isContainer, memberAt, referenceOf } from './crawl.js';
import { demandDepth, type Account } from './limits.js';

/**
 * How a value was reached.
 *
 * `direct`: by no reference; every such place is walked once. `crossed`: by a reference, so that findings are reported where it leads.
 * `unsure`: by a reference whose places have more than one name; a finding there means that nothing may be passed over. `lost`: beside a
 * reference in a member that both sides have, where Spectral loses its way; never passed over.
 */
export type Route = 'direct' | 'crossed' | 'unsure' | 'lost';

export interface Walk {
  readonly automaton: Automaton;
  readonly account: Account;
  /** The document as written; the same as the root where references are not written out. */
  readonly written: Container;
  /** Members of containers below which nothing may be passed over. */
  readonly unsafe: ReadonlyMap<Container, ReadonlySet<string>>;
  /** Whether parts may be passed over at all. */
  readonly memoised: boolean;
  /** A rule's expression matches; `path` is only good during the call. */
  match(rule: number, value: unknown, path: readonly (string | number)[], route: Route): void;
}

const routeNumbers: Readonly<Record<Route, number>> = { direct: 0, crossed: 0, unsure: 3, lost: 0 };

/** Whether a path leads into a request (1), into a response (2), or elsewhere (0): examples are judged by it. */
function placeOf(path: readonly (string | number)[], before: number): number {
  const { length } = path;
  const last = path[length - 1];
  if (length === 4 && path[0] === 'paths') return last === 'requestBody' ? 1 : last === 'responses' ? 2 : before;
  if (length === 2 && path[0] === 'components') return last === 'requestBodies' ? 1 : last === 'responses' ? 2 : before;
  return length === 1 && last === 'responses' ? 2 : before;
}

/** Where a walk stands. */
interface Stand {
  readonly state: State;
  /** The value as written, along `direct` routes. */
  readonly written: unknown;
  readonly route: Route;
  readonly place: number;
}

export function walkDocument(walk: Walk, root: Container): void {
  const { automaton } = walk;
  automaton.forget();
  for (const rule of automaton.rootRules) walk.match(rule, root, [], 'direct');
  if (!automaton.start.dead) new Walker(walk).container(root, { state: automaton.start, written: walk.written, route: 'direct', place: 0 });
}

class Walker {
  readonly #walk: Walk;
  readonly #path: (string | number)[] = [];

  constructor(walk: Walk) {
    this.#walk = walk;
  }

  container(value: Container, stand: Stand): void {
    const { account } = this.#walk;
    demandDepth(this.#path.length);
    if (Array.isArray(value)) {
      account.spend(value.length, 'walking the document');
      for (let index = 0; index < value.length; index += 1) this.#child(value, index, value[index], stand);
      return;
    }
    const keys = Object.keys(value);
    account.spend(keys.length, 'walking the document');
    for (const key of keys) this.#child(value, key, value[key], stand);
  }

  #child(parent: Container, key: string | number, value: unknown, stand: Stand): void {
    const { state } = stand;
    const { rules, next } = typeof key === 'string' ? state.member(key) : state.other;
    const isInner = isContainer(value);
    if (rules.length === 0 && !isInner && state.primitives.length === 0) return;
    this.#path.push(key);
    const route = stand.route === 'direct' || this.#walk.unsafe.size === 0 ? stand.route : this.#routeOf(parent, key, stand.route);
    for (const rule of rules) this.#walk.match(rule, value, this.#path, route);
    let below = next;
    for (const test of isInner ? state.tests : state.primitives) {
      if (!test.filter.test(value, key)) continue;
      for (const rule of test.rules) this.#walk.match(rule, value, this.#path, route);
      if (test.items.length > 0) below = this.#walk.automaton.extend(below, test.items);
    }
    if (isInner && !below.dead) this.#descend(parent, key, value, { ...stand, state: below, route });
    this.#path.pop();
  }

  #routeOf(parent: Container, key: string | number, route: Route): Route {
    if (route !== 'crossed') return route;
    return this.#walk.unsafe.get(parent)?.has(String(key)) === true ? 'unsure' : route;
  }

  #descend(parent: Container, key: string | number, value: Container, stand: Stand): void {
    const place = this.#path.length > 4 ? stand.place : placeOf(this.#path, stand.place);
    if (stand.route === 'direct') this.#direct(parent, key, value, { ...stand, place });
    else if (stand.route === 'lost') this.container(value, { ...stand, place });
    else this.#once(value, { ...stand, place, route: stand.route === 'crossed' && isForeign(value) ? 'unsure' : stand.route });
  }

  #direct(parent: Container, key: string | number, value: Container, stand: Stand): void {
    const written = memberAt(stand.written, String(key));
    if (written === value || referenceOf(written) === undefined || !isContainer(written)) {
      this.container(value, { ...stand, written, route: isContainer(written) ? 'direct' : 'lost' });
      return;
    }
    const isUnsafe = this.#walk.unsafe.get(parent)?.has(String(key)) === true;
    const route = isUnsafe ? 'unsure' : 'crossed';
    if (Object.keys(written).length === 1) this.#once(value, { ...stand, route });
    else this.#besides(value, written, { ...stand, route });
  }

  /** Members that stand beside a reference hide those of its target from Spectral. */
  #besides(value: Container, written: Container, stand: Stand): void {
    this.#walk.account.spend(1, 'walking the document');
    for (const key of Object.keys(value)) {
      const isHidden = key in written;
      const own: Stand = isHidden ? { ...stand, written, route: 'direct' } : stand;
      this.#child(value, Array.isArray(value) ? Number(key) : key, memberAt(value, key), own);
    }
  }

  #once(value: Container, stand: Stand): void {
    if (this.#walk.memoised) {
      const { seen } = stand.state;
      const index = routeNumbers[stand.route] + stand.place;
      let known = seen[index];
      if (known === undefined) {
        known = new Set();
        seen[index] = known;
      }
      if (known.has(value)) return;
      known.add(value);
    }
    this.container(value, stand);
  }
}

/** A reference that was left as it is and leads out of the document: what lies at it is reported by route. */
function isForeign(value: Container): boolean {
  const reference = referenceOf(value);
  return reference !== undefined && !reference.startsWith('#');
}
