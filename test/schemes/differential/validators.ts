/**
 * The validators of other people as functions of one text. One that throws has refused.
 */
import {
  Bill,
  getNumberPlateInfo,
  isPhoneNumberValid,
  isShebaValid,
  verifyCardNumber,
  verifyIranianLegalId,
  verifyIranianNationalId,
} from '@persian-tools/persian-tools';
import cardValidator from 'card-validator';
import codemeli from 'codemeli';
import googlePhone from 'google-libphonenumber';
import iban from 'iban';
import { isValidIBAN } from 'ibantools';
import inc from 'inc-validation';
import iranSheba from 'iran-sheba';
import ircheck from 'ircheck';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import PersianDate from 'persian-date';
import validator from 'validator';
import vinValidator from 'vin-validator';
import { angularCompanyId, angularNationalCode } from './angular-services.js';
import type { Oracle } from './trial.js';

/** An oracle; what it throws counts as a refusal. */
function oracle(name: string, part: string, accepts: (value: string) => unknown): Oracle {
  return {
    package: name,
    part,
    accepts: (value) => {
      try {
        return Boolean(accepts(value));
      } catch {
        return false;
      }
    },
  };
}

const { PhoneNumberUtil, PhoneNumberType } = googlePhone;
const utility = PhoneNumberUtil.getInstance();

/** Whether a number is of a kind in Iran by Google's metadata. */
function googleSays(value: string, type: number): boolean {
  const number = utility.parse(value, 'IR');
  return utility.isValidNumberForRegion(number, 'IR') && utility.getNumberType(number) === type;
}

function smallPhoneSays(value: string, type: 'MOBILE' | 'FIXED_LINE'): boolean {
  const number = parsePhoneNumberFromString(value, 'IR');
  return number !== undefined && number.country === 'IR' && number.isValid() && number.getType() === type;
}

/** A bill id as the class wants it: numbers, as its types say. */
function billOf(bill: string, payment: string): Bill {
  return new Bill({ billId: Number(bill), paymentId: Number(payment) });
}

/** A plate as the package wants it: without the hyphens of the exchange form. What is not in that form stays as it is. */
const stripped = (plate: string): string =>
  /^(?:[0-9]{2}-[^-]+-[0-9]{3}-[0-9]{2}|[0-9]{3}-[0-9]{5})$/.test(plate) ? plate.replaceAll('-', '') : plate;

/** Whether a day exists by the leap years of persian-date. */
function persianDateHas(value: string, mode: 'algorithmic' | 'astronomical'): boolean {
  const [, year, month, day] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(value) ?? [];
  if (year === undefined || Number(year) < 1200 || Number(year) > 1600) return false;
  const esfand = (): number => (leapYear(Number(year), mode) ? 30 : 29);
  const last = Number(month) < 7 ? 31 : Number(month) < 12 ? 30 : esfand();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last;
}

const leapYears = new Map<string, boolean>();
function leapYear(year: number, mode: 'algorithmic' | 'astronomical'): boolean {
  const key = `${mode} ${year}`;
  const known = leapYears.get(key) ?? new PersianDate([year, 1, 10]).toLeapYearMode(mode).isLeapYear(year);
  leapYears.set(key, known);
  return known;
}

