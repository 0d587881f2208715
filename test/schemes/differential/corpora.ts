/**
 * The values that trials run over: half of them valid by independent construction, the rest mutated, transposed, random, or spoilt in form.
 *
 * Natural persons' codes and cards have prefix 999 where an oracle does not look at prefixes; the others are random digits that live in memory only.
 */
import { billCheck, billPair, withGtinCheck, withIbanCheck, withLegalCheck, withLuhnCheck, withNationalCheck, withVinCheck } from './construction.js';
import { randomOf, type Random } from './random.js';
import { jalaaliMonthLength } from 'jalaali-js';

/** One year of the calendar, so that a run can be named. */
const seed = 1403;

function replaceAt(value: string, index: number, character: string): string {
  return value.slice(0, index) + character + value.slice(index + 1);
}

const foreign = (value: string, zero: number): string => value.replace(/[0-9]/g, (digit) => String.fromCharCode(zero + Number(digit)));

/** A value in forms that people and libraries let through. */
export const spoilings: readonly { readonly name: string; readonly spoil: (value: string) => string }[] = [
  { name: 'trailing blank', spoil: (value) => `${value} ` },
  { name: 'leading blank', spoil: (value) => ` ${value}` },
  { name: 'trailing line break', spoil: (value) => `${value}\n` },
  { name: 'leading left-to-right mark', spoil: (value) => `\u200E${value}` },
  { name: 'junk before', spoil: (value) => `ABC${value}` },
  { name: 'junk behind', spoil: (value) => `${value}ABC` },
  { name: 'a digit more before', spoil: (value) => `7${value}` },
  { name: 'a digit more behind', spoil: (value) => `${value}7` },
  { name: 'a digit less', spoil: (value) => value.slice(1) },
  { name: 'Persian digits', spoil: (value) => foreign(value, 0x06f0) },
  { name: 'Arabic-Indic digits', spoil: (value) => foreign(value, 0x0660) },
  { name: 'groups of four by blanks', spoil: (value) => value.replace(/(.{4})(?=.)/g, '$1 ') },
  { name: 'groups of four by hyphens', spoil: (value) => value.replace(/(.{4})(?=.)/g, '$1-') },
  { name: 'small letters', spoil: (value) => value.toLowerCase() },
  { name: 'a blank for each zero', spoil: (value) => value.replaceAll('0', ' ') },
  { name: 'a fraction', spoil: (value) => replaceAt(value, 3, '.') },
  { name: 'nothing', spoil: () => '' },
];

interface Recipe {
  readonly make: (random: Random) => string;
  /** Characters of mutations and random values. */
  readonly alphabet?: string;
  readonly extra?: readonly string[];
}

const halves = 6000;

/** 6,000 made values, 3,000 with one character changed, 1,500 with neighbours swapped, 1,500 random, 40 spoilt in each way, and extra ones. */
function corpusOf({ make, alphabet = '0123456789', extra = [] }: Recipe): readonly string[] {
  const random = randomOf(seed);
  const made = Array.from({ length: halves }, () => make(random));
  const mutated = made.slice(0, halves / 2).map((value) => replaceAt(value, random.below(value.length), random.text(alphabet, 1)));
  const swapped = made.slice(halves / 2, (halves * 3) / 4).map((value) => {
    const at = random.below(value.length - 1);
    return value.slice(0, at) + value.charAt(at + 1) + value.charAt(at) + value.slice(at + 2);
  });
  const loose = Array.from({ length: halves / 4 }, () => random.text(alphabet, random.pick(made).length));
  const spoilt = spoilings.flatMap(({ spoil }) => made.slice(0, 40).map(spoil));
  return [...made, ...mutated, ...swapped, ...loose, ...spoilt, ...extra];
}

/** Computes once, when first asked. */
function lazily(recipe: () => Recipe): () => readonly string[] {
  let values: readonly string[] | undefined;
  return () => {
    values ??= corpusOf(recipe());
    return values;
  };
}

const equalDigits = (length: number): readonly string[] => [...'0123456789'].map((digit) => digit.repeat(length));
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

export const nationalCodes = lazily(() => {
  const random = randomOf(seed + 1);
  return {
    make: ({ below, digits }) => withNationalCheck(below(2) === 0 ? `999${digits(6)}` : digits(9)),
    extra: [
      ...equalDigits(10),
      ...upTo(100).map(() => withNationalCheck(`${random.digits(3)}000000`)),
      ...upTo(100).map(() => withNationalCheck(`000${random.digits(6)}`)),
      ...upTo(100).map(() => withNationalCheck(`00${random.digits(7)}`).replace(/^0+/, '')),
    ],
  };
});

export const legalIds = lazily(() => {
  const random = randomOf(seed + 2);
  return {
    make: ({ digits, pick }) => withLegalCheck(pick(['10', '14', '99']) + digits(8)),
    extra: [
      ...equalDigits(11),
      ...upTo(100).map(() => withLegalCheck(`${random.digits(3)}000000${random.digits(1)}`)),
      ...upTo(300).map(() => withLegalCheck(random.digits(10))),
    ],
  };
});

