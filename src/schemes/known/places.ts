/**
 * Validators in wide use that err on the codes of places, vehicles and time.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import type { KnownValidator } from './known-validator.js';

export const places: readonly KnownValidator[] = [
  {
    scheme: 'postal-code',
    who: 'validator 13.15.35 isPostalCode IR',
    kind: 'library',
    falseRejections: { count: 5164, of: 10735, examples: ['1416932790', '5951412749'] },
    counted: 'here',
    why: {
      fa: 'رقم ۵ یا ۷ در جایگاه پنجم، ۲ در پنج رقم آخر و چهار رقم یکسان در آغاز را رد می‌کند؛ 1416932790 که در وبگاه خود پست آمده رد می‌شود',
      en: 'refuses 5 and 7 in the fifth place, 2 among the last five and four equal digits at the beginning; 1416932790, on the Post’s own site, is refused',
    },
  },
  {
    scheme: 'postal-code',
    who: 'ircheck 0.3.6 Postal.isPostalCodeValid',
    kind: 'library',
    falseRejections: { count: 7126, of: 10735, examples: ['1416932790', '1393613000'] },
    counted: 'here',
    why: {
      fa: 'رقم‌های 0 و 2 را در هر جایگاه رد می‌کند',
      en: 'refuses 0 and 2 in every place',
    },
  },
  {
    scheme: 'postal-code',
    who: 'the pattern of public lists of patterns',
    kind: 'regex',
    pattern: '\\b(?!(\\d)\\1{3})[13-9]{4}[1346-9][013-9]{5}\\b',
    falseRejections: { count: 5164, of: 10735, examples: ['1416932790', '5951412749'] },
    falseAcceptances: { count: 92, of: 1955, examples: ['ABC 1393613000'] },
    counted: 'here',
    why: {
      fa: 'همان قاعده‌های بی‌مأخذ، بدون لنگر: متن پیرامون کد هم پذیرفته می‌شود',
      en: 'the same rules without a source, and no anchors: text around the code passes',
    },
  },
  {
    scheme: 'postal-code',
    who: '[13-9]{10}, as validators copy it',
    kind: 'regex',
    pattern: '^[13-9]{10}$',
    falseRejections: { count: 7126, of: 10735, examples: ['1416932790'] },
    counted: 'here',
    why: {
      fa: 'رقم‌های 0 و 2 را در هر جایگاه رد می‌کند',
      en: 'refuses 0 and 2 in every place',
    },
  },
  {
    scheme: 'vin',
    who: 'vin-validator 1.0.0 validate',
    kind: 'library',
    falseAcceptances: { count: 40, of: 659, examples: [] },
    counted: 'here',
    why: {
      fa: 'حروف کوچک را می‌پذیرد؛ نویسه کنترل جایگاه ۹ را می‌خواهد که همه بازارها ندارند',
      en: 'takes small letters; demands the check character of position 9, which not all markets have',
    },
  },
  {
    scheme: 'plate',
    who: '@persian-tools/persian-tools 4.0.4 getNumberPlateInfo',
    kind: 'library',
    falseRejections: { count: 1567, of: 8066, examples: ['12-ت-345-11'] },
    falseAcceptances: { count: 188, of: 3962, examples: [] },
    counted: 'here',
    why: {
      fa: 'حرف تاکسی (ت) و سری‌های تازه‌تر از جدول خود را نمی‌شناسد',
      en: 'does not know the letter of taxis (ت) and series newer than its table',
    },
  },
  {
    scheme: 'jalali-date',
    who: 'a pattern without the calendar, as contracts have it',
    kind: 'regex',
    pattern: '^1[34][0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
    falseRejections: { count: 3907, of: 7749, examples: ['1299-12-29'] },
    falseAcceptances: { count: 375, of: 5733, examples: ['1404-12-30', '1404-07-31'] },
    counted: 'here',
    why: {
      fa: 'الگو طول ماه و سال کبیسه را نمی‌شناسد و سال‌های پیش از ۱۳۰۰ را رد می‌کند',
      en: 'a pattern does not know months and leap years, and refuses the years before 1300',
    },
  },
  {
    scheme: 'jalali-date',
    who: 'persian-date 1.1.0 leap years, algorithmic',
    kind: 'library',
    falseRejections: { count: 15, of: 7749, examples: ['1403-12-30'] },
    falseAcceptances: { count: 11, of: 5733, examples: ['1404-12-30'] },
    counted: 'here',
    why: {
      fa: 'از قاعده ۲۸۲۰ساله پیروی می‌کند: همه روزهای ۱۴۰۴ یک روز جابه‌جا است',
      en: 'follows the 2820-year rule: every day of 1404 is one day late',
    },
  },
  {
    scheme: 'instant',
    who: 'validator 13.15.35 isRFC3339',
    kind: 'library',
    falseAcceptances: { count: 2427, of: 9609, examples: ['2023-02-30T12:00:00Z', '2023-07-01T12:00:00-00:00'] },
    counted: 'here',
    why: {
      fa: 'روزهای ناموجود، اختلاف ساعت -00:00، فاصله و حروف کوچک را می‌پذیرد',
      en: 'takes days that do not exist, the offset -00:00, blanks and small letters',
    },
  },
  {
    scheme: 'instant',
    who: 'a pattern with Z and offset, of an official document',
    kind: 'regex',
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z[+-][0-9]{4}$',
    falseRejections: { count: 13880, of: 13880, examples: ['2026-11-21T08:30:00Z'] },
    falseAcceptances: { count: 358, of: 9609, examples: ['2023-05-13T14:14:47Z+0330'] },
    counted: 'here',
    why: {
      fa: 'چیزی را می‌خواهد که هیچ خواننده RFC 3339 نمی‌پذیرد',
      en: 'prescribes what no reader of RFC 3339 takes',
    },
  },
];
