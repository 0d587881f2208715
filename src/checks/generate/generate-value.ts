/**
 * A value for a JSON Schema: the smallest that keeps it, or one with every member that can be made up.
 *
 * Examples and presets of the schema go first, codes are synthetic, texts are written from their pattern. The whole is validated in the end: what does
 * not keep its schema (a rule between members, `not`, `if`) is tried with other alternatives, then said to be impossible. Nothing here is random: the
 * same schema gives the same value.
 *
 * Source   JSON Schema 2020-12 core and validation.
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf, referredIn } from '../../contract/json.js';
import { kindOf } from '../data/recognise.js';
import { validateAgainst } from '../schema-validation.js';
import { patternText } from './pattern-text.js';
import { syntheticCodes } from './synthetic-codes.js';
import { textOfFormat, textOfLength } from './text-of.js';

export type Generated = { readonly value: Json } | { readonly why: string };
export type Size = 'minimal' | 'maximal';

interface Making {
  readonly root: JsonObject;
  readonly size: Size;
  /** Which alternative of oneOf and anyOf is taken, counted round. */
  readonly branch: number;
  readonly budget: { left: number };
}
interface Place {
  readonly name: string;
  readonly depth: number;
  /** Position in an array, so that items differ. */
  readonly index: number;
}

/** Values made for one schema: far above what a record of people has. */
const mostValues = 2000;
const deepest = 12;
/** Optional members below this depth are left out: a schema may contain itself. */
const deepestOptional = 4;
/** Alternatives of one schema that are tried before it is given up. */
const mostBranches = 8;
const mostItems = 50;

class CannotGenerate extends Error {}

const listed = (schema: JsonObject, keyword: string): readonly Json[] => {
  const value = memberOf(schema, keyword);
  return Array.isArray(value) ? value : [];
};
const numberAt = (schemas: readonly JsonObject[], keyword: string, pick: (...values: number[]) => number): number | undefined => {
  const found = schemas.map((schema) => memberOf(schema, keyword)).filter((value): value is number => typeof value === 'number');
  return found.length === 0 ? undefined : pick(...found);
};

/** A schema with what it refers to, all of allOf, and one alternative of each oneOf and anyOf. */
export function partsOf(schema: JsonObject, root: JsonObject, branch = 0): readonly JsonObject[] {
  const parts: JsonObject[] = [];
  const seen = new Set<JsonObject>();
  const pending: Json[] = [schema];
  for (let part = pending.shift(); part !== undefined && seen.size < 100; part = pending.shift()) {
    if (!isObject(part) || seen.has(part)) continue;
    seen.add(part);
    parts.push(part);
    const target = referredIn(root, memberOf(part, '$ref'));
    if (target !== undefined) pending.push(target);
    pending.push(...listed(part, 'allOf'));
    for (const keyword of ['oneOf', 'anyOf']) {
      const alternatives = listed(part, keyword);
      const chosen = alternatives[branch % Math.max(1, alternatives.length)];
      if (chosen !== undefined) pending.push(chosen);
    }
  }
  return parts;
}

const typesOf = (schemas: readonly JsonObject[]): readonly string[] | undefined => {
  const sets = schemas.map((schema) => memberOf(schema, 'type')).filter((type) => type !== undefined);
  const named = sets.map((type): readonly string[] => (Array.isArray(type) ? type.map(String) : [String(type)]));
  const [first, ...rest] = named;
  return first?.filter((type) =>
    rest.every(
      (others) => others.includes(type) || (type === 'integer' && others.includes('number')) || (type === 'number' && others.includes('integer')),
    ),
  );
};

