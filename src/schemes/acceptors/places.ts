/**
 * Quick predicates of the codes of places, vehicles and listed things; each says exactly what its scheme says of a text.
 *
 * Source   As each scheme's own file says. The tables are built by asking the schemes themselves about every row of the lists.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { clusterRows, countryRows, currencyRows, exchangeRows, languageRows, provinceRows } from '../generated/tables.js';
import { language } from '../language.js';
import { cluster, country, currency, exchange, province } from '../listed-codes.js';
import type { SchemeResult } from '../scheme.js';
import { areDigits, numberAt } from './digits.js';

export function acceptsPostalCode(text: string): boolean {
  if (text.length !== 10 || !areDigits(text, 0, 10)) return false;
  for (let index = 0; index < 5; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 48 || unit === 50) return false;
  }
  return true;
}

/** Printable ASCII without blanks, 1 to 64 characters. */
export function acceptsOpaqueId(text: string): boolean {
  if (text.length === 0 || text.length > 64) return false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 33 || unit > 126) return false;
  }
  return true;
}

/** Seventeen digits and capital letters without I, O and Q. */
export function acceptsVin(text: string): boolean {
  if (text.length !== 17) return false;
  for (let index = 0; index < 17; index += 1) {
    const unit = text.charCodeAt(index);
    const letter = unit >= 65 && unit <= 90 && unit !== 73 && unit !== 79 && unit !== 81;
    if (!letter && (unit < 48 || unit > 57)) return false;
  }
  return true;
}

/** Number of up to three capital letters, 1…18278; 0 where it is something else. */
function lettersAt(text: string): number {
  if (text.length > 3) return 0;
  let value = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 65 || unit > 90) return 0;
    value = value * 26 + unit - 64;
  }
  return value;
}

/** A table of those codes of up to three capital letters that a scheme holds valid. */
function letterTable(codes: readonly string[], check: (value: unknown) => SchemeResult): Uint8Array {
  const table = new Uint8Array(18_279);
  for (const code of codes) if (check(code).valid) table[lettersAt(code)] = 1;
  table[0] = 0;
  return table;
}

const countries = letterTable(countryRows.flat(), country);
const currencies = letterTable(
  currencyRows.map(([code]) => code),
  currency,
);

export function acceptsCountry(text: string): boolean {
  return countries[lettersAt(text)] === 1;
}

export function acceptsCurrency(text: string): boolean {
  return currencies[lettersAt(text)] === 1;
}

const provinceNumbers = new Uint8Array(100);
for (const [code, number] of provinceRows) if (province(code).valid && province(number).valid) provinceNumbers[Number(number)] = 1;

/** `IR-23`, or the number alone. */
export function acceptsProvince(text: string): boolean {
  const { length } = text;
  if (length === 5)
    return text.charCodeAt(0) === 73 && text.charCodeAt(1) === 82 && text.charCodeAt(2) === 45 && provinceNumbers[numberAt(text, 3, 5)] === 1;
  return length === 2 && provinceNumbers[numberAt(text, 0, 2)] === 1;
}

const clusters: ReadonlySet<string> = new Set(clusterRows.map(([code]) => code).filter((code) => cluster(code).valid));
const exchanges: ReadonlySet<string> = new Set(exchangeRows.map(([code]) => code).filter((code) => exchange(code).valid));

export function acceptsCluster(text: string): boolean {
  return text.length === 3 && clusters.has(text);
}

export function acceptsExchange(text: string): boolean {
  return text.length <= 4 && exchanges.has(text);
}

const languages: ReadonlySet<string> = new Set(languageRows.map(([code]) => code).filter((code) => language(code).valid));

/** A bare language of our list at once; every other tag as its scheme says. */
export function acceptsLanguage(text: string): boolean {
  return (text.length <= 3 && languages.has(text)) || language(text).valid;
}

/** Letters of number plates that are one character. */
const plateLetters: ReadonlySet<number> = new Set(Array.from('بپتثجدزژسشصطعفقکگلمنوهیDS', (letter) => letter.charCodeAt(0)));
/** Where the digits before the letter end with their hyphen, and how many characters stand after the letter. */
const letterStart = 3;
const afterLetter = 7;

/** `12-ب-345-67`, or `123-45678` of a motorcycle. */
export function acceptsPlate(text: string): boolean {
  const { length } = text;
  if (length === 9) return text.charCodeAt(3) === 45 && areDigits(text, 0, 3) && areDigits(text, 4, 9);
  const end = length - afterLetter;
  const letter =
    length === letterStart + 1 + afterLetter
      ? plateLetters.has(text.charCodeAt(letterStart))
      : (length === letterStart + 3 + afterLetter && text.startsWith('الف', letterStart)) ||
        (length === letterStart + 7 + afterLetter && text.startsWith('تشریفات', letterStart));
  return (
    letter &&
    areDigits(text, 0, 2) &&
    text.charCodeAt(2) === 45 &&
    text.charCodeAt(end) === 45 &&
    areDigits(text, end + 1, end + 4) &&
    text.charCodeAt(end + 4) === 45 &&
    areDigits(text, end + 5, length)
  );
}
