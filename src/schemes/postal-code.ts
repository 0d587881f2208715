/**
 * The ten-digit postal code. Existence can be confirmed only by the Post's address service.
 *
 * Source   Law on national number and postal code, 1376: ten digits. "No 0 and no 2 among the first five" stands on a Post explainer page and in no
 *          law: the scheme refuses such a code, the requirement EGIF-COD-ADR-001 tolerates it until the Post confirms the rule. Stricter public
 *          patterns refuse 1416932790, which the Post's own site shows.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { digitShape, lexemeOf } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const shape = digitShape(10);

/** Reasons: the lexical ones, zero-or-two-in-zone (0 or 2 among the first five digits). */
export function postalCode(value: unknown): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  return resultOf(whole && /^[0-9]{0,4}[02]/.test(text) ? [...reasons, 'zero-or-two-in-zone'] : reasons);
}
