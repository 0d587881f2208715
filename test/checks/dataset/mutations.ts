/**
 * The closed table of mutations: what spoils a value, and the finding that must say so.
 */
import type { Json } from '../../../src/contract/api-model.js';
import { keywordOf, type PlacedNode } from '../../../src/checks/data/instance.js';
import { isAmount, isCompanion, isIdentifier, kindOf, temporalKindOf } from '../../../src/checks/data/recognise.js';
import { isObject, memberOf } from '../../../src/contract/json.js';
import { nationalCode } from '../../../src/schemes/national-code.js';
import { hasPersianLetters } from '../../../src/schemes/persian-text.js';
import type { SchemeId } from '../../../src/schemes/scheme.js';
import type { Change } from './sites.js';

/** One way to spoil a record. */
export interface Mutation {
  readonly name: string;
  /** The finding code that it must give. */
  readonly code: string;
  /** The change at a site, or undefined where the site has nothing to spoil in this way. */
  readonly at: (site: PlacedNode) => Change | undefined;
}

type Spoil = (text: string, site: PlacedNode) => Json | undefined;

function onText(name: string, code: string, spoil: Spoil): Mutation {
  const at = (site: PlacedNode): Change | undefined => {
    const value = typeof site.value === 'string' ? spoil(site.value, site) : undefined;
    return value === undefined ? undefined : { path: site.path, value };
  };
  return { name, code, at };
}

const onKind = (name: string, code: string, kinds: readonly SchemeId[], spoil: Spoil): Mutation =>
  onText(name, code, (text, site) => {
    const kind = kindOf(site);
    return kind !== undefined && kinds.includes(kind) ? spoil(text, site) : undefined;
  });

const isFarsi = (text: string, site: PlacedNode): boolean =>
  hasPersianLetters(text) &&
  keywordOf(site, 'enum') === undefined &&
  keywordOf(site, 'x-egif-lang') !== 'ar' &&
  site.name !== 'ar' &&
  kindOf(site) === undefined;

const onFarsi = (name: string, code: string, spoil: (text: string) => string): Mutation =>
  onText(name, code, (text, site) => (isFarsi(text, site) || (hasPersianLetters(text) && kindOf(site) === 'persian-text') ? spoil(text) : undefined));

/** In the middle of a text. */
const insert =
  (part: string) =>
  (text: string): string =>
    text.slice(0, 2) + part + text.slice(2);

const nextDigit = (text: string): string => text.slice(0, -1) + String((Number(text.at(-1)) + 1) % 10);
const foreign =
  (zero: number) =>
  (text: string): string | undefined =>
    /^[0-9]+$/.test(text) ? text.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit))) : undefined;
const digits: readonly SchemeId[] = [
  'national-code',
  'legal-id',
  'postal-code',
  'goods-id',
  'foreigner-id',
  'bill-id',
  'service-id',
  'person-or-legal-id',
];

/** Nine digits that are a national code of an office that is none, once its zero is back. */
const withoutZero = Array.from({ length: 10 }, (_, digit) => `00000012${digit}`).find((text) =>
  nationalCode(text).warnings.includes('leading-zeros-lost'),
);

const zoned = /(?:Z|[+-][0-9]{2}:[0-9]{2})$/;
const onInstant = (name: string, code: string, spoil: (text: string) => string): Mutation =>
  onText(name, code, (text, site) => (temporalKindOf(site) === 'date-time' && zoned.test(text) ? spoil(text) : undefined));
const onDate = (name: string, code: string, spoil: (text: string) => string): Mutation =>
  onText(name, code, (text, site) => (temporalKindOf(site) === 'date' && /^[0-9-]{10}$/.test(text) ? spoil(text) : undefined));
const onCompanion = (name: string, code: string, spoil: (text: string) => string | undefined): Mutation =>
  onText(name, code, (text, site) => (isCompanion(site) ? spoil(text) : undefined));

const characters: readonly Mutation[] = [
  onFarsi('Arabic ye', 'arabic-letter', (text) => (text.includes('ی') ? text.replace('ی', 'ي') : insert('ي')(text))),
  onFarsi('Arabic kaf', 'arabic-letter', (text) => (text.includes('ک') ? text.replace('ک', 'ك') : insert('ك')(text))),
  onFarsi('alef maksura', 'arabic-letter', insert('ى')),
  onFarsi('tatweel', 'tatweel', insert('ـ')),
  onFarsi('presentation form', 'presentation-form', insert('ﻻ')),
  onFarsi('text in NFD', 'not-nfc', insert('آ'.normalize('NFD'))),
  onFarsi('half of a surrogate pair', 'lone-surrogate', insert('\uD83D')),
  onFarsi('bidi override in a name', 'bidi-control-character', insert('\u202E')),
  onFarsi('right-to-left mark', 'bidi-control-character', insert('\u200F')),
  onFarsi('zero-width space', 'zero-width-character', insert('\u200B')),
  onFarsi('byte order mark inside', 'zero-width-character', insert('\uFEFF')),
  onFarsi('soft hyphen', 'zero-width-character', insert('\u00AD')),
  onFarsi('NUL', 'control-character', insert('\u0000')),
  onFarsi('a joiner at the start', 'zwnj-misplaced', (text) => `\u200C${text}`),
  onFarsi('replacement character', 'replacement-characters', insert('\uFFFD')),
  onFarsi('wrongly decoded', 'mojibake', () => 'Ø¹Ù„ÛŒ'),
  onFarsi('question marks for letters', 'letters-lost', () => '????'),
  onFarsi('the word null', 'sentinel-value', () => 'null'),
  onFarsi('a hyphen for nothing', 'sentinel-value', () => '-'),
];

