/**
 * Links of a documented response: which operation its values may be given to next.
 *
 * Source   OpenAPI 3.1.1 §4.8.20 (Link Object). A link by `operationRef` into the same document is read as one by `operationId`.
 * Room     evidence/document (floor 3). May be imported within evidence/document only.
 */
import type { Json, JsonObject, Link } from '../../contract/api-model.js';
import { isObject, memberOf, pathOf, pointerOf, pointerOfReference, valueAt } from '../../contract/json.js';
import { resolveObject } from './references.js';

/** The id under which an operation at a pointer is known: its operationId, or method and path. */
function operationIdAt(root: Json, pointer: string): string | undefined {
  const object = valueAt(root, pointer);
  if (!isObject(object)) return undefined;
  const own = memberOf(object, 'operationId');
  if (typeof own === 'string') return own;
  const [paths, path, method] = pathOf(pointer);
  return paths === 'paths' && path !== undefined && method !== undefined ? `${method.toUpperCase()} ${path}` : undefined;
}

function targetOf(root: Json, link: JsonObject): string | undefined {
  const id = memberOf(link, 'operationId');
  if (typeof id === 'string') return id;
  const pointer = pointerOfReference(memberOf(link, 'operationRef'));
  return pointer === undefined ? undefined : operationIdAt(root, pointer);
}

/** The links of a response; one whose operation cannot be known is left out. */
export function linksOf(root: Json, response: { readonly object: JsonObject; readonly pointer: string }): readonly Link[] {
  const links = memberOf(response.object, 'links');
  return Object.entries(isObject(links) ? links : {}).flatMap(([name, value]) => {
    const link = resolveObject(root, value, response.pointer + pointerOf(['links', name]))?.object;
    const operationId = link === undefined ? undefined : targetOf(root, link);
    if (link === undefined || operationId === undefined) return [];
    const parameters = memberOf(link, 'parameters');
    const requestBody = memberOf(link, 'requestBody');
    return [{ name, operationId, parameters: isObject(parameters) ? parameters : {}, ...(requestBody === undefined ? {} : { requestBody }) }];
  });
}
