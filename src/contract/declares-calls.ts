/**
 * Whether an HTTP contract says that the service calls others: webhooks, or callbacks of an operation.
 *
 * Source   OpenAPI 3.1.1 §4.8.1, §4.8.18. Generators write both members, empty, where nothing is pushed.
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Json } from './api-model.js';
import { isObject, memberOf } from './json.js';

const membersOf = (value: Json | undefined): readonly Json[] => (isObject(value) ? Object.values(value) : []);

/** Whether the document declares at least one. */
export function declaresCalls(data: Json): boolean {
  const operations = membersOf(memberOf(data, 'paths')).flatMap(membersOf);
  return [data, ...operations].some((holder) => ['webhooks', 'callbacks'].some((name) => membersOf(memberOf(holder, name)).length > 0));
}
