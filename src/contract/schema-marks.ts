/**
 * Whether data are a JSON Schema by their own marks, as no other kind of document says what it is so quietly.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import { isObject, memberOf } from './json.js';

const marks = ['$schema', 'type', 'properties', '$defs', 'definitions', 'allOf', 'oneOf', 'anyOf', '$ref', 'enum'] as const;

/** An object that names its dialect, or has two keywords of JSON Schema. */
export function looksLikeSchema(data: unknown): boolean {
  if (!isObject(data)) return false;
  return typeof memberOf(data, '$schema') === 'string' || marks.filter((mark) => memberOf(data, mark) !== undefined).length >= 2;
}
