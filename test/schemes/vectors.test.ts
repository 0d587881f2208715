/**
 * Values of public documents and discussions, and what our schemes say of them: every reason, every warning.
 *
 * Public examples of natural persons' codes, cards and accounts may be somebody's; twins with prefix 999 stand for them. Values that nobody can
 * have, and ids of legal persons, bills, goods and invoices in official documents stand as they are.
 */
import { describe, it } from 'mocha';
import { deepEqual, equal } from 'node:assert/strict';
import { provinceAgreement } from '../../src/schemes/listed-codes.js';
import { canonicalPersian } from '../../src/schemes/persian-text.js';
import { schemes } from '../../src/schemes/registry.js';
import type { SchemeId } from '../../src/schemes/scheme.js';

interface Row {
  readonly value: string;
  readonly reasons: readonly string[];
  readonly warnings?: readonly string[];
  readonly why: string;
}

const good = (why: string, ...values: readonly string[]): readonly Row[] => values.map((value) => ({ value, reasons: [], why }));
const bad = (reason: string, why: string, ...values: readonly string[]): readonly Row[] => values.map((value) => ({ value, reasons: [reason], why }));
const odd = (warning: string, why: string, ...values: readonly string[]): readonly Row[] =>
  values.map((value) => ({ value, reasons: [], warnings: [warning], why }));

