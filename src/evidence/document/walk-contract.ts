/**
 * One walk over a contract that knows where its own words end and the names and values of its author begin.
 *
 * A property called `example`, `$ref` or `enum` is a name, and an example that holds a member `$ref` is a value: neither means anything to us.
 *
 * Source   OpenAPI Specification 3.1.1 §4.8 (objects and their fixed fields), JSON Schema 2020-12.
 * Room     evidence/document (floor 3).
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, pointerOf } from '../../contract/json.js';

/** Members whose own members are names that the author chose. */
const nameMaps: ReadonlySet<string> = new Set(
  (
    'properties patternProperties $defs definitions dependentSchemas paths webhooks schemas responses parameters examples requestBodies headers ' +
    'securitySchemes links callbacks pathItems mediaTypes content encoding variables additionalOperations'
  ).split(' '),
);

/** Members that hold the author's values. */
const values: ReadonlySet<string> = new Set(['example', 'default', 'enum', 'const', 'value', 'dataValue', 'mapping', 'security', 'scopes']);

const subschemas: ReadonlySet<string> = new Set(
  'items additionalProperties not if then else contains propertyNames prefixItems allOf anyOf oneOf unevaluatedProperties unevaluatedItems schema itemSchema'.split(
    ' ',
  ),
);

const schemaMaps: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'schemas']);

/** One object of the contract. */
export interface ContractNode {
  readonly object: JsonObject;
  readonly isSchema: boolean;
  /** The name that its author gave it: of a property or a component. */
  readonly name?: string;
  /** Whether `name` is that of a property. */
  readonly isProperty: boolean;
  /** RFC 6901. */
  pointer(): string;
}

interface Step {
  readonly value: Json;
  readonly key: string | number;
  readonly parent: Step | undefined;
  /** Whether this is a map from names to objects, not an object itself. */
  readonly isNameMap: boolean;
  readonly isNamed: boolean;
  readonly isSchema: boolean;
  /** The member that holds this, or the map that holds it. */
  readonly holder: string;
}

function pointerTo(step: Step): string {
  const path: (string | number)[] = [];
  for (let at: Step = step; at.parent !== undefined; at = at.parent) path.unshift(at.key);
  return pointerOf(path);
}

/** Members of a map from names to objects. */
function pushNamed(open: Step[], parent: Step, map: JsonObject): void {
  const { holder } = parent;
  const isSchema = schemaMaps.has(holder);
  for (const key of Object.keys(map).reverse()) {
    const value = map[key];
    if (typeof value === 'object' && value !== null) open.push({ value, key, parent, isNameMap: false, isNamed: true, isSchema, holder });
  }
}

/** Members of an object that are not its author's values. */
function pushMembers(open: Step[], parent: Step, object: JsonObject): void {
  for (const key of Object.keys(object).reverse()) {
    const value = object[key];
    if (typeof value !== 'object' || value === null || values.has(key) || key.startsWith('x-')) continue;
    const isSchema = subschemas.has(key);
    if (!Array.isArray(value)) open.push({ value, key, parent, isNameMap: nameMaps.has(key), isNamed: false, isSchema, holder: key });
    else if (!(parent.isSchema && key === 'examples')) {
      const list: Step = { value, key, parent, isNameMap: false, isNamed: false, isSchema, holder: key };
      for (let index = value.length - 1; index >= 0; index -= 1) {
        open.push({ value: value[index] ?? null, key: index, parent: list, isNameMap: false, isNamed: false, isSchema, holder: key });
      }
    }
  }
}

/** Every object of a contract that is not a value of its author, parents first. References are not followed, so that the work is that of the text. */
export function* contractNodes(root: Json): Generator<ContractNode> {
  const open: Step[] = [{ value: root, key: '', parent: undefined, isNameMap: false, isNamed: false, isSchema: false, holder: '' }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const at = step;
    const { value, isSchema, isNamed, holder } = at;
    if (!isObject(value)) continue;
    if (at.isNameMap) {
      pushNamed(open, at, value);
      continue;
    }
    const name = isNamed ? { name: String(at.key) } : {};
    yield { object: value, isSchema, isProperty: isNamed && holder === 'properties', ...name, pointer: () => pointerTo(at) };
    pushMembers(open, at, value);
  }
}
