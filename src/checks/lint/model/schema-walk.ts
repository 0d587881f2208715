/**
 * Every schema that can be reached from the bodies, parameters and components of a contract, each once, with where it is used.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../../contract/json.js';
import type { Place, Reference, Use } from './place.js';
import type { Resolver } from './resolver.js';

const one: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'contains', 'propertyNames']);
const branches: ReadonlySet<string> = new Set(['not', 'if', 'then', 'else']);
const branchLists: ReadonlySet<string> = new Set(['allOf', 'oneOf', 'anyOf']);
const maps: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions']);

interface Seen {
  readonly place: { pointer: string; value: Json; uses: Set<Use>; branch: boolean };
}

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

const step = (pointer: string, ...path: (string | number)[]): string => pointer + pointerOf(path);

/** The schemas directly below a schema. */
function* below(task: Task): Generator<Task> {
  if (!isObject(task.value)) return;
  const { pointer, use } = task;
  for (const [keyword, inner] of Object.entries(task.value)) {
    if (one.has(keyword)) yield { value: inner, pointer: step(pointer, keyword), use, branch: false };
    else if (branches.has(keyword)) yield { value: inner, pointer: step(pointer, keyword), use, branch: true };
    else if (branchLists.has(keyword) || keyword === 'prefixItems') {
      if (!Array.isArray(inner)) continue;
      for (const [index, item] of inner.entries())
        yield { value: item, pointer: step(pointer, keyword, index), use, branch: keyword !== 'prefixItems' };
    } else if (maps.has(keyword) && isObject(inner)) {
      for (const [name, item] of Object.entries(inner)) yield { value: item, pointer: step(pointer, keyword, name), use, branch: false };
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
      const uses = new Set<Use>(task.use === undefined ? [] : [task.use]);
      seen.set(task.pointer, { place: { pointer: task.pointer, value: task.value, uses, branch: task.branch } });
      return true;
    }
    if (!task.branch) known.place.branch = false;
    if (task.use === undefined || known.place.uses.has(task.use)) return false;
    known.place.uses.add(task.use);
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
        queue.push(...below(task));
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
          const pointer = step(place.pointer, 'properties', name);
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
