/**
 * Schemas and records for the tests of the acceptor, and what can happen to a record's octets. Everything is seeded; all codes are synthetic.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Json, JsonObject } from '../../../src/contract/api-model.js';
import { isObject, parseJson } from '../../../src/contract/json.js';
import { billCheckDigit, gtinCheckDigit, legalIdCheckDigit, nationalCodeCheckDigit, shebaCheckDigits } from '../../../src/schemes/check-digits.js';
import { gregorianText, jalaliOfEpochDay } from '../../../src/schemes/jalali-calendar.js';

/** Numbers from 0 to 1 (mulberry32). */
export type Random = () => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const below = (random: Random, most: number): number => Math.floor(random() * most);

export function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[below(random, items.length)] ?? items[0];
}

const digits = (random: Random, count: number): string => Array.from({ length: count }, () => below(random, 10)).join('');
const pad = (value: number): string => String(value).padStart(2, '0');

/** A schema, and records of it. */
export interface Subject {
  readonly name: string;
  readonly schema: JsonObject;
  record(random: Random): Json;
}

const text = (format: string, more: JsonObject = {}): JsonObject => ({ type: 'string', format, ...more });

const personSchema: JsonObject = {
  type: 'object',
  required: ['nationalCode', 'familyName', 'birthDate'],
  additionalProperties: false,
  properties: {
    nationalCode: text('national-code', { pattern: '^[0-9]{10}$', 'x-egif-type': 'NationalCode' }),
    familyName: { type: 'string', minLength: 2, maxLength: 20 },
    birthDate: text('date'),
    birthDateJalali: text('jalali-date', { 'x-egif-calendar': 'persian' }),
    employerLegalId: text('legal-id'),
    iban: text('sheba'),
    postalCode: text('postal-code'),
    mobile: text('mobile'),
    goodsId: text('goods-id'),
    registeredAt: text('date-time'),
    provinceCode: text('province'),
    provinceName: { type: 'string' },
    billId: text('bill-id'),
    economicCode: { type: 'string', pattern: '^([0-9]{11}|[0-9]{14})$' },
    accountNumber: { type: 'string' },
    gender: { type: 'string', enum: ['female', 'male', 'null'] },
    note: {},
    plate: { type: 'string' },
  },
};

function person(random: Random): Json {
  const nine = `999${digits(random, 6)}`;
  const ten = `99999${digits(random, 5)}`;
  const account = `099${digits(random, 19)}`;
  const twelve = `271${digits(random, 9)}`;
  const bill = `1${digits(random, 5 + below(random, 6))}`;
  const birth = below(random, 20_000) - 3000;
  const { year, month, day } = jalaliOfEpochDay(birth);
  return {
    nationalCode: `${nine}${nationalCodeCheckDigit(nine)}`,
    familyName: pick(random, ['آزمایشی', 'نمونه‌پور', 'Sample', 'نمونهٔ یک', 'بخش ۱۲']),
    birthDate: gregorianText(birth),
    birthDateJalali: `${year}-${pad(month)}-${pad(day)}`,
    employerLegalId: `${ten}${legalIdCheckDigit(ten)}`,
    iban: `IR${shebaCheckDigits(account)}${account}`,
    postalCode: `13141${digits(random, 5)}`,
    mobile: `+98999${digits(random, 7)}`,
    goodsId: `${twelve}${gtinCheckDigit(twelve)}`,
    registeredAt: `2024-0${1 + below(random, 9)}-1${below(random, 10)}T${pad(below(random, 24))}:15:00${pick(random, ['Z', '+03:30', '.125Z'])}`,
    ...pick(random, [
      { provinceCode: 'IR-23', provinceName: 'تهران' },
      { provinceCode: 'IR-09', provinceName: 'خراسان رضوی' },
    ]),
    billId: `${bill}${billCheckDigit(bill)}`,
    economicCode: `41${digits(random, 9)}`,
    accountNumber: `0${digits(random, 11)}-1`,
    gender: pick(random, ['female', 'male']),
  };
}