const codes: readonly Mutation[] = [
  onKind('wrong check digit of a national code', 'national-code-check-digit', ['national-code'], nextDigit),
  onKind('wrong check digit of a legal id', 'legal-id-check-digit', ['legal-id'], nextDigit),
  onKind('wrong check digits of an IBAN', 'sheba-check-digit', ['sheba'], nextDigit),
  onKind('goods id off by one', 'goods-id-check-digit', ['goods-id'], nextDigit),
  onKind('bill id off by one', 'bill-id-check-digit', ['bill-id'], nextDigit),
  onText('payment id of another bill', 'payment-id-check-digit', (text, site) =>
    site.name === 'paymentId' && memberOf(site.parents[0], 'billId') !== undefined ? nextDigit(text) : undefined,
  ),
  onKind('Persian digits in a code', 'foreign-digits', digits, foreign(0x6f0)),
  onKind('Arabic digits in a code', 'foreign-digits', digits, foreign(0x660)),
  onText('a code as a number', 'identifier-as-number', (text, site) =>
    isIdentifier(site) && /^[1-9][0-9]{0,14}$/.test(text) && keywordOf(site, 'enum') === undefined ? Number(text) : undefined,
  ),
  onKind('leading zeros lost', 'leading-zeros-lost', ['national-code'], () => withoutZero),
  onKind('a row of zeros', 'sentinel-value', ['national-code'], () => '0000000000'),
  onKind('equal digits', 'national-code-equal-digits', ['national-code'], () => '1111111111'),
  onKind("a foreigner's id in a national code", 'foreigner-id-in-national-code', ['national-code'], () => '100000000012'),
  onKind('too short a legal id', 'legal-id-malformed', ['legal-id'], (text) => text.slice(1)),
  onKind('nine digits of a postal code', 'postal-code-malformed', ['postal-code'], (text) => text.slice(1)),
  onKind('lower-case IBAN', 'sheba-malformed', ['sheba'], (text) => text.toLowerCase()),
  onKind('spaced IBAN', 'sheba-malformed', ['sheba'], (text) => text.replace(/(.{4})/g, '$1 ').trim()),
  onKind('card number in a payment', 'card-as-account', ['sheba'], () => '9999990000000014'),
  onKind('toman for a currency', 'toman-in-exchange', ['currency'], () => 'IRT'),
  onKind('no currency at all', 'currency-not-iso', ['currency'], () => 'XYZ'),
  onKind('no country', 'country-not-iso', ['country'], () => 'XX'),
  onKind('IR-32', 'province-code-unknown', ['province'], (text) => (text.startsWith('IR-') ? 'IR-32' : undefined)),
  onKind('telephone in national form', 'telephone-not-e164', ['mobile', 'phone', 'landline'], (text) => text.replace('+98', '0')),
  onKind('VIN with an I', 'vin-malformed', ['vin'], (text) => `I${text.slice(1)}`),
];

const times: readonly Mutation[] = [
  onInstant('Z+0330', 'instant-malformed', (text) => text.replace(zoned, 'Z+0330')),
  onInstant('missing zone', 'instant-malformed', (text) => text.replace(zoned, '')),
  onInstant('a blank for the T', 'instant-malformed', (text) => text.replace('T', ' ')),
  onInstant('Solar-Hijri instant', 'jalali-unmarked', () => '1404-01-31T08:00:00Z'),
  onDate('Solar-Hijri day in the Gregorian member', 'jalali-unmarked', () => '1404-01-31'),
  onDate('no such day', 'date-not-rfc3339', () => '2025-02-30'),
  onDate('a day with slashes', 'date-not-rfc3339', (text) => text.replaceAll('-', '/')),
  onDate('a day with a fake time', 'fake-time', (text) => `${text}T00:00:00Z`),
  onDate('the end of time', 'sentinel-value', () => '9999-12-31'),
  onCompanion('1404-12-30', 'jalali-malformed', () => '1404-12-30'),
  onCompanion('month 13', 'jalali-malformed', () => '1403-13-01'),
  onCompanion('Solar-Hijri day in Persian digits', 'foreign-digits', (text) =>
    text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit))),
  ),
  onCompanion('wrong twin', 'jalali-twin-differs', (text) => text.replace(/[0-9]{2}$/, (day) => (day === '15' ? '16' : '15'))),
];