const hints: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  ['object', ['properties', 'required', 'additionalProperties', 'minProperties', 'patternProperties']],
  ['array', ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains']],
  ['string', ['pattern', 'format', 'minLength', 'maxLength']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
];

/** The type that a value of the schemas should have: the first that is not null, else what their keywords are about. */
function typeOf(schemas: readonly JsonObject[]): string {
  const types = typesOf(schemas);
  if (types !== undefined) {
    const [type] = [...types.filter((each) => each !== 'null'), ...types];
    if (type === undefined) throw new CannotGenerate('types that exclude each other');
    const whole = type === 'number' && schemas.some((schema) => memberOf(schema, 'type') === 'integer');
    return whole ? 'integer' : type;
  }
  const hint = hints.find(([, keywords]) => schemas.some((schema) => keywords.some((keyword) => memberOf(schema, keyword) !== undefined)));
  return hint?.[0] ?? 'string';
}

/** Values that the contract itself offers for a place. */
function offered(schemas: readonly JsonObject[]): readonly Json[] {
  return schemas.flatMap((schema) => {
    const preset = [memberOf(schema, 'const'), memberOf(schema, 'default'), memberOf(schema, 'example')].filter((value) => value !== undefined);
    return [...listed(schema, 'examples'), ...preset, ...listed(schema, 'enum').filter((value) => value !== null), ...listed(schema, 'enum')];
  });
}

function makeText(schemas: readonly JsonObject[], { name, index }: Place): string {
  const least = numberAt(schemas, 'minLength', Math.max) ?? 0;
  const most = numberAt(schemas, 'maxLength', Math.min) ?? Number.POSITIVE_INFINITY;
  if (least > most) throw new CannotGenerate('lengths that exclude each other');
  const patterns = schemas.map((schema) => memberOf(schema, 'pattern')).filter((value): value is string => typeof value === 'string');
  const length = (text: string): number => [...text].length;
  const fits = (text: string): boolean => length(text) >= least && length(text) <= most;
  const kind = kindOf({ pointer: '', name, value: '', schemas, parents: [] });
  const codes = kind === undefined ? [] : syntheticCodes(kind).filter(fits);
  const format = schemas.map((schema) => memberOf(schema, 'format')).find((value): value is string => typeof value === 'string');
  const formed = format === undefined ? undefined : textOfFormat(format, index);
  const [pattern] = patterns;
  const candidates = [
    ...codes.slice(index % Math.max(1, codes.length)),
    ...(formed === undefined ? [] : [formed]),
    ...(pattern === undefined ? [textOfLength(Math.max(least, Math.min(most, 5)), index)] : []),
  ].filter(fits);
  const matching = candidates.find((text) => patterns.every((each) => matches(each, text)));
  if (matching !== undefined) return matching;
  if (pattern === undefined) throw new CannotGenerate(`no text of ${String(format)} fits`);
  const written = patternText(pattern, least);
  if ('why' in written) throw new CannotGenerate(written.why);
  return written.text;
}

const patternSchemas = new Map<string, JsonObject>();

/** Whether a text matches a pattern, in linear time. */
function matches(pattern: string, text: string): boolean {
  const schema = patternSchemas.get(pattern) ?? { pattern };
  if (patternSchemas.size < 500) patternSchemas.set(pattern, schema);
  const validation = validateAgainst(schema, text);
  return validation.compiled && validation.mismatches.length === 0;
}

function makeNumber(schemas: readonly JsonObject[], whole: boolean, index: number): number {
  const step = numberAt(schemas, 'multipleOf', Math.max) ?? (whole ? 1 : undefined);
  const above = numberAt(schemas, 'exclusiveMinimum', Math.max);
  const below = numberAt(schemas, 'exclusiveMaximum', Math.min);
  const least = Math.max(numberAt(schemas, 'minimum', Math.max) ?? Number.NEGATIVE_INFINITY, above ?? Number.NEGATIVE_INFINITY);
  const most = Math.min(numberAt(schemas, 'maximum', Math.min) ?? Number.POSITIVE_INFINITY, below ?? Number.POSITIVE_INFINITY);
  if (least > most) throw new CannotGenerate('bounds that exclude each other');
  const inside = (value: number): boolean =>
    (above === undefined || value > above) && (below === undefined || value < below) && value >= least && value <= most;
  const wanted = Math.min(Math.max(1 + index, least), most);
  const unit = step ?? 1;
  const candidates = [
    ...(step === undefined ? [wanted, (least + most) / 2, least + 0.5, most - 0.5] : []),
    Math.ceil(wanted / unit) * unit,
    Math.floor(wanted / unit) * unit,
    (Math.floor(least / unit) + 1) * unit,
    (Math.ceil(most / unit) - 1) * unit,
    0,
  ].filter((value) => Number.isFinite(value) && inside(value));
  const [value] = candidates;
  if (value === undefined) throw new CannotGenerate('no number within the bounds');
  return whole ? Math.trunc(value) : value;
}

function makeArray(schemas: readonly JsonObject[], making: Making, place: Place): Json {
  const least = numberAt(schemas, 'minItems', Math.max) ?? 0;
  const most = numberAt(schemas, 'maxItems', Math.min) ?? Number.POSITIVE_INFINITY;
  const prefix = schemas.map((schema) => listed(schema, 'prefixItems')).find((items) => items.length > 0) ?? [];
  const contains = schemas.some((schema) => isObject(memberOf(schema, 'contains'))) ? 1 : 0;
  const wanted = Math.min(most, Math.max(least, prefix.length, contains, place.depth > deepestOptional ? 0 : making.size === 'maximal' ? 2 : 1));
  if (wanted > mostItems) throw new CannotGenerate(`an array of ${wanted} items`);
  const items: Json[] = [];
  for (let index = 0; index < wanted; index += 1) {
    const own =
      prefix[index] ?? schemas.map((schema) => memberOf(schema, 'items') ?? memberOf(schema, 'contains')).find((value) => value !== undefined) ?? {};
    try {
      items.push(own === true ? 'egif' : makeValue(isObject(own) ? own : {}, making, { name: place.name, depth: place.depth + 1, index }));
    } catch (error) {
      if (items.length >= least && error instanceof CannotGenerate) break;
      throw error;
    }
  }
  return items;
}

function makeObject(schemas: readonly JsonObject[], making: Making, { depth }: Place): Json {
  const required = new Set(schemas.flatMap((schema) => listed(schema, 'required')).map(String));
  const declared = new Map<string, JsonObject[]>();
  for (const schema of schemas)
    for (const [name, property] of Object.entries(isObject(schema['properties']) ? schema['properties'] : {}))
      declared.set(name, [...(declared.get(name) ?? []), ...(isObject(property) ? [property] : property === false ? [{ not: {} }] : [])]);
  const least = numberAt(schemas, 'minProperties', Math.max) ?? 0;
  const names = [...new Set([...required, ...declared.keys()])];
  const members: [string, Json][] = [];
  for (const name of [...names].sort((a, b) => Number(required.has(b)) - Number(required.has(a)))) {
    const optional = !required.has(name);
    if (optional && members.length >= least && (making.size === 'minimal' || depth >= deepestOptional)) continue;
    const own = declared.get(name) ?? [];
    const [only] = own;
    try {
      const schema: JsonObject = own.length === 1 && only !== undefined ? only : { allOf: own };
      members.push([name, makeValue(schema, making, { name, depth: depth + 1, index: 0 })]);
    } catch (error) {
      if (!(optional && error instanceof CannotGenerate)) throw error;
    }
  }
  const order = new Map(names.map((name, index) => [name, index]));
  return Object.fromEntries(members.sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
}

function makeValue(schema: JsonObject, making: Making, place: Place): Json {
  making.budget.left -= 1;
  if (making.budget.left < 0) throw new CannotGenerate('too many values');
  if (place.depth > deepest) throw new CannotGenerate('nested too deep');
  const schemas = partsOf(schema, making.root, making.branch);
  const options = offered(schemas);
  const enumerated = schemas.some((part) => memberOf(part, 'enum') !== undefined || memberOf(part, 'const') !== undefined);
  // An example of a whole object may be wrong somewhere inside: it is tried once.
  const choice = options.find((value) => fitsParts(schemas, value) && (enumerated || making.branch === 0 || typeof value !== 'object'));
  if (choice !== undefined && (enumerated || place.index === 0)) return enumerated ? spread(options, schemas, place.index) : choice;
  if (enumerated) throw new CannotGenerate('no listed value fits');
  const type = typeOf(schemas);
  if (type === 'object') return makeObject(schemas, making, place);
  if (type === 'array') return makeArray(schemas, making, place);
  if (type === 'integer' || type === 'number') return makeNumber(schemas, type === 'integer', place.index);
  if (type === 'boolean') return place.index % 2 === 0;
  return type === 'null' ? null : makeText(schemas, place);
}

/** The listed value at a position, so that items of an array differ. */
function spread(options: readonly Json[], schemas: readonly JsonObject[], index: number): Json {
  const fit = options.filter((value) => fitsParts(schemas, value));
  return fit[index % Math.max(1, fit.length)] ?? null;
}

/** Whether an offered scalar keeps the parts that can be told without their neighbours; the whole is validated in the end. */
function fitsParts(schemas: readonly JsonObject[], value: Json): boolean {
  const types = typesOf(schemas);
  const own = value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
  if (types !== undefined && !types.includes(own) && !(own === 'integer' && types.includes('number'))) return false;
  return schemas.every((schema) => {
    const list = memberOf(schema, 'enum');
    const only = memberOf(schema, 'const');
    const same = (other: Json): boolean => JSON.stringify(other) === JSON.stringify(value);
    return (!Array.isArray(list) || list.some(same)) && (only === undefined || same(only));
  });
}

/** Whether a value keeps a schema; undefined where the schema cannot be compiled. */
export function keeps(schema: JsonObject, value: Json): boolean | undefined {
  const validation = validateAgainst(schema, value);
  return validation.compiled ? validation.mismatches.length === 0 : undefined;
}

/** A value that keeps a self-contained schema, or why none can be made. `name` tells codes by the member that carries them. */
export function generateValue(schema: JsonObject, size: Size, name = ''): Generated {
  let why = 'no alternative of the schema gives a valid value';
  for (let branch = 0; branch < mostBranches; branch += 1) {
    try {
      const value = makeValue(schema, { root: schema, size, branch, budget: { left: mostValues } }, { name, depth: 0, index: 0 });
      const kept = keeps(schema, value);
      if (kept === true) return { value };
      if (kept === undefined) return { why: 'the schema cannot be compiled' };
    } catch (error) {
      if (!(error instanceof CannotGenerate)) throw error;
      why = error.message;
    }
  }
  return { why };
}
