/**
 * Validation of live values against an agency's own JSON Schemas.
 *
 * The schema is not ours: patterns run on RE2 in linear time, formats are asserted, references stay inside the schema. A schema that cannot be
 * compiled (a pattern that only ECMAScript knows, a reference that leads outside) tells nothing of the value.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { RE2JS } from 're2js';
import type { Json, JsonObject } from '../contract/api-model.js';
import { valueAt } from '../contract/json.js';

/** One place where a value does not keep to its schema. */
export interface SchemaMismatch {
  /** RFC 6901 pointer into the value; of the object where a member is absent or too much. */
  readonly pointer: string;
  readonly keyword: string;
  /** English, free of values of the body. */
  readonly message: string;
}

export type Validation =
  | { readonly compiled: true; readonly mismatches: readonly SchemaMismatch[] }
  | { readonly compiled: false; readonly why: string };

/** More mismatches than this of one value tell nothing new. */
const mostMismatches = 20;

/** One character of a code: a letter or digit, or a class of such, in which nothing has to be escaped. */
const atom = '(?:\\[[A-Za-z0-9 _.:@,/-]+\\]|[A-Za-z0-9 _:@,-])';
const fixed = `(?:${atom}(?:\\{[0-9]{1,3}\\})?)*`;
/**
 * Patterns of codes: anchored characters and classes with counts, of which at most one may vary. They mean the same in ECMAScript and RE2, and the
 * engine of ECMAScript has nothing to go back to in them.
 */
const plainPattern = new RegExp(`^\\^${fixed}(?:${atom}(?:\\{[0-9]{1,3},[0-9]{1,3}\\}|[?]))?${fixed}\\$$`);
const longestPlain = 200;

/** The tester of a pattern, in linear time whoever wrote it. */
function testerOf(pattern: string): (text: string) => boolean {
  if (pattern.length <= longestPlain && plainPattern.test(pattern)) {
    const own = new RegExp(pattern, 'u');
    return (text) => own.test(text);
  }
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return (text) => compiled.matcher(text).find();
}

/** Patterns for ajv in linear time (RE2): those of others may be built to never end. */
export const linearRegExp = Object.assign(
  // ajv keys its cache of patterns by their text: without it, every pattern would be the first one.
  (pattern: string) => ({ test: testerOf(pattern), toString: () => pattern }),
  { code: 'linearRegExp' },
);

type Compiled = { readonly validate: ValidateFunction } | { readonly why: string };

let engine: Ajv2020 | undefined;
const compiled = new WeakMap<JsonObject, Compiled>();

function engineOf(): Ajv2020 {
  if (engine === undefined) {
    engine = new Ajv2020({
      allErrors: true,
      strict: false,
      validateSchema: false,
      addUsedSchema: false,
      logger: false,
      code: { regExp: linearRegExp },
    });
    addFormats.default(engine);
  }
  return engine;
}

function compile(schema: JsonObject): Compiled {
  const ready = compiled.get(schema);
  if (ready !== undefined) return ready;
  let result: Compiled;
  try {
    result = { validate: engineOf().compile(schema) };
  } catch (error) {
    result = { why: error instanceof Error ? error.message : String(error) };
  }
  compiled.set(schema, result);
  return result;
}

function mismatchOf(error: ErrorObject): SchemaMismatch {
  const named: unknown = error.params['missingProperty'] ?? error.params['additionalProperty'] ?? error.params['unevaluatedProperty'];
  const member = typeof named === 'string' ? ` (${named})` : '';
  return {
    pointer: error.instancePath,
    keyword: error.keyword,
    message: `${error.message ?? error.keyword}${error.message?.includes("'") ? '' : member}`,
  };
}

/** What stands in evidence where a secret was: `[redacted:12]`. */
const redacted = /\[redacted:[0-9]+\]/;

/** Whether it cannot be told that the value came so: a secret was taken out of it, or out of the name of the member that is too much. */
function isOfRedacted({ instancePath, keyword, params }: ErrorObject, value: Json): boolean {
  const seen = [valueAt(value, instancePath), ...Object.values(params)];
  return keyword !== 'type' && seen.some((each) => typeof each === 'string' && redacted.test(each));
}

/** What was said of an answer: more than one look is taken at the same. */
const said = new WeakMap<object, WeakMap<JsonObject, Validation>>();

/** The same as `validateAgainst` for a value that nobody changes, such as an answer: it is looked at once. */
export function validateOnce(schema: JsonObject, value: Json): Validation {
  if (typeof value !== 'object' || value === null) return validateAgainst(schema, value);
  const known = said.get(value) ?? new WeakMap<JsonObject, Validation>();
  said.set(value, known);
  const validation = known.get(schema) ?? validateAgainst(schema, value);
  known.set(schema, validation);
  return validation;
}

/**
 * Everything in which a value does not keep to a schema, or why that cannot be told. A secret is gone from evidence before anything is judged: that it has
 * another form, length or value than the schema wants is nobody's mismatch. The schema object is the key of a cache: never change it.
 */
export function validateAgainst(schema: JsonObject, value: Json): Validation {
  const result = compile(schema);
  if ('why' in result) return { compiled: false, why: result.why };
  if (result.validate(value) === true) return { compiled: true, mismatches: [] };
  const all = result.validate.errors ?? [];
  const errors = all.filter((error) => !isOfRedacted(error, value));
  // A failed alternative repeats what its branches say already; of a redacted value none of them can be told.
  const telling = errors.filter(({ keyword }) => !['if', 'anyOf', 'oneOf'].includes(keyword));
  const told = telling.length > 0 || errors.length < all.length ? telling : errors;
  return { compiled: true, mismatches: told.slice(0, mostMismatches).map(mismatchOf) };
}
