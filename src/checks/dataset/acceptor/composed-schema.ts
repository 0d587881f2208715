/**
 * What applies to one place of a record: the schema itself, what it refers to and what it combines by allOf, as one list in the order of the walk
 * of instances (checks/data/instance).
 *
 * Source   JSON Schema 2020-12 Core §8.2.3.1 ($ref), §10.2.1.1 (allOf).
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf, valueAt } from '../../../contract/json.js';
import { annotations } from '../../../vocabulary/keywords.js';

/** Why a schema, or a member of it, is left to the judge. */
export class LeftToJudge extends Error {}

/** Keywords that are understood, and those that assert nothing. Whatever is not here leaves the place to the judge. */
const understood: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$comment', '$defs', '$ref', 'allOf', 'anyOf', 'title', 'description', 'examples', 'default', 'deprecated', 'readOnly'],
  ...['type', 'enum', 'const', 'format', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['multipleOf', 'properties', 'required', 'additionalProperties', 'unevaluatedProperties', 'items', 'minItems', 'maxItems'],
  ...['x-egif-type', 'x-egif-codelist', 'x-egif-calendar', 'x-egif-concept', 'x-egif-requirements', 'x-egif-title-en'],
  ...annotations.filter((word) => word !== 'x-egif-extensible-enum'),
]);

/** Schemas composed for one place: far more than people can read. */
const mostComposed = 100;

function referred(schema: JsonObject, root: JsonObject): JsonObject | undefined {
  const reference = memberOf(schema, '$ref');
  if (reference === undefined) return undefined;
  const found = typeof reference === 'string' && /^#(?:\/[-/$\w.]*)?$/.test(reference) ? valueAt(root, reference.slice(1)) : undefined;
  if (!isObject(found)) throw new LeftToJudge('a reference that does not lead into the schema itself');
  return found;
}

/** The schemas of a keyword that holds a list of them. */
function listOf(schema: JsonObject, keyword: string): readonly JsonObject[] {
  const parts = memberOf(schema, keyword) ?? [];
  if (!Array.isArray(parts) || !parts.every(isObject)) throw new LeftToJudge(`an ${keyword} that is no list of schemas`);
  return parts;
}

/** Of alternatives, only those of members that must be there are understood. */
export function requiredChoices(schema: JsonObject): readonly (readonly string[])[] {
  return listOf(schema, 'anyOf').map((branch) => {
    const names = memberOf(branch, 'required');
    const properties = memberOf(branch, 'properties') ?? {};
    const plain = Object.keys(branch).every((keyword) => keyword === 'required' || keyword === 'properties');
    // In strict mode a branch has to say of the members that it requires that they may be anything.
    if (!plain || !Array.isArray(names) || !isObject(properties) || !Object.values(properties).every((any) => any === true))
      throw new LeftToJudge('alternatives');
    return names.map(String);
  });
}

function collect(schema: JsonObject, root: JsonObject, found: JsonObject[]): void {
  if (found.length >= mostComposed) throw new LeftToJudge('too much is combined in one place');
  for (const keyword of Object.keys(schema)) if (!understood.has(keyword)) throw new LeftToJudge(`the keyword ${keyword}`);
  if (schema !== root && memberOf(schema, '$id') !== undefined) throw new LeftToJudge('a schema with an identifier of its own inside');
  requiredChoices(schema);
  found.push(schema);
  const target = referred(schema, root);
  if (target !== undefined) collect(target, root, found);
  for (const part of listOf(schema, 'allOf')) collect(part, root, found);
}

/** All schemas that apply where these are declared. Throws LeftToJudge. */
export function composed(declared: readonly JsonObject[], root: JsonObject): readonly JsonObject[] {
  return declared.flatMap((schema) => {
    const found: JsonObject[] = [];
    collect(schema, root, found);
    return found;
  });
}

/** The values of a keyword among schemas, in their order. */
export function valuesOf(schemas: readonly JsonObject[], keyword: string): readonly Json[] {
  return schemas.flatMap((schema) => {
    const value = memberOf(schema, keyword);
    // A list of lists stays one.
    return value === undefined ? [] : [value];
  });
}

/** The numbers of a keyword; throws LeftToJudge where one is none. */
export function numbersOf(schemas: readonly JsonObject[], keyword: string): readonly number[] {
  return valuesOf(schemas, keyword).map((value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new LeftToJudge(`a ${keyword} that is no number`);
    return value;
  });
}

/** The texts of a keyword; throws LeftToJudge where one is none. */
export function textsOf(schemas: readonly JsonObject[], keyword: string): readonly string[] {
  return valuesOf(schemas, keyword).map((value) => {
    if (typeof value !== 'string') throw new LeftToJudge(`a ${keyword} that is no text`);
    return value;
  });
}

/** The one type that all schemas together leave, null apart; values of null are for the judge. Throws LeftToJudge. */
export function typeOf(schemas: readonly JsonObject[]): string {
  const stated = valuesOf(schemas, 'type').map((type) => (Array.isArray(type) ? type : [type]));
  const [first = [], ...rest] = stated;
  const common = first.filter(
    (type) => type !== 'null' && rest.every((types) => types.includes(type) || (type === 'integer' && types.includes('number'))),
  );
  const [type] = common;
  if (typeof type !== 'string' || common.length !== 1) throw new LeftToJudge('a value of no type, or of several');
  return type;
}
