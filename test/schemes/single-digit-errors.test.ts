/**
 * Single wrong digits and swapped neighbours: what each check digit cannot see, by theory, and that our schemes miss that and nothing else.
 *
 * The modulo-11 schemes write eleven remainders with ten digits, so two remainders share a digit. A wrong digit of weight w moves the remainder r by
 * w·Δ, which is never 0 modulo 11; it is missed exactly where r and r + w·Δ are the two that share. For one value and one place that is one
 * congruence, d′ = d + (other − r)·w⁻¹ modulo 11, with one solution in 0…10, and a miss unless the solution is 10.
 *
 *   national code   f(1) = f(10) = 1    r uniform: 2/11 · 9 places · 9/10 = 1.4727 of 90 errors missed, 98.36 % found
 *   legal id        f(0) = f(10) = 0    2/11 · 10 places · 9/10 = 1.6364 of 99 errors missed, 98.35 % found
 *   bill id of 13   f(0) = f(1) = 0     2/11 · 12 places · 9/10 = 1.9636 of 117 errors missed, 98.32 % found
 *   Luhn, GTIN, Verhoeff, mod 97-10     every place maps digits one to one: none missed
 *
 * A wrong check digit is always found. Of swapped neighbours Luhn misses 09 and 90 alone, GTIN those that differ by 5; Verhoeff and mod 97-10 none.
 */
import { describe, it } from 'mocha';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { bankCard } from '../../src/schemes/bank-card.js';
import { billId, paymentId } from '../../src/schemes/bill-payment.js';
import { goodsId } from '../../src/schemes/goods-id.js';
import { legalId } from '../../src/schemes/legal-id.js';
import { nationalCode } from '../../src/schemes/national-code.js';
import { sheba } from '../../src/schemes/sheba.js';
import { taxInvoiceId } from '../../src/schemes/tax-invoice-id.js';
import { verhoeffCheckDigit } from '../../src/schemes/verhoeff.js';
import { vin } from '../../src/schemes/vin.js';
import {
  billCheck,
  billPair,
  withGtinCheck,
  withIbanCheck,
  withLegalCheck,
  withLuhnCheck,
  withNationalCheck,
  withVinCheck,
} from './differential/construction.js';
import { randomOf, type Random } from './differential/random.js';

const samples = 2000;
const modulo = (value: number, modulus: number): number => ((value % modulus) + modulus) % modulus;
const inverseOf = (weight: number): number => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].find((candidate) => modulo(candidate * weight, 11) === 1) ?? 0;

function replaceAt(code: string, index: number, text: string): string {
  return code.slice(0, index) + text + code.slice(index + text.length);
}

/** All nine wrong digits at every place, from `from` on. */
function* singles(code: string, from = 0): Generator<string> {
  for (let index = from; index < code.length; index += 1)
    for (const digit of '0123456789') if (digit !== code.charAt(index)) yield replaceAt(code, index, digit);
}

/** The code with two unequal neighbours swapped, and the first of their places. */
function* swaps(code: string, from = 0): Generator<readonly [swapped: string, at: number]> {
  for (let at = from; at + 1 < code.length; at += 1) {
    const [left, right] = [code.charAt(at), code.charAt(at + 1)];
    if (left !== right) yield [replaceAt(code, at, right + left), at];
  }
}

function* made(make: (random: Random) => string, seed: number): Generator<string> {
  const random = randomOf(seed);
  for (let count = 0; count < samples; count += 1) yield make(random);
}

/** A scheme modulo 11 of one check digit behind its payload. */
interface Folded {
  readonly name: string;
  readonly make: (random: Random) => string;
  readonly valid: (value: string) => boolean;
  /** Effective weights of the payload modulo 11: what a digit moves the remainder by. */
  readonly weights: readonly number[];
  /** Added to the weighted sum. */
  readonly constant: number;
  readonly fold: (remainder: number) => number;
  /** The two remainders that share a check digit. */
  readonly shared: readonly [number, number];
  /** Expected misses of 2,000 values, were all remainders equally frequent. */
  readonly expected: number;
}

