/**
 * Codes that are members of a list: provinces, countries, currencies, clusters, exchange centres.
 *
 * The tables are those of profiles/codelists, held equal by a test.
 *
 * Source   ISO 3166-1, ISO 3166-2:IR (November 2020), ISO 4217, the adopted table of clusters.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { clusterRows, countryRows, currencyRows, exchangeRows, formerProvinceRows, provinceRows } from './generated/tables.js';
import { lexemeOf, type Shape } from './lexical.js';
import { canonicalPersian } from './persian-text.js';
import { resultOf, type SchemeResult } from './scheme.js';

export { language } from './language.js';

const upper = (exact: RegExp, ...lengths: readonly number[]): Shape => ({ exact, alphabet: /^[-A-Z0-9]$/, lengths });

const provinceNames: ReadonlyMap<string, readonly string[]> = new Map(
  provinceRows.flatMap(([code, number, fa, en]) => [
    [code, [fa, en]],
    [number, [fa, en]],
  ]),
);
const formerProvinces: ReadonlyMap<string, string> = new Map(formerProvinceRows.map(([code, current]) => [code, current]));
const provinceShape = upper(/^IR-[0-9]{2}$/, 5);

/** A province, `IR-23`. Reasons: the lexical ones, unknown-code, former-code (IR-31, IR-32: withdrawn in 2020). Warning: number-only (`23`, the
 * Statistical Centre's number, which the ISO code carries). */
export function province(value: unknown): SchemeResult {
  if (typeof value === 'string' && /^[0-9]{2}$/.test(value))
    return provinceNames.has(value) ? resultOf([], ['number-only']) : resultOf(['unknown-code']);
  const { text, reasons } = lexemeOf(value, provinceShape);
  if (reasons.some((reason) => ['not-string', 'empty', 'wrong-length', 'wrong-character'].includes(reason))) return resultOf(reasons);
  if (provinceNames.has(text)) return resultOf(reasons);
  return resultOf([...reasons, formerProvinces.has(text) ? 'former-code' : 'unknown-code']);
}

const comparable = (name: string): string =>
  canonicalPersian(name)
    .toLowerCase()
    .replace(/^(?:استان|province of)\s+|\s+province$/u, '')
    .replace(/[\s\u200C,،-]+/gu, '');
const namedProvinces: ReadonlyMap<string, string> = new Map(
  provinceRows.flatMap(([code, , fa, en]) => [fa, en].map((name) => [comparable(name), code] as const)),
);

/** What the code and the name of a province say of each other: agree, disagree, former (right under the numbering before 2020), or unknown (the
 * name is no province's, or the code none). */
export function provinceAgreement(code: string, name: string): 'agree' | 'disagree' | 'former' | 'unknown' {
  const named = name.length > 100 ? undefined : namedProvinces.get(comparable(name));
  if (named === undefined || !province(code).valid) return 'unknown';
  const full = code.startsWith('IR-') ? code : `IR-${code}`;
  if (named === full) return 'agree';
  return formerProvinces.get(full) === named ? 'former' : 'disagree';
}

const alpha2: ReadonlySet<string> = new Set(countryRows.map(([code]) => code));
const alpha3: ReadonlySet<string> = new Set(countryRows.map(([, code]) => code));
const countryShape = upper(/^[A-Z]{2,3}$/, 2, 3);

/** A country, alpha-2 or alpha-3. Reasons: the lexical ones, unknown-code. Warning: alpha-3. */
export function country(value: unknown): SchemeResult {
  const { text, reasons } = lexemeOf(value, countryShape);
  if (alpha2.has(text)) return resultOf(reasons);
  if (alpha3.has(text)) return resultOf(reasons, ['alpha-3']);
  return resultOf(reasons.length > 0 ? reasons : ['unknown-code']);
}

const currencies: ReadonlyMap<string, readonly [from: string, to: string]> = new Map(currencyRows.map(([code, from, to]) => [code, [from, to]]));
const tomanCodes: ReadonlySet<string> = new Set(['IRT', 'TOM', 'TMN', 'TOMAN', 'تومان', 'تومن']);
const currencyShape = upper(/^[A-Z]{3}$/, 3);

/** A currency in force on a day (YYYY-MM-DD; without one, any that the list has). Reasons: the lexical ones, toman, unknown-code,
 * not-in-force. */
export function currencyOn(value: unknown, day?: string): SchemeResult {
  if (typeof value === 'string' && tomanCodes.has(value.trim().toUpperCase())) return resultOf(['toman']);
  const { text, reasons } = lexemeOf(value, currencyShape);
  const validity = currencies.get(text);
  if (validity === undefined) return resultOf(reasons.length > 0 ? reasons : ['unknown-code']);
  const [from, to] = validity;
  const outside = day !== undefined && ((from !== '' && day < from) || (to !== '' && day > to));
  return resultOf(outside ? [...reasons, 'not-in-force'] : reasons);
}

/** A currency of ISO 4217. */
export function currency(value: unknown): SchemeResult {
  return currencyOn(value);
}

const clusters: ReadonlySet<string> = new Set(clusterRows.map(([code]) => code));
const exchanges: ReadonlySet<string> = new Set(exchangeRows.map(([code]) => code));

/** One of the 14 clusters, C01…C14 (codes of this project). Reasons: the lexical ones, unknown-code. */
export function cluster(value: unknown): SchemeResult {
  const { text, reasons } = lexemeOf(value, upper(/^C[0-9]{2}$/, 3));
  return resultOf(clusters.has(text) || reasons.length > 0 ? reasons : ['unknown-code']);
}

/** An exchange centre or bus by its abbreviation. Reasons: the lexical ones, unknown-code. */
export function exchange(value: unknown): SchemeResult {
  const { text, reasons } = lexemeOf(value, upper(/^[A-Z]{3,4}$/, 3, 4));
  return resultOf(exchanges.has(text) || reasons.length > 0 ? reasons : ['unknown-code']);
}
