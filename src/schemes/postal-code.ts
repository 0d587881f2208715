/**
 * The ten-digit postal code. Existence can be confirmed only by the Post's address service.
 *
 * Source   Law on national number and postal code, 1376; a Post explainer page for "no 0 and no 2 among the first five" (not confirmed by law:
 *          requirements treat that reason as a warning). Stricter public patterns refuse 1416932790, which the Post's own site shows.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { digitShape, lexemeOf } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const shape = digitShape(10);

/** Reasons: the lexical ones, zero-or-two-in-zone (0 or 2 among the first five digits). */
export function postalCode(value: unknown): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  return whole && /^[0-9]{0,4}[02]/.test(text) ? resultOf([...reasons, 'zero-or-two-in-zone']) : resultOf(reasons);
}
