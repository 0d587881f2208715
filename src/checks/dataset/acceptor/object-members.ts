/**
 * Which members an object may have, and which it must have.
 *
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import type { JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { LeftToJudge, valuesOf } from './composed-schema.js';
import { isPlain } from './octet-reader.js';

const isMissing = (names: ReadonlySet<string>, schema: JsonObject, keyword: string, name: string): boolean => {
  const rest = memberOf(schema, keyword);
  return rest !== undefined && rest !== true && memberOf(memberOf(schema, 'properties'), name) === undefined && names.has(name);
};

/** The names that an object may have as far as all its schemas agree, with what they declare of each. */
export function declaredMembers(schemas: readonly JsonObject[], declared: readonly JsonObject[]): ReadonlyMap<string, readonly JsonObject[]> {
  const members = new Map<string, JsonObject[]>();
  for (const schema of schemas) {
    const properties = memberOf(schema, 'properties') ?? {};
    if (!isObject(properties)) throw new LeftToJudge('properties that are no object');
    for (const [name, member] of Object.entries(properties)) {
      if (!isObject(member)) throw new LeftToJudge('a member of which nothing or everything is allowed');
      members.set(name, [...(members.get(name) ?? []), member]);
    }
  }
  const names = new Set(members.keys());
  for (const schema of schemas) {
    // What else a schema takes in is known for the outermost one alone.
    if (memberOf(schema, 'unevaluatedProperties') !== undefined && (declared.length > 1 || declared[0] !== schema))
      throw new LeftToJudge('unevaluatedProperties inside');
    for (const name of names)
      if (isMissing(names, schema, 'additionalProperties', name) || !isPlain(name) || name === '__proto__') members.delete(name);
  }
  return members;
}

export function requiredNames(schemas: readonly JsonObject[]): ReadonlySet<string> {
  return new Set(valuesOf(schemas, 'required').flatMap((names) => (Array.isArray(names) ? names.map(String) : [])));
}
