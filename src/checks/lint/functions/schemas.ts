/**
 * Functions about schemas: bodies that have one, required members that exist, bounds, core types, nulls, numbers.
 *
 * Source   JSON Schema 2020-12 (Validation §6), OpenAPI 3.0.4 §4.7.24, 3.1.1 §4.8.24.
 * Room     checks/lint/functions (floor 3).
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { concernOf, type Flaw, type LintFunction } from '../lint-function.js';
import type { Model, Place } from '../model/place.js';
import { bareMediaType, coreTypeIn, mainType, permitsNull, permitsType, persianLetters, stringsOf } from './read-schema.js';
import { withTrait } from './schema-traits.js';

/** Media types whose content is no structured data, or whose structure is defined elsewhere. */
const unstructured =
  /^(application\/(octet-stream|pdf|zip|gzip|geo\+json|jose|jwt|x-tar)|(image|audio|video|font)\/.*|text\/(plain|html|csv|event-stream))$/;

/** Keywords that say something of a value to people alone. */
const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  'example',
  'examples',
  'nullable',
  '$comment',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'externalDocs',
  'xml',
]);
const isAnnotation = (key: string): boolean => annotations.has(key) || (key.startsWith('x-') && key !== 'x-egif-type');
const isEmptySchema = (schema: Json): boolean => schema === true || (isObject(schema) && Object.keys(schema).every(isAnnotation));
/** Longer chains of references say nothing that anybody finds. */
const longestChain = 16;

/** Whether a schema takes whatever comes, by itself or by what it refers to: a name for nothing is no schema. */
function saysNothing(schema: Json, model: Model, depth = 0): boolean {
  model.spend(1);
  if (!isObject(schema) || depth > longestChain) return schema === true;
  return Object.entries(schema).every(([key, value]) => {
    if (isAnnotation(key)) return true;
    const branches = Array.isArray(value) ? value : [];
    const isOpen = (branch: Json): boolean => saysNothing(branch, model, depth + 1);
    if (key === 'allOf') return branches.every(isOpen);
    if (key === 'anyOf' || key === 'oneOf') return branches.some(isOpen);
    const target = key === '$ref' && typeof value === 'string' ? model.resolve(value) : undefined;
    return target !== undefined && isOpen(target.value);
  });
}

const bodyHasSchema: LintFunction = ({ name, value, pointer }, _options, model) => {
  if (name === undefined || unstructured.test(bareMediaType(name))) return undefined;
  const schema = memberOf(value, 'schema') ?? memberOf(value, 'itemSchema');
  return schema === undefined || saysNothing(schema, model) ? [{ pointer, got: name }] : [];
};

const shapes = ['properties', 'allOf', 'oneOf', 'anyOf', '$ref', 'enum', 'const', 'then', 'else'];

/** An object schema says which members it has, or that it is a map of something. */
const objectIsShaped: LintFunction = ({ value, pointer, branch }) => {
  if (branch === true || !permitsType(value, 'object') || memberOf(value, 'x-egif-type') === 'Geometry') return undefined;
  if (shapes.some((keyword) => memberOf(value, keyword) !== undefined)) return [];
  const map = memberOf(value, 'additionalProperties');
  const patterns = memberOf(value, 'patternProperties');
  const isMap = isObject(patterns) && Object.values(patterns).some((schema) => !isEmptySchema(schema));
  return isMap || map === false || (map !== undefined && !isEmptySchema(map)) ? [] : [{ pointer, want: 'properties | additionalProperties' }];
};

