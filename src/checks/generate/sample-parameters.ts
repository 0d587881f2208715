/**
 * The parameters of a call that is ready to be sent: reading one out of it, and the same call with another.
 *
 * Source   OpenAPI 3.1.1 §4.8.12 (default styles); only parameters of one value are read, since lists and objects have styles of their own.
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject, Parameter, Sample } from '../../contract/api-model.js';
import { isObject, memberOf, parseJson } from '../../contract/json.js';
import { pathText } from '../../contract/write-parameter.js';
import { headerField } from '../../contract/write-request.js';
import { withQueryField } from '../../contract/query-field.js';
import { partsOf } from './generate-value.js';

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** Where a path parameter stands, counted from the path's end; undefined where it shares its segment with other text. */
function segmentOf({ operation }: Sample, name: string): number | undefined {
  const template = operation.path.split('/');
  const at = template.indexOf(`{${name}}`);
  return at < 0 ? undefined : at - template.length;
}

/** Values of a parameter in a sample, as texts. */
export function textsOf(sample: Sample, { name, in: place, style }: Parameter): readonly string[] {
  const { url, headers } = sample;
  if (place === 'query') return new URL(url).searchParams.getAll(name);
  if (place === 'header') return (headers ?? []).filter(([field]) => field.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  const at = place === 'path' ? segmentOf(sample, name) : undefined;
  const segment = at === undefined ? undefined : new URL(url).pathname.split('/').at(at);
  if (segment === undefined) return [];
  const prefix = style === 'label' ? '.' : style === 'matrix' ? `;${encodeURIComponent(name)}=` : '';
  return segment.startsWith(prefix) ? [decoded(segment.slice(prefix.length))] : [];
}

/** The sample with another text for a parameter, or without it; undefined where that cannot be sent. */
export function withParameter(sample: Sample, parameter: Parameter, text: string | undefined): Sample | undefined {
  const { name, in: place } = parameter;
  const url = new URL(sample.url);
  if (place === 'query') {
    // A lone surrogate has no octets to be written in.
    if (text !== undefined && !text.isWellFormed()) return undefined;
    return { ...sample, url: withQueryField(sample.url, name, text) };
  }
  if (place === 'header') {
    const others = (sample.headers ?? []).filter(([field]) => field.toLowerCase() !== name.toLowerCase());
    const own = text === undefined ? undefined : headerField(parameter, text);
    if (text !== undefined && own === undefined) return undefined;
    return { ...sample, headers: own === undefined ? others : [...others, own] };
  }
  const at = place === 'path' ? segmentOf(sample, name) : undefined;
  const segment = text === undefined || !text.isWellFormed() ? undefined : pathText(parameter, text);
  if (at === undefined || segment === undefined) return undefined;
  const segments = url.pathname.split('/');
  segments[segments.length + at] = segment;
  return { ...sample, url: `${url.origin}${segments.join('/')}${url.search}` };
}

/** The type that a parameter's text is read as; undefined for lists, objects and what is not said. */
export function scalarType(schema: JsonObject): 'integer' | 'number' | 'boolean' | 'string' | undefined {
  for (const part of partsOf(schema, schema)) {
    const type = memberOf(part, 'type');
    const names: readonly Json[] = Array.isArray(type) ? type.filter((name: Json) => name !== 'null') : type === undefined ? [] : [type];
    const [name] = names;
    if (names.length === 1 && (name === 'integer' || name === 'number' || name === 'boolean' || name === 'string')) return name;
    if (names.length > 0) return undefined;
  }
  return undefined;
}

/** The value that a text of a URL or a header stands for under a schema of one scalar type; undefined for others. */
export function scalarOf(text: string, schema: JsonObject): Json | undefined {
  const type = scalarType(schema);
  if (type === 'integer' || type === 'number') return /^-?[0-9]/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return type === 'string' ? text : undefined;
}

/** Everything that a server may read a text as: a mutation counts only where none of it keeps the schema. */
export function readingsOf(text: string): readonly Json[] {
  const trimmed = text.trim();
  const number = trimmed === '' ? Number.NaN : Number(trimmed);
  const json = parseJson(trimmed);
  const flags: ReadonlyMap<string, Json> = new Map<string, Json>([
    ['true', true],
    ['false', false],
    ['1', true],
    ['0', false],
    ['null', null],
    ['', null],
  ]);
  const flag = flags.get(trimmed.toLowerCase());
  const items = text.split(',');
  return [
    text,
    trimmed,
    ...(Number.isFinite(number) ? [number] : []),
    ...(flag === undefined ? [] : [flag]),
    ...(json === undefined || isObject(json.value) ? [] : [json.value]),
    items,
    items.map(Number).filter(Number.isFinite),
  ];
}