export const oracles = {
  ircheckNational: oracle('ircheck', 'National.isNationalCodeValid', (value) => ircheck.National.isNationalCodeValid(value)),
  ircheckLegal: oracle('ircheck', 'National.isCompanyNationalCodeValid', (value) => ircheck.National.isCompanyNationalCodeValid(value)),
  ircheckPostal: oracle('ircheck', 'Postal.isPostalCodeValid', (value) => ircheck.Postal.isPostalCodeValid(value)),
  ircheckMobile: oracle('ircheck', 'Phone.isMobile', (value) => ircheck.Phone.isMobile(value)),
  ircheckLandline: oracle('ircheck', 'Phone.isLandline', (value) => ircheck.Phone.isLandline(value)),
  incNational: oracle('inc-validation', 'isValid', (value) => inc.isValid(value)),
  codemeliNational: oracle('codemeli', 'codemeli', (value) => codemeli(value)),
  validatorNational: oracle('validator', 'isIdentityCard IR', (value) => validator.isIdentityCard(value, 'IR')),
  persianNational: oracle('@persian-tools/persian-tools', 'verifyIranianNationalId', (value) => verifyIranianNationalId(value)),
  persianNationalLoose: oracle('@persian-tools/persian-tools', 'verifyIranianNationalId checkPrefix:false', (value) =>
    verifyIranianNationalId(value, { checkPrefix: false }),
  ),
  angularNational: oracle('angular2-persian-utils', 'NationalCodeService', (value) => angularNationalCode.isValid(value)),
  angularLegal: oracle('angular2-persian-utils', 'CompanyNationalIdService', (value) => angularCompanyId.isValid(value)),
  persianLegal: oracle('@persian-tools/persian-tools', 'verifyIranianLegalId', (value) => verifyIranianLegalId(value)),
  persianSheba: oracle('@persian-tools/persian-tools', 'isShebaValid', (value) => isShebaValid(value)),
  iranSheba: oracle('iran-sheba', 'isValid', (value) => iranSheba.isValid(value)),
  iban: oracle('iban', 'isValid', (value) => iban.isValid(value)),
  ibantools: oracle('ibantools', 'isValidIBAN', (value) => isValidIBAN(value)),
  validatorIban: oracle('validator', 'isIBAN', (value) => validator.isIBAN(value)),
  validatorLuhn: oracle('validator', 'isLuhnNumber', (value) => validator.isLuhnNumber(value)),
  validatorCard: oracle('validator', 'isCreditCard', (value) => validator.isCreditCard(value)),
  persianCard: oracle('@persian-tools/persian-tools', 'verifyCardNumber', (value) => Reflect.apply(verifyCardNumber, undefined, [value])),
  cardValidator: oracle('card-validator', 'number', (value) => cardValidator.number(value).isValid),
  persianBillId: oracle('@persian-tools/persian-tools', 'Bill.verificationBillId', (value) => billOf(value, '1').verificationBillId()),
  persianBillPair: oracle('@persian-tools/persian-tools', 'Bill.verificationBillPayment', (value) => {
    const [bill = '', payment = ''] = value.split('/');
    return billOf(bill, payment).verificationBillPayment();
  }),
  validatorEan: oracle('validator', 'isEAN', (value) => validator.isEAN(value)),
  vin: oracle('vin-validator', 'validate', (value) => vinValidator.validate(value)),
  validatorPostal: oracle('validator', 'isPostalCode IR', (value) => validator.isPostalCode(value, 'IR')),
  validatorMobile: oracle('validator', 'isMobilePhone fa-IR', (value) => validator.isMobilePhone(value, 'fa-IR')),
  persianMobile: oracle('@persian-tools/persian-tools', 'isPhoneNumberValid', (value) => isPhoneNumberValid(value)),
  googleMobile: oracle('google-libphonenumber', 'getNumberType MOBILE', (value) => googleSays(value, PhoneNumberType.MOBILE)),
  googleLandline: oracle('google-libphonenumber', 'getNumberType FIXED_LINE', (value) => googleSays(value, PhoneNumberType.FIXED_LINE)),
  smallMobile: oracle('libphonenumber-js', 'getType MOBILE', (value) => smallPhoneSays(value, 'MOBILE')),
  smallLandline: oracle('libphonenumber-js', 'getType FIXED_LINE', (value) => smallPhoneSays(value, 'FIXED_LINE')),
  validatorPassport: oracle('validator', 'isPassportNumber IR', (value) => validator.isPassportNumber(value, 'IR')),
  validatorUuid: oracle('validator', 'isUUID loose', (value) => validator.isUUID(value, 'loose')),
  persianPlate: oracle('@persian-tools/persian-tools', 'getNumberPlateInfo', (value) => getNumberPlateInfo(stripped(value)).isValid),
  persianDateRule: oracle('persian-date', 'leap years, algorithmic', (value) => persianDateHas(value, 'algorithmic')),
  persianDateSky: oracle('persian-date', 'leap years, astronomical', (value) => persianDateHas(value, 'astronomical')),
  validatorInstant: oracle('validator', 'isRFC3339', (value) => validator.isRFC3339(value)),
} satisfies Readonly<Record<string, Oracle>>;
