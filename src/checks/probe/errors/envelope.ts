/**
 * Errors that hide in a successful answer.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, memberOf } from '../../../contract/json.js';
import type { Json } from '../../../contract/api-model.js';
import { jsonOf, mediaTypeOf } from '../../read.js';

const falseWords = ['success', 'isSuccess', 'succeeded', 'isSuccessful'];
const trueWords = ['hasError', 'isError'];
const errorWords = ['error', 'errors', 'fault', 'exception'];
const statusWords = ['status', 'statusCode', 'httpStatus'];

const speaks = (value: Json | undefined): boolean => {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return false;
  return Array.isArray(value) ? value.length > 0 : !isObject(value) || Object.keys(value).length > 0;
};

/** The member by which a 2xx answer says that the call failed, or undefined. Only members of the top level count, and only plain signs. */
export function errorMember(exchange: Exchange): string | undefined {
  const type = mediaTypeOf(exchange)?.type;
  if (type === 'application/problem+json' || type === 'application/problem+xml') return 'content-type';
  const value = jsonOf(exchange)?.value;
  if (!isObject(value)) return undefined;
  const falseWord = falseWords.find((name) => memberOf(value, name) === false);
  const trueWord = trueWords.find((name) => memberOf(value, name) === true);
  const errorWord = errorWords.find((name) => speaks(memberOf(value, name)));
  const statusWord = statusWords.find((name) => {
    const status = memberOf(value, name);
    return typeof status === 'number' && status >= 400 && status <= 599;
  });
  return falseWord ?? trueWord ?? errorWord ?? statusWord;
}
