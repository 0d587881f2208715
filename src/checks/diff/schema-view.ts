/**
 * What a schema demands of a value, with `allOf` and references flattened: a node is the conjunction of one or more schemas.
 *
 * Source   JSON Schema 2020-12 (core §10, validation §6); OpenAPI 3.0.4 §4.7.24 (nullable, exclusive bounds that are flags).
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, jsonKey, memberOf, pointerOf } from '../../contract/json.js';
import { type Choice, type Node, partsOf, type TypeName } from './schema-node.js';
import { impliedTypes, typesOf } from './schema-types.js';
import type { Located, LocatedObject, Source } from './source.js';

export interface SchemaView {
  readonly pointer: string;
  /** `number` stands for numbers that are no integers too. */
  readonly types: ReadonlySet<TypeName>;
  /** Whether any schema states a type. */
  readonly typed: boolean;
  /** Whether the types are those of its alternatives, which are compared one by one. */
  readonly typedByChoice: boolean;
  /** The permitted values by their canonical text. */
  readonly values: ReadonlyMap<string, Json> | undefined;
  /** Keyword to its strictest value. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Keyword to all its texts, sorted. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly properties: ReadonlyMap<string, Node>;
  readonly required: ReadonlyMap<string, string>;
  /** Members beyond the named: any, none, or those of a schema. */
  readonly additional: 'any' | 'none' | Node;
  readonly items: Node;
  readonly prefixItems: readonly Node[];
  readonly choices: readonly Choice[];
  /** Keywords whose effect is only compared for being the same. */
  readonly others: ReadonlyMap<string, readonly Located[]>;
  readonly parts: readonly LocatedObject[];
  /** References that lead nowhere or out of the contract. */
  readonly unresolved: readonly string[];
  readonly extensible: boolean;
  readonly deprecated: boolean;
  readonly defaultValue: Json | undefined;
}

const lowest = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains'] as const;
const highest = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains'] as const;
export const lowerBounds: ReadonlySet<string> = new Set(lowest);
export const bounds: readonly string[] = [...lowest, ...highest];
const textKeywords = ['pattern', 'format'] as const;
const otherKeywords = [
  ...['not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas', 'propertyNames', 'contains', 'patternProperties'],
  ...['unevaluatedProperties', 'unevaluatedItems', 'contentEncoding', 'contentMediaType', 'contentSchema', 'uniqueItems', 'multipleOf'],
] as const;

/** The values of `enum` and `const`, those in common where several schemas list them. */
function valuesOf(parts: readonly LocatedObject[], isNullable: boolean): ReadonlyMap<string, Json> | undefined {
  let common: Map<string, Json> | undefined;
  for (const { value } of parts) {
    const constant = memberOf(value, 'const');
    const listed = memberOf(value, 'enum');
    for (const list of [Array.isArray(listed) ? listed : undefined, constant === undefined ? undefined : [constant]]) {
      if (list === undefined) continue;
      const own = new Map(list.map((item) => [jsonKey(item), item] as const));
      common = common === undefined ? own : new Map([...common].filter(([key]) => own.has(key)));
    }
  }
  if (common !== undefined && isNullable) common.set('null', null);
  return common;
}

/** A bound of OpenAPI 3.0 whose flag makes it exclusive stands under the exclusive name. */
function boundOf(schema: JsonObject, name: string): number | undefined {
  const value = memberOf(schema, name);
  if (name === 'minimum' || name === 'maximum') {
    const exclusive = name === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
    return typeof value === 'number' && memberOf(schema, exclusive) !== true ? value : undefined;
  }
  if (value === true && name === 'exclusiveMinimum') return boundOf({ minimum: memberOf(schema, 'minimum') ?? null }, 'minimum');
  if (value === true && name === 'exclusiveMaximum') return boundOf({ maximum: memberOf(schema, 'maximum') ?? null }, 'maximum');
  return typeof value === 'number' ? value : undefined;
}

function numbersOf(parts: readonly LocatedObject[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const name of bounds) {
    const stated = parts.flatMap(({ value }) => boundOf(value, name) ?? []);
    if (stated.length > 0) numbers.set(name, lowerBounds.has(name) ? Math.max(...stated) : Math.min(...stated));
  }
  return numbers;
}

function textsOf(parts: readonly LocatedObject[]): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, readonly string[]>();
  for (const name of textKeywords) {
    const stated = parts.flatMap(({ value }) => {
      const text = memberOf(value, name);
      return typeof text === 'string' ? [text] : [];
    });
    if (stated.length > 0) texts.set(name, [...new Set(stated)].sort());
  }
  return texts;
}

