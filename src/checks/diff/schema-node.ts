/**
 * A node: schemas that hold together, and how its references and `allOf` are opened into plain schemas.
 *
 * Source   JSON Schema 2020-12 core §10.2.1.1; OpenAPI 3.0.4 §4.7.23 (siblings of a reference are ignored), §4.7.24 (nullable).
 * Room     checks/diff (floor 3). May be imported within checks only.
 */
import { isObject, memberOf } from '../../contract/json.js';
import type { Located, LocatedObject, Source } from './source.js';

/** Schemas that hold together. */
export type Node = readonly Located[];

export const typeNames = ['null', 'boolean', 'object', 'array', 'string', 'integer', 'number'] as const;
export type TypeName = (typeof typeNames)[number];

/** Alternatives of one `oneOf` or `anyOf`. */
export interface Choice {
  readonly keyword: 'oneOf' | 'anyOf';
  readonly options: readonly Located[];
}

/** The plain schemas of a node. */
export interface Parts {
  readonly parts: readonly LocatedObject[];
  readonly unresolved: readonly string[];
  /** Whether a part accepts nothing (`false`). */
  readonly never: boolean;
  /** Whether a schema of OpenAPI 3.0 that states no type of its own says that it may be null. */
  readonly nullable: boolean;
}

/** The schemas of a node with references and `allOf` opened, each once. */
export function partsOf(node: Node, source: Source): Parts {
  const parts: LocatedObject[] = [];
  const unresolved: string[] = [];
  const seen = new Set<string>();
  const roots = new Set<string>();
  let never = false;
  const open: { readonly at: Located; readonly isRoot: boolean }[] = [...node].reverse().map((at) => ({ at, isRoot: true }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { at, isRoot } = next;
    source.work.spend(1);
    if (seen.has(at.pointer)) continue;
    seen.add(at.pointer);
    if (at.value === false) never = true;
    if (!isObject(at.value)) continue;
    const { value, pointer } = at;
    const reference = memberOf(value, '$ref');
    if (typeof reference === 'string') {
      const target = source.target(reference);
      if (target === undefined) unresolved.push(reference);
      else open.push({ at: target, isRoot });
      if (source.is30) continue;
    }
    parts.push({ value, pointer });
    if (isRoot) roots.add(pointer);
    const all = memberOf(value, 'allOf');
    if (!Array.isArray(all)) continue;
    for (let index = all.length - 1; index >= 0; index -= 1) {
      const inner = all[index];
      if (inner !== undefined) open.push({ at: { value: inner, pointer: `${pointer}/allOf/${index}` }, isRoot: false });
    }
  }
  const rooted = parts.filter(({ pointer }) => roots.has(pointer));
  const nullable = source.is30 && rooted.length > 0 && rooted.every(({ value }) => value['nullable'] === true && value['type'] === undefined);
  return { parts, unresolved, never, nullable };
}
