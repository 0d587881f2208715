/**
 * Whether a value is valid against a schema that is known to compile: `valid` and `invalid` are certain, `unsure` leaves it to ajv.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { isObject } from '../../../contract/json.js';
import { patternOf } from './schema-facts.js';

export type Certainty = 'valid' | 'invalid' | 'unsure';

/** Which members need not be there: those that are read-only in a request, write-only in a response. */
export interface Relaxation {
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

export type Schema = Readonly<Record<string, unknown>>;

/** Whether relaxation takes a member off the list of those required. */
export function isRelaxed(property: unknown, { readOnly, writeOnly }: Relaxation): boolean {
  return isObject(property) && ((readOnly && property['readOnly'] === true) || (writeOnly && property['writeOnly'] === true));
}

/** Names that every object has by inheritance; ajv sees them in any value. */
const inherited = (name: string): boolean => name in Object.prototype;

const all = (verdicts: Iterable<Certainty>): Certainty => {
  let sum: Certainty = 'valid';
  for (const verdict of verdicts) {
    if (verdict === 'invalid') return 'invalid';
    if (verdict === 'unsure') sum = 'unsure';
  }
  return sum;
};

const certain = (isValid: boolean): Certainty => (isValid ? 'valid' : 'invalid');

function typeMatches(type: unknown, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return typeof value === 'number' && Number.isFinite(value) && value % 1 === 0;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

const count = (text: string): number => [...text].length;
const surrogates = /[\ud800-\udfff]/;

/** Formats that the validator knows; what is not listed here it does not look at. */
const formatTests: Readonly<Record<string, (value: string) => boolean>> = {
  date: (value) => /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/.test(value),
  'date-time': (value) =>
    /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/.test(value),
  uuid: (value) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value),
  email: (value) => /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9]+(?:\.[a-z0-9]+)*\.[a-z]{2,}$/i.test(value),
  uri: (value) => /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?(?:\/[\w.~-]*)*(?:\?[\w=&.~-]*)?$/i.test(value),
  hostname: (value) => /^[a-z0-9]{1,40}(?:\.[a-z0-9]{1,40}){0,3}$/i.test(value),
  ipv4: (value) => /^(?:(?:[1-9]?\d|1\d\d)\.){3}(?:[1-9]?\d|1\d\d)$/.test(value),
  password: () => true,
  binary: () => true,
};
const otherFormats = new Set(
  'time duration uri-reference uri-template url ipv6 regex json-pointer json-pointer-uri-fragment relative-json-pointer byte iso-time iso-date-time'.split(
    ' ',
  ),
);

function formatVerdict(format: unknown, value: unknown): Certainty {
  if (typeof format !== 'string') return 'valid';
  if (typeof value === 'number') {
    if (format === 'int32') return certain(Number.isInteger(value) && value <= 2 ** 31 - 1 && value >= -(2 ** 31));
    return format === 'int64' ? certain(Number.isInteger(value)) : 'valid';
  }
  if (typeof value !== 'string' || format in Object.prototype) return typeof value === 'string' ? 'unsure' : 'valid';
  if (otherFormats.has(format)) return 'unsure';
  const test = Object.hasOwn(formatTests, format) ? formatTests[format] : undefined;
  return test === undefined || test(value) ? 'valid' : 'unsure';
}

const limit = (schema: Schema, name: string): number | undefined => {
  const value = schema[name];
  return typeof value === 'number' ? value : undefined;
};

function numberVerdict(schema: Schema, value: number): Certainty {
  const [minimum, maximum, above, below, step] = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].map((name) =>
    limit(schema, name),
  );
  if (minimum !== undefined && (schema['exclusiveMinimum'] === true ? value <= minimum : value < minimum)) return 'invalid';
  if (maximum !== undefined && (schema['exclusiveMaximum'] === true ? value >= maximum : value > maximum)) return 'invalid';
  if ((above !== undefined && value <= above) || (below !== undefined && value >= below)) return 'invalid';
  if (step === undefined) return 'valid';
  const times = value / step;
  return Math.abs(times) > 1e15 ? 'unsure' : certain(Number.isInteger(times));
}

function textVerdict(schema: Schema, value: string): Certainty {
  const [least, most] = [limit(schema, 'minLength'), limit(schema, 'maxLength')];
  if (least !== undefined || most !== undefined) {
    const length = surrogates.test(value) ? count(value) : value.length;
    if ((least !== undefined && length < least) || (most !== undefined && length > most)) return 'invalid';
  }
  const { pattern } = schema;
  if (typeof pattern !== 'string') return 'valid';
  const expression = patternOf(pattern);
  return expression === undefined ? 'unsure' : certain(expression.test(value));
}

