/**
 * The types that schemas permit: stated, or those that their other keywords speak of.
 *
 * Source   JSON Schema 2020-12 validation §6.1.1; OpenAPI 3.0.4 §4.7.24 (nullable).
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { memberOf } from '../../contract/json.js';
import { type Choice, type Parts, partsOf, typeNames, type TypeName } from './schema-node.js';
import type { LocatedObject, Source } from './source.js';

/** The types of a view; `typed` unless any value will do. */
export interface Types {
  readonly types: ReadonlySet<TypeName>;
  readonly typed: boolean;
}

const isTypeName = (value: unknown): value is TypeName => typeNames.some((name) => name === value);

/** The types that one schema states; integers are numbers. */
function statedTypes(schema: JsonObject, is30: boolean): ReadonlySet<TypeName> | undefined {
  const { type } = schema;
  const names = (Array.isArray(type) ? type : [type]).filter(isTypeName);
  if (names.length === 0) return undefined;
  const all = new Set<TypeName>(names);
  if (all.has('number')) all.add('integer');
  if (is30 && schema['nullable'] === true) all.add('null');
  return all;
}

/** The types that every schema of a node states in common. */
export function typesOf({ parts, never }: Parts, is30: boolean): Types {
  if (never) return { types: new Set(), typed: true };
  const stated = parts.flatMap(({ value }) => statedTypes(value, is30) ?? []);
  const types = new Set(typeNames.filter((name) => stated.every((each) => each.has(name))));
  return { types, typed: stated.length > 0 };
}

/** Types that the other keywords of an untyped schema speak of; none where they speak of nothing. */
export function impliedTypes(
  parts: readonly LocatedObject[],
  values: ReadonlyMap<string, Json> | undefined,
  choices: readonly Choice[],
  source: Source,
): ReadonlySet<TypeName> {
  if (values !== undefined && values.size > 0) return new Set([...values.values()].flatMap(typesOfValue));
  const implied = new Set<TypeName>();
  for (const { value } of parts) {
    for (const [types, keywords] of speaking)
      if (keywords.some((name) => memberOf(value, name) !== undefined)) for (const type of types) implied.add(type);
  }
  if (implied.size > 0) return implied;
  for (const { options } of choices) {
    for (const option of options) {
      const { types, typed } = typesOf(partsOf([option], source), source.is30);
      if (!typed) return new Set();
      for (const type of types) implied.add(type);
    }
  }
  return implied;
}

/** Keywords that mean something for values of some types only. */
const speaking: readonly (readonly [readonly TypeName[], readonly string[]])[] = [
  [['object'], ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties', 'maxProperties']],
  [['array'], ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems']],
  [['string'], ['pattern', 'minLength', 'maxLength']],
  [
    ['integer', 'number'],
    ['minimum', 'maximum', 'multipleOf'],
  ],
];

function typesOfValue(value: Json): readonly TypeName[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer'] : ['integer', 'number'];
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'object'
    ? [typeof value === 'object' ? 'object' : typeof value === 'string' ? 'string' : 'boolean']
    : [];
}
