/**
 * Every schema that can be reached from the bodies, parameters and components of a contract, each once, with where it is used.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json } from '../../../contract/api-model.js';
import { below, isObject, memberOf } from '../../../contract/json.js';
import type { Place, Reference, Use } from './place.js';
import type { Resolver } from './resolver.js';

/** How the schemas of a keyword stand in it: one, one that is a branch, a list, a list of branches, or by name. */
type Way = 'one' | 'branch' | 'list' | 'branches' | 'map';
const keywords: Readonly<Record<Way, readonly string[]>> = {
  one: ['items', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'contains', 'propertyNames'],
  branch: ['not', 'if', 'then', 'else'],
  list: ['prefixItems'],
  branches: ['allOf', 'oneOf', 'anyOf'],
  map: ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'],
};
const ways: ReadonlyMap<string, Way> = new Map(
  (['one', 'branch', 'list', 'branches', 'map'] as const).flatMap((way) => keywords[way].map((keyword) => [keyword, way] as const)),
);

interface Seen {
  readonly place: { pointer: string; value: Json; uses: ReadonlySet<Use>; branch: boolean };
}

/** Thousands of schemas share these. */
const unused: ReadonlySet<Use> = new Set();
const usedIn: Readonly<Record<Use | 'both', ReadonlySet<Use>>> = {
  request: new Set(['request']),
  response: new Set(['response']),
  both: new Set(['request', 'response']),
};

interface Task {
  readonly value: Json;
  readonly pointer: string;
  readonly use: Use | undefined;
  readonly branch: boolean;
}

export interface SchemaWalk {
  /** Follows a schema and all below it. */
  visit(value: Json, pointer: string, use?: Use): void;
  readonly schemas: () => readonly Place[];
  /** Properties of all schemas, their schema merged. */
  readonly properties: () => readonly Place[];
}

/** Adds the schemas directly below a schema. */
function addBelow(queue: Task[], { value, pointer, use }: Task): void {
  if (!isObject(value)) return;
  for (const keyword of Object.keys(value)) {
    const way = ways.get(keyword);
    if (way === undefined) continue;
    const inner = value[keyword] ?? null;
    const at = `${pointer}/${keyword}`;
    if (way === 'one' || way === 'branch') queue.push({ value: inner, pointer: at, use, branch: way === 'branch' });
    else if (way === 'map') {
      if (isObject(inner))
        for (const name of Object.keys(inner)) queue.push({ value: inner[name] ?? null, pointer: below(at, name), use, branch: false });
    } else if (Array.isArray(inner)) {
      for (const [index, item] of inner.entries()) queue.push({ value: item, pointer: below(at, index), use, branch: way === 'branches' });
    }
  }
}

/** Where a schema is written that is nothing but a reference: its target. */
export function definedAt(resolver: Resolver, schema: Json, pointer: string): string {
  if (!isObject(schema) || typeof schema['$ref'] !== 'string' || Object.keys(schema).length > 1) return pointer;
  return resolver.resolve(schema['$ref'])?.pointer ?? pointer;
}

/** A walk over the schemas of one document; references met are added to `references`. */
export function createSchemaWalk(resolver: Resolver, references: Map<string, Reference>): SchemaWalk {
  const seen = new Map<string, Seen>();

  function enter(task: Task): boolean {
    const known = seen.get(task.pointer);
    if (known === undefined) {
      const uses = task.use === undefined ? unused : usedIn[task.use];
      seen.set(task.pointer, { place: { pointer: task.pointer, value: task.value, uses, branch: task.branch } });
      return true;
    }
    if (!task.branch) known.place.branch = false;
    if (task.use === undefined || known.place.uses.has(task.use)) return false;
    known.place.uses = known.place.uses.size === 0 ? usedIn[task.use] : usedIn.both;
    return true;
  }

  return {
    visit(value, pointer, use) {
      const queue: Task[] = [{ value, pointer, use, branch: false }];
      for (let task = queue.pop(); task !== undefined; task = queue.pop()) {
        if (!isObject(task.value) || !enter(task)) continue;
        const ref = task.value['$ref'];
        if (typeof ref === 'string') {
          references.set(task.pointer, { pointer: `${task.pointer}/$ref`, ref });
          const target = resolver.resolve(ref);
          if (target !== undefined) queue.push({ ...target, use: task.use, branch: task.branch });
        }
        addBelow(queue, task);
      }
    },
    schemas: () => [...seen.values()].map(({ place }) => place),
    properties: () =>
      [...seen.values()].flatMap(({ place }) => {
        const properties = isObject(place.value) ? place.value['properties'] : undefined;
        if (!isObject(properties)) return [];
        const type = memberOf(place.value, 'x-egif-type');
        const owner = typeof type === 'string' ? { ownerType: type } : {};
        return Object.entries(properties).map(([name, schema]) => {
          const pointer = below(`${place.pointer}/properties`, name);
          return {
            name,
            in: 'property',
            ...owner,
            pointer,
            definedAt: definedAt(resolver, schema, pointer),
            value: resolver.effective(schema, pointer),
            uses: place.uses,
          };
        });
      }),
  };
}
