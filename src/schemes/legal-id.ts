/**
 * The national id of a legal person (شناسه ملی اشخاص حقوقی): eleven digits, the last one a check digit modulo 11.
 *
 * Source   By-law on the national id of legal persons, 1387/1388; the arithmetic from public implementations, verified on ids of the official
 *          tax document RC_TICS.IS v1.4.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { legalIdCheckDigit } from './check-digits.js';
import { allEqual, digitShape, lexemeOf } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const shape = digitShape(11);

/** Reasons: the lexical ones, wrong-check-digit, all-equal. */
export function legalId(value: unknown): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  if (!whole) return resultOf(reasons);
  const own = [...reasons];
  if (text.charCodeAt(10) - 48 !== legalIdCheckDigit(text)) own.push('wrong-check-digit');
  if (allEqual(text)) own.push('all-equal');
  return resultOf(own);
}
