/**
 * The shape of a JSON value: which members stand where, of which types. Values are no part of it, and no length of a list.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf, valueAt } from '../../../contract/json.js';

/** What was seen at one place; array positions are `*`. */
export interface ShapeAt {
  /** `object`, `array`, `string`, `number`, `boolean`; null is no type of its own, since anything may be absent. */
  readonly types: Set<string>;
  /** How often each member was there. */
  readonly members: Map<string, number>;
  /** How many objects were seen. */
  objects: number;
}

export type Shape = ReadonlyMap<string, ShapeAt>;

/** The shape of several values as one. */
export function shapeOf(values: readonly Json[]): Shape {
  const shape = new Map<string, ShapeAt>();
  const queue: (readonly [pointer: string, value: Json])[] = values.map((value) => ['', value] as const);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [pointer, value] = next;
    if (value === null) continue;
    const at = shape.get(pointer) ?? { types: new Set(), members: new Map(), objects: 0 };
    shape.set(pointer, at);
    at.types.add(Array.isArray(value) ? 'array' : typeof value);
    if (Array.isArray(value)) for (const item of value) queue.push([`${pointer}/*`, item]);
    if (!isObject(value)) continue;
    at.objects += 1;
    for (const [name, member] of Object.entries(value)) {
      at.members.set(name, (at.members.get(name) ?? 0) + 1);
      queue.push([pointer + pointerOf([name]), member]);
    }
  }
  return shape;
}

/** Places at which the two have no type in common. */
export function typesApart(one: Shape, other: Shape): readonly { readonly pointer: string; readonly got: string; readonly want: string }[] {
  return [...one].flatMap(([pointer, { types }]) => {
    const theirs = other.get(pointer)?.types;
    if (theirs === undefined || [...types].some((type) => theirs.has(type))) return [];
    return [{ pointer, got: [...theirs].sort().join(', '), want: [...types].sort().join(', ') }];
  });
}

/** So many objects show whether a member belongs to them. */
const enough = 2;

/** Members that every object of one has at a place, and none of the other. */
export function membersApart(one: Shape, other: Shape): readonly string[] {
  return [...one].flatMap(([pointer, here]) => {
    const there = other.get(pointer);
    if (there === undefined || here.objects < enough || there.objects < enough) return [];
    return [...here.members]
      .filter(([name, count]) => count === here.objects && !there.members.has(name))
      .map(([name]) => pointer + pointerOf([name]));
  });
}

/** Whether a schema declares a member at a place of a shape, so far as it says so plainly: references into itself and lists of schemas are followed. */
export function declares(schema: JsonObject, pointer: string): boolean {
  const follow = (value: Json | undefined, depth = 0): readonly JsonObject[] => {
    if (!isObject(value) || depth > 20) return [];
    const reference = memberOf(value, '$ref');
    const target = typeof reference === 'string' && reference.startsWith('#') ? follow(valueAt(schema, reference.slice(1)), depth + 1) : [];
    const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
      const list = memberOf(value, keyword);
      return Array.isArray(list) ? list.flatMap((item: Json) => follow(item, depth + 1)) : [];
    });
    return [value, ...target, ...parts];
  };
  let at = follow(schema);
  for (const segment of pointer.split('/').slice(1)) {
    const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    at = at.flatMap((each) => follow(segment === '*' ? memberOf(each, 'items') : memberOf(memberOf(each, 'properties'), name)));
  }
  return at.length > 0;
}
