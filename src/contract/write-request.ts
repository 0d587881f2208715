/**
 * Requests by the contract's own words: parameters in their styles, a body as JSON or as a form.
 *
 * Source   RFC 9110 §5.5 (field values), RFC 3986 §3.3.
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Json, JsonObject, Operation, Parameter, Sample } from './api-model.js';
import { isObject, memberOf } from './json.js';
import { formFields, headerText, pathText, queryFields } from './write-parameter.js';

/** A field value that may be sent as it is (RFC 9110 §5.5): visible ASCII, with blanks only inside. */
const fieldValue = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Names that belong to the connection, the harness or the credential, never to a parameter (RFC 9110 §7.6.1, OpenAPI 3.1.1 §4.8.12). */
const ownFields: ReadonlySet<string> = new Set(
  'accept authorization connection content-length content-type cookie expect host keep-alive te trailer transfer-encoding upgrade user-agent'.split(
    ' ',
  ),
);

/** One header field in the style `simple`, or undefined where it cannot be sent. */
export function headerField(parameter: Pick<Parameter, 'name' | 'style' | 'explode'>, value: Json): readonly [string, string] | undefined {
  const { name } = parameter;
  const written = headerText(parameter, value);
  const sendable = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !ownFields.has(name.toLowerCase()) && fieldValue.test(written);
  return sendable ? [name, written] : undefined;
}

/** Header fields by which the contract's API keys are given, in lower case: the credential fills them, or nobody does. */
export function keyFields(root: JsonObject): ReadonlySet<string> {
  const schemes = memberOf(memberOf(root, 'components'), 'securitySchemes');
  return new Set(
    Object.values(isObject(schemes) ? schemes : {})
      .filter((scheme) => memberOf(scheme, 'type') === 'apiKey' && memberOf(scheme, 'in') === 'header')
      .map((scheme) => String(memberOf(scheme, 'name')).toLowerCase()),
  );
}

/** The operation without the header parameters that are API keys. */
export function withoutKeys(operation: Operation, keys: ReadonlySet<string>): readonly Parameter[] {
  return operation.parameters.filter(({ name, in: place }) => place !== 'header' || !keys.has(name.toLowerCase()));
}

/** The URL and the header fields of a call with values by `in name` (`query limit`), or undefined where a required input has no value or cannot be sent (cookie parameters). */
export function requestOf(operation: Operation, base: string, given: ReadonlyMap<string, Json>): Pick<Sample, 'url' | 'headers'> | undefined {
  let path = operation.path;
  const query: string[] = [];
  const headers: (readonly [string, string])[] = [];
  for (const parameter of operation.parameters) {
    const { name, in: place, required } = parameter;
    const input = given.get(`${place} ${name}`);
    if (input === undefined) {
      if (required) return undefined;
    } else if (place === 'path') {
      const segment = pathText(parameter, input);
      if (segment === undefined) return undefined;
      path = path.replaceAll(`{${name}}`, () => segment);
    } else if (place === 'query') query.push(...queryFields(parameter, input));
    else {
      const field = place === 'header' ? headerField(parameter, input) : undefined;
      if (field !== undefined) headers.push(field);
      else if (required) return undefined;
    }
  }
  if (/[{}]/.test(path)) return undefined;
  const fields = query.join('&');
  const url = `${base}${path.startsWith('/') ? '' : '/'}${path}${fields === '' ? '' : `?${fields}`}`;
  if (!URL.canParse(url)) return undefined;
  return headers.length === 0 ? { url } : { url, headers };
}

/** Whether a media type is JSON by name (RFC 6839 §3.1). */
export const isJson = (mediaType: string): boolean => /^[^;]*[/+]json\s*(?:;|$)/i.test(mediaType);
/** Whether a media type is a form's. */
export const isForm = (mediaType: string): boolean => /^application\/x-www-form-urlencoded\b/i.test(mediaType);

/** The body of a call: as JSON where the contract takes JSON or says nothing, else as a form. */
export function bodyOf(operation: Operation, body: Json): Pick<Sample, 'body' | 'mediaType'> | undefined {
  const bodies = operation.request?.bodies ?? [];
  const json = bodies.find(({ mediaType }) => isJson(mediaType))?.mediaType ?? (bodies.length === 0 ? 'application/json' : undefined);
  if (json !== undefined) return { body: JSON.stringify(body), mediaType: json };
  const form = bodies.find(({ mediaType }) => isForm(mediaType))?.mediaType;
  if (form === undefined || !isObject(body)) return undefined;
  return { body: new URLSearchParams(Object.entries(body).flatMap(([name, value]) => formFields(name, value))).toString(), mediaType: form };
}
