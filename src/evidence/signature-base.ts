/**
 * The signature base of an HTTP message: the octets that a signature is over.
 *
 * Source   RFC 9421 §2.1 (fields, `key`, `bs`, `req`), §2.2 (derived components), §2.4 (requests that answers cover), §2.5 (the base).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Headers } from '../contract/evidence.js';
import { itemText, memberText, readDictionary, type InnerList, type Item } from './structured-fields.js';

export interface BaseRequest {
  readonly method: string;
  /** Absolute, as the sender was told it. */
  readonly url: string;
  readonly headers: Headers;
}

/** A request, or an answer with the request that it answers. */
export interface BaseMessage {
  readonly request: BaseRequest;
  readonly answer?: { readonly status: number; readonly headers: Headers };
}

/** The values of a field in wire order, without the white space around them; folded lines are one (§2.1). */
export function fieldValues(headers: Headers, name: string): readonly string[] {
  return headers.filter(([field]) => field.toLowerCase() === name).map(([, value]) => value.replace(/[ \t]*\r?\n[ \t]+/g, ' ').trim());
}

/** The value of a field, all its lines as one (§2.1). */
export function fieldValue(headers: Headers, name: string): string | undefined {
  const values = fieldValues(headers, name);
  return values.length === 0 ? undefined : values.join(', ');
}

/** A query parameter that stands there once (§2.2.8). */
function queryParameter({ searchParams }: URL, name: string): string | undefined {
  // The name as it would stand in a query, so that an ill-formed escape is no trouble.
  const values = searchParams.getAll([...new URLSearchParams(`n=${name.replaceAll('+', '%2B').replaceAll('&', '%26')}`).values()][0] ?? '');
  const [value] = values;
  if (value === undefined || values.length > 1) return undefined;
  return encodeURIComponent(value).replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A derived component of a request (§2.2); undefined where there is none of that name. */
function derived(name: string, item: Item, { method, url: given }: BaseRequest): string | undefined {
  if (!URL.canParse(given)) return undefined;
  const url = new URL(given);
  const target = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^#]*)/i.exec(given)?.[1] ?? '';
  const named = item.parameters.get('name')?.value;
  switch (name) {
    case '@method':
      return method;
    case '@target-uri':
      return given;
    case '@authority':
      return url.host;
    case '@scheme':
      return url.protocol.slice(0, -1);
    case '@request-target':
      return target;
    case '@path':
      return url.pathname;
    case '@query':
      return url.search === '' ? '?' : url.search;
    case '@query-param':
      return typeof named === 'string' ? queryParameter(url, named) : undefined;
    default:
      return undefined;
  }
}

/** The value of a covered field; undefined where it is absent, or wanted in a form that is not known here. */
function field(name: string, item: Item, headers: Headers): string | undefined {
  const unknown = [...item.parameters.keys()].some((parameter) => !['req', 'key', 'bs'].includes(parameter));
  const whole = fieldValue(headers, name);
  if (unknown || whole === undefined) return undefined;
  const key = item.parameters.get('key')?.value;
  if (key !== undefined) {
    const member = typeof key === 'string' ? readDictionary(whole)?.get(key) : undefined;
    return member === undefined ? undefined : memberText(member);
  }
  if (!item.parameters.has('bs')) return whole;
  return fieldValues(headers, name)
    .map((value) => `:${Buffer.from(value, 'latin1').toString('base64')}:`)
    .join(', ');
}

function componentOf(item: Item, { request, answer }: BaseMessage): string | undefined {
  const { value: name } = item;
  if (typeof name !== 'string' || name !== name.toLowerCase()) return undefined;
  // What a request has of its own is the answer's only where it says so (§2.4).
  const ofRequest = answer === undefined ? !item.parameters.has('req') : item.parameters.has('req');
  if (name === '@status') return answer === undefined ? undefined : String(answer.status);
  if (name.startsWith('@')) return ofRequest ? derived(name, item, request) : undefined;
  if (answer === undefined && !ofRequest) return undefined;
  return field(name, item, ofRequest ? request.headers : (answer?.headers ?? []));
}

/** The signature base; undefined where something that is covered cannot be had, or is covered twice (§2.5). */
export function signatureBase(covered: InnerList, message: BaseMessage): Buffer | undefined {
  const lines: string[] = [];
  const seen = new Set<string>();
  for (const item of covered.items) {
    const name = itemText(item);
    const value = componentOf(item, message);
    if (value === undefined || seen.has(name)) return undefined;
    seen.add(name);
    lines.push(`${name}: ${value}`);
  }
  return Buffer.from([...lines, `"@signature-params": ${memberText(covered)}`].join('\n'), 'latin1');
}
