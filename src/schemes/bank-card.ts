/**
 * The number of a bank card, sixteen digits with a Luhn check digit. Agencies should not exchange it at all.
 *
 * Source   ISO/IEC 7812-1 annex B. No table of issuers is used as an error: every public one lacks issuers.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { luhnCheckDigit } from './check-digits.js';
import { allEqual, digitShape, lexemeOf } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const shape = digitShape(16);

/** Reasons: the lexical ones, wrong-check-digit, all-equal. */
export function bankCard(value: unknown): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  if (!whole) return resultOf(reasons);
  const own = [...reasons];
  if (text.charCodeAt(15) - 48 !== luhnCheckDigit(text.slice(0, 15))) own.push('wrong-check-digit');
  if (allEqual(text)) own.push('all-equal');
  return resultOf(own);
}
