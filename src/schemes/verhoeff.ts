/**
 * Verhoeff's check digit over the dihedral group D5: finds every single error and every transposition of neighbours.
 *
 * Source   J. Verhoeff, Error Detecting Decimal Codes, 1969.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */

/** Product in D5: below 5 rotations, from 5 reflections. */
function multiply(left: number, right: number): number {
  if (left < 5) return right < 5 ? (left + right) % 5 : 5 + ((left + right - 5) % 5);
  return right < 5 ? 5 + ((((left - right) % 5) + 5) % 5) : (((left - right) % 5) + 5) % 5;
}

const step = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** The permutation of a position: `step` applied as often as the position says (it has order 8). */
function permute(position: number, digit: number): number {
  let value = digit;
  for (let times = position % 8; times > 0; times -= 1) value = step[value] ?? 0;
  return value;
}

const inverse = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9];

/** The check digit of a decimal text. */
export function verhoeffCheckDigit(payload: string): number {
  let sum = 0;
  for (let index = 0; index < payload.length; index += 1) {
    const digit = payload.charCodeAt(payload.length - 1 - index) - 48;
    sum = multiply(sum, permute(index + 1, digit));
  }
  return inverse[sum] ?? 0;
}
