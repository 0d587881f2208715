/**
 * Where a record can be mutated: its values with the schemas that apply to them, and how a changed copy is made.
 */
import type { Json, JsonObject } from '../../../src/contract/api-model.js';
import { isObject } from '../../../src/contract/json.js';
import { nodesOf, type PlacedNode } from '../../../src/checks/data/instance.js';

/** A change of one value; without one the member is taken out. */
export interface Change {
  readonly path: readonly string[];
  readonly value?: Json;
  /** Where the finding must stand; absent: at `path`. */
  readonly at?: readonly string[];
}

/** The values of a record, as the rules see them. */
export function sitesOf(record: Json, schema: JsonObject | undefined): readonly PlacedNode[] {
  return nodesOf(record, schema);
}

/** A copy of a record with one value changed, added or taken out. */
export function changed(record: Json, { path, value }: Change): Json {
  const [name, ...rest] = path;
  if (name === undefined) return value ?? null;
  if (Array.isArray(record)) {
    const items: Json[] = [...record];
    const index = Number(name);
    const inner = rest.length === 0 ? value : changed(items[index] ?? null, { path: rest, ...(value === undefined ? {} : { value }) });
    items.splice(index, 1, ...(inner === undefined ? [] : [inner]));
    return items;
  }
  const members: Record<string, Json> = isObject(record) ? { ...record } : {};
  const own = Object.hasOwn(members, name) ? members[name] : undefined;
  const inner = rest.length === 0 ? value : changed(own ?? null, { path: rest, ...(value === undefined ? {} : { value }) });
  if (inner === undefined) delete members[name];
  else members[name] = inner;
  return members;
}

/** A seeded generator of numbers below a bound (mulberry32): the same seed gives the same mutants on every machine. */
export function seededBelow(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * bound);
  };
}
