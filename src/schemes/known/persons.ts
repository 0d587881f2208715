/**
 * Validators in wide use that err on the codes of persons, legal persons and how to reach them.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import type { KnownValidator } from './known-validator.js';

export const persons: readonly KnownValidator[] = [
  {
    scheme: 'national-code',
    who: '@persian-tools/persian-tools 4.0.4 verifyIranianNationalId',
    kind: 'library',
    falseRejections: { count: 4829, of: 6999, examples: ['9990000018'] },
    falseAcceptances: { count: 173, of: 5891, examples: [] },
    counted: 'here',
    why: {
      fa: 'هر کد اداره صدور را که در فهرست خودش نیست رد می‌کند، مگر checkPrefix برابر false باشد؛ پیش از ده نویسه آخر هر چیزی را می‌پذیرد',
      en: 'refuses every issuing office outside its own list of prefixes, unless checkPrefix is false; takes any junk before the last ten characters',
    },
  },
  {
    scheme: 'national-code',
    who: '@persian-tools/persian-tools 4.0.4 verifyIranianNationalId checkPrefix:false',
    kind: 'library',
    falseAcceptances: { count: 343, of: 5891, examples: ['ABC9990000018', '9990000018\n'] },
    counted: 'here',
    why: {
      fa: 'تنها ده نویسه آخر را می‌خواند، فاصله دو سر را می‌پذیرد و صفرهای ازدست‌رفته را برمی‌گرداند',
      en: 'reads only the last ten characters, takes blanks at the ends and puts lost zeros back',
    },
  },
  {
    scheme: 'national-code',
    who: 'angular2-persian-utils 0.1.6 NationalCodeService',
    kind: 'library',
    falseRejections: { count: 3205, of: 6999, examples: ['9992575131', '9998515815'] },
    counted: 'here',
    why: {
      fa: 'خارج‌قسمت را به‌جای کف‌گیری گرد می‌کند و هر کدی با باقی‌مانده ۶ یا بیشتر را رد می‌کند',
      en: 'rounds a quotient that must be floored, and so refuses every code whose remainder is 6 or more',
    },
  },
  {
    scheme: 'national-code',
    who: 'codemeli 1.0.3 codemeli',
    kind: 'library',
    falseRejections: { count: 103, of: 6999, examples: [] },
    falseAcceptances: { count: 300, of: 5891, examples: ['9990000018ABC', '99900000187'] },
    counted: 'here',
    why: {
      fa: 'کد را عدد می‌خواند: کدهای با سه صفر آغازین را رد می‌کند و نویسه‌های پس از کد را نمی‌بیند',
      en: 'reads the code as a number: codes with three leading zeros are refused, characters behind the code are passed over',
    },
  },
  {
    scheme: 'national-code',
    who: 'inc-validation 1.1.4 isValid',
    kind: 'library',
    falseAcceptances: { count: 172, of: 5891, examples: ['99900000187', '1111111111'] },
    counted: 'here',
    why: {
      fa: 'تنها ده نویسه نخست را می‌بیند و ده رقم یکسان را می‌پذیرد',
      en: 'looks at the first ten characters alone, and takes ten equal digits',
    },
  },
  {
    scheme: 'national-code',
    who: 'ircheck 0.3.6 National.isNationalCodeValid',
    kind: 'library',
    falseAcceptances: { count: 32, of: 5891, examples: ['1111111111'] },
    counted: 'here',
    why: {
      fa: 'ده رقم یکسان را می‌پذیرد و فاصله را صفر می‌شمارد',
      en: 'takes ten equal digits, and counts a blank as zero',
    },
  },
  {
    scheme: 'national-code',
    who: 'validator 13.15.35 isIdentityCard IR',
    kind: 'library',
    falseAcceptances: { count: 9, of: 5891, examples: ['1111111111'] },
    counted: 'here',
    why: {
      fa: 'ده رقم یکسان را می‌پذیرد؛ سریال 000000 را هم رد می‌کند که هیچ قاعده منتشرشده‌ای آن را منع نکرده است',
      en: 'takes ten equal digits; refuses the serial 000000 as well, which no public rule forbids',
    },
  },
  {
    scheme: 'national-code',
    who: 'a pattern without the check digit, as contracts have it',
    kind: 'regex',
    pattern: '^[0-9]{10}$',
    falseAcceptances: { count: 5169, of: 5891, examples: ['9990000019', '1111111111'] },
    counted: 'here',
    why: {
      fa: 'الگو حساب نمی‌کند: یک رقم نادرست هم پذیرفته می‌شود',
      en: 'a pattern cannot compute: one wrong digit passes',
    },
  },
  {
    scheme: 'legal-id',
    who: '@persian-tools/persian-tools 4.0.4 verifyIranianLegalId',
    kind: 'library',
    falseRejections: { count: 100, of: 7177, examples: ['57700000032', '00100000000'] },
    falseAcceptances: { count: 166, of: 5913, examples: ['99999000014ABC'] },
    counted: 'here',
    why: {
      fa: 'پس از یازده نویسه هر چیزی را می‌پذیرد؛ شناسه‌هایی را که رقم‌های ۴ تا ۹ آن‌ها صفر است رد می‌کند',
      en: 'takes any junk behind eleven characters; refuses ids whose digits 4 to 9 are zeros',
    },
  },
  {
    scheme: 'legal-id',
    who: 'ircheck 0.3.6 National.isCompanyNationalCodeValid',
    kind: 'library',
    falseAcceptances: { count: 5, of: 5913, examples: ['33333333333'] },
    counted: 'here',
    why: {
      fa: 'فاصله دو سر را صفر می‌شمارد و 33333333333 را می‌پذیرد',
      en: 'counts a blank at an end as zero, and takes 33333333333',
    },
  },
  {
    scheme: 'legal-id',
    who: 'a pattern without the check digit, as contracts have it',
    kind: 'regex',
    pattern: '^[0-9]{11}$',
    falseAcceptances: { count: 5279, of: 5913, examples: ['99999000015'] },
    counted: 'here',
    why: {
      fa: 'الگو حساب نمی‌کند: یک رقم نادرست هم پذیرفته می‌شود',
      en: 'a pattern cannot compute: one wrong digit passes',
    },
  },
  {
    scheme: 'passport',
    who: 'validator 13.15.35 isPassportNumber IR',
    kind: 'library',
    falseAcceptances: { count: 200, of: 3814, examples: ['a99900001', 'A99 900001'] },
    counted: 'here',
    why: {
      fa: 'فاصله و حروف کوچک را می‌پذیرد',
      en: 'takes blanks and small letters',
    },
  },
  {
    scheme: 'mobile',
    who: 'validator 13.15.35 isMobilePhone fa-IR',
    kind: 'regex',
    pattern: '^(\\+?98[\\-\\s]?|0)9[0-39]\\d[\\-\\s]?\\d{3}[\\-\\s]?\\d{4}$',
    falseAcceptances: { count: 27, of: 3439, examples: ['09990000001', '989990000001'] },
    counted: 'here',
    why: {
      fa: 'شماره بدون +، با فاصله و به شکل داخلی را می‌پذیرد؛ جدول پیش‌شماره‌ها کهنه می‌شود',
      en: 'takes numbers without +, with blanks and in the national form; the tables of prefixes grow old',
    },
  },
  {
    scheme: 'mobile',
    who: 'the national form, as most forms have it',
    kind: 'regex',
    pattern: '^09[0-9]{9}$',
    falseRejections: { count: 9441, of: 9441, examples: ['+989990000001'] },
    counted: 'here',
    why: {
      fa: 'تنها شکل داخلی را می‌شناسد: شکل بین‌المللی رد می‌شود',
      en: 'knows the national form alone: the international one is refused',
    },
  },
  {
    scheme: 'mobile',
    who: 'ircheck 0.3.6 Phone.isMobile',
    kind: 'library',
    falseAcceptances: { count: 40, of: 3439, examples: ['09990000001'] },
    counted: 'here',
    why: {
      fa: 'شماره بدون + و به شکل داخلی را می‌پذیرد',
      en: 'takes numbers without + and in the national form',
    },
  },
  {
    scheme: 'landline',
    who: 'ircheck 0.3.6 Phone.isLandline',
    kind: 'library',
    falseAcceptances: { count: 76, of: 3241, examples: ['02122345678'] },
    counted: 'here',
    why: {
      fa: 'هفت تا سیزده رقم و شماره بدون + را می‌پذیرد',
      en: 'takes seven to thirteen digits, and numbers without +',
    },
  },
];
