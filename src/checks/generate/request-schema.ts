/**
 * The schema that a request is made by: the contract's, without the members that only answers have.
 *
 * Source   OpenAPI 3.1.1 §4.8.24.1, OpenAPI 3.0.4 §4.7.24.1: a property marked readOnly is not sent, and its being required holds for answers alone.
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject, Operation } from '../../contract/api-model.js';
import { isObject, memberOf, referredIn } from '../../contract/json.js';

const ready = new WeakMap<JsonObject, JsonObject>();
/** A schema that only refers says it of what it refers to. */
const longestChain = 10;

function isReadOnly(property: Json, root: JsonObject): boolean {
  let schema: Json | undefined = property;
  for (let step = 0; step < longestChain && isObject(schema); step += 1) {
    if (memberOf(schema, 'readOnly') === true) return true;
    schema = referredIn(root, memberOf(schema, '$ref'));
  }
  return false;
}

/** Whether anything in a schema is marked so: most have nothing to leave out. */
function holdsReadOnly(value: Json): boolean {
  if (Array.isArray(value)) return value.some(holdsReadOnly);
  return isObject(value) && Object.entries(value).some(([name, member]) => (name === 'readOnly' && member === true) || holdsReadOnly(member));
}

function withoutReadOnly(value: Json, root: JsonObject): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutReadOnly(item, root));
  if (!isObject(value)) return value;
  const { properties, required } = value;
  const hidden = new Set(isObject(properties) ? Object.keys(properties).filter((name) => isReadOnly(properties[name] ?? null, root)) : []);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (name === 'required' && Array.isArray(required)) return [name, required.filter((item) => typeof item !== 'string' || !hidden.has(item))];
      if (name !== 'properties' || !isObject(member)) return [name, withoutReadOnly(member, root)];
      const kept = Object.entries(member).filter(([property]) => !hidden.has(property));
      return [name, Object.fromEntries(kept.map(([property, inner]) => [property, withoutReadOnly(inner, root)]))];
    }),
  );
}

/** A schema as a request has to keep it; the same object for the same schema, since compiled validators hang on it. */
export function requestForm(schema: JsonObject): JsonObject {
  const known = ready.get(schema);
  if (known !== undefined) return known;
  const form = holdsReadOnly(schema) ? withoutReadOnly(schema, schema) : schema;
  const made = isObject(form) ? form : schema;
  ready.set(schema, made);
  return made;
}

const isJson = (mediaType: string): boolean => /^[^;]*[/+]json\s*(?:;|$)/i.test(mediaType);

/** The JSON body of an operation's request: media type and the schema that requests keep; undefined where it has none with a schema. */
export function jsonRequest(operation: Operation): { readonly mediaType: string; readonly schema: JsonObject } | undefined {
  const body = operation.request?.bodies.find(({ mediaType, schema }) => isJson(mediaType) && schema !== undefined);
  return body?.schema === undefined ? undefined : { mediaType: body.mediaType, schema: requestForm(body.schema) };
}
