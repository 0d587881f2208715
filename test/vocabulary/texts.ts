/**
 * Texts to hold a quick predicate against its scheme: at random, near a valid code, and nasty. Synthetic codes only.
 */
import fc from 'fast-check';
import {
  billCheckDigit,
  gtinCheckDigit,
  legalIdCheckDigit,
  luhnCheckDigit,
  nationalCodeCheckDigit,
  shebaCheckDigits,
} from '../../src/schemes/check-digits.js';
import { clusterRows, countryRows, currencyRows, exchangeRows, languageRows, provinceRows } from '../../src/schemes/generated/tables.js';
import { schemes } from '../../src/schemes/registry.js';
import type { SchemeId } from '../../src/schemes/scheme.js';
import { verhoeffCheckDigit } from '../../src/schemes/verhoeff.js';

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const withLast = (length: number, check: (payload: string) => number | string): fc.Arbitrary<string> =>
  digits(length).map((payload) => payload + check(payload));
const pad = (number: number, length: number): string => String(number).padStart(length, '0');
const anyDay = (first: number, last: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: first, max: last }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }))
    .map(([year, month, day]) => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);

const bill = fc.stringMatching(/^[0-9]{5,12}$/).map((payload) => payload + billCheckDigit(payload));
const pair = fc.tuple(bill, fc.stringMatching(/^[0-9]{4,11}$/)).map(([id, payload]) => {
  const first = payload + billCheckDigit(payload);
  return [id, first + billCheckDigit(id + first)] as const;
});
const payment = fc
  .tuple(pair, fc.boolean())
  .map(([[id, paid], barcode]) => (barcode ? id.padStart(13, '0') + paid.padStart(13, '0') : `${id}/${paid}`));

const invoice = fc
  .tuple(fc.stringMatching(/^[A-Z0-9]{6}$/), fc.integer({ min: 0, max: 0xfffff }), fc.integer({ min: 0, max: 2 ** 40 - 1 }))
  .map(([memory, day, serial]) => {
    const decimal = memory.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0)));
    const check = verhoeffCheckDigit(decimal + pad(day, 6) + pad(serial, 12));
    return memory + day.toString(16).toUpperCase().padStart(5, '0') + serial.toString(16).toUpperCase().padStart(10, '0') + check;
  });

const offset = fc.oneof(
  fc.constantFrom('Z', 'z', '', '+03:30', '+04:30', '-00:00', '+00:00', '-04:30', 'Z+0330', '+0330', '+24:00', '+23:60'),
  fc.stringMatching(/^[+-][0-2][0-9]:[0-6][0-9]$/),
);
const instants = fc
  .tuple(
    fc.oneof(anyDay(0, 9999), anyDay(2019, 2023), anyDay(1195, 1605), fc.constantFrom('2022-09-21', '2022-09-22', '2024-02-29', '2100-02-29')),
    fc.constantFrom('T', 'T', 'T', 't', ' '),
    fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 61 }), fc.integer({ min: 0, max: 61 })),
    fc.constantFrom('', '', '.5', '.123456789', '.', ','),
    offset,
  )
  .map(
    ([day, separator, [hour, minute, second], fraction, zone]) =>
      `${day}${separator}${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}${fraction}${zone}`,
  );

