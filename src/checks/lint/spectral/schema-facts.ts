/**
 * Whether a schema surely compiles in ajv, as Spectral sets it up, without compiling it: every keyword is one that is known here and has a value
 * that the meta-schema allows. One walk over a graph, each part once.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { isObject } from '../../../contract/json.js';

/** JSON Schema draft 4 with `nullable` for OpenAPI 2 and 3.0; 2020-12 for 3.1 and 3.2. */
export type Dialect = 'draft4' | '2020';

/**
 * `clean`: compiles. `open`: would compile, were it not for a reference that was left as it is; ajv then refuses it, and Spectral keeps silent.
 * `refused`: ajv refuses a `nullable` without a `type`. `unknown`: no promise.
 */
export type SchemaState = 'clean' | 'open' | 'refused' | 'unknown';

/** What ajv says of a schema that is `refused`. */
export const refusal = '"nullable" cannot be used without "type"';

type Schema = Readonly<Record<string, unknown>>;
type Allowed = (value: unknown, schema: Schema) => boolean;

const isNumber: Allowed = (value) => typeof value === 'number' && Number.isFinite(value);
const isCount: Allowed = (value) => Number.isInteger(value) && Number(value) >= 0;
const isText: Allowed = (value) => typeof value === 'string';
const isBoolean: Allowed = (value) => typeof value === 'boolean';
const anything: Allowed = () => true;

const typeNames: readonly unknown[] = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
const isType: Allowed = (value) =>
  Array.isArray(value)
    ? value.length > 0 && new Set(value).size === value.length && value.every((name) => typeNames.includes(name))
    : typeNames.includes(value);

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

const isEnum: Allowed = (value) => Array.isArray(value) && value.length > 0 && value.every(isPlain) && new Set(value).size === value.length;

const isNameList: Allowed = (value) =>
  Array.isArray(value) && value.every((name) => typeof name === 'string') && new Set(value).size === value.length;

const expressions = new Map<string, RegExp | undefined>();

/** The expression as ajv makes it, or undefined where it is none. */
export function patternOf(source: string): RegExp | undefined {
  if (expressions.has(source)) return expressions.get(source);
  let expression: RegExp | undefined;
  try {
    expression = /\\Z/.test(source) ? undefined : new RegExp(source);
  } catch {
    expression = undefined;
  }
  expressions.set(source, expression);
  return expression;
}

const isPattern: Allowed = (value) => typeof value === 'string' && patternOf(value) !== undefined;

/** `nullable` needs a `type`, and no `null` in it. */
const isNullable: Allowed = (value, schema) => {
  const { type } = schema;
  return typeof value === 'boolean' && type !== undefined && type !== 'null' && !(Array.isArray(type) && type.includes('null'));
};

const shared: Readonly<Record<string, Allowed>> = {
  type: isType,
  enum: isEnum,
  minimum: isNumber,
  maximum: isNumber,
  multipleOf: (value, schema) => isNumber(value, schema) && Number(value) > 0,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  uniqueItems: isBoolean,
  pattern: isPattern,
  format: isText,
  title: isText,
  description: isText,
  default: anything,
  nullable: isNullable,
  'x-nullable': (value) => typeof value === 'boolean' && value === false,
};

const byDialect: Readonly<Record<Dialect, Readonly<Record<string, Allowed>>>> = {
  draft4: {
    ...shared,
    required: (value, schema) => isNameList(value, schema) && Array.isArray(value) && value.length > 0,
    exclusiveMinimum: (value, schema) => typeof value === 'boolean' && schema['minimum'] !== undefined,
    exclusiveMaximum: (value, schema) => typeof value === 'boolean' && schema['maximum'] !== undefined,
  },
  '2020': {
    ...shared,
    required: isNameList,
    exclusiveMinimum: isNumber,
    exclusiveMaximum: isNumber,
    const: isPlain,
    examples: Array.isArray,
    deprecated: isBoolean,
    readOnly: isBoolean,
    writeOnly: isBoolean,
    $comment: isText,
  },
};

/** Keywords that ajv, its meta-schemas or Spectral's preparation give a meaning that is not modelled here. */
const unmodelled = new Set(
  (
    'id $id $schema $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $vocabulary $defs definitions dependencies dependentSchemas ' +
    'dependentRequired if then else contains minContains maxContains propertyNames patternProperties unevaluatedItems unevaluatedProperties ' +
    'prefixItems additionalItems contentEncoding contentMediaType contentSchema $async errorMessage formatMinimum formatMaximum ' +
    'formatExclusiveMinimum formatExclusiveMaximum $data'
  ).split(' '),
);
const only2020 = new Set(['const', 'examples', 'deprecated', 'readOnly', 'writeOnly', '$comment']);

const schemaLists: readonly string[] = ['allOf', 'anyOf', 'oneOf'];

/** References that surely lead nowhere once the schema stands alone. */
const leadsNowhere = (reference: unknown): boolean =>
  typeof reference === 'string' && /^#\/(?:components|definitions|paths)\/[^\s]+$/.test(reference);

/** Which of two refusals comes first is ajv's affair. */
function worse(a: SchemaState, b: SchemaState): SchemaState {
  if (a === 'clean' || a === b) return b;
  return b === 'clean' ? a : 'unknown';
}

export class SchemaFacts {
  readonly dialect: Dialect;
  readonly #states = new WeakMap<object, SchemaState>();

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  stateOf(schema: unknown): SchemaState {
    if (typeof schema === 'boolean') return this.dialect === '2020' ? 'clean' : 'unknown';
    if (!isObject(schema)) return 'unknown';
    const known = this.#states.get(schema);
    if (known !== undefined) return known;
    // a circle would meet itself here
    this.#states.set(schema, 'unknown');
    const state = this.#examine(schema);
    this.#states.set(schema, state);
    return state;
  }

  #examine(schema: Schema): SchemaState {
    let state: SchemaState = 'clean';
    for (const [name, value] of Object.entries(schema)) {
      state = worse(state, this.#keyword(name, value, schema));
      if (state === 'unknown') return state;
    }
    return state;
  }

  #keyword(name: string, value: unknown, schema: Schema): SchemaState {
    if (name === 'nullable' && typeof value === 'boolean' && schema['type'] === undefined) return 'refused';
    const allowed = Object.hasOwn(byDialect[this.dialect], name) ? byDialect[this.dialect][name] : undefined;
    if (allowed !== undefined) return allowed(value, schema) ? 'clean' : 'unknown';
    if (name === '$ref') return leadsNowhere(value) ? 'open' : 'unknown';
    if (name === 'properties') return isObject(value) ? this.#all(Object.values(value)) : 'unknown';
    if (name === 'additionalProperties') return typeof value === 'boolean' ? 'clean' : this.stateOf(value);
    if (name === 'items' || name === 'not') return this.stateOf(value);
    if (schemaLists.includes(name)) return Array.isArray(value) && value.length > 0 ? this.#all(value) : 'unknown';
    if (unmodelled.has(name)) return 'unknown';
    return this.dialect === 'draft4' || !only2020.has(name) ? 'clean' : 'unknown';
  }

  #all(schemas: readonly unknown[]): SchemaState {
    return schemas.reduce((state: SchemaState, schema) => (state === 'unknown' ? state : worse(state, this.stateOf(schema))), 'clean');
  }
}
