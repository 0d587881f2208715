/**
 * The least types of the oracles that bring none.
 */
declare module 'ircheck' {
  const check: {
    readonly National: { isNationalCodeValid(value: string): boolean; isCompanyNationalCodeValid(value: string): boolean };
    readonly Postal: { isPostalCodeValid(value: string): boolean };
    readonly Phone: { isMobile(value: string): boolean; isLandline(value: string): boolean };
  };
  export = check;
}
declare module 'inc-validation' {
  const validation: { isValid(value: string): boolean };
  export = validation;
}
declare module 'codemeli' {
  function codemeli(value: string): unknown;
  export = codemeli;
}
declare module 'iran-sheba' {
  const sheba: { isValid(value: string): boolean };
  export = sheba;
}
declare module 'iban' {
  const iban: { isValid(value: string): boolean };
  export = iban;
}
declare module 'vin-validator' {
  const vin: { validate(value: string): boolean };
  export = vin;
}
declare module 'persian-date' {
  class PersianDate {
    constructor(date: Date | readonly number[]);
    toCalendar(calendar: 'persian' | 'gregorian'): PersianDate;
    toLeapYearMode(mode: 'algorithmic' | 'astronomical'): PersianDate;
    toLocale(locale: string): PersianDate;
    format(pattern: string): string;
    toDate(): Date;
    year(): number;
    month(): number;
    date(): number;
    isLeapYear(year?: number): boolean;
  }
  export = PersianDate;
}
declare module 'google-libphonenumber' {
  interface ParsedNumber {
    readonly numberKind: unique symbol;
  }
  interface NumberUtility {
    parse(value: string, region: string): ParsedNumber;
    isValidNumberForRegion(number: ParsedNumber, region: string): boolean;
    getNumberType(number: ParsedNumber): number;
  }
  const library: {
    readonly PhoneNumberUtil: { getInstance(): NumberUtility };
    readonly PhoneNumberType: { readonly FIXED_LINE: number; readonly MOBILE: number };
  };
  export = library;
}
