/**
 * Which code each core type of the data catalogue (`x-egif-type`) is. A core type that is not here is no code, whatever its name.
 *
 * One table for the facts of applicability, the lint of contracts and the checks of answers: what one of them takes for a code, all do.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { codeIdOf } from './field-dictionary.js';
import type { SchemeId } from './scheme.js';

export const codeOfCoreType: ReadonlyMap<string, SchemeId> = new Map([
  ['NationalCode', 'national-code'],
  ['LegalPersonId', 'legal-id'],
  ['PersonOrLegalId', 'person-or-legal-id'],
  ['ForeignNationalId', 'foreigner-id'],
  ['EconomicCode', 'economic-number'],
  ['PostalCode', 'postal-code'],
  ['GnafId', 'gnaf'],
  ['Iban', 'sheba'],
  ['Vin', 'vin'],
  ['Plate', 'plate'],
  ['PropertyId', 'property-id'],
  ['ProductCode', 'goods-id'],
  ['PhoneNumber', 'phone'],
  ['MobileNumber', 'mobile'],
  ['ProvinceCode', 'province'],
  ['DivisionCode', 'province'],
  ['ServiceId', 'service-id'],
  ['CountryCode', 'country'],
  ['CurrencyCode', 'currency'],
  ['LanguageTag', 'language'],
  ['JalaliDate', 'jalali-date'],
]);

/** Codes that a core type stands for alone, so that a member that carries one can refer to it. */
const coreTypeOfCode: ReadonlyMap<SchemeId, string> = new Map([
  ['national-code', 'NationalCode'],
  ['legal-id', 'LegalPersonId'],
  ['postal-code', 'PostalCode'],
  ['sheba', 'Iban'],
  ['vin', 'Vin'],
  ['gnaf', 'GnafId'],
  ['economic-number', 'EconomicCode'],
  ['foreigner-id', 'ForeignNationalId'],
]);

/** The core type of the code that a member of this name carries, or undefined: `ownerNationalCode` is a national code like `nationalCode`. */
export function coreTypeOfField(name: string): string | undefined {
  const code = codeIdOf(name);
  return code === undefined ? undefined : coreTypeOfCode.get(code);
}