function uniqueVerdict(items: readonly unknown[]): Certainty {
  if (items.length < 2) return 'valid';
  return items.every((item) => typeof item !== 'object' || item === null) ? certain(new Set(items).size === items.length) : 'unsure';
}

export class SchemaJudge {
  readonly #relaxation: Relaxation;

  constructor(relaxation: Relaxation) {
    this.#relaxation = relaxation;
  }

  judge(schema: unknown, value: unknown, relaxed = true): Certainty {
    if (typeof schema === 'boolean') return certain(schema);
    if (!isObject(schema)) return 'unsure';
    return all(this.#parts(schema, value, relaxed));
  }

  *#parts(schema: Schema, value: unknown, relaxed: boolean): Iterable<Certainty> {
    yield typeVerdict(schema, value);
    yield formatVerdict(schema['format'], value);
    if (Array.isArray(schema['enum'])) yield typeof value === 'object' && value !== null ? 'invalid' : certain(schema['enum'].includes(value));
    if (Object.hasOwn(schema, 'const')) yield certain(schema['const'] === value);
    if (typeof value === 'number') yield numberVerdict(schema, value);
    else if (typeof value === 'string') yield textVerdict(schema, value);
    else if (Array.isArray(value)) yield* this.#list(schema, value, relaxed);
    else if (isObject(value)) yield* this.#object(schema, value, relaxed);
    yield* this.#combined(schema, value, relaxed);
  }

  *#list(schema: Schema, value: readonly unknown[], relaxed: boolean): Iterable<Certainty> {
    const [least, most] = [limit(schema, 'minItems'), limit(schema, 'maxItems')];
    yield certain((least === undefined || value.length >= least) && (most === undefined || value.length <= most));
    if (schema['uniqueItems'] === true) yield uniqueVerdict(value);
    if (schema['items'] !== undefined) for (const item of value) yield this.judge(schema['items'], item, relaxed);
  }

  *#object(schema: Schema, value: Schema, relaxed: boolean): Iterable<Certainty> {
    const { properties, required, additionalProperties: additional } = schema;
    const declared: Schema = isObject(properties) ? properties : {};
    const names = Object.keys(value);
    const [least, most] = [limit(schema, 'minProperties'), limit(schema, 'maxProperties')];
    yield certain((least === undefined || names.length >= least) && (most === undefined || names.length <= most));
    for (const name of Array.isArray(required) ? required : []) {
      const text = String(name);
      if (inherited(text)) yield 'unsure';
      else if (!Object.hasOwn(value, text) && !(relaxed && Object.hasOwn(declared, text) && isRelaxed(declared[text], this.#relaxation)))
        yield 'invalid';
    }
    if (Object.keys(declared).some(inherited)) yield 'unsure';
    for (const name of names) {
      if (Object.hasOwn(declared, name)) yield this.judge(declared[name], value[name], relaxed);
      else if (additional === false) yield 'invalid';
      else if (isObject(additional)) yield this.judge(additional, value[name], relaxed);
    }
  }

  *#combined(schema: Schema, value: unknown, relaxed: boolean): Iterable<Certainty> {
    const verdicts = (name: string): readonly Certainty[] => {
      const list = schema[name];
      return Array.isArray(list) ? list.map((part) => this.judge(part, value, relaxed)) : [];
    };
    yield* verdicts('allOf');
    const any = verdicts('anyOf');
    if (any.length > 0) yield any.includes('valid') ? 'valid' : any.includes('unsure') ? 'unsure' : 'invalid';
    const one = verdicts('oneOf');
    if (one.length > 0) {
      const valid = one.filter((verdict) => verdict === 'valid').length;
      yield valid > 1 ? 'invalid' : one.includes('unsure') ? 'unsure' : certain(valid === 1);
    }
    // relaxation does not reach into `not`
    if (schema['not'] !== undefined) {
      const inner = this.judge(schema['not'], value, false);
      yield inner === 'unsure' ? inner : certain(inner === 'invalid');
    }
  }
}

function typeVerdict({ type, nullable }: Schema, value: unknown): Certainty {
  if (type === undefined || (nullable === true && value === null)) return 'valid';
  return certain(Array.isArray(type) ? type.some((name) => typeMatches(name, value)) : typeMatches(type, value));
}
