/**
 * One side of a comparison: the contract's root, its references followed by counted work, and the budget of the whole comparison.
 *
 * Room     checks/diff (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf, pointerOf, valueAt } from '../../contract/json.js';

/** A value and where it stands in its contract. */
export interface Located {
  readonly value: Json;
  readonly pointer: string;
}

/** An object and where it stands. */
export interface LocatedObject extends Located {
  readonly value: JsonObject;
}

/** References that may follow each other; a loop ends here. */
const maxHops = 32;

/** Steps that a comparison may take: about two seconds' worth. */
export const maxWork = 2_000_000;
/** Changes beyond this tell nothing new. */
export const maxChanges = 20_000;

/** Raised where the budget is spent; caught by the comparison alone. */
export class WorkSpent extends Error {}

/** Counted steps, shared by both sides. */
export class Work {
  #left: number;

  constructor(limit = maxWork) {
    this.#left = limit;
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new WorkSpent('the limit of counted work is reached');
  }
}

/** The contract of one side. */
export class Source {
  readonly root: JsonObject;
  /** OpenAPI 3.0: a `$ref` swallows its siblings, `nullable`, bounds that are flags. */
  readonly is30: boolean;
  readonly work: Work;

  constructor(root: Json, work: Work) {
    this.root = isObject(root) ? root : {};
    this.is30 = String(memberOf(root, 'openapi')).startsWith('3.0');
    this.work = work;
  }

  /** What a reference leads to; undefined where it leaves the contract or leads nowhere. */
  target(reference: string): Located | undefined {
    this.work.spend(1);
    if (!/^#(?:\/|$)/.test(reference)) return undefined;
    let pointer: string;
    try {
      pointer = decodeURIComponent(reference.slice(1));
    } catch {
      return undefined;
    }
    const value = valueAt(this.root, pointer);
    return value === undefined ? undefined : { value, pointer };
  }

  /** The object here after its references; undefined for no object, a loop, or a reference to nothing. */
  object(value: Json | undefined, pointer: string): LocatedObject | undefined {
    let found: Located | undefined = value === undefined ? undefined : { value, pointer };
    for (let hop = 0; hop < maxHops && found !== undefined; hop += 1) {
      if (!isObject(found.value)) return undefined;
      const reference = memberOf(found.value, '$ref');
      if (typeof reference !== 'string') return { value: found.value, pointer: found.pointer };
      found = this.target(reference);
    }
    return undefined;
  }

  /** The object of a member. */
  member({ value, pointer }: LocatedObject, name: string): LocatedObject | undefined {
    return this.object(memberOf(value, name), pointer + pointerOf([name]));
  }

  /** The objects of a map by name. Of the maps read here only responses may hold extensions: a header may well be called `x-…`. */
  map(owner: LocatedObject, name: string): ReadonlyMap<string, LocatedObject> {
    const map = memberOf(owner.value, name);
    const entries = Object.entries(isObject(map) ? map : {}).flatMap(([key, value]) => {
      if (name === 'responses' && key.startsWith('x-')) return [];
      const found = this.object(value, owner.pointer + pointerOf([name, key]));
      return found === undefined ? [] : [[key, found] as const];
    });
    return new Map(entries);
  }
}