/** Names of all properties in a schema and in every branch of it. Unresolvable references give undefined: it cannot be told. */
function knownProperties(schema: Json, model: Model): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const queue: Json[] = [schema];
  const seen = new Set<Json>();
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    if (!isObject(item) || seen.has(item)) continue;
    seen.add(item);
    model.spend(1);
    const ref = item['$ref'];
    if (typeof ref === 'string') {
      const target = model.resolve(ref);
      if (target === undefined) return undefined;
      queue.push(target.value);
    }
    const map = item['additionalProperties'];
    if (map === true || isObject(map) || item['patternProperties'] !== undefined) return undefined;
    const properties = item['properties'];
    if (isObject(properties)) {
      model.spend(Object.keys(properties).length);
      for (const name of Object.keys(properties)) names.add(name);
    }
    for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
      const list = item[keyword];
      if (Array.isArray(list)) for (const part of list) queue.push(part);
    }
    for (const keyword of ['then', 'else', 'if']) queue.push(item[keyword] ?? null);
  }
  return names;
}

const requiredExist: LintFunction = ({ value, pointer, branch }, _options, model) => {
  // what is wrong with a shared schema is told at the shared schema
  if (branch === true || !isObject(value) || (value['$ref'] !== undefined && value['required'] === undefined)) return undefined;
  const required = stringsOf(model.effective(value, pointer)['required']);
  const known = required.length === 0 ? undefined : knownProperties(value, model);
  if (known === undefined) return undefined;
  const at = value['required'] === undefined ? pointer : `${pointer}/required`;
  const absent = required.filter((name) => !known.has(name));
  return absent.length === 0 ? [] : [{ pointer: at, got: absent.join(', ') }];
};

const boundingFormats: ReadonlySet<string> = new Set(['date', 'date-time', 'time', 'uuid', 'ipv4', 'ipv6', 'binary']);

/** A pattern bounds a text where it is anchored at both ends and repeats nothing without an end. The pattern is read, never run. */
function isBounding(pattern: Json | undefined): boolean {
  if (typeof pattern !== 'string' || !pattern.startsWith('^') || !pattern.endsWith('$')) return false;
  const plain = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  return !/[*+]|\{\d+,\}/.test(plain);
}

const has = (schema: JsonObject, ...keywords: readonly string[]): boolean => keywords.some((keyword) => schema[keyword] !== undefined);

const inputIsBounded: LintFunction = ({ value, pointer, uses }, _options, model) => {
  if (uses?.has('request') !== true || !isObject(value)) return undefined;
  const whole = value['$ref'] === undefined ? model.effective(value, pointer) : value;
  if (whole['readOnly'] === true) return undefined;
  const type = mainType(whole);
  const closed = has(whole, 'enum', 'const');
  if (type === 'string') {
    const bounded = closed || has(whole, 'maxLength') || boundingFormats.has(String(whole['format'])) || isBounding(whole['pattern']);
    return bounded ? [] : [{ code: 'input-text-unbounded', pointer, want: 'maxLength | enum | const | format | pattern' }];
  }
  if (type === 'array') return has(whole, 'maxItems') ? [] : [{ code: 'input-list-unbounded', pointer, want: 'maxItems' }];
  if (type !== 'integer' && type !== 'number') return undefined;
  const bounded = closed || (has(whole, 'minimum', 'exclusiveMinimum') && has(whole, 'maximum', 'exclusiveMaximum'));
  return bounded ? [] : [{ code: 'input-number-unbounded', pointer, want: 'minimum, maximum' }];
};

/** Whether a merged schema is an object in every branch; undefined where it does not say. */
function isObjectSchema(schema: JsonObject, model: Model, depth: number): boolean | undefined {
  const type = mainType(schema);
  if (type !== undefined) return type === 'object';
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches = schema[keyword];
    if (!Array.isArray(branches) || branches.length === 0 || depth > 8) continue;
    return branches.every((branch: Json) => isObjectSchema(model.effective(branch, ''), model, depth + 1) === true);
  }
  return undefined;
}

