/**
 * One OpenAPI schema object as JSON Schema 2020-12, its references still to be renamed by the caller.
 *
 * OpenAPI 3.0: `nullable`, boolean `exclusiveMinimum`/`exclusiveMaximum`, `example`, a `$ref` that swallows its siblings. Every version: a keyword of
 * the wrong type (`required: true`) is left out, for the linter complains of it and a validator would refuse the whole schema.
 *
 * Source   OpenAPI 3.0.4 §4.7.24, 3.1.1 §4.8.24; JSON Schema 2020-12 core and validation.
 * Room     evidence/document (floor 3).
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject } from '../../contract/json.js';

export interface Conversion {
  /** Whether the contract is OpenAPI 3.0, whose schemas are not yet JSON Schema. */
  readonly is30: boolean;
  /** The new text of a reference, or undefined where it leads nowhere. */
  rename(reference: Json): string | undefined;
}

const isText = (value: Json): boolean => typeof value === 'string';
const isNumber = (value: Json): boolean => typeof value === 'number';
const isCount = (value: Json): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isFlag = (value: Json): boolean => typeof value === 'boolean';
const isSchema = (value: Json): boolean => typeof value === 'boolean' || isObject(value);
const isSchemas = (value: Json): boolean => Array.isArray(value) && value.length > 0 && value.every(isSchema);
const isSchemaMap = (value: Json): boolean => isObject(value) && Object.values(value).every(isSchema);
const isNames = (value: Json): boolean => Array.isArray(value) && value.every(isText) && new Set(value).size === value.length;
const types: ReadonlySet<Json> = new Set(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer']);
const isType = (value: Json): boolean =>
  isNames(value) && Array.isArray(value) && value.length > 0 ? value.every((type) => types.has(type)) : types.has(value);

/** What the value of a keyword must be. */
const shapes: ReadonlyMap<string, (value: Json) => boolean> = new Map([
  ['type', isType],
  ['enum', (value) => Array.isArray(value) && value.length > 0],
  ['required', isNames],
  ['examples', Array.isArray],
  ['multipleOf', (value) => typeof value === 'number' && value > 0],
  ...['pattern', 'format', 'title', 'description', '$comment', 'contentEncoding', 'contentMediaType'].map((name) => [name, isText] as const),
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].map((name) => [name, isNumber] as const),
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'minContains', 'maxContains'].map(
    (name) => [name, isCount] as const,
  ),
  ...['uniqueItems', 'readOnly', 'writeOnly', 'deprecated'].map((name) => [name, isFlag] as const),
  ...['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((name) => [name, isSchemas] as const),
  ...['properties', 'patternProperties', 'dependentSchemas'].map((name) => [name, isSchemaMap] as const),
  ...['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames', 'unevaluatedItems', 'unevaluatedProperties'].map(
    (name) => [name, isSchema] as const,
  ),
  ['dependentRequired', (value) => isObject(value) && Object.values(value).every(isNames)],
]);

/** Keywords that name or look for schemas in a way that a renamed reference replaces, and those of OpenAPI 3.0 that are rewritten. */
const dropped: ReadonlySet<string> = new Set([
  '$id',
  'id',
  '$schema',
  '$anchor',
  '$dynamicAnchor',
  '$vocabulary',
  '$defs',
  'definitions',
  'nullable',
  'example',
]);

const single: ReadonlySet<string> = new Set(
  'items additionalProperties not if then else contains propertyNames unevaluatedItems unevaluatedProperties'.split(' '),
);
const lists: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const maps: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas']);

function convertMember(name: string, value: Json, conversion: Conversion): Json {
  if (single.has(name)) return convertSchema(value, conversion);
  if (lists.has(name) && Array.isArray(value)) return value.map((item) => convertSchema(item, conversion));
  if (maps.has(name) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, convertSchema(member, conversion)]));
  }
  return value;
}

/** The exclusive bound of OpenAPI 3.0 is a flag beside the bound. */
function boundMembers(schema: JsonObject, bound: 'minimum' | 'maximum', exclusive: string): readonly (readonly [string, Json])[] {
  const value = schema[bound];
  if (typeof value !== 'number') return [];
  return [schema[exclusive] === true ? [exclusive, value] : [bound, value]];
}

function withBounds(schema: JsonObject): JsonObject {
  const { minimum: _minimum, maximum: _maximum, exclusiveMinimum: _above, exclusiveMaximum: _below, ...rest } = schema;
  return {
    ...rest,
    ...Object.fromEntries([...boundMembers(schema, 'minimum', 'exclusiveMinimum'), ...boundMembers(schema, 'maximum', 'exclusiveMaximum')]),
  };
}

/** Adds null to what a converted schema accepts. An enumeration beside `nullable: true` accepts null too: that is what its author says. */
function acceptNull(schema: JsonObject): JsonObject {
  const { type, enum: values } = schema;
  const composed = ['allOf', 'anyOf', 'oneOf', 'not', '$ref'].some((name) => Object.hasOwn(schema, name));
  if (composed) return { anyOf: [{ type: 'null' }, schema] };
  return {
    ...schema,
    ...(typeof type === 'string' && type !== 'null' ? { type: [type, 'null'] } : {}),
    ...(Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {}),
  };
}

/** Examples that a schema states itself, as a list. */
function examplesIn(schema: JsonObject): readonly Json[] {
  const { example, examples } = schema;
  return [...(example === undefined ? [] : [example]), ...(Array.isArray(examples) ? examples : [])];
}

/** `{}` where the reference leads nowhere: the caller learns of it through `rename`. */
function referenceOf(value: Json, conversion: Conversion): JsonObject {
  const renamed = conversion.rename(value);
  return renamed === undefined ? {} : { $ref: renamed };
}

/** A schema as JSON Schema 2020-12. A boolean stays; anything that is no schema becomes `{}`. */
export function convertSchema(schema: Json, conversion: Conversion): Json {
  if (typeof schema === 'boolean') return schema;
  if (!isObject(schema)) return {};
  const { is30 } = conversion;
  const reference = schema['$ref'] ?? schema['$dynamicRef'] ?? schema['$recursiveRef'];
  if (is30 && typeof reference === 'string') return referenceOf(reference, conversion);
  const tuple = Array.isArray(schema['items']) ? { ...schema, prefixItems: schema['items'] } : schema;
  const source = is30 ? withBounds(tuple) : tuple;
  const kept = Object.entries(source)
    .filter(
      ([name, value]) =>
        !dropped.has(name) && !/^\$(?:ref|dynamicRef|recursiveRef|recursiveAnchor)$/.test(name) && (shapes.get(name)?.(value) ?? true),
    )
    .map(([name, value]) => [name, convertMember(name, value, conversion)] as const);
  const examples = examplesIn(schema);
  const converted: JsonObject = {
    ...Object.fromEntries(kept),
    ...(examples.length === 0 ? {} : { examples }),
    ...(reference === undefined ? {} : referenceOf(reference, conversion)),
  };
  return schema['nullable'] === true && is30 ? acceptNull(converted) : converted;
}
