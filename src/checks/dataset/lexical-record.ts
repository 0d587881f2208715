/**
 * Records of forms that know only texts (CSV, XML), read as their schema says: numbers, booleans, lists of one, empty lists.
 *
 * A text stays a text where the schema permits one, or where it is no lexeme of the type: then the mismatch is the record's.
 *
 * Source   XML Schema 1.1 Part 2 §3.2 (boolean, decimal, integer, double), which CSVW (Metadata Vocabulary §5.11) takes over.
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf, valueAt } from '../../contract/json.js';

const integer = /^[+-]?[0-9]+$/;
const number = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

const parts = (schema: JsonObject, keyword: string): readonly JsonObject[] => {
  const value = memberOf(schema, keyword);
  return Array.isArray(value) ? value.filter(isObject) : [];
};

/** A schema with all that it refers to, demands or offers; whichever of its alternatives a text belongs to is seen only once it is read. */
function reachable(declared: readonly JsonObject[], root: JsonObject): readonly JsonObject[] {
  const found = new Set<JsonObject>();
  const pending = [...declared];
  for (let schema = pending.pop(); schema !== undefined; schema = pending.pop()) {
    if (found.has(schema)) continue;
    found.add(schema);
    const reference = memberOf(schema, '$ref');
    const target = typeof reference === 'string' && reference.startsWith('#') ? valueAt(root, decoded(reference.slice(1))) : undefined;
    if (isObject(target)) pending.push(target);
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) pending.push(...parts(schema, keyword));
  }
  return [...found];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The types that the schemas name; empty where they name none. */
function typesOf(schemas: readonly JsonObject[]): ReadonlySet<string> {
  const types = new Set<string>();
  for (const schema of schemas) {
    const type = memberOf(schema, 'type');
    for (const name of Array.isArray(type) ? type : [type]) if (typeof name === 'string') types.add(name);
    for (const name of [memberOf(schema, 'const'), ...values(schema)]) if (name !== undefined && name !== null) types.add(typeof name);
  }
  return types;
}

const values = (schema: JsonObject): readonly Json[] => {
  const listed = memberOf(schema, 'enum');
  return Array.isArray(listed) ? listed : [];
};

function scalar(text: string, types: ReadonlySet<string>): Json {
  if (types.size === 0 || types.has('string')) return text;
  if ((types.has('integer') && integer.test(text)) || (types.has('number') && number.test(text))) return Number(text);
  if (types.has('boolean')) return booleans.get(text) ?? text;
  if (text === '' && types.has('array')) return [];
  if (text === '' && types.has('object')) return {};
  return text;
}

const membersOf = (schemas: readonly JsonObject[], name: string): readonly JsonObject[] =>
  schemas.flatMap((schema) => {
    const declared = memberOf(memberOf(schema, 'properties'), name) ?? memberOf(schema, 'additionalProperties');
    return isObject(declared) ? [declared] : [];
  });

const itemsOf = (schemas: readonly JsonObject[]): readonly JsonObject[] =>
  schemas.flatMap((schema) => {
    const items = memberOf(schema, 'items');
    return isObject(items) ? [items] : [];
  });

/** A value of texts as its schemas have it. */
function read(value: Json, declared: readonly JsonObject[], root: JsonObject): Json {
  const schemas = reachable(declared, root);
  const types = typesOf(schemas);
  if (Array.isArray(value)) return value.map((item: Json) => read(item, itemsOf(schemas), root));
  const one = types.has('array') && types.size === 1 && value !== '' && value !== null;
  if (one) return [read(value, itemsOf(schemas), root)];
  if (typeof value === 'string') return scalar(value, types);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, read(inner, membersOf(schemas, name), root)]));
}

/** A record of texts, read as its schema says. */
export function readLexical(value: Json, schema: JsonObject | undefined): Json {
  return schema === undefined ? value : read(value, [schema], schema);
}
