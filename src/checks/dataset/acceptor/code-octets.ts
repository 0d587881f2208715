/**
 * Codes in octets: for each scheme a test that accepts only what the scheme finds valid, and nothing that a rule takes for a placeholder.
 *
 * Source   That of each scheme; held to src/schemes by property tests. Schemes that are not here are for the judge: plates are never strings in
 *          exchange, cards and payment ids are judged with what stands beside them.
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import { countryRows, currencyRows, exchangeRows, clusterRows, languageRows, provinceRows } from '../../../schemes/generated/tables.js';
import { schemes } from '../../../schemes/registry.js';
import type { SchemeId } from '../../../schemes/scheme.js';
import { instantTest } from './day-octets.js';
import { octetsOf, quote, type ContentTest, type GuardedTest } from './octet-reader.js';
import { openTrie } from './octet-trie.js';
import { saysSomething } from './text-octets.js';

/** The sum of the digits of a range, each by its weight, or -1 where one is no digit. Weights repeat. */
function weighted(octets: Uint8Array, start: number, end: number, weights: Uint8Array): number {
  let sum = 0;
  let place = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (octets[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return -1;
    sum += digit * (weights[place] ?? 0);
    place = place + 1 === weights.length ? 0 : place + 1;
  }
  return sum;
}

function areDigits(octets: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const digit = (octets[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return false;
  }
  return true;
}

/** Whether the digits behind a possible `+98` are not all one and the same. */
function varies(octets: Uint8Array, start: number, end: number): boolean {
  const last = octets[end - 1];
  for (let at = end - 2; at >= start + 3; at -= 1) if (octets[at] !== last) return true;
  return false;
}

const digitAt = (octets: Uint8Array, at: number): number => (octets[at] ?? 0) - 48;
const nationalWeights = Uint8Array.of(10, 9, 8, 7, 6, 5, 4, 3, 2);

const isNationalCode: ContentTest = (octets, start, end) => {
  const sum = weighted(octets, start, start + 9, nationalWeights);
  const remainder = sum % 11;
  return sum >= 0 && digitAt(octets, end - 1) === (remainder < 2 ? remainder : 11 - remainder) && varies(octets, start, end);
};

const legalWeights = Uint8Array.of(29, 27, 23, 19, 17);
/** Each digit is raised by the tenth plus two: the sum grows by that times all ten weights. */
const legalWeightsTogether = 230;

const isLegalId: ContentTest = (octets, start, end) => {
  const sum = weighted(octets, start, start + 10, legalWeights);
  if (sum < 0) return false;
  const remainder = (sum + (digitAt(octets, start + 9) + 2) * legalWeightsTogether) % 11;
  return digitAt(octets, end - 1) === (remainder === 10 ? 0 : remainder) && varies(octets, start, end);
};

const isPersonOrLegalId: ContentTest = (octets, start, end) =>
  end - start === 10 ? isNationalCode(octets, start, end) : isLegalId(octets, start, end);

/** The remainder of digits modulo 97, going on from one, or -1. */
function remainder97(octets: Uint8Array, start: number, end: number): number {
  let remainder = 0;
  for (let at = start; at < end; at += 1) {
    const digit = digitAt(octets, at);
    if (digit < 0 || digit > 9) return -1;
    remainder = remainder * 10 + digit;
    // Exact below 2^53; a division for every digit would cost more than all the rest.
    if (remainder > 1e13) remainder %= 97;
  }
  return remainder % 97;
}

const isSheba: ContentTest = (octets, start, end) => {
  if (octets[start] !== 0x49 || octets[start + 1] !== 0x52) return false;
  const remainder = remainder97(octets, start + 4, end);
  const tens = digitAt(octets, start + 2);
  const ones = digitAt(octets, start + 3);
  // 182700 is IR and two empty check digits; 1_000_000 modulo 97 is 27, 182700 modulo 97 is 49.
  return remainder >= 0 && tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 && tens * 10 + ones === 98 - ((remainder * 27 + 49) % 97);
};

const gtinWeights = Uint8Array.of(1, 3);

const isGoodsId: ContentTest = (octets, start, end) => {
  const sum = weighted(octets, start, end - 1, gtinWeights);
  return sum >= 0 && digitAt(octets, end - 1) === (10 - (sum % 10)) % 10 && varies(octets, start, end);
};

const isBillId: ContentTest = (octets, start, end) => {
  let sum = 0;
  let weight = 2;
  for (let at = end - 2; at >= start; at -= 1) {
    const digit = digitAt(octets, at);
    if (digit < 0 || digit > 9) return false;
    sum += digit * weight;
    weight = weight === 7 ? 2 : weight + 1;
  }
  const remainder = sum % 11;
  return digitAt(octets, end - 1) === (remainder < 2 ? 0 : 11 - remainder) && varies(octets, start, end);
};

const isPlainNumber: ContentTest = (octets, start, end) => areDigits(octets, start, end) && varies(octets, start, end);
const isEconomicNumber: ContentTest = (octets, start, end) => (end - start === 11 || end - start === 14) && isPlainNumber(octets, start, end);

/** Neither 0 nor 2 among the first five. */
const isPostalCode: ContentTest = (octets, start, end) => {
  for (let index = start; index < start + 5; index += 1) if (octets[index] === 0x30 || octets[index] === 0x32) return false;
  return isPlainNumber(octets, start, end);
};

/** +98, a digit between two others, nine digits. */
const telephone =
  (least: number, most: number): ContentTest =>
  (octets, start, end) => {
    const first = digitAt(octets, start + 3);
    const isIranian = octets[start] === 0x2b && octets[start + 1] === 0x39 && octets[start + 2] === 0x38;
    return isIranian && first >= least && first <= most && areDigits(octets, start + 4, end) && varies(octets, start, end);
  };

const isUpper = (octet: number): boolean => octet >= 0x41 && octet <= 0x5a;

const isVin: ContentTest = (octets, start, end) => {
  for (let at = start; at < end; at += 1) {
    const octet = octets[at] ?? 0;
    const digit = octet >= 48 && octet <= 57;
    if (!digit && (!isUpper(octet) || octet === 0x49 || octet === 0x4f || octet === 0x51)) return false;
  }
  return true;
};

const isPassport: ContentTest = (octets, start, end) => isUpper(octets[start] ?? 0) && areDigits(octets, start + 1, end);

const isHexadecimal = (octet: number): boolean =>
  (octet >= 48 && octet <= 57) || (octet >= 0x41 && octet <= 0x46) || (octet >= 0x61 && octet <= 0x66);

/** A UUID that is not nil (RFC 9562 §4). */
const isUuid: ContentTest = (octets, start, end) => {
  let isNil = true;
  for (let at = start; at < end; at += 1) {
    const octet = octets[at] ?? 0;
    const place = at - start;
    const isHyphen = place === 8 || place === 13 || place === 18 || place === 23;
    if (isHyphen ? octet !== 0x2d : !isHexadecimal(octet)) return false;
    if (!isHyphen && octet !== 48) isNil = false;
  }
  return !isNil;
};

/** A section A to U, alone or with two to four digits. */
const isIsic: ContentTest = (octets, start, end) => {
  const section = octets[start] ?? 0;
  return section >= 0x41 && section <= 0x55 && end - start !== 2 && areDigits(octets, start + 1, end);
};

/** Printable ASCII without blanks and without what JSON escapes. */
const isOpaque: ContentTest = (octets, start, end) => {
  for (let at = start; at < end; at += 1) {
    const octet = octets[at] ?? 0;
    if (octet <= 0x20 || octet > 0x7e || octet === quote || octet === 0x5c) return false;
  }
  return saysSomething(octets, start, end);
};

/** A test of membership in a list of codes: those of the candidates that the scheme finds valid. */
function listTest(id: SchemeId, candidates: readonly string[]): GuardedTest {
  const codes = [...new Set(candidates)].filter((code) => /^(?!nil$|null$)[-a-z0-9]+$/i.test(code) && schemes.get(id)?.check(code).valid === true);
  const trie = openTrie(codes.map((code) => octetsOf(`${code}"`)));
  const lengths = codes.map((code) => code.length);
  const test: ContentTest = (octets, start, end) => {
    const index = trie?.find(octets, start) ?? -1;
    return index >= 0 && lengths[index] === end - start;
  };
  return { test, shortest: Math.min(...lengths), longest: Math.max(...lengths) };
}

const digits = (length: number, test: ContentTest): GuardedTest => ({ test, shortest: length, longest: length, form: '9'.repeat(length) });
const telephoneOf = (least: number, most: number): GuardedTest => ({ test: telephone(least, most), shortest: 13, longest: 13 });
const opaque: GuardedTest = { test: isOpaque, shortest: 1, longest: 64 };
/** Currencies in force on any day: without a beginning and without an end. */
const lastingCurrencies = currencyRows.filter(([, from, to]) => from === '' && to === '').map(([code]) => code);

/** The format `uuid`; hexadecimal digits of either case. */
export const uuidTest: GuardedTest = { test: isUuid, shortest: 36, longest: 36 };

const tests: readonly (readonly [SchemeId, () => GuardedTest])[] = [
  ['national-code', () => digits(10, isNationalCode)],
  ['legal-id', () => digits(11, isLegalId)],
  ['person-or-legal-id', () => ({ test: isPersonOrLegalId, shortest: 10, longest: 11 })],
  ['postal-code', () => digits(10, isPostalCode)],
  ['sheba', () => ({ test: isSheba, shortest: 26, longest: 26, form: `IR${'9'.repeat(24)}` })],
  ['bill-id', () => ({ test: isBillId, shortest: 6, longest: 13 })],
  ['goods-id', () => digits(13, isGoodsId)],
  ['iran-code', () => digits(16, isPlainNumber)],
  ['sayad', () => digits(16, isPlainNumber)],
  ['service-id', () => digits(11, isPlainNumber)],
  ['foreigner-id', () => digits(12, isPlainNumber)],
  ['economic-number', () => ({ test: isEconomicNumber, shortest: 11, longest: 14 })],
  ['vin', () => ({ test: isVin, shortest: 17, longest: 17 })],
  ['mobile', () => ({ ...telephoneOf(9, 9), form: `+989${'9'.repeat(9)}` })],
  ['landline', () => telephoneOf(1, 8)],
  ['phone', () => telephoneOf(1, 9)],
  ['passport', () => ({ test: isPassport, shortest: 9, longest: 9 })],
  ['gnaf', () => opaque],
  ['property-id', () => opaque],
  ['isic', () => ({ test: isIsic, shortest: 1, longest: 5 })],
  ['shams-id', () => uuidTest],
  ['instant', () => instantTest],
  [
    'province',
    () =>
      listTest(
        'province',
        provinceRows.map(([code]) => code),
      ),
  ],
  ['country', () => listTest('country', countryRows.flat())],
  ['currency', () => listTest('currency', lastingCurrencies)],
  ['language', () => listTest('language', ['fa-IR', ...languageRows.map(([code]) => code)])],
  [
    'cluster',
    () =>
      listTest(
        'cluster',
        clusterRows.map(([code]) => code),
      ),
  ],
  [
    'exchange',
    () =>
      listTest(
        'exchange',
        exchangeRows.map(([code]) => code),
      ),
  ],
];

const makers: ReadonlyMap<SchemeId, () => GuardedTest> = new Map(tests);
const made = new Map<SchemeId, GuardedTest>();

/** The schemes that have a test on octets. */
export const octetSchemes: readonly SchemeId[] = tests.map(([id]) => id);

/** The test of a scheme, or undefined: its codes are for the judge. */
export function codeTest(id: SchemeId): GuardedTest | undefined {
  const ready = made.get(id) ?? makers.get(id)?.();
  if (ready !== undefined) made.set(id, ready);
  return ready;
}
