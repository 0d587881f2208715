/**
 * The tax number of an invoice (شماره مالیاتی صورتحساب), 22 characters: memory id 6, days since 1970-01-01 as 5 hex digits, serial as 10 hex
 * digits, Verhoeff check digit.
 *
 * Source   RC_TICS.IS v1.4 (1403/11); all its samples verify. The check digit covers the memory id with each letter written as its ASCII number,
 *          the day in six and the serial in twelve decimal digits.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { lexemeOf, type Shape } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';
import { verhoeffCheckDigit } from './verhoeff.js';

const shape: Shape = { exact: /^[A-Z0-9]{22}$/, alphabet: /^[A-Z0-9]$/, lengths: [22] };
const form = /^([A-Z0-9]{6})([0-9A-F]{5})([0-9A-F]{10})([0-9])$/;

/** Reasons: the lexical ones, wrong-form (a part is not hexadecimal, or the check digit no digit), wrong-check-digit. */
export function taxInvoiceId(value: unknown): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  if (!whole) return resultOf(reasons);
  const [, memory, day, serial, check] = form.exec(text) ?? [];
  if (memory === undefined || day === undefined || serial === undefined) return resultOf([...reasons, 'wrong-form']);
  const decimal = memory.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0)));
  const days = String(Number.parseInt(day, 16)).padStart(6, '0');
  const payload = decimal + days + String(Number.parseInt(serial, 16)).padStart(12, '0');
  return verhoeffCheckDigit(payload) === Number(check) ? resultOf(reasons) : resultOf([...reasons, 'wrong-check-digit']);
}
