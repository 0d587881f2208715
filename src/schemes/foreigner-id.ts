/**
 * The identifier of a foreign national (کد فراگیر، کد یکتا): twelve digits, no public check digit. Never judged by the natural person's arithmetic.
 *
 * Source   Several guides of registration and tax services; the issuer is named inconsistently.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { allEqual, digitShape, lexemeOf } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const shape = digitShape(12);

/** Reasons: the lexical ones, all-equal. Warning: police-barcode-form (the sixteen-digit code of the immigration police). */
export function foreignerId(value: unknown): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  if (!whole) return resultOf(reasons, /^[0-9]{16}$/.test(text) ? ['police-barcode-form'] : []);
  return allEqual(text) ? resultOf([...reasons, 'all-equal']) : resultOf(reasons);
}
