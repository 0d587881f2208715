/**
 * Which code each core type of the data catalogue (`x-egif-type`) is. A core type that is not here is no code, whatever its name.
 *
 * One table for the facts of applicability, the lint of contracts and the checks of answers: what one of them takes for a code, all do.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
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
