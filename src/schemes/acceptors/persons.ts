/**
 * Quick predicates of the codes of persons, phones and documents; each says exactly what its scheme says of a text.
 *
 * Source   As each scheme's own file says.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { areDigits, isOneUnit, isPlainNumber } from './digits.js';

export function acceptsNationalCode(text: string): boolean {
  if (text.length !== 10) return false;
  let sum = 0;
  for (let index = 0; index < 9; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return false;
    sum += digit * (10 - index);
  }
  const remainder = sum % 11;
  return text.charCodeAt(9) - 48 === (remainder < 2 ? remainder : 11 - remainder) && !isOneUnit(text);
}

const legalWeights = Uint8Array.of(29, 27, 23, 19, 17, 29, 27, 23, 19, 17);
const sumOfLegalWeights = 230;

/** Each digit is raised by the tenth plus two: that is as much as the sum of the weights times it. */
export function acceptsLegalId(text: string): boolean {
  if (text.length !== 11) return false;
  let sum = (text.charCodeAt(9) - 46) * sumOfLegalWeights;
  for (let index = 0; index < 10; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return false;
    sum += digit * (legalWeights[index] ?? 0);
  }
  const remainder = sum % 11;
  return text.charCodeAt(10) - 48 === (remainder === 10 ? 0 : remainder) && !isOneUnit(text);
}

export function acceptsPersonOrLegalId(text: string): boolean {
  return text.length === 10 ? acceptsNationalCode(text) : acceptsLegalId(text);
}

export function acceptsForeignerId(text: string): boolean {
  return isPlainNumber(text, 12);
}

export function acceptsEconomicNumber(text: string): boolean {
  return isPlainNumber(text, 11) || isPlainNumber(text, 14);
}

export function acceptsServiceId(text: string): boolean {
  return isPlainNumber(text, 11);
}

export function acceptsPassport(text: string): boolean {
  const letter = text.charCodeAt(0);
  return text.length === 9 && letter >= 65 && letter <= 90 && areDigits(text, 1, 9);
}

/** Whether a text is +98 and ten digits of which the first is between two, both included. */
function isPhone(text: string, least: number, most: number): boolean {
  const kind = text.charCodeAt(3) - 48;
  return (
    text.length === 13 &&
    text.charCodeAt(0) === 43 &&
    text.charCodeAt(1) === 57 &&
    text.charCodeAt(2) === 56 &&
    kind >= least &&
    kind <= most &&
    areDigits(text, 4, 13)
  );
}

export function acceptsMobile(text: string): boolean {
  return isPhone(text, 9, 9);
}

export function acceptsLandline(text: string): boolean {
  return isPhone(text, 1, 8);
}

export function acceptsPhone(text: string): boolean {
  return isPhone(text, 1, 9);
}

/** Whether a unit is a hexadecimal digit of either case. */
const isHex = (unit: number): boolean => (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102);

/** A GUID of 36 characters, not all zeros. */
export function acceptsShamsId(text: string): boolean {
  if (text.length !== 36) return false;
  let other = false;
  for (let index = 0; index < 36; index += 1) {
    const unit = text.charCodeAt(index);
    if (index === 8 || index === 13 || index === 18 || index === 23) {
      if (unit !== 45) return false;
    } else if (!isHex(unit)) return false;
    else if (unit !== 48) other = true;
  }
  return other;
}