const table: Readonly<Partial<Record<SchemeId, readonly Row[]>>> = {
  'national-code': [
    ...good('constructed', '9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9990000069'),
    ...bad('wrong-check-digit', 'public lists of wrong codes', '0684159415', '0939092002', '1234567890', '4271427685', '0200203041'),
    ...bad('all-equal', 'the arithmetic holds, the rule does not', '1111111111', '7777777777'),
    ...bad('not-ascii-digits', 'a letter at the end', '068415941d'),
    ...bad('wrong-length', 'eleven digits', '04120128431'),
    { value: '99900001', reasons: ['wrong-length'], warnings: [], why: 'eight digits that hold not even with zeros' },
    { value: '990000001', reasons: ['wrong-length'], warnings: ['leading-zeros-lost'], why: 'nine digits that hold with a zero before' },
    { value: 'ABC9990000018', reasons: ['not-ascii-digits', 'wrong-length'], why: 'a package takes any junk before a code' },
    { value: '9990000000', reasons: ['wrong-check-digit'], warnings: ['zero-serial'], why: 'serial 000000 is a warning beside' },
  ],
  'legal-id': [
    ...good('companies of public registers', '10380284790', '10100387143', '14007259837', '14007256420', '14002022404'),
    ...good('examples of the tax document', '14003778990', '10100302746'),
    ...good('constructed', '99999000014', '99999000029', '99999000033', '99999000048'),
    ...bad('wrong-check-digit', 'one digit off', '10380284792', '14006259837', '14007256429'),
    ...bad('wrong-length', 'the check digit is missing', '1038028479'),
    { value: '10380284790ABC', reasons: ['not-ascii-digits', 'wrong-length'], why: 'a package takes any junk behind an id' },
  ],
  sheba: [
    ...good('constructed', 'IR740990000000000000000001', 'IR470990000000000000000002'),
    ...bad('wrong-check-digit', 'digits in order', 'IR012345678901234567890123'),
    ...bad('lower-case', 'small letters', 'ir740990000000000000000001'),
    ...bad('white-space', 'grouped as on paper', 'IR74 0990 0000 0000 0000 0000 01'),
  ],
  'bank-card': [
    ...good('constructed', '9999990000000014', '9999990000000022'),
    ...bad('wrong-check-digit', 'one digit off', '9999990000000015', '6219861034529008', '5022291081873466'),
  ],
  'bill-id': [
    ...good('bills of public examples', '7748317800142', '1117753200140', '1177809000142', '2050327604613', '9403272004129', '9985235404124'),
    ...bad('wrong-check-digit', 'public examples of wrong bills', '2234322344613', '9100074409151'),
  ],
  'payment-id': [
    ...good('pairs of public examples', '7748317800142/1770160', '1117753200140/12070160', '1177809000142/570108', '2050327604613/1070189'),
    ...good('pairs of public examples', '9403272004129/95570163', '9985235404124/880000568', '9174639504124/12908190'),
    ...bad('wrong-pair-check-digit', 'the second check digit', '1117753200140/1770165', '9174639504124/12908197'),
  ],
  'goods-id': [...good('the sample of the tax document', '2710000138624'), ...bad('wrong-check-digit', 'one digit off', '2710000138625')],
  'tax-invoice-id': [
    ...good(
      'the samples of the tax document',
      'A1121604C220002F095011',
      'A111DW04E8300004349008',
      'A1112K04D1271489087018',
      'A111DW04E8300003CC4EA5',
    ),
    ...good('the samples of the tax document', 'A111OK04D361200E8DB214'),
  ],
  'postal-code': [
    ...good('confirmed on the Post’s site, and reported in use', '1416932790', '5951412749'),
    ...good('each of two popular patterns takes one and refuses the other', '1393613000', '1111111111'),
    ...bad('zero-or-two-in-zone', 'the explainer page of the Post: never 0 or 2 among the first five', '1234567890', '0123456789', '2134567891'),
    ...bad('wrong-length', 'nine digits', '141693279'),
  ],
  'service-id': [...good('ids of the service catalogue', '13091710103', '13062638101'), ...bad('wrong-length', 'ten digits', '1309171010')],
  'foreigner-id': [
    ...good('twelve digits, no arithmetic', '999000000017', '999000000018'),
    { value: '9990000000170001', reasons: ['wrong-length'], warnings: ['police-barcode-form'], why: 'sixteen digits are another code' },
  ],
  'economic-number': [
    ...good('a legal id of eleven digits, or fourteen', '14007259837', '99900000180001'),
    ...bad('wrong-length', 'twelve digits', '999000001800'),
  ],
  isic: [...good('section, division, group, class', 'J', 'J62', 'J620', 'J6201'), ...bad('wrong-form', 'no section W', 'W01')],
  plate: [
    ...good(
      'every letter of the public lists',
      ...'ب ج د س ص ط ق ل م ن و ه ی الف پ ث ز ش ف ع ک گ ژ D S تشریفات'.split(' ').map((letter) => `12-${letter}-345-67`),
    ),
    ...good('taxis carry ت', '12-ت-345-67'),
    ...good('a motorcycle: three and five digits', '123-45678'),
    ...good('only the last numeral may be 0', '12-ب-345-10'),
    ...odd('zero-in-number', 'observed on no plate', '10-ب-345-67', '12-ب-305-67', '12-ب-345-01'),
    ...bad('presentation-form', 'never a presentation form', '12-\uFE8F-345-67'),
    ...bad('arabic-letter', 'ye and kaf of Persian', '12-\u064A-345-67', '12-\u0643-345-67'),
  ],
  province: [
    ...good('the first and the last', 'IR-00', 'IR-30'),
    ...bad('former-code', 'withdrawn on 2020-11-24', 'IR-31', 'IR-32'),
    ...odd('number-only', 'the Statistical Centre’s number', '00', '30'),
  ],
  currency: [...good('the rial', 'IRR'), ...bad('toman', 'toman has no code', 'IRT', 'TOMAN', 'تومان')],
  language: [
    ...good(
      'Persian, and the languages of Iran by their shortest codes',
      'fa',
      'fa-IR',
      'azb',
      'ckb',
      'kmr',
      'sdh',
      'lrc',
      'bqi',
      'glk',
      'mzn',
      'bal',
      'tk',
      'ar',
      'hy',
    ),
    ...good('members of the macrolanguage', 'pes', 'prs'),
    ...bad('not-shortest', 'two letters exist', 'fas', 'per', 'tuk', 'ara', 'hye'),
  ],
  'jalali-date': [
    ...good('days of public tables', '1403-12-30', '1404-01-01', '1405-01-01', '1399-12-30', '1357-11-22', '1395-12-30', '1408-12-30', '1412-12-30'),
    ...bad('no-such-day', '1404 is no leap year', '1404-12-30', '1401-12-30', '1404-07-31', '1404-01-32', '1404-13-01', '1404-00-01'),
  ],
  instant: [
    ...good('the tax interface’s query form', '2023-05-14T00:00:00.000000000+03:30'),
    ...good('summer time was in force', '2022-07-01T12:00:00+04:30', '2022-09-21T23:59:59+04:30'),
    ...good('after the abolition', '2023-07-01T12:00:00+03:30', '2022-09-22T00:00:00+03:30'),
    ...bad('z-and-offset', 'an official document prescribes it', '2023-05-13T14:14:47Z+0330'),
    ...bad('abolished-summer-time', 'since 2022-09-21 19:30 UTC', '2022-09-22T00:00:00+04:30', '2023-07-01T12:00:00+04:30'),
    ...bad('offset-form', 'no colon', '2023-07-01T12:00:00+0330'),
  ],
  'persian-text': [
    ...good('Persian letters', 'علی', 'کتاب', 'می\u200Cشود', 'می شود', 'مسئول', 'خانه\u0654', '۱۲۳', '123'),
    ...bad('arabic-ye', 'U+064A', 'عل\u064A'),
    ...bad('arabic-kaf', 'U+0643', '\u0643تاب'),
    ...bad('arabic-digits', 'U+0661 to U+0663', '\u0661\u0662\u0663'),
    ...bad('bidi-control', 'a right-to-left override', '\u202E123'),
    ...odd('heh-yeh-above', 'two spellings that Unicode does not unify', 'خان\u06C0'),
    { value: 'مس\u064A\u0654ول', reasons: ['arabic-ye', 'not-nfc'], why: 'two characters for ئ' },
    ...['\u200E', '\u200F', '\u061C', '\u202A', '\u202E', '\u2066', '\u2069'].flatMap((mark) =>
      bad('bidi-control', 'each bidi control', `علی${mark}`),
    ),
    ...['\uFEFF', '\u200B', '\u200D', '\u00AD'].flatMap((mark) => bad('zero-width', 'BOM, zero widths and the legacy half-space', `علی${mark}رضا`)),
    ...bad('no-break-space', 'U+00A0', 'علی\u00A0رضا'),
    ...bad('presentation-form', 'rial sign, lam-alef', '\uFDFC', '\uFEFB', '\uFB8E'),
    ...bad('zwnj-misplaced', 'at the ends, doubled, beside a blank', '\u200Cمی', 'می\u200C', 'می\u200C\u200Cشود', 'می\u200C شود'),
  ],
};