const folded: readonly Folded[] = [
  {
    name: 'a national code',
    make: ({ digits }) => withNationalCheck(`999${digits(6)}`),
    valid: (value) => nationalCode(value).valid,
    weights: [10, 9, 8, 7, 6, 5, 4, 3, 2],
    constant: 0,
    fold: (remainder) => (remainder < 2 ? remainder : 11 - remainder),
    shared: [1, 10],
    expected: (samples * 2 * 9 * 0.9) / 11,
  },
  {
    // Each digit is raised by the tenth plus two; the weights 29, 27, 23, 19, 17 twice add up to 230, which is -1 modulo 11. So the tenth digit
    // counts 17 + 230, which is 5 modulo 11, and the two that is added counts -2.
    name: 'a legal id',
    make: ({ digits }) => withLegalCheck(`99${digits(8)}`),
    valid: (value) => legalId(value).valid,
    weights: [7, 5, 1, 8, 6, 7, 5, 1, 8, 5],
    constant: -2,
    fold: (remainder) => (remainder === 10 ? 0 : remainder),
    shared: [0, 10],
    expected: (samples * 2 * 10 * 0.9) / 11,
  },
  {
    name: 'a bill id',
    make: ({ digits }) => {
      const payload = `9${digits(11)}`;
      return payload + billCheck(payload);
    },
    valid: (value) => billId(value).valid,
    weights: [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2],
    constant: 0,
    fold: (remainder) => (remainder < 2 ? 0 : 11 - remainder),
    shared: [0, 1],
    expected: (samples * 2 * 12 * 0.9) / 11,
  },
];

const remainderOf = (payload: string, { weights, constant }: Folded): number =>
  modulo(
    [...payload].reduce((sum, digit, index) => sum + Number(digit) * (weights[index] ?? 0), constant),
    11,
  );

/** The single errors of a code that theory says are missed: one for each place whose congruence has a digit for its solution. */
function missedByTheory(code: string, scheme: Folded): readonly string[] {
  const payload = code.slice(0, -1);
  const remainder = remainderOf(payload, scheme);
  const [one, other] = scheme.shared;
  if (remainder !== one && remainder !== other) return [];
  const target = remainder === one ? other : one;
  return scheme.weights.flatMap((weight, index) => {
    const digit = modulo(Number(payload.charAt(index)) + (target - remainder) * inverseOf(weight), 11);
    return digit === 10 ? [] : [replaceAt(code, index, String(digit))];
  });
}

/** Whether theory says that a swap of neighbours is missed. */
function swapMissedByTheory(code: string, at: number, scheme: Folded): boolean {
  const { weights, fold } = scheme;
  const payload = code.slice(0, -1);
  const [left, right] = [Number(code.charAt(at)), Number(code.charAt(at + 1))];
  const behind = at + 1 < payload.length ? (weights[at + 1] ?? 0) : 0;
  const moved = modulo(remainderOf(payload, scheme) + ((weights[at] ?? 0) - behind) * (right - left), 11);
  return fold(moved) === (at + 1 === payload.length ? left : Number(code.at(-1)));
}

