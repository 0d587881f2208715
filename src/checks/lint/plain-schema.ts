/**
 * A few keywords of JSON Schema, without a validator library: for the `where` and the `schema` of our own rules, which use no others.
 *
 * Keywords are looked at in the order of ajv, and the first trouble ends it, as ajv does without `allErrors`. A schema with any other keyword is not
 * compiled here.
 *
 * Source   JSON Schema draft 2020-12, Validation §6 and Applicator §10.
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject } from '../../contract/json.js';

/** Whether it counts where a value is wrong, or only whether it is right. */
export type Purpose = 'where' | 'whether';

/** Path from the value to the first trouble; undefined where the value is right. */
export type FirstTrouble = (value: unknown) => readonly string[] | undefined;

const none: readonly string[] = [];

/** Whether a value has a type of JSON Schema. */
const hasType: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  object: isObject,
  array: Array.isArray,
};

const isScalar = (value: unknown): boolean => ['string', 'boolean', 'number'].includes(typeof value);
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Code points, as JSON Schema counts a text. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _point of text) length += 1;
  return length;
}

const simple =
  (isRight: (value: unknown) => boolean): FirstTrouble =>
  (value) =>
    isRight(value) ? undefined : none;

function required(wanted: Json): FirstTrouble | undefined {
  if (!isTexts(wanted)) return undefined;
  // as ajv does without `ownProperties`: a member is there when it is not undefined
  return simple((value) => !isObject(value) || wanted.every((name) => Reflect.get(value, name) !== undefined));
}

function properties(wanted: Json, use: Purpose): FirstTrouble | undefined {
  if (!isObject(wanted)) return undefined;
  const members: (readonly [string, FirstTrouble])[] = [];
  for (const [name, schema] of Object.entries(wanted)) {
    const check = compilePlainSchema(schema, use);
    if (check === undefined) return undefined;
    members.push([name, check]);
  }
  return (value) => {
    if (!isObject(value)) return undefined;
    for (const [name, check] of members) {
      const member: unknown = Reflect.get(value, name);
      const trouble = member === undefined ? undefined : check(member);
      if (trouble !== undefined) return [name, ...trouble];
    }
    return undefined;
  };
}

/** Where the place counts, only branches that can fail nowhere but at the value itself: of which branch a deeper trouble is told is ajv's own matter. */
function anyOf(wanted: Json, use: Purpose): FirstTrouble | undefined {
  if (!Array.isArray(wanted) || wanted.length === 0) return undefined;
  const branches = wanted.map((branch: Json) =>
    use === 'whether' || (isObject(branch) && Object.keys(branch).join() === 'required') ? compilePlainSchema(branch, use) : undefined,
  );
  const known = branches.filter((branch) => branch !== undefined);
  return known.length < branches.length ? undefined : simple((value) => known.some((branch) => branch(value) === undefined));
}

const atLeast =
  (sizeOf: (value: unknown) => number | undefined) =>
  (least: Json): FirstTrouble | undefined =>
    isCount(least) ? simple((value) => (sizeOf(value) ?? least) >= least) : undefined;

/** Keywords in the order in which ajv looks at them. */
const keywords: Readonly<Record<string, (wanted: Json, use: Purpose) => FirstTrouble | undefined>> = {
  type: (wanted) => {
    const check = typeof wanted === 'string' && Object.hasOwn(hasType, wanted) ? hasType[wanted] : undefined;
    return check === undefined ? undefined : simple(check);
  },
  maxLength: (most) => (isCount(most) ? simple((value) => typeof value !== 'string' || lengthOf(value) <= most) : undefined),
  minLength: atLeast((value) => (typeof value === 'string' ? lengthOf(value) : undefined)),
  pattern: (wanted) => {
    if (typeof wanted !== 'string') return undefined;
    const pattern = new RegExp(wanted);
    return simple((value) => typeof value !== 'string' || pattern.test(value));
  },
  const: (wanted) => (isScalar(wanted) ? simple((value) => value === wanted) : undefined),
  enum: (wanted) => {
    if (!Array.isArray(wanted) || wanted.length === 0 || !wanted.every(isScalar)) return undefined;
    const known: ReadonlySet<unknown> = new Set(wanted);
    return simple((value) => known.has(value));
  },
  anyOf,
  minItems: atLeast((value) => (Array.isArray(value) ? value.length : undefined)),
  minProperties: atLeast((value) => (isObject(value) ? Object.keys(value).length : undefined)),
  required,
  properties,
};

/** A schema as a function; undefined where it says what is not known here. */
export function compilePlainSchema(schema: Json, use: Purpose): FirstTrouble | undefined {
  if (!isObject(schema) || Object.keys(schema).some((keyword) => !Object.hasOwn(keywords, keyword))) return undefined;
  const checks: FirstTrouble[] = [];
  for (const [keyword, compile] of Object.entries(keywords)) {
    const wanted = (schema satisfies JsonObject)[keyword];
    if (wanted === undefined) continue;
    const check = compile(wanted, use);
    if (check === undefined) return undefined;
    checks.push(check);
  }
  return (value) => {
    for (const check of checks) {
      const trouble = check(value);
      if (trouble !== undefined) return trouble;
    }
    return undefined;
  };
}
