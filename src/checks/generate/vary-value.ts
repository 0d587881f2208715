/**
 * Values that keep a schema as a given one does, and differ from it in one place: fewest and most members, each listed value, each bound.
 *
 * What only the server can know is left as it is: identifiers, codes, cursors, texts with a form of their own, times.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { composedSchemas, memberSchemas, nodesOf, type Node, type PlacedNode } from '../data/instance.js';
import { isIdentifier, kindOf, temporalKindOf } from '../data/recognise.js';
import { edited } from './edit-value.js';
import { generateValue, keeps } from './generate-value.js';
import { stretched } from './text-of.js';
import { bound, lengthOf, listsOf, type Variant } from './variant.js';

/** Arrays and texts are not drawn out beyond these: a bound is a promise, not a load test. */
const mostItems = 50;
const mostLetters = 5000;
const mostListed = 30;

/** Words of names whose values a server gives out, or that stand for a secret. */
const issued = /cursor|token|continuation|bookmark|etag|nonce|signature|captcha|otp|password|passwd|secret|hash|digest|checksum|marker|state|key$/i;

/** Whether a value of a place can be made up: it names nothing that must exist. */
export function isFree(node: Node): boolean {
  if (issued.test(node.name) || isIdentifier(node) || temporalKindOf(node) !== undefined) return false;
  const kind = kindOf(node);
  if (kind !== undefined && kind !== 'persian-text') return false;
  return !node.schemas.some((schema) => memberOf(schema, 'x-egif-codelist') !== undefined && memberOf(schema, 'enum') === undefined);
}

const isPlainText = ({ schemas }: Node): boolean =>
  schemas.every((schema) => memberOf(schema, 'pattern') === undefined && memberOf(schema, 'format') === undefined);

function listedValues(node: PlacedNode, base: Json): readonly Variant[] {
  const values = listsOf(node.schemas, 'enum').filter((value) => JSON.stringify(value) !== JSON.stringify(node.value));
  return values.slice(0, mostListed).map((value, index) => ({
    class: 'enum',
    path: node.path,
    way: `listed value ${index + 1}`,
    value: edited(base, node.path, value),
  }));
}

function numbers(node: PlacedNode, base: Json): readonly Variant[] {
  if (typeof node.value !== 'number') return [];
  const put = (name: string, value: number | undefined): readonly Variant[] =>
    value === undefined || value === node.value ? [] : [{ class: name, path: node.path, way: name, value: edited(base, node.path, value) }];
  const step = bound(node, 'multipleOf', 'greatest') ?? 1;
  const above = bound(node, 'exclusiveMinimum', 'greatest');
  const below = bound(node, 'exclusiveMaximum', 'least');
  return [
    ...put('minimum', bound(node, 'minimum', 'greatest')),
    ...put('maximum', bound(node, 'maximum', 'least')),
    ...put('exclusiveMinimum', above === undefined ? undefined : above + step),
    ...put('exclusiveMaximum', below === undefined ? undefined : below - step),
  ];
}

function lengths(node: PlacedNode, base: Json): readonly Variant[] {
  const { value } = node;
  if (typeof value !== 'string' || !isPlainText(node)) return [];
  const put = (name: string, length: number | undefined): readonly Variant[] =>
    length === undefined || length === lengthOf(value) || length > mostLetters || length === 0
      ? []
      : [{ class: name, path: node.path, way: `${length} characters`, value: edited(base, node.path, stretched(value, length)) }];
  return [...put('minLength', bound(node, 'minLength', 'greatest')), ...put('maxLength', bound(node, 'maxLength', 'least'))];
}

function counts(node: PlacedNode, base: Json): readonly Variant[] {
  const { value } = node;
  if (!Array.isArray(value)) return [];
  const items: readonly Json[] = value;
  const least = bound(node, 'minItems', 'greatest') ?? 0;
  const most = bound(node, 'maxItems', 'least');
  const [first] = items;
  const unique = node.schemas.some((schema) => memberOf(schema, 'uniqueItems') === true);
  const fewest =
    items.length > least
      ? [{ class: 'minItems', path: node.path, way: `${least} items`, value: edited(base, node.path, items.slice(0, least)) }]
      : [];
  if (most === undefined || most > mostItems || items.length >= most || first === undefined || unique) return fewest;
  const filled = [...items, ...Array.from({ length: most - items.length }, () => first)];
  return [...fewest, { class: 'maxItems', path: node.path, way: `${most} items`, value: edited(base, node.path, filled) }];
}