describe('schemes: single wrong digits', function () {
  this.timeout(30_000);

  for (const scheme of folded)
    it(`${scheme.name}: exactly the errors between the remainders ${scheme.shared.join(' and ')} are missed, value by value`, () => {
      let total = 0;
      for (const code of made(scheme.make, 11)) {
        ok(scheme.valid(code), code);
        equal(scheme.fold(remainderOf(code.slice(0, -1), scheme)), Number(code.at(-1)));
        const missed = [...singles(code)].filter(scheme.valid);
        deepEqual(missed, missedByTheory(code, scheme), code);
        total += missed.length;
      }
      ok(total > scheme.expected * 0.8 && total < scheme.expected * 1.2, `${total} and ${scheme.expected}`);
    });

  for (const scheme of folded)
    it(`${scheme.name}: exactly the swaps of neighbours that theory names are missed`, () => {
      let missed = 0;
      for (const code of made(scheme.make, 12))
        for (const [swapped, at] of swaps(code)) {
          const valid = scheme.valid(swapped);
          equal(valid, swapMissedByTheory(code, at, scheme), `${code} → ${swapped}`);
          if (valid) missed += 1;
        }
      ok(missed > 0);
    });

  const complete: readonly {
    readonly name: string;
    readonly make: (random: Random) => string;
    readonly valid: (value: string) => boolean;
    readonly from: number;
    /** Which swaps of two unequal neighbours are missed. */
    readonly swapMissed: (left: number, right: number) => boolean;
  }[] = [
    {
      name: 'a bank card (Luhn)',
      make: ({ digits }) => withLuhnCheck(`999999${digits(9)}`),
      valid: (value) => bankCard(value).valid,
      from: 0,
      swapMissed: (left, right) => left + right === 9 && left * right === 0,
    },
    {
      name: 'a goods id (GTIN)',
      make: ({ digits }) => withGtinCheck(digits(12)),
      valid: (value) => goodsId(value).valid,
      from: 0,
      swapMissed: (left, right) => Math.abs(left - right) === 5,
    },
    {
      name: 'a Sheba (mod 97-10)',
      make: ({ digits }) => withIbanCheck(`099${digits(19)}`),
      valid: (value) => sheba(value).valid,
      from: 2,
      swapMissed: () => false,
    },
    {
      name: 'a text with Verhoeff’s digit',
      make: ({ digits }) => {
        const payload = digits(20);
        return payload + verhoeffCheckDigit(payload);
      },
      valid: (value) => String(verhoeffCheckDigit(value.slice(0, -1))) === value.at(-1),
      from: 0,
      swapMissed: () => false,
    },
  ];

  for (const { name, make, valid, from, swapMissed } of complete) {
    it(`${name}: no single wrong digit is missed`, () => {
      for (const code of made(make, 13)) {
        ok(valid(code), code);
        for (const wrong of singles(code, from)) equal(valid(wrong), false, `${code} → ${wrong}`);
      }
    });

    it(`${name}: exactly the swaps of neighbours that theory names are missed`, () => {
      for (const code of made(make, 14))
        for (const [swapped, at] of swaps(code, from))
          equal(valid(swapped), swapMissed(Number(code.charAt(at)), Number(code.charAt(at + 1))), `${code} → ${swapped}`);
    });
  }

  it('a payment id with its bill id: an error is missed only where every check digit over its place folds', () => {
    // A digit of the bill moves the bill's own remainder and the pair's; one of the payment moves both of the payment's. The remainders 0 and 1
    // share a digit in each; the weights of a place in the two sums differ in general, so both must fall together.
    const fold = (payload: string): string => billCheck(payload);
    const holds = (bill: string, payment: string): boolean =>
      fold(bill.slice(0, -1)) === bill.at(-1) &&
      fold(payment.slice(0, -2)) === payment.at(-2) &&
      fold(bill + payment.slice(0, -1)) === payment.at(-1);
    let missed = 0;
    let errors = 0;
    for (const pair of made(({ digits }) => billPair(`9${digits(11)}`, `9${digits(6)}`).join('/'), 15)) {
      ok(paymentId(pair).valid, pair);
      const slash = pair.indexOf('/');
      for (const wrong of singles(pair)) {
        if (wrong.charAt(slash) !== '/') continue;
        errors += 1;
        const [bill = '', payment = ''] = wrong.split('/');
        const valid = paymentId(wrong).valid;
        equal(valid, holds(bill, payment), wrong);
        if (valid) missed += 1;
      }
    }
    ok(missed > 0 && missed / errors < 0.004, `${missed} of ${errors}`);
  });

  const vinAlphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
  const vinValues = '12345678' + '12345' + '79' + '23456789' + '0123456789';
  it('a vehicle number: the check character misses exactly letters and digits of equal value, and position 9 has no weight', () => {
    const worthOf = (character: string): string => vinValues.charAt(vinAlphabet.indexOf(character));
    for (const code of made(({ text }) => withVinCheck(text(vinAlphabet, 17)), 16)) {
      deepEqual(vin(code).warnings, []);
      for (let index = 0; index < 17; index += 1)
        for (const character of vinAlphabet) {
          if (character === code.charAt(index)) continue;
          const quiet = vin(replaceAt(code, index, character)).warnings.length === 0;
          equal(quiet, index !== 8 && worthOf(character) === worthOf(code.charAt(index)), `${code} ${index} ${character}`);
        }
    }
  });

  it('a tax invoice id: no wrong digit among the digits of the memory id is missed, nor a wrong check digit', () => {
    const official = [
      'A1121604C220002F095011',
      'A111DW04E8300004349008',
      'A1112K04D1271489087018',
      'A111DW04E8300003CC4EA5',
      'A111OK04D361200E8DB214',
    ];
    for (const code of official)
      for (let index = 0; index < 22; index += 1) {
        if ((index > 5 && index < 21) || !/[0-9]/.test(code.charAt(index))) continue;
        for (const digit of '0123456789')
          if (digit !== code.charAt(index)) deepEqual(taxInvoiceId(replaceAt(code, index, digit)).reasons, ['wrong-check-digit']);
      }
  });
});
