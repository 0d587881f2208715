/**
 * The register's rows for persons, legal persons and how to reach them. Codes of natural persons and cards are constructed with prefix 999.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { foreignerId } from '../foreigner-id.js';
import { legalId } from '../legal-id.js';
import { mobile } from '../mobile.js';
import { nationalCode } from '../national-code.js';
import { personOrLegalId } from '../person-or-legal-id.js';
import { economicNumber, passport } from '../plain-codes.js';
import type { Scheme } from '../scheme.js';
import { landline, phone } from '../telephone.js';

export const personSchemes: readonly Scheme[] = [
  {
    id: 'national-code',
    title: { fa: 'کد ملی', en: 'National code' },
    owner: 'National Organization for Civil Registration',
    source: 'Law on national number and postal code, 1376; public descriptions of the arithmetic',
    tier: 'observed',
    algorithm: 'nid11',
    check: nationalCode,
    valid: ['9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9990000069'],
    invalid: [
      { value: '9990000019', reasons: ['wrong-check-digit'] },
      { value: '1111111111', reasons: ['all-equal'] },
      { value: '99900000a8', reasons: ['not-ascii-digits'] },
      { value: '99900000181', reasons: ['wrong-length'] },
      { value: '999000001', reasons: ['wrong-length'] },
      { value: '۹۹۹۰۰۰۰۰۱۸', reasons: ['persian-digits'] },
      { value: '٩٩٩٠٠٠٠٠١٩', reasons: ['arabic-digits', 'wrong-check-digit'] },
      { value: '\u200E9990000018', reasons: ['invisible-character'] },
      { value: '9990000018\n', reasons: ['white-space'] },
      { value: '999-000001-8', reasons: ['separator'] },
      { value: '', reasons: ['empty'] },
    ],
  },
  {
    id: 'legal-id',
    title: { fa: 'شناسه ملی اشخاص حقوقی', en: 'National id of legal persons' },
    owner: 'State Organization for Registration of Deeds and Properties',
    source: 'By-law on the national id of legal persons, 1387/1388; public implementations; ids in RC_TICS.IS v1.4',
    tier: 'observed',
    algorithm: 'legal11',
    check: legalId,
    valid: ['10380284790', '10100387143', '14007259837', '14007256420', '14002022404', '14003778990', '10100302746', '99999000014', '99999000048'],
    invalid: [
      { value: '10380284792', reasons: ['wrong-check-digit'] },
      { value: '14006259837', reasons: ['wrong-check-digit'] },
      { value: '14007256429', reasons: ['wrong-check-digit'] },
      { value: '1038028479', reasons: ['wrong-length'] },
      { value: '10380284790ABC', reasons: ['not-ascii-digits', 'wrong-length'] },
      { value: '33333333333', reasons: ['all-equal'] },
    ],
  },
  {
    id: 'person-or-legal-id',
    title: { fa: 'کد ملی یا شناسه ملی', en: 'National code or legal person’s id' },
    owner: 'National Organization for Civil Registration; State Organization for Registration of Deeds and Properties',
    source: 'RC_TICS.IS v1.4, member nationalId',
    tier: 'observed',
    algorithm: 'nid11',
    check: personOrLegalId,
    valid: ['9990000018', '99999000014'],
    invalid: [
      { value: '9990000019', reasons: ['wrong-check-digit'] },
      { value: '99999000015', reasons: ['wrong-check-digit'] },
      { value: '999000001', reasons: ['wrong-length'] },
    ],
  },
  {
    id: 'foreigner-id',
    title: { fa: 'کد فراگیر اتباع خارجی', en: 'Foreign national’s id' },
    owner: 'Ministry of Interior (named inconsistently)',
    source: 'Several guides of services; no check digit is published',
    tier: 'observed',
    algorithm: 'none',
    check: foreignerId,
    valid: ['999000000017'],
    invalid: [
      { value: '9990000018', reasons: ['wrong-length'] },
      { value: '9990000000170001', reasons: ['wrong-length'] },
      { value: '000000000000', reasons: ['all-equal'] },
    ],
  },
  {
    id: 'economic-number',
    title: { fa: 'شماره اقتصادی', en: 'Economic number' },
    owner: 'Iranian National Tax Administration',
    source: 'RC_TICS.IS v1.4: examples of 11 digits, a message that asks for 14',
    tier: 'observed',
    algorithm: 'none',
    check: economicNumber,
    valid: ['14007259837', '99900000180001'],
    invalid: [
      { value: '999000001800', reasons: ['wrong-length'] },
      { value: '00000000000', reasons: ['all-equal'] },
    ],
  },
  {
    id: 'passport',
    title: { fa: 'شماره گذرنامه', en: 'Passport number' },
    owner: 'Immigration and Passport Police',
    source: 'Observed form; ICAO Doc 9303 check digits belong to the machine-readable zone',
    tier: 'observed',
    algorithm: 'none',
    check: passport,
    valid: ['A99900001'],
    invalid: [
      { value: 'a99900001', reasons: ['lower-case'] },
      { value: '999000010', reasons: ['wrong-form'] },
      { value: 'A9990000', reasons: ['wrong-length'] },
    ],
  },
  {
    id: 'mobile',
    title: { fa: 'شماره تلفن همراه', en: 'Mobile number' },
    owner: 'Communications Regulatory Authority',
    source: 'ITU-T E.164',
    tier: 'official',
    algorithm: 'none',
    check: mobile,
    valid: ['+989990000001'],
    invalid: [
      { value: '09990000001', reasons: ['national-form'] },
      { value: '00989990000001', reasons: ['international-prefix'] },
      { value: '989990000001', reasons: ['plus-missing'] },
      { value: '+982100000000', reasons: ['wrong-kind'] },
      { value: '+98 999 000 0001', reasons: ['white-space'] },
    ],
  },
  {
    id: 'landline',
    title: { fa: 'شماره تلفن ثابت', en: 'Land-line number' },
    owner: 'Communications Regulatory Authority',
    source: 'ITU-T E.164',
    tier: 'official',
    algorithm: 'none',
    check: landline,
    valid: ['+982100000000'],
    invalid: [
      { value: '02100000000', reasons: ['national-form'] },
      { value: '+989990000001', reasons: ['wrong-kind'] },
    ],
  },
  {
    id: 'phone',
    title: { fa: 'شماره تلفن', en: 'Telephone number' },
    owner: 'Communications Regulatory Authority',
    source: 'ITU-T E.164',
    tier: 'official',
    algorithm: 'none',
    check: phone,
    valid: ['+982100000000', '+989990000001'],
    invalid: [{ value: '+980000000000', reasons: ['wrong-kind'] }],
  },
];
