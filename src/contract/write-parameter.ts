/**
 * Values of parameters as the contract has them written: lists and objects in each style.
 *
 * A service that splits `status=open,closed` by the comma sees one value in `status=open&status=closed`, and answers another question than the one asked.
 *
 * Source   OpenAPI 3.1.1 §4.8.12.2 to §4.8.12.6 (style, explode, style examples), RFC 6570 §3.2, RFC 3986 §2.
 * Room     contract (floor 2). May be imported within contract and by those who alter single parameters.
 */
import type { Json, Parameter } from './api-model.js';
import { isObject } from './json.js';

type Styled = Pick<Parameter, 'name' | 'style' | 'explode'>;

const scalar = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
const encoded = (value: Json): string => encodeURIComponent(scalar(value));

/** What stands between the values of one field, as it is sent. */
const delimiters: Readonly<Record<string, string>> = { form: ',', spaceDelimited: '%20', pipeDelimited: '%7C' };

function listFields({ name, style = 'form', explode = style === 'form' }: Styled, list: readonly Json[]): readonly string[] {
  if (list.length === 0) return [];
  const delimiter = explode ? undefined : delimiters[style];
  if (delimiter === undefined) return list.map((item: Json) => `${encodeURIComponent(name)}=${encoded(item)}`);
  return [`${encodeURIComponent(name)}=${list.map(encoded).join(delimiter)}`];
}

function objectFields(
  { name, style = 'form', explode = style === 'form' }: Styled,
  members: readonly (readonly [string, Json])[],
): readonly string[] {
  if (style === 'deepObject') {
    const field = (key: string): string => encodeURIComponent(`${name}[${key}]`);
    return members.flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).map((item: Json) => `${field(key)}=${encoded(item)}`));
  }
  if (explode) return members.map(([key, value]) => `${encodeURIComponent(key)}=${encoded(value)}`);
  const flat = members.flatMap(([key, value]) => [encodeURIComponent(key), encoded(value)]);
  return members.length === 0 ? [] : [`${encodeURIComponent(name)}=${flat.join(delimiters[style] ?? ',')}`];
}

/** The fields of a query that carry a parameter, each as it is sent. */
export function queryFields(parameter: Styled, value: Json): readonly string[] {
  if (parameter.style === 'json') return [`${encodeURIComponent(parameter.name)}=${encodeURIComponent(JSON.stringify(value))}`];
  if (Array.isArray(value)) return listFields(parameter, value);
  if (isObject(value)) return objectFields(parameter, Object.entries(value));
  return [`${encodeURIComponent(parameter.name)}=${encoded(value)}`];
}

/** The fields of a form for one member of its body, not yet encoded. */
export function formFields(name: string, value: Json): [string, string][] {
  if (Array.isArray(value)) return value.map((item: Json): [string, string] => [name, scalar(item)]);
  if (isObject(value)) return Object.entries(value).map(([key, member]): [string, string] => [key, scalar(member)]);
  return [[name, scalar(value)]];
}

/** Keys and values of an object, or the items of a list, in one text. */
function joined(
  value: Json,
  write: (item: Json) => string,
  { explode, delimiter }: { readonly explode: boolean; readonly delimiter: string },
): string {
  if (Array.isArray(value)) return value.map(write).join(delimiter);
  if (!isObject(value)) return write(value);
  return Object.entries(value)
    .map(([key, member]) => `${write(key)}${explode ? '=' : ','}${write(member)}`)
    .join(delimiter);
}

/** What stands for a parameter in a path, or undefined where a URL parser would take it for something else. */
export function pathText({ name, style = 'simple', explode = false }: Styled, value: Json): string | undefined {
  if (style === 'matrix') {
    const key = encodeURIComponent(name);
    if (explode && Array.isArray(value)) return value.map((item: Json) => `;${key}=${encoded(item)}`).join('');
    if (explode && isObject(value)) return `;${joined(value, encoded, { explode, delimiter: ';' })}`;
    return `;${key}=${joined(value, encoded, { explode, delimiter: ',' })}`;
  }
  if (style === 'label') return `.${joined(value, encoded, { explode, delimiter: explode ? '.' : ',' })}`;
  const written = style === 'json' ? encodeURIComponent(JSON.stringify(value)) : joined(value, encoded, { explode, delimiter: ',' });
  return written === '' || written === '.' || written === '..' ? undefined : written;
}

/** The value of a header field in the style `simple`. */
export function headerText({ style, explode = false }: Pick<Parameter, 'style' | 'explode'>, value: Json): string {
  return style === 'json' ? JSON.stringify(value) : joined(value, scalar, { explode, delimiter: ',' });
}