/** JSON answers are objects; media types with a structure of their own (GeoJSON, JSON Patch, JWKS) are none of this rule's business. */
const objectAtTop: LintFunction = ({ name, value, status, pointer }, _options, model) => {
  if (name === undefined || status === undefined || !/^2/.test(status) || bareMediaType(name) !== 'application/json') return undefined;
  const schema = memberOf(value, 'schema');
  if (schema === undefined) return undefined;
  const whole = model.effective(schema, pointer);
  return isObjectSchema(whole, model, 0) === true ? [] : [{ pointer: `${pointer}/schema`, got: mainType(whole) ?? 'any', want: 'object' }];
};

const describedShare: LintFunction = (_place, options, model) => {
  const properties = model.places.Property;
  if (properties.length === 0) return undefined;
  const described = properties.filter(({ value }) => persianLetters(memberOf(value, 'description')) >= 2).length;
  const least = Number(options['percent']);
  const share = Math.floor((described * 100) / properties.length);
  const pointer = model.wsdl === undefined ? '/components' : '';
  return share >= least ? [] : [{ pointer, got: `${share} %`, want: `≥ ${least} %` }];
};

/** Members of a national core type. `a|b`: one of them is enough. A declared partial view may leave members out. */
const coreMembers: LintFunction = ({ value, pointer, branch }, options, model) => {
  if (branch === true || !isObject(value) || value['x-egif-view'] !== undefined) return undefined;
  const properties = model.effective(value, pointer)['properties'];
  const absent = stringsOf(options['members']).filter(
    (names) => !names.split('|').some((name) => isObject(properties) && Object.hasOwn(properties, name)),
  );
  return absent.length === 0 ? [] : [{ pointer, want: absent.join(', ') }];
};

/** A schema has the members named, merged. */
const hasMembers: LintFunction = ({ value, pointer }, options, model) => {
  const properties = model.effective(value, pointer)['properties'];
  const absent = stringsOf(options['members']).filter((name) => !isObject(properties) || !Object.hasOwn(properties, name));
  return absent.length === 0 ? [] : [{ pointer, want: absent.join(', ') }];
};

const notNull: LintFunction = ({ value, pointer, branch }, options) => {
  if (branch === true || !isObject(value)) return undefined;
  const { type } = options;
  const holds = (list: Json | undefined): boolean => Array.isArray(list) && list.some((item: Json) => mainType(item) === type);
  if (mainType(value) !== type && !holds(value['oneOf']) && !holds(value['anyOf'])) return undefined;
  return permitsNull(value) ? [{ pointer, got: 'null' }] : [];
};

const numberFormats: ReadonlySet<string> = new Set([
  'int32',
  'int64',
  'float',
  'double',
  'decimal',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'uint32',
  'double-int',
]);

/** Formats that a contract is told to use. */
const usualFormats = 'int32 | int64 | float | double | decimal';

const numberPlace = ({ value, branch }: Place): JsonObject | undefined => (branch !== true && isObject(value) ? value : undefined);

const aboutNumbers = concernOf(
  ({ value }) => mainType(value),
  () => ['integer', 'number'],
);

const numberFormat: LintFunction = (place) => {
  const schema = numberPlace(place);
  if (schema === undefined) return undefined;
  const format = schema['format'];
  if (format === undefined) return [{ code: 'number-format-missing', want: usualFormats }];
  return numberFormats.has(String(format))
    ? []
    : [{ code: 'number-format-unknown', pointer: `${place.pointer}/format`, got: String(format), want: usualFormats }];
};

/** Both bounds are stated; int32 states them by its name. What may be beyond 2^53 is no number for JSON. */
const numberBounds: LintFunction = (place) => {
  const schema = numberPlace(place);
  if (schema === undefined) return undefined;
  const { pointer } = place;
  const ends = [schema['minimum'], schema['maximum'], schema['exclusiveMinimum'], schema['exclusiveMaximum']];
  if (ends.some((end) => typeof end === 'number' && Math.abs(end) > 2 ** 53)) return [{ code: 'number-beyond-double', pointer, want: 'string' }];
  const named = ['int32', 'int16', 'int8', 'uint8', 'uint16', 'uint32'].includes(String(schema['format'])) || has(schema, 'enum', 'const');
  const bounded = named || (has(schema, 'minimum', 'exclusiveMinimum') && has(schema, 'maximum', 'exclusiveMaximum'));
  return bounded ? [] : [{ code: 'number-unbounded', pointer, want: 'minimum, maximum' }];
};