const persian = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآأؤإئءة', ' ', '،', '؟', '۱', '1', '\u200C', '\u200C'),
      fc.constantFrom(
        'ي',
        'ك',
        'ى',
        '٣',
        'ـ',
        '\u0654',
        '\u0653',
        '\u064E',
        '\u06C0',
        '\u06D5',
        'ی\u0654',
        '\u200B',
        '\uFEFF',
        '\u00A0',
        '\t',
        '\u0000',
        'é',
        'e\u0301',
        '\uD83D\uDE00',
        '\uD83D',
        '«',
        '»',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const subtag = fc.oneof(fc.constantFrom(...languageRows.map(([code]) => code)), fc.stringMatching(/^[A-Za-z]{1,4}$/));
const tag = fc
  .array(fc.oneof(subtag, fc.constantFrom('Arab', 'IR', 'ir', '364', 'variant', '1994', 'XX')), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('-'));

const plates = fc
  .tuple(digits(2), fc.oneof(fc.constantFrom('الف', 'ب', 'D', 'تشریفات', 'ي', 'ه', 'ه‍', 'x', ''), fc.string({ maxLength: 7 })), digits(3), digits(2))
  .map((parts) => parts.join('-'));

/** Texts that are valid, or wrong in one place only. */
const near: Readonly<Partial<Record<SchemeId, fc.Arbitrary<string>>>> = {
  'national-code': withLast(9, nationalCodeCheckDigit),
  'legal-id': withLast(10, legalIdCheckDigit),
  'person-or-legal-id': fc.oneof(withLast(9, nationalCodeCheckDigit), withLast(10, legalIdCheckDigit)),
  'postal-code': fc.oneof(fc.stringMatching(/^[13-9]{5}[0-9]{5}$/), digits(10)),
  sheba: fc.oneof(
    digits(22).map((account) => `IR${shebaCheckDigits(account)}${account}`),
    digits(22).map((account) => `IR${pad((Number(shebaCheckDigits(account)) + 97) % 100, 2)}${account}`),
  ),
  'bank-card': withLast(15, luhnCheckDigit),
  'bill-id': bill,
  'payment-id': payment,
  'goods-id': withLast(12, gtinCheckDigit),
  'tax-invoice-id': invoice,
  vin: fc.stringMatching(/^[A-HJ-NPR-Z0-9]{17}$/),
  plate: fc.oneof(plates, fc.stringMatching(/^[0-9]{3}-[0-9]{5}$/)),
  mobile: fc.stringMatching(/^\+98[0-9]{10}$/),
  landline: fc.stringMatching(/^\+98[0-9]{10}$/),
  phone: fc.stringMatching(/^\+98[0-9]{10}$/),
  passport: fc.stringMatching(/^[A-Z][0-9]{8}$/),
  isic: fc.stringMatching(/^[A-Z][0-9]{0,5}$/),
  province: fc.oneof(
    fc.constantFrom(...provinceRows.map(([code]) => code), ...provinceRows.map(([, number]) => number)),
    fc.stringMatching(/^(IR-)?[0-9]{2}$/),
  ),
  country: fc.oneof(fc.constantFrom(...countryRows.flat()), fc.stringMatching(/^[A-Z]{2,3}$/)),
  currency: fc.oneof(
    fc.constantFrom(...currencyRows.map(([code]) => code)),
    fc.stringMatching(/^[A-Z]{3}$/),
    fc.constantFrom('IRT', ' toman', 'تومان'),
  ),
  language: tag,
  cluster: fc.oneof(fc.constantFrom(...clusterRows.map(([code]) => code)), fc.stringMatching(/^C[0-9]{2}$/)),
  exchange: fc.oneof(fc.constantFrom(...exchangeRows.map(([code]) => code)), fc.stringMatching(/^[A-Z]{3,4}$/)),
  gnaf: fc.stringMatching(/^[!-~]{1,65}$/),
  'property-id': fc.stringMatching(/^[!-~]{1,65}$/),
  'shams-id': fc.oneof(fc.uuid(), fc.constant('00000000-0000-0000-0000-000000000000'), fc.stringMatching(/^[0-9A-Fa-f-]{36}$/)),
  'jalali-date': anyDay(1190, 1610),
  instant: instants,
  'persian-text': persian,
};

const nastyUnits = [
  ...' \t\n\r\u0000-_/.,+‐−٫A',
  ...'aZz9۰٠０',
  '\u00A0',
  '\u00AD',
  '\u061C',
  '\u200B',
  '\u200C',
  '\u200D',
  '\u200E',
  '\u202E',
  '\u2066',
  '\uFEFF',
  '\u0654',
  '\uD800',
  '\uDC00',
  '\u{1D7D8}',
  '\u{E0001}',
  'ß',
  'İ',
];

/** A text with one place changed: a unit put in, taken out, replaced, doubled, or the whole repeated, cut, or in another case. */
function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(texts, fc.nat(), fc.constantFrom(...nastyUnits, ...'0123456789'), fc.nat(9)).map(([text, place, unit, kind]) => {
    const at = place % (text.length + 1);
    const [before, after] = [text.slice(0, at), text.slice(at)];
    switch (kind) {
      case 0:
        return before + unit + after;
      case 1:
        return before + after.slice(1);
      case 2:
        return text.toLowerCase();
      case 3:
        return text + text;
      case 4:
        return after + before;
      case 5:
        return text.replace(/[0-9]/g, (digit) => String.fromCharCode((place % 2 === 0 ? 0x06f0 : 0x0660) + Number(digit)));
      case 6:
        return text.replace(/[1-9]/g, '0');
      case 7:
        return before + after.charAt(1) + after.charAt(0) + after.slice(2);
      default:
        return before + unit + after.slice(1);
    }
  });
}

/** Digits alone, of every length that a code has or nearly has, and often all equal or mostly zeros. */
const numbers = fc.oneof(
  fc.stringMatching(/^[0-9]{1,28}$/),
  fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 27 })).map(([digit, length]) => String(digit).repeat(length)),
  fc.stringMatching(/^0{1,20}[0-9]{1,8}$/),
);

/** Every kind of text for one scheme. */
export function textsFor(id: SchemeId): fc.Arbitrary<string> {
  const vectors = fc.constantFrom(...(schemes.get(id)?.valid ?? ['']), ...(schemes.get(id)?.invalid.map(({ value }) => value) ?? []));
  const almost = near[id] ?? digits(schemes.get(id)?.valid[0]?.length ?? 10);
  const nasty = fc.array(fc.constantFrom(...nastyUnits), { maxLength: 12 }).map((parts) => parts.join(''));
  return fc.oneof(
    { weight: 4, arbitrary: almost },
    { weight: 4, arbitrary: mutated(fc.oneof(almost, vectors)) },
    { weight: 1, arbitrary: vectors },
    { weight: 1, arbitrary: numbers },
    { weight: 1, arbitrary: nasty },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  );
}
