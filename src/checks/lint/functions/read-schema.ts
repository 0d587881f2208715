/**
 * How lint functions read schemas and operations.
 *
 * Room     checks/lint/functions (floor 3).
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf } from '../../../contract/json.js';
import type { Model, OperationPlace, Place } from '../model/place.js';
import { remembered } from './remembered.js';

/** Types that a schema permits, `null` included; empty where it does not say. */
export function typesOf(schema: Json | undefined): ReadonlySet<string> {
  const type = memberOf(schema, 'type');
  const types = new Set<string>(typeof type === 'string' ? [type] : Array.isArray(type) ? type.filter((item) => typeof item === 'string') : []);
  if (memberOf(schema, 'nullable') === true) types.add('null');
  return types;
}

/** Whether a schema permits null: OpenAPI 3.0 `nullable`, a type list, a `null` branch. */
export function permitsNull(schema: Json): boolean {
  if (typesOf(schema).has('null')) return true;
  const branches = [memberOf(schema, 'oneOf'), memberOf(schema, 'anyOf')].flatMap((list) => (Array.isArray(list) ? list : []));
  return branches.some((branch: Json) => typesOf(branch).has('null') && typesOf(branch).size === 1);
}

/** Type of a schema's values other than null, where there is one: `type`, or what its keywords say. */
export function mainType(schema: Json): string | undefined {
  if (!isObject(schema)) return undefined;
  const type = schema['type'];
  if (typeof type === 'string' && type !== 'null') return type;
  if (Array.isArray(type)) {
    const [first, second] = new Set(type.filter((item) => typeof item === 'string' && item !== 'null'));
    if (first !== undefined) return second === undefined ? String(first) : undefined;
  }
  if (schema['properties'] !== undefined) return 'object';
  return schema['items'] === undefined ? undefined : 'array';
}

/** The core type that a schema says it is. */
export function coreTypeIn({ value }: Pick<Place, 'value'>): string | undefined {
  const type = isObject(value) ? value['x-egif-type'] : undefined;
  return typeof type === 'string' ? type : undefined;
}

/** Whether a schema permits values of a type; not where it does not say. */
export function permitsType(schema: Json | undefined, wanted: string): boolean {
  const type = isObject(schema) ? schema['type'] : undefined;
  return type === wanted || (Array.isArray(type) && type.includes(wanted));
}

/** A media type without parameters, in lower case. */
export function bareMediaType(name: string): string {
  return (name.split(';')[0] ?? '').trim().toLowerCase();
}

/** JSON by name (RFC 6839 §3.1). */
export function isJson(name: string): boolean {
  const type = bareMediaType(name);
  return type === 'application/json' || type.endsWith('+json');
}

export const stringsOf = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** Whether a response documents a header, names compared without case. */
export function hasHeader(response: JsonObject, name: string): boolean {
  const headers = response['headers'];
  return isObject(headers) && Object.keys(headers).some((key) => key.toLowerCase() === name.toLowerCase());
}

/** Merged JSON schemas of an operation's successful answers. */
export function successSchemas(operation: OperationPlace, model: Model): readonly JsonObject[] {
  return operation.responses
    .filter(({ status }) => /^2/.test(status))
    .flatMap(({ value, pointer }) => {
      const content = value['content'];
      if (!isObject(content)) return [];
      return Object.entries(content)
        .filter(([name]) => bareMediaType(name) === 'application/json')
        .flatMap(([, media]) => {
          const schema = memberOf(media, 'schema');
          return schema === undefined ? [] : [model.effective(schema, pointer)];
        });
    });
}

/** Words of a name in lower case: `pageToken`, `page_token`, `page-token` → page, token. */
export const wordsOf = remembered((name): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== ''),
);

/** A name without marks and case: `national_code` → nationalcode. */
export const squeezed = remembered((name): string => name.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase());

/** How many letters of Persian (Arabic script, U+0621–064A and U+066E–06D3) stand in a text. */
export function persianLetters(text: Json | undefined): number {
  if (typeof text !== 'string') return 0;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x621 && unit <= 0x6d3 && (unit <= 0x64a || unit >= 0x66e)) count += 1;
  }
  return count;
}
