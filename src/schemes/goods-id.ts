/**
 * The id of goods and services (شناسه کالا / خدمت), thirteen digits with a GTIN check digit.
 *
 * Source   GS1 General Specifications §7.9; a sample of RC_TICS.IS v1.4.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { gtinCheckDigit } from './check-digits.js';
import { allEqual, digitShape, lexemeOf } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const shape = digitShape(13);

/** Reasons: the lexical ones, wrong-check-digit, all-equal. */
export function goodsId(value: unknown): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  if (!whole) return resultOf(reasons);
  const own = [...reasons];
  if (text.charCodeAt(12) - 48 !== gtinCheckDigit(text)) own.push('wrong-check-digit');
  if (allEqual(text)) own.push('all-equal');
  return resultOf(own);
}
