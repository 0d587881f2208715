/**
 * Bill and payment ids (شناسه قبض، شناسه پرداخت), which are judged as a pair: the last digit of the payment id covers both.
 *
 * Bill id: file (up to 8 digits), company 3, kind of service 1, check digit. Payment id: amount in thousand rials (up to 8 digits), year 1,
 * period 2, two check digits. Barcode: both padded with zeros to 13 digits.
 *
 * Source   The banks' document of unified electronic bill payment, as its implementers name it; 32,988 pairs agree over three languages.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { billCheckDigit } from './check-digits.js';
import { digitShape, lexemeOf, type Lexeme } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const shape = digitShape(6, 7, 8, 9, 10, 11, 12, 13);
const knownKinds: ReadonlySet<string> = new Set(['1', '2', '3', '4', '5', '6', '8', '9']);

const lastDigitHolds = (text: string): boolean => billCheckDigit(text.slice(0, -1)) === Number(text.at(-1));

/** Reasons of a lexeme read as a bill id. */
function billReasons({ text, reasons, whole }: Lexeme): readonly string[] {
  if (!whole) return reasons;
  const own = lastDigitHolds(text) ? reasons : [...reasons, 'wrong-check-digit'];
  return /^0+$/.test(text) ? [...own, 'all-equal'] : own;
}

/** Reasons: the lexical ones, wrong-check-digit, all-equal. Warning: unknown-kind (public tables disagree on kinds 0 and 7). */
export function billId(value: unknown): SchemeResult {
  const lexeme = lexemeOf(value, shape);
  return resultOf(billReasons(lexeme), lexeme.whole && !knownKinds.has(lexeme.text.charAt(lexeme.text.length - 2)) ? ['unknown-kind'] : []);
}

/** The two ids of `bill/payment` or of a 26-digit barcode. */
function pairOf(value: string): readonly [bill: string, payment: string] | undefined {
  const parts = value.split('/');
  const [bill, payment] = parts;
  if (parts.length === 2 && bill !== undefined && payment !== undefined) return [bill, payment];
  return /^[0-9]{26}$/.test(value) ? [value.slice(0, 13).replace(/^0+/, ''), value.slice(13).replace(/^0+/, '')] : undefined;
}

/** A payment id with its bill id, `bill/payment` or the barcode. Reasons: the lexical ones, bill-missing, wrong-bill-check-digit, all-equal,
 * wrong-check-digit (first check digit, over the payment id), wrong-pair-check-digit (second, over both). */
export function paymentId(value: unknown): SchemeResult {
  if (typeof value !== 'string') return resultOf(['not-string']);
  const pair = pairOf(value);
  if (pair === undefined) return resultOf([...lexemeOf(value, shape).reasons, 'bill-missing']);
  const bill = lexemeOf(pair[0], shape);
  const payment = lexemeOf(pair[1], shape);
  const reasons = new Set(billReasons(bill).map((reason) => (reason === 'wrong-check-digit' ? 'wrong-bill-check-digit' : reason)));
  for (const reason of payment.reasons) reasons.add(reason);
  if (payment.whole && !lastDigitHolds(payment.text.slice(0, -1))) reasons.add('wrong-check-digit');
  if (payment.whole && bill.whole && !lastDigitHolds(bill.text + payment.text)) reasons.add('wrong-pair-check-digit');
  return resultOf([...reasons]);
}
