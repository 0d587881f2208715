/**
 * Values that break a schema in one place, from one that keeps it: a mutation that still keeps the schema is dropped.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { nodesOf, type PlacedNode } from '../data/instance.js';
import { edited } from './edit-value.js';
import { keeps } from './generate-value.js';
import { stretched } from './text-of.js';
import { textMutations } from './mutate-text.js';
import { bound, listsOf, type Variant } from './variant.js';

/** A change after which a schema is broken. */
export interface Mutation extends Variant {
  /** `borne`: a server may also read the value as what is meant (digits of another script, a joiner); it must not fail. */
  readonly expects: 'refused' | 'borne';
}

const nesting = 200;
const manyItems = 60;
const beyondText = 10_000;

type Change = Omit<Mutation, 'path' | 'value' | 'expects'> & { readonly put: Json | undefined; readonly inner?: readonly string[] };

const change = (name: string, way: string, put: Json | undefined, inner: readonly string[] = []): Change => ({ class: name, way, put, inner });

/** An array in an array in an array … */
function nested(depth: number): Json {
  let value: Json = [];
  for (let level = 1; level < depth; level += 1) value = [value];
  return value;
}

function ofType({ value }: PlacedNode): readonly Change[] {
  const other: readonly Json[] =
    isObject(value) || Array.isArray(value) ? ['egif', 7] : [{ egif: true }, ['egif'], ...(typeof value === 'string' ? [] : ['egif'])];
  return [
    ...other.map((put) => change('type', `as ${Array.isArray(put) ? 'array' : typeof put}`, put)),
    change('null', 'as null', null),
    change('deep-nesting', `${nesting} arrays deep`, nested(nesting)),
  ];
}

function ofNumber(node: PlacedNode): readonly Change[] {
  const { value } = node;
  if (typeof value !== 'number') return [];
  const puts: readonly (readonly [string, number | undefined])[] = [
    ['minimum', bound(node, 'minimum', 'greatest')],
    ['maximum', bound(node, 'maximum', 'least')],
  ];
  const step = bound(node, 'multipleOf', 'greatest');
  return [
    ...puts.flatMap(([name, limit]) => (limit === undefined ? [] : [change(name, `beyond ${name}`, name === 'minimum' ? limit - 1 : limit + 1)])),
    ...['exclusiveMinimum', 'exclusiveMaximum'].flatMap((name) => {
      const limit = bound(node, name, name === 'exclusiveMinimum' ? 'greatest' : 'least');
      return limit === undefined ? [] : [change(name, `at ${name}`, limit)];
    }),
    ...(step === undefined ? [] : [change('multipleOf', 'between steps', value + step / 2)]),
    change('integer', 'with a fraction', value + 0.5),
  ];
}

function ofText(node: PlacedNode): readonly Change[] {
  const { value } = node;
  if (typeof value !== 'string') return [];
  const least = bound(node, 'minLength', 'greatest') ?? 0;
  const most = bound(node, 'maxLength', 'least');
  return [
    ...(least > 0 ? [change('minLength', `${least - 1} characters`, stretched(value, least - 1))] : []),
    ...(most === undefined
      ? []
      : [
          change('maxLength', `${most + 1} characters`, stretched(value, most + 1)),
          ...(most < beyondText / 2 ? [change('very-long', `${beyondText} characters`, stretched(value, beyondText))] : []),
        ]),
    ...(listsOf(node.schemas, 'enum').length > 0 ? [change('enum', 'a value that is not listed', 'egif-no-such-value')] : []),
    ...(node.schemas.some((schema) => memberOf(schema, 'pattern') !== undefined)
      ? [change('pattern', 'another form', `${value.slice(0, -1)}!`), change('pattern', 'one character less', value.slice(0, -1))]
      : []),
    ...(node.schemas.some((schema) => memberOf(schema, 'format') !== undefined) ? [change('format', 'no such format', 'egif')] : []),
  ];
}

