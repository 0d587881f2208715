/**
 * Walking the instances of an answer together with the schema that documents them.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf, pointerOf, referredIn } from '../../contract/json.js';
import type { SchemeId } from '../../schemes/scheme.js';

/** What holds for every value of a place, by its name and its schemas: worked out once, where many records are judged. See `knownOf`. */
export interface Known {
  readonly words: readonly string[];
  /** The words without anything between them. */
  readonly whole: string;
  /** See `kindOf`; `open` where it hangs on the value or its neighbours. */
  readonly kind: SchemeId | 'open' | undefined;
  readonly temporal: 'date' | 'date-time' | 'named' | undefined;
  readonly companion: boolean;
  /** Of texts and numbers. */
  readonly amount: boolean;
  readonly identifier: boolean | 'open';
  /** Keywords of the schemas as they were asked for. */
  readonly keywords: Map<string, Json | undefined>;
}

/** One value of an answer. */
export interface Node {
  /** RFC 6901 pointer with array indexes (and keys that are codes) replaced by `*`, so that places are stable. */
  readonly pointer: string;
  /** The member's name; an item of an array has the array's. */
  readonly name: string;
  readonly value: Json;
  /** Schemas that apply: references followed, allOf flattened, and the branches of oneOf and anyOf that the value can belong to. */
  readonly schemas: readonly JsonObject[];
  /** Enclosing objects, nearest first. */
  readonly parents: readonly JsonObject[];
  /** Of the place, where it is remembered. */
  readonly known?: Known | undefined;
}

/** A value with its own path: array indexes and keys as they are. */
export interface PlacedNode extends Node {
  readonly path: readonly string[];
}

/** Schemas composed for one value: far more than a contract that people can read. */
const maxSchemas = 500;
/** Deeper nesting than any record has; what lies below is left out. */
export const maxDepth = 100;
/** Values of one answer beyond which the rest is left out: the limit is far above what a sample gives. */
export const maxNodes = 200_000;

function typeFits(schema: JsonObject, value: Json): boolean {
  const type = memberOf(schema, 'type');
  const types = Array.isArray(type) ? type : type === undefined ? [] : [type];
  const own = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return types.length === 0 || types.includes(own) || (own === 'number' && types.includes('integer'));
}

/** Whether a branch can be meant: its type and its values fit, and the members that it requires are there. */
function branchFits(schema: JsonObject, value: Json): boolean {
  const required = memberOf(schema, 'required');
  const values = memberOf(schema, 'enum');
  const only = memberOf(schema, 'const');
  if (!typeFits(schema, value)) return false;
  if ((Array.isArray(values) && !values.includes(value)) || (only !== undefined && typeof only !== 'object' && only !== value)) return false;
  return !isObject(value) || !Array.isArray(required) || required.every((name) => typeof name === 'string' && Object.hasOwn(value, name));
}

interface SchemaWalk {
  readonly root: JsonObject;
  readonly value: Json;
  /** Schemas that led here: references may go in circles. */
  readonly above: ReadonlySet<JsonObject>;
  /** Schemas that may still be taken in for this value. */
  readonly budget: { left: number };
}

function target(schema: JsonObject, root: JsonObject): JsonObject | undefined {
  const found = referredIn(root, memberOf(schema, '$ref'));
  return isObject(found) ? found : undefined;
}

const branches = (schema: JsonObject, keyword: string): readonly JsonObject[] => {
  const value = memberOf(schema, keyword);
  return Array.isArray(value) ? value.filter(isObject) : [];
};

