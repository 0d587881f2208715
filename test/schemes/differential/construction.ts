/**
 * Codes built from the text of each rule, in other arithmetic than the suite's own: large integers, tables, and the symmetries of a pentagon.
 *
 * Nothing of src/schemes is used here; what both sides share would be blind to its own error.
 *
 * Source   The rules of check digits as public documents state them; the clause stands at each function.
 */

const figures = (text: string): number[] => Array.from(text, Number);
const weigh = (numbers: readonly number[], weights: readonly number[]): number =>
  numbers.reduce((sum, number, index) => sum + number * (weights[index % weights.length] ?? 0), 0);

/** National code: the sum weighted by 10…1, check digit included, is divisible by 11; but where the payload leaves 1, the check digit is 1. */
export function withNationalCheck(nine: string): string {
  const weights = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
  if (weigh(figures(nine), weights) % 11 === 1) return `${nine}1`;
  const check = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((digit) => weigh([...figures(nine), digit], weights) % 11 === 0);
  return `${nine}${check}`;
}

/** What the first nine digits of a national code leave modulo 11. */
export function nationalRemainder(code: string): number {
  return weigh(figures(code.slice(0, 9)), [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
}

/** Legal person's id: every one of ten digits plus the tenth plus two, weighted by 29, 27, 23, 19, 17 twice; modulo 11, then modulo 10. */
export function withLegalCheck(ten: string): string {
  const numbers = figures(ten);
  const raise = (numbers[9] ?? 0) + 2;
  return `${ten}${((weigh(numbers, [29, 27, 23, 19, 17]) + raise * 230) % 11) % 10}`;
}

/** IBAN: ISO 7064 MOD 97-10 on one large integer. */
export function withIbanCheck(bban: string): string {
  const check = 98n - (BigInt(`${bban}182700`) % 97n);
  return `IR${check.toString().padStart(2, '0')}${bban}`;
}

/** Luhn by table: what a doubled digit counts. */
export function withLuhnCheck(payload: string): string {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  const sum = figures(payload)
    .reverse()
    .reduce((total, digit, index) => total + (index % 2 === 0 ? (doubled[digit] ?? 0) : digit), 0);
  return `${payload}${(sum * 9) % 10}`;
}

/** GTIN: weights 3 and 1 from the right; the whole sum is a multiple of ten. */
export function withGtinCheck(twelve: string): string {
  const sum = weigh(figures(twelve).reverse(), [3, 1]);
  return `${twelve}${(Math.ceil(sum / 10) * 10 - sum) % 10}`;
}

/** The digit of a bill or payment id: weights 2…7 from the right, modulo 11; what is missing to 11, and 0 where that has two digits. */
export function billCheck(payload: string): string {
  const missing = 11 - (weigh(figures(payload).reverse(), [2, 3, 4, 5, 6, 7]) % 11);
  return String(missing > 9 ? 0 : missing);
}

/** A bill id and a payment id that belong together. */
export function billPair(billPayload: string, paymentPayload: string): readonly [bill: string, payment: string] {
  const bill = billPayload + billCheck(billPayload);
  const first = paymentPayload + billCheck(paymentPayload);
  return [bill, first + billCheck(bill + first)];
}

/** VIN: digits for letters by the table of ISO 3779 annex, position 9 computed. */
export function withVinCheck(vin: string): string {
  const table: Readonly<Record<string, number>> = { ...Object.fromEntries([...'0123456789'].map((digit) => [digit, Number(digit)])), ...letters };
  const sum = weigh(
    Array.from(vin, (character) => table[character] ?? 0),
    [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2],
  );
  return vin.slice(0, 8) + '0123456789X'.charAt(sum % 11) + vin.slice(9);
}
const letters: Readonly<Record<string, number>> = Object.fromEntries(
  ['AJ', 'BKS', 'CLT', 'DMU', 'ENV', 'FW', 'GPX', 'HY', 'RZ'].flatMap((group, index) => [...group].map((letter) => [letter, index + 1])),
);

/** A symmetry of a pentagon: where each of its five corners goes. */
type Symmetry = readonly number[];
const compose = (first: Symmetry, second: Symmetry): Symmetry => first.map((corner) => second[corner] ?? 0);
const symmetries: readonly Symmetry[] = Array.from({ length: 10 }, (_, digit) =>
  Array.from({ length: 5 }, (__, corner) => (digit < 5 ? (corner + digit) % 5 : (digit - corner + 5) % 5)),
);

/** Verhoeff: digits as symmetries of a pentagon, scrambled as often as their place says; all together are the identity. */
export function withVerhoeffCheck(payload: string): string {
  const scramble = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const at = (digit: number, place: number): number => {
    let value = digit;
    for (let times = 0; times < place % 8; times += 1) value = scramble[value] ?? 0;
    return value;
  };
  const whole = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((check) => {
    const product = figures(`${payload}${check}`)
      .reverse()
      .map((digit, place) => symmetries[at(digit, place)] ?? [])
      .reduce((left, right) => compose(right, left));
    return product.every((corner, index) => corner === index);
  });
  return `${payload}${whole}`;
}
