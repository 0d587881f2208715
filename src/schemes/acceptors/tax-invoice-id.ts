/**
 * Quick predicate of the tax number of an invoice: Verhoeff's check digit over the parts from the right, each as a number, without writing them out.
 *
 * Source   RC_TICS.IS v1.4; J. Verhoeff, Error Detecting Decimal Codes, 1969. As tax-invoice-id.ts says.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
/** The product of two elements of D5: below 5 rotations, from 5 reflections, which turn what stands after them round. */
function productOf(left: number, right: number): number {
  const turn = ((left < 5 ? left + right : left - right) + 10) % 5;
  return left < 5 === right < 5 ? turn : turn + 5;
}

const step = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** A digit after the permutation of its position. */
function permutedDigit(position: number, digit: number): number {
  return position === 0 ? digit : (step[permutedDigit(position - 1, digit)] ?? 0);
}

/** products[10 a + b] is a·b; permuted[10 p + d] is digit d at a position that leaves p modulo 8. */
const products = Uint8Array.from({ length: 100 }, (_, index) => productOf(Math.floor(index / 10), index % 10));
const permuted = Uint8Array.from({ length: 80 }, (_, index) => permutedDigit(Math.floor(index / 10), index % 10));

/** The state of the sum: position from the right in the upper part, element of D5 in the last digit. */
function withDigit(state: number, digit: number): number {
  const position = ((state / 10) | 0) + 1;
  return position * 10 + (products[(state % 10) * 10 + (permuted[(position & 7) * 10 + digit] ?? 0)] ?? 0);
}

/** Puts the decimal digits of a number below 2³¹ before what is summed already, with zeros up to `least` digits. */
function withNumber(state: number, number: number, least: number): number {
  let sum = state;
  let rest = number;
  for (let count = 0; count < least || rest > 0; count += 1) {
    const next = (rest / 10) | 0;
    sum = withDigit(sum, rest - next * 10);
    rest = next;
  }
  return sum;
}

/** The value of upper-case hexadecimal digits, or -1. */
function hexAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 48 && unit <= 57) value = value * 16 + unit - 48;
    else if (unit >= 65 && unit <= 70) value = value * 16 + unit - 55;
    else return -1;
  }
  return value;
}

export function acceptsTaxInvoiceId(text: string): boolean {
  if (text.length !== 22) return false;
  const days = hexAt(text, 6, 11);
  const serial = hexAt(text, 11, 21);
  const check = text.charCodeAt(21) - 48;
  if (days < 0 || serial < 0 || check < 0 || check > 9) return false;
  const millions = Math.floor(serial / 1_000_000);
  let state = withNumber(withNumber(withNumber(0, serial - millions * 1_000_000, 6), millions, 6), days, 6);
  for (let index = 5; index >= 0; index -= 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 48 && unit <= 57) state = withDigit(state, unit - 48);
    else if (unit >= 65 && unit <= 90) state = withDigit(withDigit(state, unit % 10), (unit / 10) | 0);
    else return false;
  }
  // The check digit is the inverse of the sum: together they make the neutral element.
  return products[(state % 10) * 10 + check] === 0;
}
