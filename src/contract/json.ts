/**
 * JSON values: reading them, and RFC 6901 pointers into them.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Json, JsonObject } from './api-model.js';

/** The JSON value of a text, or undefined where the text is no JSON. */
export function parseJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}

/** Whether a value is a JSON object (neither null nor an array). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own member of an object, or undefined; never one that is inherited. */
export function memberOf(value: unknown, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** RFC 6901 pointer of a path. */
export function pointerOf(path: readonly (string | number)[]): string {
  let pointer = '';
  for (const segment of path) pointer += `/${typeof segment === 'number' ? segment : escaped(segment)}`;
  return pointer;
}

/** The pointer of a member or an item of what stands at a pointer. */
export const below = (pointer: string, segment: string | number): string => `${pointer}/${typeof segment === 'number' ? segment : escaped(segment)}`;

/** A segment as a pointer writes it; most hold nothing to escape. */
function escaped(segment: string): string {
  return segment.includes('/') || segment.includes('~') ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}

/** The path of an RFC 6901 pointer. */
export function pathOf(pointer: string): readonly string[] {
  if (pointer === '') return [];
  const segments = pointer.slice(1).split('/');
  return pointer.includes('~') ? segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~')) : segments;
}

/** The value at an RFC 6901 pointer, or undefined. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const segment of pathOf(pointer)) {
    if (Array.isArray(value)) value = /^(0|[1-9][0-9]*)$/.test(segment) ? value[Number(segment)] : undefined;
    else value = memberOf(value, segment);
    if (value === undefined) return undefined;
  }
  return value;
}

/** The pointer of a reference within its document (`#` or `#/…`), percent escapes removed; undefined for any other, and for one that is ill-formed. */
export function pointerOfReference(reference: unknown): string | undefined {
  if (typeof reference !== 'string' || !/^#(?:\/|$)/.test(reference)) return undefined;
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return undefined;
  }
}

/** The value that a reference within a document leads to, or undefined. */
export function referredIn(root: Json, reference: unknown): Json | undefined {
  const pointer = pointerOfReference(reference);
  return pointer === undefined ? undefined : valueAt(root, pointer);
}

/** Takes the place of a number that JSON cannot write, such as 1e999 once it is read. */
const unwritable = (value: number): string => `\u0000${value}`;

/**
 * A text that is equal for equal values, whatever the order of their members. For comparing what others wrote: unlike the canonical form it is defined for
 * lone surrogates and for numbers beyond all bounds too.
 */
export const jsonKey = (value: Json): string =>
  JSON.stringify(value, (_name, inner: Json) => {
    if (typeof inner === 'number') return Number.isFinite(inner) ? inner : unwritable(inner);
    return isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner;
  });

/** Whether two values are the same, whatever the order of their members. */
export const sameJson = (left: Json, right: Json): boolean => jsonKey(left) === jsonKey(right);
