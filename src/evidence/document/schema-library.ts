/**
 * The schemas of one contract as self-contained JSON Schema 2020-12: references point into the `$defs` of the schema that holds them.
 *
 * Each schema that is referred to is converted once and shared by all that need it; recursion is a reference like any other.
 *
 * Room     evidence/document (floor 3).
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, pathOf, pointerOfReference, valueAt } from '../../contract/json.js';
import { convertSchema } from './convert-schema.js';
import { resolveObject } from './references.js';

interface Converted {
  readonly schema: Json;
  /** Pointers of what it refers to. */
  readonly needs: ReadonlySet<string>;
  /** Those of them that judge the same value: a loop of such references would never end. */
  readonly inPlace: ReadonlySet<string>;
  /** Whether it refers to something that does not exist. */
  readonly broken: boolean;
}

export interface SchemaLibrary {
  /** The schema at a place, self-contained; undefined where it, or anything that it needs, is missing. */
  selfContained(schema: Json | undefined): JsonObject | undefined;
}

/** References of a schema that judge the same value as itself. */
function inPlaceReferences(schema: Json): ReadonlySet<string> {
  const found = new Set<string>();
  const open: Json[] = [schema];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) for (const part of value) open.push(part);
    if (!isObject(value)) continue;
    const pointer = pointerOfReference(value['$ref'] ?? value['$dynamicRef']);
    if (pointer !== undefined) found.add(pointer);
    for (const name of ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else']) {
      const member = value[name];
      if (member !== undefined) open.push(member);
    }
  }
  return found;
}

/** A bare reference says nothing of its own: what it leads to stands in its place. */
function isBareReference(schema: JsonObject, is30: boolean): boolean {
  return typeof schema['$ref'] === 'string' && (is30 || Object.keys(schema).length === 1);
}

const asObject = (schema: Json): JsonObject => (isObject(schema) ? schema : schema === false ? { not: {} } : {});

/** The library of a contract. */
export function openLibrary(root: Json, is30: boolean): SchemaLibrary {
  const named = new Map<string, Converted>();
  const inline = new WeakMap<object, JsonObject | undefined>();
  const names = new Map<string, string>();
  const taken = new Set<string>();

  const nameOf = (pointer: string): string => {
    const known = names.get(pointer);
    if (known !== undefined) return known;
    const last = (pathOf(pointer).at(-1) ?? '').replaceAll(/[^A-Za-z0-9._-]/g, '_') || 'root';
    let name = last;
    for (let count = 2; taken.has(name); count += 1) name = `${last}_${count}`;
    taken.add(name);
    names.set(pointer, name);
    return name;
  };

  const convert = (schema: Json): Converted => {
    const needs = new Set<string>();
    let broken = false;
    const rename = (reference: Json): string | undefined => {
      const pointer = pointerOfReference(reference);
      const target = pointer === undefined ? undefined : valueAt(root, pointer);
      if (pointer === undefined || !(isObject(target) || typeof target === 'boolean')) {
        broken = true;
        return undefined;
      }
      needs.add(pointer);
      return `#/$defs/${nameOf(pointer)}`;
    };
    const converted = convertSchema(schema, { is30, rename });
    return { schema: converted, needs, inPlace: inPlaceReferences(schema), broken };
  };

  const at = (pointer: string): Converted => {
    const ready = named.get(pointer);
    if (ready !== undefined) return ready;
    const converted = convert(valueAt(root, pointer) ?? {});
    named.set(pointer, converted);
    return converted;
  };

  const looping = new Map<string, boolean>();
  const loops = (pointer: string): boolean => {
    const known = looping.get(pointer);
    if (known !== undefined) return known;
    const reached = new Set(at(pointer).inPlace);
    for (const next of reached) for (const further of at(next).inPlace) reached.add(further);
    looping.set(pointer, reached.has(pointer));
    return reached.has(pointer);
  };

  const contain = (schema: Json): JsonObject | undefined => {
    const own = convert(schema);
    const definitions: [string, Json][] = [];
    const seen = new Set(own.needs);
    let { broken } = own;
    for (const pointer of seen) {
      const needed = at(pointer);
      broken ||= needed.broken || loops(pointer);
      definitions.push([nameOf(pointer), needed.schema]);
      for (const further of needed.needs) seen.add(further);
    }
    if (broken) return undefined;
    return definitions.length === 0 ? asObject(own.schema) : { ...asObject(own.schema), $defs: Object.fromEntries(definitions) };
  };

  return {
    selfContained(schema) {
      if (schema === undefined) return undefined;
      if (typeof schema !== 'object' || schema === null) return asObject(schema);
      const target = isObject(schema) && isBareReference(schema, is30) ? resolveObject(root, schema, '')?.object : schema;
      if (target === undefined) return undefined;
      if (!inline.has(target)) inline.set(target, contain(target));
      return inline.get(target);
    },
  };
}
