/**
 * The arithmetic of check digits; each function takes text that already has the right lexical form.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */

const digitAt = (text: string, index: number): number => text.charCodeAt(index) - 48;

/** Check digit of a national code from its first nine digits: weights 10…2, modulus 11; remainders 0 and 1 stand for themselves. */
export function nationalCodeCheckDigit(nine: string): number {
  let sum = 0;
  for (let index = 0; index < 9; index += 1) sum += digitAt(nine, index) * (10 - index);
  const remainder = sum % 11;
  return remainder < 2 ? remainder : 11 - remainder;
}

const legalWeights = [29, 27, 23, 19, 17];

/** Check digit of a legal person's id from its first ten digits: each digit is raised by the tenth plus two; remainder 10 is written 0. */
export function legalIdCheckDigit(ten: string): number {
  const raise = digitAt(ten, 9) + 2;
  let sum = 0;
  for (let index = 0; index < 10; index += 1) sum += (digitAt(ten, index) + raise) * (legalWeights[index % 5] ?? 0);
  const remainder = sum % 11;
  return remainder === 10 ? 0 : remainder;
}

/** Check digits of an Iranian IBAN from its 22 digits of bank and account (ISO 7064 MOD 97-10, canonical 02…98). */
export function shebaCheckDigits(bban: string): string {
  return String(98 - remainder97(`${bban}182700`)).padStart(2, '0');
}

/** Remainder of a decimal text modulo 97. */
export function remainder97(decimal: string): number {
  let remainder = 0;
  for (let index = 0; index < decimal.length; index += 1) remainder = (remainder * 10 + digitAt(decimal, index)) % 97;
  return remainder;
}

/** Luhn check digit (ISO/IEC 7812-1 annex B) for the digits before it. */
export function luhnCheckDigit(payload: string): number {
  let sum = 0;
  for (let index = 0; index < payload.length; index += 1) {
    const digit = digitAt(payload, payload.length - 1 - index);
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
}

/** GTIN check digit (GS1 General Specifications §7.9) for the twelve digits before it. */
export function gtinCheckDigit(twelve: string): number {
  let sum = 0;
  for (let index = 0; index < 12; index += 1) sum += digitAt(twelve, index) * (index % 2 === 0 ? 1 : 3);
  return (10 - (sum % 10)) % 10;
}

/** Check digit of bill and payment ids: weights 2…7 repeating from the right, modulus 11; remainders 0 and 1 give 0. */
export function billCheckDigit(payload: string): number {
  let sum = 0;
  for (let index = 0; index < payload.length; index += 1) sum += digitAt(payload, payload.length - 1 - index) * (2 + (index % 6));
  const remainder = sum % 11;
  return remainder < 2 ? 0 : 11 - remainder;
}