export const ibans = lazily(() => {
  const random = randomOf(seed + 3);
  // Check digits that leave remainder 1 without being the canonical ones: 00 for 97, 01 for 98, 99 for 02.
  const odd = upTo(20_000).flatMap(() => {
    const code = withIbanCheck(`099${random.digits(19)}`);
    const other = { '97': '00', '98': '01', '02': '99' }[code.slice(2, 4)];
    return other === undefined ? [] : [`IR${other}${code.slice(4)}`];
  });
  return { make: ({ digits }) => withIbanCheck(`099${digits(19)}`), extra: [...odd.slice(0, 60), 'DE89370400440532013000', 'IR'.padEnd(26, '0')] };
});

/** Bank cards of made-up issuers: 999999, and random issuers among them those that libraries treat in a way of their own. */
export const cards = lazily(() => {
  const random = randomOf(seed + 4);
  return {
    make: ({ below, digits, pick }) =>
      withLuhnCheck((below(2) === 0 ? '999999' : pick(['60', '62', '50', '58', '63', '99']) + digits(4)) + digits(9)),
    extra: [
      ...equalDigits(16),
      ...upTo(30).map(() => withLuhnCheck(`999999${random.digits(4)}00000`)),
      ...upTo(300).map(() => `62${random.digits(14)}`),
    ],
  };
});

export const billIds = lazily(() => ({
  make: ({ below, digits }) => {
    const payload = `${1 + below(9)}${digits(4 + below(8))}`;
    return payload + billCheck(payload);
  },
}));

/** `bill/payment` pairs. */
export const billPairs = lazily(() => ({
  make: ({ below, digits }) => billPair(`${1 + below(9)}${digits(4 + below(8))}`, `${1 + below(9)}${digits(3 + below(8))}`).join('/'),
}));

export const goodsIds = lazily(() => ({ make: ({ digits }) => withGtinCheck(digits(12)), extra: equalDigits(13) }));

const vinAlphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
export const vins = lazily(() => ({ make: ({ text }) => withVinCheck(text(vinAlphabet, 17)), alphabet: vinAlphabet }));

export const postalCodes = lazily(() => ({ make: ({ text, digits }) => text('13456789', 5) + digits(5), extra: equalDigits(10) }));

export const mobiles = lazily(() => ({
  make: ({ digits }) => `+989${digits(9)}`,
  alphabet: '0123456789',
  extra: upTo(100).flatMap((prefix) => [`+989${String(prefix).padStart(2, '0')}0000001`, `+989${String(prefix).padStart(2, '0')}2345678`]),
}));

export const landlines = lazily(() => ({
  make: ({ below, digits }) => `+98${1 + below(8)}${digits(1)}${2 + below(8)}${digits(7)}`,
  extra: upTo(80).flatMap((area) => [`+98${area + 10}22345678`, `+98${area + 10}02345678`]),
}));

export const passports = lazily(() => ({
  make: ({ text, digits }) => text('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 1) + digits(8),
  alphabet: 'ABCDEFGHIJ0123456789',
}));

export const documentIds = lazily(() => ({
  make: ({ text }) => text('0123456789abcdef', 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  alphabet: '0123456789abcdef-',
}));

const plateLetters = 'الف ب پ ت ث ج د ز ژ س ش ص ط ع ف ق ک گ ل م ن و ه ی D S تشریفات'.split(' ');
/** Plates in the suite's exchange form; numerals of issued plates are 1 to 9, some are not here. */
export const plates = lazily(() => ({
  make: ({ below, text, digits, pick }) =>
    below(10) === 0 ? `${digits(3)}-${digits(5)}` : `${text('123456789', 2)}-${pick(plateLetters)}-${text('123456789', 3)}-${digits(2)}`,
  extra: upTo(300).map((index) => `1${index % 10}-ب-${(index * 7) % 10}45-6${index % 10}`),
}));

const two = (value: number): string => String(value).padStart(2, '0');

/** Days of 1200 to 1600, one in ten of them in Esfand's last days, where leap years tell. */
export const jalaliDays = lazily(() => ({
  make: ({ below }) => {
    const year = 1200 + below(401);
    const month = below(10) === 0 ? 12 : 1 + below(12);
    const length = jalaaliMonthLength(year, month);
    return `${year}-${two(month)}-${two(below(5) === 0 ? length : 1 + below(length))}`;
  },
  alphabet: '0123456789-',
  extra: upTo(401).flatMap((index) => [`${1200 + index}-12-30`, `${1200 + index}-07-31`]),
}));

const clockEnds = ['Z', 'Z', '+03:30', '+03:30', '+00:00', '-00:00', 'z', '+0330', 'Z+0330', 'Z+03:30', '', '+24:00', '+03:60', '+3:30', '-05:00'];

/** Texts of instants, 12,000 with every part right or wrong by chance, and as many that are right. */
export const instantTexts = (() => {
  const { below, pick } = randomOf(2022);
  const odd = upTo(12_000).map(() => {
    const date = `${1970 + below(60)}-${two(1 + below(12))}-${two(1 + below(31))}`;
    const clock = `${two(below(20) === 0 ? 24 : below(24))}:${two(below(40) === 0 ? 60 : below(60))}`;
    const seconds = pick([':00', ':59', ':60', `:${two(below(60))}`, `:${two(below(60))}.${below(1000)}`, '']);
    return `${date}${pick(['T', 'T', 'T', 'T', ' ', 't'])}${clock}${seconds}${pick(clockEnds)}`;
  });
  const right = upTo(12_000).map(() => {
    const text = new Date(below(1_900_000_000) * 1000 + below(1000)).toISOString();
    return below(2) === 0 ? text : text.replace('Z', '+03:30');
  });
  return () => [...odd, ...right];
})();