describe('schemes: values of public documents', () => {
  for (const [id, rows] of Object.entries(table))
    it(`${id}: ${rows.length} values get exactly the reasons and warnings on record`, () => {
      const scheme = [...schemes.values()].find((each) => each.id === id);
      for (const { value, reasons, warnings, why } of rows) {
        const got = scheme?.check(value);
        deepEqual([...(got?.reasons ?? [])].sort(), [...reasons].sort(), `${JSON.stringify(value)}: ${why}`);
        if (reasons.length === 0 || warnings !== undefined) deepEqual(got?.warnings, warnings ?? [], `${JSON.stringify(value)}: ${why}`);
      }
    });

  it('tells old numbers of provinces from current ones by their names', () => {
    for (const [code, name] of [
      ['IR-02', 'آذربایجان غربی'],
      ['IR-07', 'تهران'],
      ['IR-28', 'قزوین'],
    ] as const)
      equal(provinceAgreement(code, name), 'former', code);
    equal(provinceAgreement('IR-02', 'مازندران'), 'agree');
  });

  it('spells the test words one way', () => {
    for (const [from, to] of [
      ['عل\u064A', 'علی'],
      ['\u0643تاب', 'کتاب'],
      ['مس\u064A\u0654ول', 'مسئول'],
      ['خان\u06C0', 'خانه\u0654'],
      ['می\u200Cشود', 'می\u200Cشود'],
    ] as const)
      equal(canonicalPersian(from), to);
  });
});
