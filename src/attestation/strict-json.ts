/**
 * Strict JSON for signed texts: two languages must never read two verdicts from one signed text.
 *
 * Fatal UTF-8, no byte order mark, no duplicate members, no `__proto__`, no lone surrogates, no unsafe integers, bounded depth and size.
 * Most texts are plainly sound (`sound-json.ts`); whatever is not is read again by the reader that decides (`strict-json-reader.ts`), which says why or takes it.
 *
 * Source   RFC 8259 §4 (names should be unique), RFC 7493 (I-JSON) §2.
 * Room     attestation (floor 3).
 */
import { isUtf8 } from 'node:buffer';
import type { Json } from '../contract/api-model.js';
import { demand } from './problem.js';
import { plainlySound } from './sound-json.js';
import { readStrictJson } from './strict-json-reader.js';

export interface JsonBounds {
  readonly maxBytes: number;
  readonly maxDepth: number;
}

export const reportBounds: JsonBounds = { maxBytes: 64 * 1024 * 1024, maxDepth: 64 };

/** The JSON value of octets. Refusals: JSON_TOO_LARGE, JSON_UTF8, JSON_SYNTAX, JSON_DUPLICATE_MEMBER, JSON_NUMBER, JSON_SURROGATE, JSON_DEPTH, JSON_TRAILING, JSON_FORBIDDEN_MEMBER. */
export function parseStrictJson(octets: Uint8Array, bounds: JsonBounds = reportBounds): Json {
  demand(octets.length <= bounds.maxBytes, 'JSON_TOO_LARGE', `${octets.length} bytes; the limit is ${bounds.maxBytes}`);
  demand(isUtf8(octets), 'JSON_UTF8', 'the text is not UTF-8');
  const view = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  const sound = plainlySound(view, bounds.maxDepth);
  if (sound !== undefined) return sound.value;
  const text = view.toString('utf8');
  demand(!text.startsWith('\uFEFF'), 'JSON_UTF8', 'the text begins with a byte order mark');
  return readStrictJson(text, bounds.maxDepth);
}
