/**
 * Whether an operation answers a list of resources: an array, or an object that wraps one.
 *
 * Room     evidence/document (floor 3). May be imported within evidence/document only.
 */
import type { DocumentedResponse, Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf, valueAt } from '../../contract/json.js';

/** Members that wrap the items of a list; any other array is part of one resource, unless it is named like the path. */
const wrappers: ReadonlySet<string> = new Set(
  'items data results result content list records values elements entries rows hits value resources members _embedded'.split(' '),
);

/** How deep compositions and references are followed. */
const maxDepth = 8;

/** The schema with its own reference followed. */
function followed(root: JsonObject, schema: Json | undefined): JsonObject | undefined {
  let at = schema;
  for (let step = 0; step < maxDepth && isObject(at); step += 1) {
    const reference = memberOf(at, '$ref');
    if (typeof reference !== 'string') return at;
    at = valueAt(root, reference.slice(1));
  }
  return undefined;
}

const isArrayType = (schema: JsonObject): boolean => {
  const type = memberOf(schema, 'type');
  return type === 'array' || (Array.isArray(type) && type.includes('array')) || (type === undefined && memberOf(schema, 'items') !== undefined);
};

function isList(root: JsonObject, schema: Json | undefined, names: ReadonlySet<string>, depth = 0): boolean {
  const at = followed(root, schema);
  if (at === undefined || depth > maxDepth) return false;
  if (isArrayType(at)) return true;
  const properties = memberOf(at, 'properties');
  const wraps = Object.entries(isObject(properties) ? properties : {}).some(([name, member]) => {
    const inner = followed(root, member);
    if (inner === undefined || !names.has(name)) return false;
    return isArrayType(inner) || (name === '_embedded' && isList(root, inner, new Set(Object.keys(memberOf(inner, 'properties') ?? {})), depth + 1));
  });
  if (wraps) return true;
  const parts = memberOf(at, 'allOf');
  return Array.isArray(parts) && parts.some((part) => isList(root, part, names, depth + 1));
}

/** Judged by the JSON bodies of documented successes. A path that ends in a parameter names one resource, unless it answers a bare array. */
export function isCollection(path: string, responses: readonly DocumentedResponse[]): boolean {
  const last =
    path
      .split('/')
      .filter((segment) => segment !== '')
      .at(-1) ?? '';
  const names = last.startsWith('{') ? new Set<string>() : new Set([...wrappers, last]);
  return responses
    .filter(({ status }) => /^2(?:0[0-9]|XX)$/i.test(status))
    .flatMap(({ bodies }) => bodies)
    .filter(({ mediaType }) => /[/+]json\b/i.test(mediaType))
    .some(({ schema }) => schema !== undefined && isList(schema, schema, names));
}
