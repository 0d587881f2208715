/**
 * What a consumer sees of a person for the purpose that its call names (Egif-Audit): no more than the access decision approves.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { isObject } from '../contract/json.js';
import type { Json } from '../contract/api-model.js';
import { jsonAnswer, jsonBodyOf, type Answer } from './exchange.js';

/** Members that the access decision on `vital-status` does not approve. */
const beyondVitalStatus: ReadonlySet<string> = new Set([
  'nationalCode',
  'foreignId',
  'birthDateJalali',
  'nationalityCountryCode',
  'birthProvinceCode',
  'birthProvinceName',
]);

function limited(value: Json): Json {
  if (!isObject(value)) return value;
  const { items } = value;
  if (Array.isArray(items)) return { ...value, items: items.map(limited) };
  return Object.fromEntries(Object.entries(value).filter(([name]) => !beyondVitalStatus.has(name)));
}

/** The answer as far as the purpose of the call goes. */
export function forPurpose(answer: Answer, audit: string | undefined): Answer {
  const value = jsonBodyOf(answer);
  const isNarrow = /;purpose=vital-status;/.test(audit ?? '') && answer.status === 200 && value !== undefined;
  return isNarrow ? { ...answer, body: jsonAnswer(200, limited(value)).body ?? new Uint8Array() } : answer;
}
