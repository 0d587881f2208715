/**
 * Quick predicates of dates, instants and Persian text; each says exactly what its scheme says of a text.
 *
 * Source   As each scheme's own file says.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { firstJalaliYear, gregorianMonthDays, jalaliMonthDays, lastJalaliYear } from '../jalali-calendar.js';
import { persianText } from '../persian-text.js';
import { areDigits, numberAt } from './digits.js';

/** Year, month and day of `YYYY-MM-DD` at the start of a text as one number (20250321), or -1. */
function dayAt(text: string): number {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return -1;
  const year = numberAt(text, 0, 4);
  const month = numberAt(text, 5, 7);
  const day = numberAt(text, 8, 10);
  return year < 0 || month < 1 || month > 12 || day < 1 ? -1 : (year * 100 + month) * 100 + day;
}

export function acceptsJalaliDate(text: string): boolean {
  if (text.length !== 10) return false;
  const day = dayAt(text);
  const year = Math.floor(day / 10_000);
  return day > 0 && year >= firstJalaliYear && year <= lastJalaliYear && day % 100 <= jalaliMonthDays(year, Math.floor(day / 100) % 100);
}

/** `YYYY-MM-DD` of a day that the Gregorian calendar has, in whatever year. */
export function acceptsGregorianDate(text: string): boolean {
  return text.length === 10 && isGregorianDateAt(text);
}

/** Whether a text begins with such a day, whatever comes behind it. */
export function isGregorianDateAt(text: string): boolean {
  const day = dayAt(text);
  return day >= 0 && day % 100 <= gregorianMonthDays(Math.floor(day / 10_000), Math.floor(day / 100) % 100);
}

/** Whether the text's first ten units are a day of the Gregorian calendar that is no Solar-Hijri one by mistake. */
function isExchangeDay(day: number): boolean {
  const year = Math.floor(day / 10_000);
  return day >= 0 && (year < 1200 || year >= 1600) && day % 100 <= gregorianMonthDays(year, Math.floor(day / 100) % 100);
}

/** Summer time of Tehran ended for good as this day began by its own clocks. */
const firstDayWithoutSummerTime = 20_220_922;

/** Whether what stands from `start` is an offset that was possible on a day. */
function isOffset(text: string, start: number, day: number): boolean {
  if (text.length === start + 1) return text.charCodeAt(start) === 90;
  if (text.length !== start + 6 || text.charCodeAt(start + 3) !== 58) return false;
  const sign = text.charCodeAt(start);
  const hours = numberAt(text, start + 1, start + 3);
  const minutes = numberAt(text, start + 4, start + 6);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
  if (sign === 45) return hours > 0 || minutes > 0;
  return sign === 43 && !(hours === 4 && minutes === 30 && day >= firstDayWithoutSummerTime);
}

/** Where a fraction of seconds that may stand at 19 ends, or -1 where a point stands alone. */
function fractionEnd(text: string): number {
  if (text.charCodeAt(19) !== 46) return 19;
  let end = 20;
  while (end < text.length && areDigits(text, end, end + 1)) end += 1;
  return end > 20 ? end : -1;
}

export function acceptsInstant(text: string): boolean {
  if (text.length < 20 || text.charCodeAt(10) !== 84 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return false;
  const day = dayAt(text);
  const hour = numberAt(text, 11, 13);
  const minute = numberAt(text, 14, 16);
  const second = numberAt(text, 17, 19);
  if (!isExchangeDay(day) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
  const end = fractionEnd(text);
  return end > 0 && isOffset(text, end, day);
}

/** What a unit is without a closer look: nothing certain, harmless, or a letter of Persian, beside which a ZWNJ may stand. */
const doubtful = 0;
const harmless = 1;
const letter = 2;

/** Letters that no normalization changes or joins; Arabic ye, kaf and alef maksura and all marks are left to the closer look. */
const persianLetters = 'ءآأؤإئابةتثجحخدذرزژسشصضطظعغفقکگلمنوهیپچ';
const persianSigns = '۰۱۲۳۴۵۶۷۸۹،؛؟٪٫٬«»';

const kinds = new Uint8Array(0x700);
for (let unit = 0x20; unit < 0x7f; unit += 1) kinds[unit] = harmless;
for (const unit of [0x09, 0x0a, 0x0d]) kinds[unit] = harmless;
for (const sign of persianSigns) kinds[sign.charCodeAt(0)] = harmless;
for (const sign of persianLetters) kinds[sign.charCodeAt(0)] = letter;

const zwnj = 0x200c;

/** Whether a text is beyond doubt in order: signs and letters that stand for themselves, ZWNJ only between letters. */
function isPlainPersian(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === zwnj) {
      if (index === 0 || kinds[text.charCodeAt(index - 1)] !== letter || kinds[text.charCodeAt(index + 1)] !== letter) return false;
    } else if (unit >= kinds.length || kinds[unit] === doubtful) return false;
  }
  return true;
}

export function acceptsPersianText(text: string): boolean {
  return isPlainPersian(text) || persianText(text).valid;
}