/** The members that a site's own schemas require and that it has; of those that a branch requires, another may do. */
function requiredOf({ value, schemas }: PlacedNode): readonly string[] {
  const branches = new Set(schemas.flatMap((schema) => [schema['anyOf'] ?? [], schema['oneOf'] ?? []].flat(2)));
  const names = schemas
    .filter((schema) => !branches.has(schema))
    .flatMap((schema) => schema['required'] ?? [])
    .filter((name) => typeof name === 'string');
  return isObject(value) ? names.filter((name) => Object.hasOwn(value, name)) : [];
}

const typesOf = (site: PlacedNode): readonly Json[] => [keywordOf(site, 'type') ?? []].flat();

/** Whether a field holds texts alone; a code's own rule says more than its type. */
const onlyText = (site: PlacedNode): boolean => typesOf(site).join() === 'string' && [undefined, 'persian-text'].includes(kindOf(site));

const periodEnds = [
  ['startDate', 'endDate'],
  ['issueDate', 'expiryDate'],
] as const;

const structure: readonly Mutation[] = [
  {
    name: 'required member absent',
    code: 'record-member-absent',
    at: (site) => {
      const names = requiredOf(site);
      const [name] = names.slice(site.path.length % Math.max(names.length, 1));
      return name === undefined ? undefined : { path: [...site.path, name] };
    },
  },
  {
    name: 'wrong type',
    code: 'record-type-wrong',
    at: (site) =>
      typeof site.value === 'number' && typesOf(site).some((type) => type === 'number' || type === 'integer')
        ? { path: site.path, value: 'بسیار' }
        : undefined,
  },
  onText('a truth for a text', 'record-type-wrong', (_text, site) => (onlyText(site) ? true : undefined)),
  onText('a list for a text', 'record-type-wrong', (text, site) => (onlyText(site) ? { inner: text } : undefined)),
  onText('unknown code of a code list', 'value-not-in-codelist', (_text, site) =>
    keywordOf(site, 'x-egif-codelist') === undefined ? undefined : 'ZZZ',
  ),
  {
    name: 'old province code with its old name',
    code: 'province-code-former',
    at: ({ value, path }) => {
      const [name] = isObject(value) ? Object.keys(value).filter((member) => /provinceCode$/.test(member)) : [];
      return name === undefined
        ? undefined
        : { path, value: { ...(isObject(value) ? value : {}), [name]: 'IR-07', provinceName: 'تهران' }, at: [...path, name] };
    },
  },
  {
    name: 'code of another province',
    code: 'province-name-differs',
    at: ({ value, path }) => {
      const [name] = isObject(value) ? Object.keys(value).filter((member) => /provinceCode$/.test(member)) : [];
      return name === undefined
        ? undefined
        : { path, value: { ...(isObject(value) ? value : {}), [name]: 'IR-21', provinceName: 'تهران' }, at: [...path, name] };
    },
  },
  {
    name: 'amount in tomans beside a payment id',
    code: 'payment-id-amount',
    at: ({ value, path }) =>
      isObject(value) && memberOf(value, 'billId') !== undefined && memberOf(value, 'paymentId') !== undefined
        ? { path: [...path, 'amount'], value: { amount: '1700', currency: 'IRR' }, at: [...path, 'paymentId'] }
        : undefined,
  },
  {
    name: 'a period that ends before it starts',
    code: 'period-ends-before-start',
    at: ({ value, path }) => {
      const [, end] = periodEnds.find(([start, last]) => memberOf(value, start) !== undefined && memberOf(value, last) !== undefined) ?? [];
      return end === undefined ? undefined : { path: [...path, end], value: '1979-02-11' };
    },
  },
  {
    name: 'amountToman',
    code: 'toman-in-exchange',
    at: ({ value, path }) => (memberOf(value, 'amount') === undefined ? undefined : { path: [...path, 'amountToman'], value: '1700' }),
  },
  {
    name: 'amount without its unit',
    code: 'amount-without-unit',
    at: ({ value, path }) =>
      typeof memberOf(value, 'amount') === 'string' && memberOf(value, 'currency') !== undefined
        ? { path: [...path, 'currency'], at: [...path, 'amount'] }
        : undefined,
  },
  onText('amount as a number', 'amount-as-number', (text, site) => (isAmount(site) ? Number(text) : undefined)),
  {
    name: 'number beyond what every reader keeps',
    code: 'number-beyond-safe',
    at: ({ value, path }) => (typeof value === 'number' ? { path, value: 2 ** 60 } : undefined),
  },
  {
    name: 'plate as one text',
    code: 'plate-not-structured',
    at: (site) => (kindOf(site) === 'plate' && isObject(site.value) ? { path: site.path, value: '12-be-345-67' } : undefined),
  },
];

export const mutations: readonly Mutation[] = [...characters, ...codes, ...times, ...structure];
