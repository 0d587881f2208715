/**
 * Errors that hide in a successful answer.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, memberOf } from '../../../contract/json.js';
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { jsonOf, mediaTypeOf } from '../../read.js';

const falseWords = ['success', 'isSuccess', 'succeeded', 'isSuccessful'];
const trueWords = ['hasError', 'isError'];
const errorWords = ['error', 'errors', 'fault', 'exception'];
const statusWords = ['status', 'statusCode', 'httpStatus'];

const speaks = (value: Json | undefined): boolean => {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return false;
  return Array.isArray(value) ? value.length > 0 : !isObject(value) || Object.keys(value).length > 0;
};

/** Members that wrap an answer in another, as on the national service bus (`result.data.result.data.response`). */
const wrappers = ['result', 'data', 'return', 'output', 'payload', 'response'];
/** Members of a wrapped answer that repeat an HTTP status. */
const innerStatusWords = [...statusWords, 'response', 'responseCode', 'resultCode'];
const messageWords = ['message', 'msg', 'resultMessage', 'responseMessage', 'statusMessage', 'errorMessage', 'پیام'];
const deepest = 6;

const failing = (value: Json | undefined): boolean => {
  const status = typeof value === 'string' && /^[0-9]{3}$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && status >= 400 && status <= 599;
};

/** Whether a message says that the call failed; "without error" says that it did not. */
function tellsOfFailure(text: string): boolean {
  const plain = text.replaceAll('ي', 'ی').replaceAll('ك', 'ک');
  if (/(?:بدون|بی|عدم|هیچ|۰|0)[\s\u200c]*خطا|\b(?:no|without|zero|0)\s+(?:any\s+)?(?:error|fault)/i.test(plain)) return false;
  return /(?<!\p{L})(?:خطا|خطای|نامعتبر|ناموفق)(?!\p{L})|^\s*(?:error|fault|invalid|failed)\b/iu.test(plain);
}

/** What an envelope says of the call besides; a resource has members of its own. */
const envelopeWords =
  /^(?:.*message|msg|پیام|.*status|.*code|response|is_?success|success|succeeded|.*trace_?id|.*request_?id|.*uid|timestamp|.*time|path)$/i;

/** Whether an object carries nothing but an envelope's words: then a message in it is all that the caller gets. */
const isBare = (value: JsonObject): boolean => Object.entries(value).every(([name, member]) => !speaks(member) || envelopeWords.test(name));

/** The place of a sign of failure within an envelope, at the level itself or below. */
function failureIn(value: JsonObject, depth: number): string | undefined {
  const falseWord = falseWords.find((name) => memberOf(value, name) === false);
  const trueWord = trueWords.find((name) => memberOf(value, name) === true);
  // Below the top an `error` may be a member of the resource itself.
  const errorWord = depth === 0 ? errorWords.find((name) => speaks(memberOf(value, name))) : undefined;
  const statusWord = depth === 0 && !wrappers.some((name) => Object.hasOwn(value, name)) ? statusWords : innerStatusWords;
  const status = statusWord.find((name) => failing(memberOf(value, name)));
  const message = isBare(value)
    ? messageWords.find((name) => {
        const text = memberOf(value, name);
        return typeof text === 'string' && tellsOfFailure(text);
      })
    : undefined;
  const own = falseWord ?? trueWord ?? errorWord ?? status ?? message;
  if (own !== undefined || depth === deepest) return own;
  for (const name of wrappers) {
    const inner = memberOf(value, name);
    const found = isObject(inner) ? failureIn(inner, depth + 1) : undefined;
    if (found !== undefined) return `${name}/${found}`;
  }
  return undefined;
}

/**
 * The place by which a 2xx answer says that the call failed, or undefined. Only plain signs count, at the top and in what envelopes wrap; never in
 * lists or in other members of a resource.
 */
export function errorMember(exchange: Exchange): string | undefined {
  const type = mediaTypeOf(exchange)?.type;
  if (type === 'application/problem+json' || type === 'application/problem+xml') return 'content-type';
  const value = jsonOf(exchange)?.value;
  return isObject(value) ? failureIn(value, 0) : undefined;
}
