/**
 * What a contract declares that an operation takes or gives: so that a check that met nothing of its kind can tell whether anything could have come.
 *
 * Where a contract leaves open what a value is, it may be anything: nothing is ruled out by a contract that says little.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject, MediaBody, Operation } from '../contract/api-model.js';
import { isObject, memberOf, referredIn } from '../contract/json.js';
import type { Node } from './data/instance.js';
import { isJsonType } from './read.js';

/** Schemas visited for one operation; what lies beyond is left open. */
const mostVisited = 3_000;

interface Walk {
  readonly root: JsonObject;
  readonly seen: Set<string>;
  readonly nodes: Node[];
  open: boolean;
}

const listOf = (value: Json | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The schema with all that it refers to and is composed of, whichever branch a value may take. */
function partsOf(schema: JsonObject, root: JsonObject, above: readonly JsonObject[] = []): readonly JsonObject[] {
  if (above.includes(schema) || above.length > 30) return [];
  const inner = [...above, schema];
  const target = referredIn(root, memberOf(schema, '$ref'));
  const branches = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => listOf(memberOf(schema, keyword)));
  return [schema, ...(isObject(target) ? [target] : []), ...branches].flatMap((part) => (part === schema ? [schema] : partsOf(part, root, inner)));
}

const typesOf = (parts: readonly JsonObject[]): readonly Json[] => parts.flatMap((part) => memberOf(part, 'type') ?? []);
const has = (parts: readonly JsonObject[], ...keywords: readonly string[]): boolean =>
  parts.some((part) => keywords.some((keyword) => memberOf(part, keyword) !== undefined));

/** Whether nothing says what a value is, or what an object holds. */
function isOpen(parts: readonly JsonObject[]): boolean {
  const types = typesOf(parts);
  if (types.length === 0) return !has(parts, 'enum', 'const', 'format', 'pattern', 'properties', 'items', 'x-egif-type');
  const closed = parts.some((part) => memberOf(part, 'additionalProperties') === false);
  return (types.includes('object') && !closed && !has(parts, 'properties')) || (types.includes('array') && !has(parts, 'items', 'prefixItems'));
}

function visit(schema: JsonObject, name: string, walk: Walk): void {
  const parts = partsOf(schema, walk.root);
  const keys = parts.map((part) => JSON.stringify(part).slice(0, 500)).join('\n');
  const key = `${name}\n${keys}`;
  if (walk.seen.has(key)) return;
  walk.seen.add(key);
  if (walk.seen.size > mostVisited || isOpen(parts)) {
    walk.open = true;
    return;
  }
  walk.nodes.push({ pointer: '', name, value: null, schemas: parts, parents: [] });
  for (const part of parts) {
    const properties = memberOf(part, 'properties');
    for (const [member, inner] of Object.entries(isObject(properties) ? properties : {})) if (isObject(inner)) visit(inner, member, walk);
    for (const inner of [memberOf(part, 'items'), memberOf(part, 'additionalProperties'), ...listOf(memberOf(part, 'prefixItems'))])
      if (isObject(inner)) visit(inner, name, walk);
  }
}

/** Whether a value of a kind may stand in a schema. */
function mayHoldIn(schema: JsonObject | undefined, name: string, isMeant: (node: Node) => boolean): boolean {
  if (schema === undefined) return true;
  const walk: Walk = { root: schema, seen: new Set(), nodes: [], open: false };
  visit(schema, name, walk);
  return walk.open || walk.nodes.some(isMeant);
}

const jsonOf = (bodies: readonly MediaBody[]): readonly MediaBody[] =>
  bodies.filter(({ mediaType }) => isJsonType(mediaType.split(';')[0]?.trim() ?? ''));

/** Whether a JSON body of the operation's request may hold a value of a kind. */
export function bodyMayHold({ request }: Operation, isMeant: (node: Node) => boolean): boolean {
  return jsonOf(request?.bodies ?? []).some(({ schema }) => mayHoldIn(schema, '', isMeant));
}

/** Whether the operation may be given a value of a kind: in a query parameter, or in a JSON body. */
export function inputsMayHold(operation: Operation, isMeant: (node: Node) => boolean): boolean {
  const fields = operation.parameters.filter(({ in: place }) => place === 'query');
  return fields.some(({ name, schema }) => mayHoldIn(schema, name, isMeant)) || bodyMayHold(operation, isMeant);
}

/** Whether a JSON answer of success may hold a value of a kind. */
export function answersMayHold({ responses }: Operation, isMeant: (node: Node) => boolean): boolean {
  const served = responses.filter(({ status }) => /^2|^default$/i.test(status));
  return served.flatMap(({ bodies }) => jsonOf(bodies)).some(({ schema }) => mayHoldIn(schema, '', isMeant));
}
