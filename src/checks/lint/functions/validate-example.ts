/**
 * Whether a value is an instance of a schema of the contract: an interpreter, so that no schema of an agency is compiled to code.
 *
 * Understands OpenAPI 3.0 and JSON Schema 2020-12 as contracts use them. Patterns run on a linear-time engine; one that it does not know is
 * passed over. Work is counted by the model.
 *
 * Source   JSON Schema 2020-12 Validation §6, §7.3; OpenAPI 3.0.4 §4.7.24.
 * Room     checks/lint/functions (floor 3).
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../../contract/json.js';
import type { Model, Use } from '../model/place.js';
import { findsPattern } from './linear-pattern.js';
import { stringsOf, typesOf } from './read-schema.js';

/** First thing that is wrong: where in the value (RFC 6901), which keyword says so, the value there and the keyword's limit. */
export interface ExampleProblem {
  readonly pointer: string;
  readonly keyword: string;
  readonly value: Json;
  readonly limit?: string;
}

interface Scope {
  readonly model: Model;
  readonly use: Use | undefined;
  /** OpenAPI 3.0: `nullable`, boolean exclusive bounds, siblings of $ref ignored. */
  readonly old: boolean;
}

const maxDepth = 100;

function typeOfValue(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

const formats: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
  'date-time':
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
};

/** A pattern that cannot be judged finds no example wrong. */
const matches = (pattern: string, text: string): boolean => pattern.length > 1_000 || (findsPattern(pattern, text) ?? true);

function equal(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A broken keyword with the limit that it sets. */
type Broken = readonly [keyword: string, limit: Json | undefined];

const brokenBy =
  (schema: JsonObject) =>
  (keyword: string): Broken => [keyword, schema[keyword]];

function textProblem(value: string, schema: JsonObject): string | undefined {
  const length = [...value].length;
  const { minLength, maxLength, pattern, format } = schema;
  if (typeof minLength === 'number' && length < minLength) return 'minLength';
  if (typeof maxLength === 'number' && length > maxLength) return 'maxLength';
  if (typeof pattern === 'string' && !matches(pattern, value)) return 'pattern';
  const known = typeof format === 'string' && Object.hasOwn(formats, format) ? formats[format] : undefined;
  return known === undefined || known.test(value) ? undefined : 'format';
}

function numberProblem(value: number, schema: JsonObject): Broken | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const broken = brokenBy(schema);
  if (typeof minimum === 'number' && exclusiveMinimum === true && value <= minimum) return ['exclusiveMinimum', minimum];
  if (typeof minimum === 'number' && value < minimum) return broken('minimum');
  if (typeof maximum === 'number' && exclusiveMaximum === true && value >= maximum) return ['exclusiveMaximum', maximum];
  if (typeof maximum === 'number' && value > maximum) return broken('maximum');
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) return broken('exclusiveMinimum');
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) return broken('exclusiveMaximum');
  if (typeof multipleOf === 'number' && multipleOf > 0) {
    const quotient = value / multipleOf;
    if (Math.abs(quotient - Math.round(quotient)) > 1e-9 * Math.max(1, Math.abs(quotient))) return broken('multipleOf');
  }
  return undefined;
}

function plainProblem(value: Json, schema: JsonObject, { old }: Scope): Broken | undefined {
  const types = typesOf(schema);
  const type = typeOfValue(value);
  const broken = brokenBy(schema);
  if (value === null && old && schema['nullable'] === true) return undefined;
  // `nullable` without `type` says nothing
  const told = types.size > (schema['nullable'] === true ? 1 : 0);
  if (told && !types.has(type) && !(type === 'integer' && types.has('number'))) return ['type', [...types].join(' | ')];
  const values = schema['enum'];
  if (Array.isArray(values) && !values.some((item: Json) => equal(item, value))) return broken('enum');
  if (schema['const'] !== undefined && !equal(schema['const'], value)) return broken('const');
  if (typeof value === 'string') {
    const keyword = textProblem(value, schema);
    return keyword === undefined ? undefined : broken(keyword);
  }
  return typeof value === 'number' ? numberProblem(value, schema) : undefined;
}

/** A limit as a finding tells it: a list of permitted values, or the value itself. */
function limitOf(limit: Json): string {
  const plain = (item: Json): string => (typeof item === 'string' ? item : JSON.stringify(item));
  return (Array.isArray(limit) ? limit.slice(0, 12).map(plain).join(' | ') : plain(limit)).slice(0, 200);
}

function problemOf(pointer: string, value: Json, [keyword, limit]: Broken): ExampleProblem {
  return { pointer, keyword, value, ...(limit === undefined ? {} : { limit: limitOf(limit) }) };
}

function firstOf(problems: Iterable<ExampleProblem | undefined>): ExampleProblem | undefined {
  for (const problem of problems) if (problem !== undefined) return problem;
  return undefined;
}

function* arrayProblems(value: readonly Json[], schema: JsonObject, scope: Scope, at: string, depth: number): Generator<ExampleProblem | undefined> {
  const { minItems, maxItems, uniqueItems, items, prefixItems } = schema;
  const broken = brokenBy(schema);
  if (typeof minItems === 'number' && value.length < minItems) yield problemOf(at, value, broken('minItems'));
  if (typeof maxItems === 'number' && value.length > maxItems) yield problemOf(at, value, broken('maxItems'));
  if (uniqueItems === true && new Set(value.map((item) => JSON.stringify(item))).size < value.length)
    yield problemOf(at, value, ['uniqueItems', undefined]);
  const heads = Array.isArray(prefixItems) ? prefixItems : [];
  for (const [index, item] of value.entries()) {
    const inner = heads[index] ?? items;
    if (inner !== undefined) yield problemIn(item, inner, scope, at + pointerOf([index]), depth + 1);
  }
}

