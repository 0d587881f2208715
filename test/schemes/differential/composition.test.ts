/**
 * Schemes made of others, and arithmetic that no package has for our code but another code has too.
 */
import { describe, it } from 'mocha';
import { deepEqual, equal, ok } from 'node:assert/strict';
import validator from 'validator';
import {
  billCheckDigit,
  gtinCheckDigit,
  legalIdCheckDigit,
  luhnCheckDigit,
  nationalCodeCheckDigit,
  shebaCheckDigits,
} from '../../../src/schemes/check-digits.js';
import { legalId } from '../../../src/schemes/legal-id.js';
import { mobile } from '../../../src/schemes/mobile.js';
import { nationalCode } from '../../../src/schemes/national-code.js';
import { personOrLegalId } from '../../../src/schemes/person-or-legal-id.js';
import { taxInvoiceId } from '../../../src/schemes/tax-invoice-id.js';
import { landline, phone } from '../../../src/schemes/telephone.js';
import { verhoeffCheckDigit } from '../../../src/schemes/verhoeff.js';
import { billCheck, withGtinCheck, withIbanCheck, withLegalCheck, withLuhnCheck, withNationalCheck, withVerhoeffCheck } from './construction.js';
import { landlines, legalIds, mobiles, nationalCodes } from './corpora.js';
import { randomOf } from './random.js';

const samples = 10_000;

const arithmetics: readonly {
  readonly name: string;
  readonly length: number;
  readonly ours: (payload: string) => string;
  readonly theirs: (payload: string) => string;
}[] = [
  { name: 'national code', length: 9, ours: (nine) => `${nine}${nationalCodeCheckDigit(nine)}`, theirs: withNationalCheck },
  { name: 'legal id', length: 10, ours: (ten) => `${ten}${legalIdCheckDigit(ten)}`, theirs: withLegalCheck },
  { name: 'Sheba', length: 22, ours: (bban) => `IR${shebaCheckDigits(bban)}${bban}`, theirs: withIbanCheck },
  { name: 'Luhn', length: 15, ours: (payload) => `${payload}${luhnCheckDigit(payload)}`, theirs: withLuhnCheck },
  { name: 'GTIN', length: 12, ours: (twelve) => `${twelve}${gtinCheckDigit(twelve)}`, theirs: withGtinCheck },
  { name: 'bill', length: 11, ours: (payload) => String(billCheckDigit(payload)), theirs: billCheck },
  { name: 'Verhoeff', length: 30, ours: (payload) => `${payload}${verhoeffCheckDigit(payload)}`, theirs: withVerhoeffCheck },
];

describe('arithmetic beside other arithmetic', () => {
  for (const { name, length, ours, theirs } of arithmetics)
    it(`${name}: the same check digits for ${samples} payloads as the rule’s own construction`, () => {
      const random = randomOf(7 + length);
      for (let count = 0; count < samples; count += 1) {
        const payload = random.digits(length);
        equal(ours(payload), theirs(payload), payload);
      }
    });

  it('Verhoeff: validator isIdentityCard IN accepts twelve digits exactly where ours gives the last', () => {
    const random = randomOf(12);
    let valid = 0;
    for (let count = 0; count < samples; count += 1) {
      const payload = `${1 + random.below(9)}${random.digits(10)}`;
      const check = count % 2 === 0 ? String(verhoeffCheckDigit(payload)) : random.digits(1);
      const ours = String(verhoeffCheckDigit(payload)) === check;
      if (ours) valid += 1;
      equal(validator.isIdentityCard(payload + check, 'IN'), ours, payload + check);
    }
    ok(valid > samples / 2 && valid < samples);
  });

  it('tax invoice id: 10,000 numbers written by the document’s rule hold, and none with another check digit', () => {
    const random = randomOf(22);
    for (let count = 0; count < samples; count += 1) {
      const memory = random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 6);
      const day = random.below(40_000);
      const serial = random.below(2 ** 32);
      const decimal = Array.from(memory, (character) => (/[0-9]/.test(character) ? character : String(character.codePointAt(0)))).join('');
      const payload = decimal + String(day).padStart(6, '0') + String(serial).padStart(12, '0');
      const hex = (value: number, length: number): string => value.toString(16).toUpperCase().padStart(length, '0');
      const body = memory + hex(day, 5) + hex(serial, 10);
      const check = Number(withVerhoeffCheck(payload).slice(-1));
      equal(taxInvoiceId(`${body}${check}`).valid, true, `${body}${check}`);
      deepEqual(taxInvoiceId(`${body}${(check + 1 + random.below(9)) % 10}`).reasons, ['wrong-check-digit']);
    }
  });

  it('a person’s or legal person’s id is valid exactly where one of the two is', () => {
    for (const value of [...nationalCodes(), ...legalIds()])
      equal(personOrLegalId(value).valid, nationalCode(value).valid || legalId(value).valid, value);
  });

  it('a telephone is valid exactly where it is a mobile or a land line', () => {
    for (const value of [...mobiles(), ...landlines()]) equal(phone(value).valid, mobile(value).valid || landline(value).valid, value);
  });
});