function ofArray(node: PlacedNode): readonly Change[] {
  const { value } = node;
  if (!Array.isArray(value)) return [];
  const items: readonly Json[] = value;
  const least = bound(node, 'minItems', 'greatest') ?? 0;
  const most = bound(node, 'maxItems', 'least');
  const [first] = items;
  return [
    ...(least > 0 ? [change('minItems', `${least - 1} items`, items.slice(0, least - 1))] : []),
    ...(most !== undefined && most < manyItems && first !== undefined
      ? [change('maxItems', `${most + 1} items`, [...items, ...Array.from({ length: Math.max(0, most + 1 - items.length) }, () => first)])]
      : []),
    ...(first === undefined ? [] : [change('uniqueItems', 'an item twice', [first, ...items])]),
  ];
}

function ofObject(node: PlacedNode): readonly Change[] {
  const { value } = node;
  if (!isObject(value)) return [];
  const required = new Set(listsOf(node.schemas, 'required').map(String));
  return [
    ...[...required].filter((name) => Object.hasOwn(value, name)).map((name) => change('required', 'absent', undefined, [name])),
    change('additionalProperties', 'a member that is not declared', true, ['egifUnknown']),
  ];
}

const ofOther = ({ value, schemas }: PlacedNode): readonly Change[] =>
  typeof value !== 'string' && listsOf(schemas, 'enum').length > 0
    ? [change('enum', 'a value that is not listed', typeof value === 'number' ? 987_654_321 : 'egif')]
    : [];

/** Of another type, with what a service would make of it that takes one type for another instead of looking. */
type Coerced = Change & { readonly readAs: Json };

/**
 * Values that such a service takes: a number or null for a text, the text of a number or of yes and no, one value in a list. Where what it makes of them would
 * break the schema too, it refuses for that, and the case tells nothing.
 */
function coercedOf({ value }: PlacedNode): readonly Coerced[] {
  const of = (way: string, put: Json, readAs: Json): Coerced => ({ ...change('coercion', way, put), readAs });
  const listed = of('in a list of one', [value], value);
  if (typeof value === 'number') return [of('number as text', String(value), value), listed];
  if (typeof value === 'boolean') return [of('boolean as text', String(value), value), listed];
  if (typeof value !== 'string') return [];
  const number = /^[1-9][0-9]{0,14}$/.test(value) ? Number(value) : 7;
  return [of('text as number', number, String(number)), of('text as null', null, ''), listed];
}

/** Places of one value that are looked at: what lies beyond is more of the same. */
const mostPlaces = 200;

/** Every value that breaks the schema in one place; empty where `base` itself does not keep it. */
export function mutationsOf(schema: JsonObject, base: Json): readonly Mutation[] {
  if (keeps(schema, base) !== true) return [];
  const seen = new Set<string>();
  const found: Mutation[] = [];
  for (const node of nodesOf(base, schema).slice(0, mostPlaces)) {
    const coerced = coercedOf(node).filter(({ readAs }) => keeps(schema, edited(base, node.path, readAs)) === true);
    const strict = [...coerced, ...ofObject(node), ...ofType(node), ...ofNumber(node), ...ofText(node), ...ofArray(node), ...ofOther(node)];
    const texts = typeof node.value === 'string' ? textMutations(node.value).map(({ class: name, text }) => change(name, name, text)) : [];
    for (const [changes, expects] of [[strict, 'refused'] as const, [texts, 'borne'] as const]) {
      for (const { put, inner = [], class: name, way } of changes) {
        const path = [...node.path, ...inner];
        if (put === undefined && path.length === 0) continue;
        const value = edited(base, path, put);
        const text = JSON.stringify(value);
        if (seen.has(text) || keeps(schema, value) !== false) continue;
        seen.add(text);
        found.push({ class: name, path, way, value, expects });
      }
    }
  }
  return found;
}
