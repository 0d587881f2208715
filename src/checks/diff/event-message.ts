/**
 * What a message of an AsyncAPI contract says of its payload.
 *
 * Source   AsyncAPI 2.6.0 and 3.0.0 (Message, Multi Format Schema Objects); CloudEvents 1.0.2.
 * Room     checks/diff (floor 3). May be imported within checks only.
 */
import { memberOf } from '../../contract/json.js';
import type { EventMessage } from './read-events.js';
import type { Located, Source } from './source.js';

/** The schema of a payload as the message gives it: bare, or with its format beside it. */
export interface Payload {
  readonly schema: Located;
  readonly format: string | undefined;
}

/** The payload of a message; undefined where it describes none. */
export function payloadOf({ at }: EventMessage): Payload | undefined {
  const payload = memberOf(at.value, 'payload');
  if (payload === undefined) return undefined;
  const inner = memberOf(payload, 'schemaFormat') === undefined ? undefined : memberOf(payload, 'schema');
  const format = memberOf(payload, 'schemaFormat') ?? memberOf(at.value, 'schemaFormat');
  const schema = { value: inner ?? payload, pointer: `${at.pointer}/payload${inner === undefined ? '' : '/schema'}` };
  return { schema, format: typeof format === 'string' ? format : undefined };
}

/** Whether a format of schemas is JSON Schema, or AsyncAPI’s or OpenAPI’s own. */
export const isJsonSchema = (format: string | undefined): boolean => format === undefined || /aai\.asyncapi|schema\+|oai\.openapi/.test(format);

/** The one type of event that the schema of a payload permits (CloudEvents 1.0.2 §type); undefined where it says none. */
export function eventTypeOf(message: EventMessage, source: Source): string | undefined {
  const payload = payloadOf(message)?.schema;
  const open: Located[] = payload === undefined ? [] : [payload];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    source.work.spend(1);
    const at = source.object(next.value, next.pointer);
    if (at === undefined) continue;
    const declared = memberOf(memberOf(at.value, 'properties'), 'type');
    const listed = memberOf(declared, 'enum');
    const value = memberOf(declared, 'const') ?? (Array.isArray(listed) && listed.length === 1 ? listed[0] : undefined);
    if (typeof value === 'string') return value;
    const all = memberOf(at.value, 'allOf');
    for (const [index, part] of (Array.isArray(all) ? all : []).entries()) open.push({ value: part, pointer: `${at.pointer}/allOf/${index}` });
  }
  return undefined;
}