/** Names of an object's members that the schema does not demand. */
function optionalOf(node: PlacedNode): readonly string[] {
  if (!isObject(node.value)) return [];
  const required = new Set(listsOf(node.schemas, 'required').map(String));
  return Object.keys(node.value).filter((name) => !required.has(name));
}

/** The value without any member that is not demanded, innermost first. */
function fewest(nodes: readonly PlacedNode[], base: Json): readonly Variant[] {
  const dropped = [...nodes]
    .reverse()
    .reduce<Json>((value, node) => optionalOf(node).reduce((inner, name) => edited(inner, [...node.path, name], undefined), value), base);
  return JSON.stringify(dropped) === JSON.stringify(base) ? [] : [{ class: 'minimal', path: [], way: 'without optional members', value: dropped }];
}

/** Members that are declared, absent and can be made up, with a value for each. */
function absentOf(node: PlacedNode, root: JsonObject): readonly (readonly [path: readonly string[], value: Json])[] {
  const { value, schemas, path } = node;
  if (!isObject(value)) return [];
  const names = new Set(schemas.flatMap((schema) => (isObject(schema['properties']) ? Object.keys(schema['properties']) : [])));
  return [...names].flatMap((name) => {
    if (Object.hasOwn(value, name)) return [];
    const declared = memberSchemas(schemas, name);
    const own: Node = { pointer: '', name, value: '', schemas: composedSchemas(declared, root, ''), parents: [value] };
    const [schema] = declared;
    if (schema === undefined || !isFree(own)) return [];
    const { $defs } = root;
    const made = generateValue($defs === undefined ? schema : { ...schema, $defs }, 'minimal', name);
    if ('why' in made || !nodesOf(made.value, schema).every((inner) => isFree({ ...inner, name: inner.name === '' ? name : inner.name }))) return [];
    return [[[...path, name], made.value] as const];
  });
}

/** The value with every member that is declared and can be made up, and with each of them alone. */
function most(nodes: readonly PlacedNode[], base: Json, root: JsonObject): readonly Variant[] {
  const absent = nodes.filter(({ path }) => path.length <= 2).flatMap((node) => absentOf(node, root));
  if (absent.length === 0) return [];
  const full = absent.reduce<Json>((value, [path, member]) => edited(value, path, member), base);
  const each = absent.map(([path, member]) => ({ class: 'optional', path, way: 'optional member', value: edited(base, path, member) }));
  return [{ class: 'maximal', path: [], way: 'with optional members', value: full }, ...(absent.length > 1 ? each : [])];
}

const flags = (node: PlacedNode, base: Json): readonly Variant[] =>
  typeof node.value === 'boolean'
    ? [{ class: 'boolean', path: node.path, way: String(!node.value), value: edited(base, node.path, !node.value) }]
    : [];

/** Values that keep the schema and differ from `base` in one place each; empty where `base` itself does not keep it. `name` is of a parameter. */
export function variantsOf(schema: JsonObject, base: Json, name = ''): readonly Variant[] {
  if (keeps(schema, base) !== true) return [];
  const nodes = nodesOf(base, schema).map((node) => (node.path.length === 0 ? { ...node, name } : node));
  const free = nodes.filter(isFree);
  const candidates = [
    ...fewest(nodes, base),
    ...most(nodes, base, schema),
    ...nodes.flatMap((node) => listedValues(node, base)),
    ...free.flatMap((node) => [...numbers(node, base), ...lengths(node, base), ...counts(node, base), ...flags(node, base)]),
  ];
  const seen = new Set<string>([JSON.stringify(base)]);
  return candidates.filter((variant) => {
    const text = JSON.stringify(variant.value);
    if (seen.has(text) || keeps(schema, variant.value) !== true) return false;
    seen.add(text);
    return true;
  });
}
