/**
 * Which references Spectral's resolver leaves as they are because filling them in would lead in a circle.
 *
 * For every reference it notes the stems: the places between the part that place and target share and the place itself; each leads to the
 * target. A place within anything that its target leads to is left alone.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import type { Account } from './limits.js';
import { segmentKey } from './pointer.js';

interface Target {
  readonly pointer: string;
  /** Path in the resolver's reckoning. */
  readonly key: string;
  /** Targets that it leads to in one step. */
  readonly leads: Set<number>;
}

/** Path prefix as text in the resolver's reckoning. */
const prefixKeys = (path: readonly string[]): readonly string[] => {
  const keys = [''];
  for (const segment of path) keys.push(`${keys.at(-1)}\u0000${segmentKey(segment)}`);
  return keys;
};

export class Circles {
  readonly #account: Account;
  readonly #ids = new Map<string, number>();
  readonly #targets: Target[] = [];
  /** Stem → targets it leads to; most stems are no target of anything. */
  readonly #stems = new Map<string, Set<number>>();
  readonly #byKey = new Map<string, number[]>();

  constructor(account: Account) {
    this.#account = account;
  }

  #idOf(pointer: string, path: readonly string[]): number {
    const known = this.#ids.get(pointer);
    if (known !== undefined) return known;
    const id = this.#targets.length;
    const key = prefixKeys(path).at(-1) ?? '';
    this.#ids.set(pointer, id);
    this.#targets.push({ pointer, key, leads: new Set() });
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), id]);
    return id;
  }

  add(place: string, path: readonly string[], target: string, targetPath: readonly string[]): void {
    const id = this.#idOf(target, targetPath);
    let stem = '#';
    let tail = '';
    this.#account.spend(path.length, 'following references');
    path.forEach((part, at) => {
      if (part === targetPath[at]) {
        stem += `/${part}`;
        return;
      }
      tail += `/${part}`;
      const dependent = stem + tail;
      if (dependent === place || dependent === target) return;
      const leads = this.#stems.get(dependent);
      if (leads === undefined) this.#stems.set(dependent, new Set([id]));
      else leads.add(id);
    });
  }

  /** Joins stems and targets; after the last `add`. */
  close(): void {
    for (const target of this.#targets) for (const id of this.#stems.get(target.pointer) ?? []) target.leads.add(id);
    this.#stems.clear();
  }

  /** Everything that a target leads to, itself left out. */
  #reach(start: number): ReadonlySet<number> {
    const reached = new Set<number>();
    const open = [start];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const leads = this.#targets[id]?.leads ?? new Set<number>();
      this.#account.spend(leads.size, 'looking for circles of references');
      for (const next of leads) {
        if (reached.has(next)) continue;
        reached.add(next);
        open.push(next);
      }
    }
    reached.delete(start);
    return reached;
  }

  /** A test for places that depend on a target: whether to leave them alone. */
  testFor(target: string): (placePath: readonly string[]) => boolean {
    const id = this.#ids.get(target);
    if (id === undefined) return () => false;
    let reached: ReadonlySet<number> | undefined;
    return (placePath) => {
      const within = prefixKeys(placePath).flatMap((key) => this.#byKey.get(key) ?? []);
      if (within.length === 0) return false;
      reached ??= this.#reach(id);
      const all = reached;
      return within.some((candidate) => all.has(candidate));
    };
  }
}
