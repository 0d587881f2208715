/**
 * Quick predicates of the codes of accounts, bills, goods and taxes; each says exactly what its scheme says of a text.
 *
 * Source   As each scheme's own file says.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { areDigits, isOneUnit, isPlainNumber, numberAt } from './digits.js';

/** The account is read seven digits at a time: with a remainder before them they stay within 31 bits. */
export function acceptsSheba(text: string): boolean {
  if (text.length !== 26 || text.charCodeAt(0) !== 73 || text.charCodeAt(1) !== 82) return false;
  let remainder = 0;
  for (let index = 4; index < 25; index += 7) {
    const part = numberAt(text, index, index + 7);
    if (part < 0) return false;
    remainder = (remainder * 10_000_000 + part) % 97;
  }
  const last = text.charCodeAt(25) - 48;
  if (last < 0 || last > 9) return false;
  // The six digits that stand for IR and two empty check digits: 182700 = 97·1883 + 49, and a million is 27 modulo 97.
  return numberAt(text, 2, 4) === 98 - (((remainder * 10 + last) * 27 + 49) % 97);
}

export function acceptsBankCard(text: string): boolean {
  if (text.length !== 16) return false;
  let sum = 0;
  for (let index = 0; index < 16; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return false;
    sum += index % 2 === 1 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9;
  }
  return sum % 10 === 0 && !isOneUnit(text);
}

/** Weighted sum of the digits from `start` to `end` (exclusive) by 2…7 from the right, as if `behind` digits followed them. */
function billSum(text: string, start: number, end: number, behind: number): number {
  let sum = 0;
  for (let index = end - 1, position = behind; index >= start; index -= 1, position += 1) sum += (text.charCodeAt(index) - 48) * (2 + (position % 6));
  return sum;
}

/** Whether a digit of the text is the check digit that a weighted sum gives. */
function isBillDigit(text: string, index: number, sum: number): boolean {
  const remainder = sum % 11;
  return text.charCodeAt(index) - 48 === (remainder < 2 ? 0 : 11 - remainder);
}

const isBillLength = (length: number): boolean => length >= 6 && length <= 13;

function isBill(text: string, start: number, end: number): boolean {
  if (!isBillLength(end - start) || !areDigits(text, start, end) || !isBillDigit(text, end - 1, billSum(text, start, end - 1, 0))) return false;
  for (let index = start; index < end; index += 1) if (text.charCodeAt(index) !== 48) return true;
  return false;
}

export function acceptsBillId(text: string): boolean {
  return isBill(text, 0, text.length);
}

/** The first place from `start` before `end` that is not zero. */
function pastZeros(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && text.charCodeAt(index) === 48) index += 1;
  return index;
}

/** `bill/payment`, or both padded to thirteen digits. */
export function acceptsPaymentId(text: string): boolean {
  const slash = text.indexOf('/');
  if (slash < 0 && text.length !== 26) return false;
  const end = text.length;
  const billEnd = slash < 0 ? 13 : slash;
  const billStart = slash < 0 ? pastZeros(text, 0, 13) : 0;
  const start = slash < 0 ? pastZeros(text, 13, end) : slash + 1;
  if (!isBillLength(end - start) || !areDigits(text, start, end) || !isBill(text, billStart, billEnd)) return false;
  return (
    isBillDigit(text, end - 2, billSum(text, start, end - 2, 0)) &&
    isBillDigit(text, end - 1, billSum(text, start, end - 1, 0) + billSum(text, billStart, billEnd, end - 1 - start))
  );
}

export function acceptsGoodsId(text: string): boolean {
  if (text.length !== 13) return false;
  let sum = 0;
  for (let index = 0; index < 13; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return false;
    sum += index % 2 === 0 ? digit : digit * 3;
  }
  return sum % 10 === 0 && !isOneUnit(text);
}

/** Iran codes of goods and Sayad ids of cheques. */
export function acceptsSixteenDigits(text: string): boolean {
  return isPlainNumber(text, 16);
}

/** A letter A…U alone, or with two to four digits. */
export function acceptsIsic(text: string): boolean {
  const letter = text.charCodeAt(0);
  const { length } = text;
  return letter >= 65 && letter <= 85 && (length === 1 || (length >= 3 && length <= 5 && areDigits(text, 1, length)));
}
