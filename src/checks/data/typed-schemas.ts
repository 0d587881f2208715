/**
 * The schemas of a contract that carry x-egif-type, wherever operations use them, each once, with what is composed into it.
 *
 * Room     checks (floor 3). May be imported by data checks only.
 */
import type { ApiContract, Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf, pointerOf, valueAt } from '../../contract/json.js';

/** A schema that names a core type. */
export interface TypedSchema {
  readonly type: string;
  /** The schema itself, its reference followed, and all that allOf adds. */
  readonly parts: readonly JsonObject[];
  /** The document that its references point into. */
  readonly root: JsonObject;
  /** RFC 6901 pointer into the contract. */
  readonly pointer: string;
  /** Whether it documents an answer. */
  readonly answer: boolean;
}

/** Far more than a contract that people can read; what lies beyond is left out. */
const maxSchemas = 50_000;

/** The schema that a local reference means. */
function referred(schema: JsonObject, root: JsonObject): JsonObject | undefined {
  const reference = memberOf(schema, '$ref');
  const found = typeof reference === 'string' && reference.startsWith('#') ? valueAt(root, reference.slice(1)) : undefined;
  return isObject(found) ? found : undefined;
}

const listOf = (schema: JsonObject, keyword: string): readonly Json[] => {
  const list = memberOf(schema, keyword);
  return Array.isArray(list) ? list : [];
};

/** A schema, its reference followed, and the branches of allOf, each once. */
export function composed(schema: JsonObject, root: JsonObject): readonly JsonObject[] {
  const parts = new Set([schema]);
  for (const part of parts) {
    const target = referred(part, root);
    if (target !== undefined) parts.add(target);
    for (const branch of listOf(part, 'allOf')) if (isObject(branch)) parts.add(branch);
  }
  return [...parts];
}

interface Step {
  readonly schema: JsonObject;
  readonly root: JsonObject;
  readonly pointer: string;
  readonly answer: boolean;
}

/** Schemas directly below one, without references. */
function below({ schema, root, pointer, answer }: Step): readonly Step[] {
  const step = (value: Json | undefined, path: readonly (string | number)[]): readonly Step[] =>
    isObject(value) ? [{ schema: value, root, pointer: pointer + pointerOf(path), answer }] : [];
  const properties = memberOf(schema, 'properties');
  const named = Object.entries(isObject(properties) ? properties : {}).flatMap(([name, value]) => step(value, ['properties', name]));
  const single = ['items', 'additionalProperties', 'not', 'if', 'then', 'else'].flatMap((keyword) => step(memberOf(schema, keyword), [keyword]));
  const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'].flatMap((keyword) =>
    listOf(schema, keyword).flatMap((value, index) => step(value, [keyword, index])),
  );
  return [...named, ...single, ...lists];
}

/** Where a definition stands in the contract: among its named schemas, if it has one of that name. */
function placeOfDefinition(schema: JsonObject, contract: ApiContract, pointer: string): string {
  const reference = String(memberOf(schema, '$ref'));
  const name = reference.replace(/^#\/\$defs\//, '');
  return Object.hasOwn(contract.schemas, name) ? `/components/schemas/${name}` : `${pointer.split('/schema')[0] ?? ''}/schema${reference.slice(1)}`;
}

function firstSteps({ operations }: ApiContract): readonly Step[] {
  return operations.flatMap(({ parameters, request, responses }) => {
    const bodies = (list: readonly { readonly schema?: JsonObject; readonly pointer: string }[], answer: boolean): readonly Step[] =>
      list.flatMap(({ schema, pointer }) => (schema === undefined ? [] : [{ schema, root: schema, pointer: `${pointer}/schema`, answer }]));
    const answers = responses.flatMap((response) => response.bodies);
    return [...bodies(answers, true), ...bodies(request?.bodies ?? [], false), ...bodies(parameters, false)];
  });
}

/** Every schema of answers, requests and parameters that names a core type; answers first, and each place once for answers and once for the rest. */
export function* typedSchemas(contract: ApiContract): Generator<TypedSchema> {
  const seen = new Set<string>();
  const pending = [...firstSteps(contract)];
  for (const step of pending) {
    const key = `${step.answer} ${step.pointer}`;
    if (seen.has(key) || seen.size > maxSchemas) continue;
    seen.add(key);
    const { schema, root, pointer, answer } = step;
    const type = memberOf(schema, 'x-egif-type');
    if (typeof type === 'string') yield { type, parts: composed(schema, root), root, pointer, answer };
    const target = referred(schema, root);
    if (target !== undefined) pending.push({ schema: target, root, pointer: placeOfDefinition(schema, contract, pointer), answer });
    for (const inner of below(step)) pending.push(inner);
  }
}
