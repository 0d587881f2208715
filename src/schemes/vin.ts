/**
 * The vehicle identification number, 17 characters without I, O and Q.
 *
 * Source   ISO 3779; the check digit of position 9 is demanded in some markets only, so it is a warning.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { lexemeOf, type Shape } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const shape: Shape = { exact: /^[A-HJ-NPR-Z0-9]{17}$/, alphabet: /^[A-HJ-NPR-Z0-9]$/, lengths: [17] };
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** Value of the letters A…Z; the three that are not permitted have none. */
const letterValues = [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9];

/** Check character of position 9: 0…9 or X. */
export function vinCheckCharacter(vin: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index += 1) {
    const unit = vin.charCodeAt(index);
    sum += (unit < 58 ? unit - 48 : (letterValues[unit - 65] ?? 0)) * (weights[index] ?? 0);
  }
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

/** Reasons: the lexical ones. Warning: check-digit-differs. */
export function vin(value: unknown): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  return resultOf(reasons, whole && text.charAt(8) !== vinCheckCharacter(text) ? ['check-digit-differs'] : []);
}
