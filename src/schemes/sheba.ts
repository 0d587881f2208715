/**
 * The Iranian IBAN (شبا): IR, two check digits, 22 digits of bank and account.
 *
 * Source   ISO 13616 (form), ISO 7064 MOD 97-10 (check digits, canonical 02…98). Check digits 00, 01 and 99 are refused although they too give
 *          remainder 1.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { shebaCheckDigits } from './check-digits.js';
import { lexemeOf, type Shape } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const shape: Shape = { exact: /^[A-Z]{2}[0-9]{24}$/, alphabet: /^[A-Z0-9]$/, lengths: [26] };

/** Reasons: the lexical ones, wrong-country, wrong-character, wrong-check-digit. Warning: prefix-missing (24 digits that hold with IR before). */
export function sheba(value: unknown): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  const holds = (code: string): boolean => code.slice(2, 4) === shebaCheckDigits(code.slice(4));
  if (!whole) {
    if (/^[0-9]{24}$/.test(text) && holds(`IR${text}`)) return resultOf(reasons, ['prefix-missing']);
    const odd = text.length === 26 && !reasons.includes('wrong-character') ? [...reasons, 'wrong-character'] : reasons;
    return resultOf(odd);
  }
  if (!text.startsWith('IR')) return resultOf([...reasons, 'wrong-country']);
  return holds(text) ? resultOf(reasons) : resultOf([...reasons, 'wrong-check-digit']);
}
