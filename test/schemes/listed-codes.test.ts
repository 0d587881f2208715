/**
 * Listed codes: provinces with their names, currencies in force, language tags.
 */
import { describe, it } from 'mocha';
import { deepEqual, equal } from 'node:assert/strict';
import { currencyOn, language, provinceAgreement } from '../../src/schemes/listed-codes.js';
import { economicNumber } from '../../src/schemes/plain-codes.js';
import { nationalCode } from '../../src/schemes/national-code.js';
import { vin } from '../../src/schemes/vin.js';

describe('schemes/listed-codes', () => {
  const pairs: readonly (readonly [code: string, name: string, what: string, why: string])[] = [
    ['IR-23', 'تهران', 'agree', 'the current code'],
    ['23', 'استان تهران', 'agree', 'the number alone, and a name with its class'],
    ['IR-14', 'چهار محال و بختياری', 'agree', 'spacing and an Arabic ye do not make another province'],
    ['IR-07', 'تهران', 'former', 'IR-07 was Tehran before 2020 and is Fars now'],
    ['IR-02', 'West Azerbaijan', 'former', 'IR-02 was West Azerbaijan and is Mazandaran now'],
    ['IR-10', 'تهران', 'disagree', 'a plain mistake'],
    ['IR-23', 'ری', 'unknown', 'no name of a province'],
    ['IR-32', 'البرز', 'unknown', 'the code is judged by the scheme itself'],
  ];
  for (const [code, name, what, why] of pairs) it(`${code} and «${name}»: ${what} (${why})`, () => equal(provinceAgreement(code, name), what));

  it('knows when a currency was in force', () => {
    deepEqual(currencyOn('HRK', '2026-11-21').reasons, ['not-in-force']);
    deepEqual(currencyOn('HRK').reasons, []);
    deepEqual(currencyOn('IRR', '2026-11-21').reasons, []);
  });

  it('warns of a tag that is not in canonical case, and of three letters that the list has not', () => {
    deepEqual(language('FA-ir').warnings, ['not-canonical-case']);
    deepEqual(language('qqq').warnings, ['not-listed']);
  });

  it('warns where a value is valid and yet odd', () => {
    deepEqual(nationalCode('990000001').warnings, ['leading-zeros-lost']);
    deepEqual(economicNumber('99999000015').warnings, ['not-a-legal-id']);
    deepEqual(vin('NAAM01CA000000001').valid, true);
  });
});