const orderSchema: JsonObject = {
  $defs: {
    money: {
      type: 'object',
      required: ['amount', 'currency'],
      properties: { amount: { type: 'string', pattern: '^-?[0-9]{1,18}(\\.[0-9]{1,4})?$' }, currency: { $ref: '#/$defs/currency' } },
    },
    currency: text('currency', { pattern: '^[A-Z]{3}$' }),
  },
  type: 'object',
  required: ['trackingId', 'lines', 'total'],
  anyOf: [{ required: ['paid'] }, { required: ['due'] }],
  properties: {
    trackingId: { type: 'string', pattern: '^[A-Z]{2}-[0-9]{3,6}(?:-[a-z]+)?$' },
    lines: {
      type: 'array',
      minItems: 1,
      maxItems: 4,
      items: {
        type: 'object',
        required: ['title', 'count'],
        properties: {
          title: { type: 'string', maxLength: 30 },
          count: { type: 'integer', minimum: 1, exclusiveMaximum: 1000, multipleOf: 1 },
          weight: { type: 'number', minimum: -10, maximum: 99.5 },
          flags: { type: 'array', items: { type: 'string', enum: ['a', 'b', 'ج'] } },
        },
      },
    },
    total: { $ref: '#/$defs/money' },
    paid: { type: 'boolean' },
    due: text('date'),
    updatedAt: { type: 'string' },
    languages: { type: 'array', items: text('language') },
    reference: text('uuid'),
  },
};

function order(random: Random): Json {
  return {
    trackingId: `AB-${100 + below(random, 900)}${pick(random, ['', '-x'])}`,
    lines: Array.from({ length: 1 + below(random, 3) }, () => ({
      title: pick(random, ['دفترچه', 'Paper A4', 'خودکار آبی']),
      count: 1 + below(random, 998),
      ...(random() < 0.5 ? { weight: pick(random, [0.5, -3.25, 12, 99.5, 0, 1.001]) } : {}),
      ...(random() < 0.5 ? { flags: random() < 0.5 ? [] : ['a', 'ج'] } : {}),
    })),
    total: { amount: pick(random, ['1000', '0.5', '-12', '99.1234']), currency: pick(random, ['IRR', 'EUR']) },
    ...(random() < 0.5 ? { paid: random() < 0.5 } : { due: '2025-06-30' }),
    updatedAt: pick(random, ['2024-05-05T01:02:03Z', '2024-05-05']),
    languages: ['fa', 'en'],
    reference: `${digits(random, 8)}-1234-4abc-8def-${digits(random, 12)}`,
  };
}

const root = new URL('../../../../', import.meta.url).pathname;

function jsonOf(path: string): Json {
  const parsed = parseJson(readFileSync(`${root}${path}`, 'utf8'));
  if (parsed === undefined) throw new Error(`${path} is no JSON`);
  return parsed.value;
}

/** A core vocabulary with the valid records that the repository holds of it. */
function vocabulary(name: string): Subject {
  const folder = `fixtures/vocabularies/${name}`;
  const records = readdirSync(`${root}${folder}`)
    .filter((file) => file.startsWith('valid-'))
    .map((file) => jsonOf(`${folder}/${file}`));
  const [first = null, ...rest] = records;
  const schema = jsonOf(`profiles/vocabularies/${name}.schema.json`);
  if (!isObject(schema)) throw new Error(`${name} is no schema`);
  return { name, schema, record: (random) => pick(random, [first, ...rest]) };
}

const entities = ['person', 'legal-entity', 'address', 'vehicle', 'licence', 'payment', 'period', 'real-estate', 'traffic-record', 'public-service'];

/** Generated records first, then the core vocabularies. */
export const generated: readonly Subject[] = [
  { name: 'coded person', schema: personSchema, record: person },
  { name: 'order', schema: orderSchema, record: order },
];
export const subjects: readonly Subject[] = [...generated, ...entities.map(vocabulary)];

type Rows = readonly Readonly<Record<string, string>>[];
const lists = new Map<string, Rows | undefined>();

/** The rows of a code list of the law. */
export function codelist(id: string): Rows | undefined {
  if (!lists.has(id)) lists.set(id, readList(id));
  return lists.get(id);
}

function readList(id: string): Rows | undefined {
  const file = `${root}profiles/codelists/${id}.csv`;
  try {
    const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
    const cells = (line: string): readonly string[] => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    return lines.map((line) => Object.fromEntries(cells(header).map((name, index) => [name, cells(line)[index] ?? ''])));
  } catch {
    return undefined;
  }
}
