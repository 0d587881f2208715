/**
 * Records for the benches of data: ten coded fields and Persian names, about one in a hundred with a fault. Seeded: every run makes the same octets.
 *
 * Codes are synthetic: national codes with prefix 999, legal ids with 99999, accounts of bank 099, all with computed check digits.
 */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { billCheckDigit, gtinCheckDigit, legalIdCheckDigit, nationalCodeCheckDigit, shebaCheckDigits } from '../dist/src/schemes/check-digits.js';
import { gregorianText, jalaliOfEpochDay } from '../dist/src/schemes/jalali-calendar.js';

const text = (format, more = {}) => ({ type: 'string', format, ...more });

/** The schema of the records. */
export const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['nationalCode', 'givenName', 'familyName', 'birthDate', 'iban', 'postalCode'],
  additionalProperties: false,
  properties: {
    nationalCode: text('national-code'),
    givenName: { type: 'string', minLength: 1, maxLength: 80 },
    familyName: { type: 'string', minLength: 1, maxLength: 120 },
    fatherName: { type: 'string', minLength: 1, maxLength: 80 },
    birthDate: text('date'),
    birthDateJalali: text('jalali-date', { 'x-egif-calendar': 'persian' }),
    employerLegalId: text('legal-id'),
    iban: text('sheba'),
    postalCode: text('postal-code'),
    mobile: text('mobile'),
    goodsId: text('goods-id'),
    registeredAt: text('date-time'),
    provinceCode: text('province'),
    billId: text('bill-id'),
    gender: { type: 'string', enum: ['female', 'male'] },
    addressLine: { type: 'string', minLength: 1, maxLength: 300 },
  },
};

/** A small generator of numbers (mulberry32). */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const givenNames = ['نمونه', 'آزمون', 'الگو', 'نمودار', 'گواه', 'سنجش'];
const familyNames = ['آزمایشی', 'نمونه‌پور', 'سنجش‌گر', 'الگویی تهرانی', 'پیش‌فرض'];
const streets = ['خیابان نمونه، کوچهٔ الگو', 'بلوار آزمایش، پلاک ۱۲', 'میدان سنجش، خیابان گواه، واحد ۳', 'شهرک نمونه، بلوک ۷، پلاک ۴۵'];

const faults = [
  (record) => ({ ...record, nationalCode: `${record.nationalCode.slice(0, 9)}${(Number(record.nationalCode[9]) + 1) % 10}` }),
  (record) => ({ ...record, familyName: 'علي' }),
  (record) => ({ ...record, birthDateJalali: '1403-13-01' }),
  (record) => ({ ...record, iban: record.iban.toLowerCase() }),
  (record) => ({ ...record, postalCode: Number(record.postalCode) }),
  ({ birthDate: _absent, ...record }) => record,
];

/** One record. */
function recordOf(next) {
  const digits = (count) => Array.from({ length: count }, () => Math.floor(next() * 10)).join('');
  const pick = (items) => items[Math.floor(next() * items.length)];
  const nine = `999${digits(6)}`;
  const ten = `99999${digits(5)}`;
  const account = `099${digits(19)}`;
  const twelve = `271${digits(9)}`;
  const bill = digits(11).replace(/^0/, '1');
  const birth = Math.floor(next() * 20_000) - 3000;
  const { year, month, day } = jalaliOfEpochDay(birth);
  const pad = (number) => String(number).padStart(2, '0');
  return {
    nationalCode: nine + nationalCodeCheckDigit(nine),
    givenName: pick(givenNames),
    familyName: pick(familyNames),
    fatherName: pick(givenNames),
    birthDate: gregorianText(birth),
    birthDateJalali: `${year}-${pad(month)}-${pad(day)}`,
    employerLegalId: ten + legalIdCheckDigit(ten),
    iban: `IR${shebaCheckDigits(account)}${account}`,
    postalCode: `13${pick(['141', '945', '163'])}${digits(5)}`,
    mobile: `+98999${digits(7)}`,
    goodsId: twelve + gtinCheckDigit(twelve),
    registeredAt: `20${pad(10 + Math.floor(next() * 15))}-${pad(1 + Math.floor(next() * 12))}-${pad(1 + Math.floor(next() * 28))}T${pad(Math.floor(next() * 24))}:15:${pad(Math.floor(next() * 60))}${pick(['Z', '+03:30'])}`,
    provinceCode: `IR-${pad(Math.floor(next() * 31))}`,
    billId: bill + billCheckDigit(bill),
    gender: pick(['female', 'male']),
    addressLine: pick(streets),
  };
}

/** Lines of a block, each with its line end; about one in a hundred is faulty. */
export function blockOf(lines, seed = 1) {
  const next = numbers(seed);
  const texts = Array.from({ length: lines }, () => {
    const record = recordOf(next);
    const faulty = next() < 0.01 ? faults[Math.floor(next() * faults.length)](record) : record;
    return `${JSON.stringify(faulty)}\n`;
  });
  return Buffer.from(texts.join(''));
}

/** Writes a file of about so many mebibytes: one block of records, over and over. */
export function writeRecords(file, mebibytes) {
  const block = blockOf(10_000);
  mkdirSync(dirname(file), { recursive: true });
  const output = openSync(file, 'w');
  for (let left = mebibytes * 1024 * 1024; left > 0; left -= block.length) writeSync(output, block);
  closeSync(output);
}
