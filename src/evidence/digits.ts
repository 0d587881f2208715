/**
 * Decimal digits in any script: taken out of a value, and put back where they were, each in the script that stood there.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */

const zeros = [0x30, 0x660, 0x6f0];

/** Zero of the script of a character that is a digit (ASCII, Arabic-Indic, Persian), or undefined. */
function zeroOf(character: string): number | undefined {
  const point = character.codePointAt(0) ?? 0;
  return zeros.find((zero) => point >= zero && point <= zero + 9);
}

/** The digits of a value in order, as ASCII. */
export function digitsOf(value: string): string {
  if (/^[0-9]*$/.test(value)) return value;
  let digits = '';
  for (const character of value.replace(/[^0-9\u0660-\u0669\u06F0-\u06F9]+/g, '')) {
    const zero = zeroOf(character);
    if (zero !== undefined) digits += String((character.codePointAt(0) ?? 0) - zero);
  }
  return digits;
}

/** The value with its digits replaced one by one, scripts and all other characters kept. */
export function withDigits(value: string, digits: string): string {
  let index = 0;
  let text = '';
  for (const character of value) {
    const zero = zeroOf(character);
    text += zero === undefined ? character : String.fromCodePoint(zero + Number(digits.charAt(index++)));
  }
  return text;
}

/** `count` digits from seeded octets (32 of them give up to 60 digits evenly enough). */
export function drawDigits(octets: Uint8Array, count: number): string {
  if (count <= 0) return '';
  const number = BigInt(`0x${Buffer.from(octets).toString('hex')}`) % 10n ** BigInt(count);
  return number.toString().padStart(count, '0');
}