/** The schema itself and all that it composes for this value. */
function flatten(schema: JsonObject, walk: SchemaWalk): readonly JsonObject[] {
  if (walk.above.has(schema) || walk.budget.left === 0) return [];
  walk.budget.left -= 1;
  const inner = { ...walk, above: new Set([...walk.above, schema]) };
  const referred = target(schema, walk.root);
  const composed = [
    ...(referred === undefined ? [] : flatten(referred, inner)),
    ...branches(schema, 'allOf').flatMap((part) => flatten(part, inner)),
    ...[...branches(schema, 'oneOf'), ...branches(schema, 'anyOf')]
      .map((branch) => flatten(branch, inner))
      .filter((parts) => parts.every((part) => branchFits(part, walk.value)))
      .flat(),
  ];
  return [schema, ...composed];
}

/** All schemas that apply to a value: those declared for it and what they compose, references into `root` followed. */
export function composedSchemas(declared: readonly JsonObject[], root: JsonObject, value: Json): readonly JsonObject[] {
  const walk = { root, value, above: new Set<JsonObject>(), budget: { left: maxSchemas } };
  return declared.flatMap((part) => flatten(part, walk));
}

/** The schemas that declare a member of an object. */
export function memberSchemas(schemas: readonly JsonObject[], name: string): readonly JsonObject[] {
  return schemas.flatMap((schema) => {
    const declared = memberOf(memberOf(schema, 'properties'), name) ?? memberOf(schema, 'additionalProperties');
    return isObject(declared) ? [declared] : [];
  });
}

/** The schemas that declare an item of an array. */
export function itemSchemas(schemas: readonly JsonObject[], index: number): readonly JsonObject[] {
  return schemas.flatMap((schema) => {
    const items = branches(schema, 'prefixItems')[index] ?? memberOf(schema, 'items');
    return isObject(items) ? [items] : [];
  });
}

/** A member's name as a place may print it: a key that is itself a code (a map by national code) is data. */
export function placeName(member: string): string {
  return /\p{Nd}{6}/u.test(member) ? '*' : member;
}

interface Step {
  readonly value: Json;
  readonly path: readonly string[];
  readonly place: readonly string[];
  readonly name: string;
  readonly declared: readonly JsonObject[];
  readonly parents: readonly JsonObject[];
}

/** Every value of an answer, the whole first. */
export function nodesOf(value: Json, schema: JsonObject | undefined): readonly PlacedNode[] {
  const nodes: PlacedNode[] = [];
  const root = schema ?? {};
  const pending: Step[] = [{ value, path: [], place: [], name: '', declared: schema === undefined ? [] : [schema], parents: [] }];
  for (let step = pending.pop(); step !== undefined && nodes.length < maxNodes; step = pending.pop()) {
    const { value: here, path, place, name, declared, parents } = step;
    const schemas = composedSchemas(declared, root, here);
    if (path.length > maxDepth) continue;
    nodes.push({ pointer: pointerOf(place), path, name, value: here, schemas, parents });
    const children: Step[] = [];
    if (Array.isArray(here)) {
      here.forEach((item: Json, index) => {
        children.push({ value: item, path: [...path, String(index)], place: [...place, '*'], name, declared: itemSchemas(schemas, index), parents });
      });
    } else if (isObject(here)) {
      for (const [member, inner] of Object.entries(here))
        children.push({
          value: inner,
          path: [...path, member],
          place: [...place, placeName(member)],
          name: member,
          declared: memberSchemas(schemas, member),
          parents: [here, ...parents],
        });
    }
    for (const inner of children.reverse()) pending.push(inner);
  }
  return nodes;
}

function findKeyword(schemas: readonly JsonObject[], keyword: string): Json | undefined {
  for (const schema of schemas) {
    const value = memberOf(schema, keyword);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The first value of a keyword among the schemas of a node. */
export function keywordOf({ schemas, known }: Node, keyword: string): Json | undefined {
  if (schemas.length === 0) return undefined;
  if (known === undefined) return findKeyword(schemas, keyword);
  const { keywords } = known;
  const remembered = keywords.get(keyword);
  if (remembered !== undefined || keywords.has(keyword)) return remembered;
  const found = findKeyword(schemas, keyword);
  keywords.set(keyword, found);
  return found;
}