const fakeBooleans: ReadonlySet<string> = new Set([
  '0,1',
  'n,y',
  'false,true',
  'no,yes',
  'f,t',
  'بلی,خیر',
  'بله,خیر',
  'ندارد,دارد',
  'خیر,بلی',
  'خیر,بله',
]);

/** Two-state facts are booleans. A boolean in an enum of two is one already. */
const realBoolean: LintFunction = ({ value, pointer }) => {
  if (permitsType(value, 'boolean')) return [];
  const values = memberOf(value, 'enum');
  const plain = Array.isArray(values) ? values.filter((item: Json) => item !== null) : [];
  if (plain.length !== 2) return undefined;
  const key = plain
    .map((item: Json) => String(item).toLowerCase())
    .sort()
    .join(',');
  return fakeBooleans.has(key) && !plain.every((item: Json) => typeof item === 'boolean')
    ? [{ pointer: `${pointer}/enum`, got: plain.join(', '), want: 'boolean' }]
    : [];
};

const problemMembers: LintFunction = ({ name, value, pointer }, options, model) => {
  const schema = memberOf(value, 'schema');
  if (name === undefined || bareMediaType(name) !== 'application/problem+json' || schema === undefined) return undefined;
  const properties = model.effective(schema, pointer)['properties'];
  const absent = stringsOf(options['members']).filter((member) => !isObject(properties) || !Object.hasOwn(properties, member));
  return absent.length === 0 ? [] : [{ pointer: `${pointer}/schema`, want: absent.join(', ') }];
};

/** Errors with content offer problem details. */
const problemOffered: LintFunction = ({ value, pointer, status }): readonly Flaw[] | undefined => {
  const content = memberOf(value, 'content');
  if (status === undefined || !/^(4|5|default)/i.test(status) || !isObject(content) || Object.keys(content).length === 0) return undefined;
  const types = Object.keys(content).map(bareMediaType);
  const good = types.some((type) => type === 'application/problem+json' || type === 'application/problem+xml');
  return good ? [] : [{ pointer: `${pointer}/content`, got: types.join(', '), want: 'application/problem+json' }];
};

const typeAndMembers = {
  type: 'object',
  additionalProperties: false,
  required: ['members'],
  properties: { type: { type: 'string' }, members: { type: 'array', minItems: 1, items: { type: 'string' } } },
};

export const schemaFunctions = {
  bodyHasSchema: { run: bodyHasSchema },
  objectIsShaped: { concern: withTrait(() => 'o'), run: objectIsShaped },
  requiredExist: { concern: withTrait(() => 'r'), run: requiredExist },
  inputIsBounded: { run: inputIsBounded },
  objectAtTop: { run: objectAtTop },
  describedShare: {
    options: { type: 'object', additionalProperties: false, required: ['percent'], properties: { percent: { type: 'integer' } } },
    run: describedShare,
  },
  coreMembers: { options: typeAndMembers, concern: concernOf(coreTypeIn, ({ type }) => [String(type)]), run: coreMembers },
  hasMembers: { options: typeAndMembers, run: hasMembers },
  notNull: {
    options: { type: 'object', additionalProperties: false, required: ['type'], properties: { type: { enum: ['array', 'boolean'] } } },
    concern: withTrait(({ type }) => (type === 'array' ? 'ac' : 'bc')),
    run: notNull,
  },
  numberFormat: { concern: aboutNumbers, run: numberFormat },
  numberBounds: { concern: aboutNumbers, run: numberBounds },
  realBoolean: { concern: withTrait(() => 'be'), run: realBoolean },
  problemMembers: { options: typeAndMembers, run: problemMembers },
  problemOffered: { run: problemOffered },
};
