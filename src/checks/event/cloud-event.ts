/**
 * Events as they are delivered over HTTP: structured, binary and batched content.
 *
 * Source   CloudEvents 1.0.2 §Context Attributes; HTTP Protocol Binding 1.0.2 §3.1 (binary), §3.2 (structured), §3.3 (batched).
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import type { Headers, InboundCall } from '../../contract/evidence.js';
import { isObject, parseJson } from '../../contract/json.js';

/** One event of a delivery. */
export interface DeliveredEvent {
  readonly mode: 'structured' | 'binary' | 'batch';
  /** Context attributes and, in structured and batched content, the members of the data too. */
  readonly attributes: JsonObject;
}

export const fieldOf = (headers: Headers, name: string): string | undefined => headers.find(([field]) => field.toLowerCase() === name)?.[1].trim();

const typeOf = (headers: Headers): string => (fieldOf(headers, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function binary({ headers, body }: InboundCall): DeliveredEvent | undefined {
  const named = headers.filter(([name]) => name.toLowerCase().startsWith('ce-'));
  if (named.length === 0) return undefined;
  const own = named.map(([name, value]) => [name.slice(3).toLowerCase(), unescaped(value.trim())] as const);
  const type = typeOf(headers);
  const data: Json = parseJson(body)?.value ?? body;
  return { mode: 'binary', attributes: { ...Object.fromEntries(own), ...(type === '' ? {} : { datacontenttype: type }), data } };
}

/** The events of a delivery; none where it is no CloudEvent at all. */
export function eventsOf(call: InboundCall): readonly DeliveredEvent[] {
  const type = typeOf(call.headers);
  const value = parseJson(call.body)?.value;
  if (type.startsWith('application/cloudevents-batch'))
    return Array.isArray(value) ? value.filter(isObject).map((attributes) => ({ mode: 'batch', attributes })) : [];
  if (type.startsWith('application/cloudevents')) return isObject(value) ? [{ mode: 'structured', attributes: value }] : [];
  const found = binary(call);
  return found === undefined ? [] : [found];
}

/** `source` and `id` as one text; undefined where one of them is wanting. */
export function identityOf({ attributes }: DeliveredEvent): string | undefined {
  const { id, source } = attributes;
  return typeof id === 'string' && typeof source === 'string' && id !== '' && source !== '' ? JSON.stringify([source, id]) : undefined;
}
