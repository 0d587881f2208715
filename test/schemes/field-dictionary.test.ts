/**
 * The field dictionary: names seen in the wild and the codes they carry.
 */
import { describe, it } from 'mocha';
import { deepEqual, equal } from 'node:assert/strict';
import { codeIdOf, wordsOf } from '../../src/schemes/field-dictionary.js';
import type { SchemeId } from '../../src/schemes/scheme.js';

const cases: readonly { readonly name: string; readonly id: SchemeId | undefined; readonly why: string }[] = [
  { name: 'nationalCode', id: 'national-code', why: 'the plain name' },
  { name: 'NATIONAL_CODE', id: 'national-code', why: 'case and underscore do not matter' },
  { name: 'ownerNationalCode', id: 'national-code', why: 'a suffix form' },
  { name: 'codeMelli', id: 'national-code', why: 'the Persian name in Latin letters' },
  { name: 'کد ملی', id: 'national-code', why: 'a Persian column title' },
  { name: 'nationalId', id: 'person-or-legal-id', why: 'the tax interface puts eleven digits here' },
  { name: 'companyNationalCode', id: 'person-or-legal-id', why: 'the longest match wins over nationalCode' },
  { name: 'payee_iban', id: 'sheba', why: 'a suffix in snake case' },
  { name: 'ibans', id: 'sheba', why: 'a plural names its items' },
  { name: 'cellPhone', id: 'mobile', why: 'cell phone is narrower than phone' },
  { name: 'homePhone', id: 'phone', why: 'neither mobile nor land line is said' },
  { name: 'serviceNumber', id: 'phone', why: 'identity matching calls a subscriber number so' },
  { name: 'taxid', id: 'tax-invoice-id', why: 'the tax interface calls the invoice number so' },
  { name: 'sstid', id: 'goods-id', why: 'the tax interface calls the goods id so' },
  { name: 'tins', id: 'economic-number', why: 'the seller of the tax interface' },
  { name: 'birthDateJalali', id: 'jalali-date', why: 'a companion member in the Solar-Hijri calendar' },
  { name: 'isMobile', id: undefined, why: 'a yes-or-no fact' },
  { name: 'phoneCountryCode', id: undefined, why: 'a dialling code is no country code' },
  { name: 'mobileVerified', id: undefined, why: 'the code stands first, not last' },
  { name: 'japan', id: undefined, why: 'short names match whole words only' },
  { name: 'spanType', id: undefined, why: 'no substring matching' },
  { name: 'statusCode', id: undefined, why: 'not every code is a national one' },
  { name: '', id: undefined, why: 'an empty name' },
  { name: '___', id: undefined, why: 'a name without words' },
];

describe('schemes/field-dictionary', () => {
  for (const { name, id, why } of cases) it(`reads «${name}» as ${id ?? 'no code'}: ${why}`, () => equal(codeIdOf(name), id));

  it('cuts names into words at case changes, separators and ZWNJ', () => {
    deepEqual(wordsOf('ownerIBANNumber'), ['owner', 'iban', 'number']);
    deepEqual(wordsOf('postal-code_v2'), ['postal', 'code', 'v2']);
    deepEqual(wordsOf('کد‌پستی'), ['کد', 'پستی']);
  });
});
