/**
 * The functions of Spectral whose findings depend on nothing but the value, its options and whether it stands in a request or response; known
 * by identity, never by name. For some of them, a test by which a value surely has no findings.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import type { RulesetDefinition } from '@stoplight/spectral-core';
import { isContainer } from './crawl.js';
import { isObject } from '../../../contract/json.js';
import type { Modules } from './modules.js';
import { SchemaJudge } from './schema-verdict.js';

/** Rules of `spectral:oas` whose functions are not exported; all of them look at their value alone, or are asked once a document. */
const rulesOfKnownFunctions = [
  'operation-success-response',
  'oas2-operation-formData-consume-check',
  'operation-operationId-unique',
  'operation-parameters',
  'operation-tag-defined',
  'path-params',
  'duplicated-entry-in-enum',
  'openapi-tags-uniqueness',
  'no-$ref-siblings',
  'typed-enum',
  'oas2-discriminator',
  'oas2-operation-security-defined',
  'oas3-valid-media-example',
  'oas3-schema',
  'oas3-unused-component',
  'oas3-server-variables',
] as const;

/** A value surely has no findings. */
export type SurelyFine = (value: unknown, path: readonly (string | number)[]) => boolean;

export interface KnownFunctions {
  has(candidate: unknown): boolean;
  /** The function of Spectral's example rules, and the one behind it that takes a schema and a value. */
  readonly example: unknown;
  readonly oasSchema: unknown;
  /** The quick test of a function with its options; undefined where there is none. */
  quickTest(candidate: unknown, options: unknown): SurelyFine | undefined;
}

function functionOf(definition: RulesetDefinition, name: string): unknown {
  const rules: unknown = 'rules' in definition ? definition.rules : undefined;
  const rule: unknown = isContainer(rules) ? Reflect.get(rules, name) : undefined;
  const then: unknown = isContainer(rule) ? Reflect.get(rule, 'then') : undefined;
  return isContainer(then) ? Reflect.get(then, 'function') : undefined;
}

const optionOf = (options: unknown, name: string): string | undefined => {
  const value: unknown = isContainer(options) ? Reflect.get(options, name) : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** `/source/flags`, or a source. */
function expressionOf(text: string): RegExp {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/.exec(text) ?? [];
  return source === undefined ? new RegExp(text) : new RegExp(source, flags);
}

function patternTest(options: unknown): SurelyFine | undefined {
  const [match, notMatch] = ['match', 'notMatch']
    .map((name) => optionOf(options, name))
    .map((text) => (text === undefined ? undefined : expressionOf(text)));
  if ([match, notMatch].some((expression) => expression !== undefined && /[gy]/.test(expression.flags))) return undefined;
  return (value) => typeof value !== 'string' || (match?.test(value) !== false && notMatch?.test(value) !== true);
}

/** Values of an enumeration that are all plain and all different. */
function isDistinct(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  return value.every((item) => typeof item !== 'object' || item === null) && new Set(value).size === value.length;
}

const typeTests: Readonly<Record<string, (item: unknown) => boolean>> = {
  string: (item) => typeof item === 'string',
  boolean: (item) => typeof item === 'boolean',
  integer: (item) => Number.isInteger(item),
  number: (item) => typeof item === 'number',
};

function isTyped(value: unknown): boolean {
  const [items, type]: readonly unknown[] = isContainer(value) ? [Reflect.get(value, 'enum'), Reflect.get(value, 'type')] : [];
  const test = typeof type === 'string' && Object.hasOwn(typeTests, type) ? typeTests[type] : undefined;
  return Array.isArray(items) && test !== undefined && items.every(test);
}

function hasOneOf(value: unknown, options: unknown): boolean {
  const properties: unknown = isContainer(options) ? Reflect.get(options, 'properties') : undefined;
  if (!isContainer(value) || Array.isArray(value) || !Array.isArray(properties)) return false;
  return Object.keys(value).filter((key) => properties.includes(key)).length === 1;
}

const noRelaxation = new SchemaJudge({ readOnly: false, writeOnly: false });
const plainKeywords = new Set(['type', 'items', 'minItems', 'uniqueItems']);

/** A schema of keywords whose meaning no dialect changes, down to its items. */
const isPlain = (schema: unknown): boolean =>
  isObject(schema) && Object.keys(schema).every((key) => plainKeywords.has(key) && (key !== 'items' || isPlain(schema[key])));

function schemaTest(options: unknown): SurelyFine | undefined {
  const schema = isObject(options) ? options['schema'] : undefined;
  // an absent value is none of the function's
  return isPlain(schema) ? (value) => value !== undefined && noRelaxation.judge(schema, value) === 'valid' : undefined;
}

/** Which of Spectral's functions the fast runner knows. `oas` is the definition of `spectral:oas`. */
export function knownFunctions({ functions }: Modules, oas: RulesetDefinition): KnownFunctions {
  const { truthy, falsy, defined, pattern, casing, enumeration, length, alphabetical, or, xor, schema, unreferencedReusableObject } = functions;
  const known = new Set<unknown>([
    truthy,
    falsy,
    defined,
    pattern,
    casing,
    enumeration,
    length,
    alphabetical,
    or,
    xor,
    schema,
    unreferencedReusableObject,
  ]);
  known.add(functions.undefined);
  for (const name of rulesOfKnownFunctions) known.add(functionOf(oas, name));
  known.delete(undefined);
  const [oasSchema, typedEnum] = [functionOf(oas, 'duplicated-entry-in-enum'), functionOf(oas, 'typed-enum')];
  return {
    example: functionOf(oas, 'oas3-valid-media-example'),
    oasSchema,
    has: (candidate) => known.has(candidate),
    quickTest(candidate, options) {
      if (candidate === truthy) return Boolean;
      if (candidate === functions.undefined) return (value) => value === undefined;
      if (candidate === pattern) return patternTest(options);
      if (candidate === oasSchema) return isDistinct;
      if (candidate === typedEnum) return isTyped;
      if (candidate === schema) return schemaTest(options);
      if (candidate === xor) return (value) => hasOneOf(value, options);
      return undefined;
    },
  };
}
