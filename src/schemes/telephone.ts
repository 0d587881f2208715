/**
 * Iranian telephone numbers in E.164 form. Operators' prefixes change, so none is demanded.
 *
 * Source   ITU-T E.164; RFC 3966 §5.1.4.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { lexemeOf, type Shape } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const shape: Shape = { exact: /^\+98[0-9]{10}$/, alphabet: /^[+0-9]$/, lengths: [13] };

/** Why a number is not in E.164 form though it can be read as one: 0912…, 0098912…, 98912…. */
function formReason(text: string): string | undefined {
  if (/^0098[0-9]{10}$/.test(text)) return 'international-prefix';
  if (/^0[1-9][0-9]{9}$/.test(text)) return 'national-form';
  return /^98[0-9]{10}$/.test(text) ? 'plus-missing' : undefined;
}

/** Judges a number whose first digit after the country must match `first`. Reasons: the lexical ones, national-form, international-prefix,
 * plus-missing, wrong-country, wrong-kind. */
export function telephone(value: unknown, first: RegExp): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  if (whole) return first.test(text.charAt(3)) ? resultOf(reasons) : resultOf([...reasons, 'wrong-kind']);
  const form = formReason(text);
  if (form !== undefined) return resultOf([...reasons.filter((reason) => reason !== 'wrong-length'), form]);
  return resultOf(
    text.startsWith('+') && !text.startsWith('+98') && /^\+[1-9][0-9]{6,14}$/.test(text)
      ? [...reasons, 'wrong-country']
      : reasons.length > 0
        ? reasons
        : ['wrong-character'],
  );
}

/** A land line: two-digit area code that starts with 1…8, then eight digits. */
export function landline(value: unknown): SchemeResult {
  return telephone(value, /^[1-8]$/);
}

/** A mobile or a land line. */
export function phone(value: unknown): SchemeResult {
  return telephone(value, /^[1-9]$/);
}
