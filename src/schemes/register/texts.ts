/**
 * The register's rows for language, text and time.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { instant } from '../instant.js';
import { jalaliDate } from '../jalali-date.js';
import { language } from '../language.js';
import { persianText } from '../persian-text.js';
import type { Scheme } from '../scheme.js';

export const textSchemes: readonly Scheme[] = [
  {
    id: 'language',
    title: { fa: 'برچسب زبان', en: 'Language tag' },
    owner: 'IANA language subtag registry',
    source: 'RFC 5646',
    tier: 'official',
    algorithm: 'list',
    check: language,
    valid: [
      'fa',
      'fa-IR',
      'az-Arab',
      'ckb',
      'en',
      'fa-IR-u-nu-latn',
      'zh-yue-HK',
      'azb',
      'kmr',
      'sdh',
      'lrc',
      'bqi',
      'glk',
      'mzn',
      'bal',
      'tk',
      'ar',
      'hy',
    ],
    invalid: [
      { value: 'fas', reasons: ['not-shortest'] },
      { value: 'per', reasons: ['not-shortest'] },
      { value: 'f_a', reasons: ['separator'] },
      { value: 'fa-u-nu-latn-u-ca-persian', reasons: ['wrong-form'] },
      { value: 'fa_IR', reasons: ['separator'] },
      { value: 'farsi', reasons: ['wrong-form'] },
      { value: 'xx', reasons: ['unknown-code'] },
      { value: 'fa-XX', reasons: ['unknown-region'] },
    ],
  },
  {
    id: 'jalali-date',
    title: { fa: 'تاریخ هجری شمسی', en: 'Solar-Hijri date' },
    owner: 'Official-calendar law, 1304',
    source: 'ISO 8601-1 for the form; the 33-year cycle for leap years, 1200 to 1600',
    tier: 'law',
    algorithm: 'calendar',
    check: jalaliDate,
    valid: ['1403-12-30', '1404-01-01', '1405-01-01', '1399-12-30', '1357-11-22'],
    invalid: [
      { value: '1404-12-30', reasons: ['no-such-day'] },
      { value: '1404-07-31', reasons: ['no-such-day'] },
      { value: '1404/01/01', reasons: ['separator', 'wrong-length'] },
      { value: '۱۴۰۴-۰۱-۰۱', reasons: ['persian-digits'] },
      { value: '2025-03-21', reasons: ['year-out-of-range'] },
    ],
  },
  {
    id: 'instant',
    title: { fa: 'زمان دقیق', en: 'Instant' },
    owner: 'IETF',
    source: 'RFC 3339 §5.6; tzdata for Asia/Tehran',
    tier: 'official',
    algorithm: 'calendar',
    check: instant,
    valid: ['2023-05-14T00:00:00.000000000+03:30', '2026-11-21T08:30:00Z', '2022-07-01T12:00:00+04:30', '2022-09-21T23:59:59+04:30'],
    invalid: [
      { value: '2023-05-13T14:14:47Z+0330', reasons: ['z-and-offset'] },
      { value: '2023-07-01T12:00:00+04:30', reasons: ['abolished-summer-time'] },
      { value: '2023-07-01T12:00:00+0330', reasons: ['offset-form'] },
      { value: '2023-07-01T12:00:00', reasons: ['offset-missing'] },
      { value: '2023-07-01T12:00:00-00:00', reasons: ['unknown-offset'] },
      { value: '2023-07-01 12:00:00Z', reasons: ['space-separator'] },
      { value: '2023-07-01t12:00:00z', reasons: ['lower-case'] },
      { value: '2023-02-29T12:00:00Z', reasons: ['no-such-day'] },
      { value: '2023-07-01T24:00:00Z', reasons: ['no-such-time'] },
      { value: '1402-05-01T12:00:00Z', reasons: ['jalali-year'] },
      { value: '1683987287000', reasons: ['epoch-number'] },
    ],
  },
  {
    id: 'persian-text',
    title: { fa: 'متن فارسی', en: 'Persian text' },
    owner: 'Iran National Standards Organization',
    source: 'ISIRI 6219:2002; UAX #15; UAX #9',
    tier: 'official',
    algorithm: 'text',
    check: persianText,
    valid: ['علی', 'کتاب', 'می‌شود', 'مسئول', 'خانه\u0654', '۱۲۳', '123'],
    invalid: [
      { value: 'عل\u064A', reasons: ['arabic-ye'] },
      { value: '\u0643تاب', reasons: ['arabic-kaf'] },
      { value: 'مس\u064A\u0654ول', reasons: ['arabic-ye', 'not-nfc'] },
      { value: '\u0661\u0662\u0663', reasons: ['arabic-digits'] },
      { value: '\u202E123', reasons: ['bidi-control'] },
      { value: 'می\u200C\u200Cشود', reasons: ['zwnj-misplaced'] },
      { value: 'می\u00ADشود', reasons: ['zero-width'] },
      { value: '\uFEFB', reasons: ['presentation-form'] },
      { value: 'سـلام', reasons: ['tatweel'] },
    ],
  },
];