function propertiesOf(parts: readonly LocatedObject[]): Pick<SchemaView, 'properties' | 'required'> {
  const properties = new Map<string, Node>();
  const required = new Map<string, string>();
  for (const { value, pointer } of parts) {
    const own = memberOf(value, 'properties');
    for (const [name, schema] of Object.entries(isObject(own) ? own : {})) {
      properties.set(name, [...(properties.get(name) ?? []), { value: schema, pointer: pointer + pointerOf(['properties', name]) }]);
    }
    const names = memberOf(value, 'required');
    for (const name of Array.isArray(names) ? names : []) if (typeof name === 'string') required.set(name, `${pointer}/required`);
  }
  return { properties, required };
}

function additionalOf(parts: readonly LocatedObject[]): SchemaView['additional'] {
  const schemas: Located[] = [];
  for (const { value, pointer } of parts) {
    const own = memberOf(value, 'additionalProperties') ?? memberOf(value, 'unevaluatedProperties');
    if (own === false) return 'none';
    if (isObject(own) && Object.keys(own).length > 0) schemas.push({ value: own, pointer: `${pointer}/additionalProperties` });
  }
  return schemas.length === 0 ? 'any' : schemas;
}

const isNullSchema = (value: Json): boolean =>
  isObject(value) && (value['type'] === 'null' || (Array.isArray(value['enum']) && value['enum'].every((item) => item === null)));

/** Choices of more than one schema; `null` beside one other schema is how null is permitted, and no choice. */
function choicesOf(parts: readonly LocatedObject[]): {
  readonly choices: readonly Choice[];
  readonly inlined: readonly Located[];
  readonly orNull: boolean;
} {
  const choices: Choice[] = [];
  const inlined: Located[] = [];
  let orNull = false;
  for (const { value, pointer } of parts) {
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      const list = memberOf(value, keyword);
      if (!Array.isArray(list)) continue;
      const options = list.map((item, index) => ({ value: item, pointer: `${pointer}/${keyword}/${index}` }));
      const real = options.filter((option) => !isNullSchema(option.value));
      const [only] = real;
      if (real.length === 1 && only !== undefined) {
        inlined.push(only);
        orNull ||= real.length < options.length;
      } else if (options.length > 0) choices.push({ keyword, options });
    }
  }
  return { choices, inlined, orNull };
}

function othersOf(parts: readonly LocatedObject[]): ReadonlyMap<string, readonly Located[]> {
  const others = new Map<string, readonly Located[]>();
  for (const { value, pointer } of parts) {
    for (const name of otherKeywords) {
      const own = memberOf(value, name);
      if (own === undefined || (name === 'uniqueItems' && own === false)) continue;
      others.set(name, [...(others.get(name) ?? []), { value: own, pointer: `${pointer}/${name}` }]);
    }
  }
  return others;
}

/** Everything that a node demands. */
export function viewOf(node: Node, source: Source): SchemaView {
  const first = partsOf(node, source);
  const { choices, inlined, orNull } = choicesOf(first.parts);
  const all = inlined.length === 0 ? first : partsOf([...node, ...inlined], source);
  const { parts } = all;
  const values = valuesOf(parts, orNull || all.nullable);
  const real = choices.filter(({ options }) => options.length > 1);
  const stated = typesOf(all, source.is30);
  const implied = stated.typed ? stated.types : impliedTypes(parts, values, real, source);
  const typed = stated.typed || implied.size > 0;
  const types = typed ? implied : stated.types;
  const withNull = (orNull || all.nullable) && typed ? new Set<TypeName>([...types, 'null']) : types;
  const prefix = parts.map(({ value, pointer }) => [memberOf(value, 'prefixItems'), pointer] as const).find(([list]) => Array.isArray(list));
  const [prefixItems, prefixPointer] = prefix ?? [undefined, ''];
  return {
    pointer: node[0]?.pointer ?? '',
    types: withNull,
    typed,
    typedByChoice: !stated.typed && values === undefined && real.length > 0,
    values,
    numbers: numbersOf(parts),
    texts: textsOf(parts),
    ...propertiesOf(parts),
    additional: additionalOf(parts),
    items: parts.flatMap(({ value, pointer }) => {
      const items = memberOf(value, 'items');
      return items === undefined || Array.isArray(items) ? [] : [{ value: items, pointer: `${pointer}/items` }];
    }),
    prefixItems: (Array.isArray(prefixItems) ? prefixItems : []).map((value, index) => [{ value, pointer: `${prefixPointer}/prefixItems/${index}` }]),
    choices: real,
    others: othersOf(parts),
    parts,
    unresolved: all.unresolved,
    extensible: parts.some(({ value }) => memberOf(value, 'x-egif-extensible-enum') === true),
    deprecated: parts.some(({ value }) => memberOf(value, 'deprecated') === true),
    defaultValue: parts.map(({ value }) => memberOf(value, 'default')).find((value) => value !== undefined),
  };
}