/** A read-only member may be absent from a request, a write-only one from an answer. */
function mayBeAbsent(properties: Json | undefined, name: string, { model, use }: Scope): boolean {
  const schema = memberOf(properties, name);
  if (schema === undefined || use === undefined) return false;
  return model.effective(schema, '')[use === 'request' ? 'readOnly' : 'writeOnly'] === true;
}

function* objectProblems(value: JsonObject, schema: JsonObject, scope: Scope, at: string, depth: number): Generator<ExampleProblem | undefined> {
  const { properties, patternProperties, additionalProperties, minProperties, maxProperties } = schema;
  const names = Object.keys(value);
  for (const name of stringsOf(schema['required'])) {
    if (!Object.hasOwn(value, name) && !mayBeAbsent(properties, name, scope)) yield problemOf(at, value, ['required', name]);
  }
  if (typeof minProperties === 'number' && names.length < minProperties) yield problemOf(at, value, ['minProperties', minProperties]);
  if (typeof maxProperties === 'number' && names.length > maxProperties) yield problemOf(at, value, ['maxProperties', maxProperties]);
  for (const name of names) {
    const member = value[name] ?? null;
    const here = at + pointerOf([name]);
    const own = memberOf(properties, name);
    if (own !== undefined) yield problemIn(member, own, scope, here, depth + 1);
    const byPattern = isObject(patternProperties) ? Object.entries(patternProperties).filter(([pattern]) => matches(pattern, name)) : [];
    for (const [, inner] of byPattern) yield problemIn(member, inner, scope, here, depth + 1);
    if (own !== undefined || byPattern.length > 0 || additionalProperties === undefined) continue;
    if (additionalProperties === false) yield problemOf(here, member, ['additionalProperties', name]);
    else yield problemIn(member, additionalProperties, scope, here, depth + 1);
  }
}

function* composedProblems(value: Json, schema: JsonObject, scope: Scope, at: string, depth: number): Generator<ExampleProblem | undefined> {
  const lists = (keyword: string): readonly Json[] => (Array.isArray(schema[keyword]) ? schema[keyword] : []);
  const fits = (inner: Json): boolean => problemIn(value, inner, scope, at, depth + 1) === undefined;
  for (const inner of lists('allOf')) yield problemIn(value, inner, scope, at, depth + 1);
  const anyOf = lists('anyOf');
  if (anyOf.length > 0 && !anyOf.some(fits)) yield problemOf(at, value, ['anyOf', undefined]);
  const oneOf = lists('oneOf');
  if (oneOf.length > 0 && oneOf.filter(fits).length !== 1) yield problemOf(at, value, ['oneOf', undefined]);
  if (schema['not'] !== undefined && fits(schema['not'])) yield problemOf(at, value, ['not', undefined]);
  if (schema['if'] !== undefined) {
    const next = fits(schema['if']) ? schema['then'] : schema['else'];
    if (next !== undefined) yield problemIn(value, next, scope, at, depth + 1);
  }
}

function problemIn(value: Json, schema: Json, scope: Scope, at: string, depth: number): ExampleProblem | undefined {
  scope.model.spend(1);
  if (schema === false) return problemOf(at, value, ['false', undefined]);
  if (!isObject(schema) || depth > maxDepth) return undefined;
  const ref = schema['$ref'];
  if (typeof ref === 'string') {
    const target = scope.model.resolve(ref);
    const problem = target === undefined ? undefined : problemIn(value, target.value, scope, at, depth + 1);
    if (problem !== undefined || scope.old) return problem;
  }
  if (value === null && scope.old && schema['nullable'] === true) return undefined;
  const plain = plainProblem(value, schema, scope);
  if (plain !== undefined) return problemOf(at, value, plain);
  const inner = Array.isArray(value)
    ? arrayProblems(value, schema, scope, at, depth)
    : isObject(value)
      ? objectProblems(value, schema, scope, at, depth)
      : [];
  return firstOf(inner) ?? firstOf(composedProblems(value, schema, scope, at, depth));
}

/** The first problem of an example, or undefined where it is an instance of the schema. */
export function exampleProblem(value: Json, schema: Json, model: Model, use: Use | undefined): ExampleProblem | undefined {
  return problemIn(value, schema, { model, use, old: model.version.startsWith('3.0') }, '', 0);
}

const longestShown = 40;

/** A value as a finding tells it: its kind, and itself where it is short. Runs of digits are hidden: they may be somebody's code. */
function shownValue(value: Json): string {
  const kind = typeOfValue(value);
  if (Array.isArray(value)) return `${kind} ${value.length}`;
  if (value === null || typeof value === 'object') return kind;
  const text = JSON.stringify(value).replace(/[0-9\u0660-\u0669\u06F0-\u06F9]{6,}/g, (digits) => '•'.repeat(digits.length));
  return `${kind} ${text.length > longestShown ? `${text.slice(0, longestShown)}…` : text}`;
}

/** What a finding says of a problem: what stands there, and the rule that it breaks. */
export function factsOf({ keyword, value, limit }: ExampleProblem): { readonly got: string; readonly want: string } {
  return { got: shownValue(value), want: limit === undefined ? keyword : `${keyword} ${limit}` };
}
