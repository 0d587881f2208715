/**
 * The Solar-Hijri calendar of Iran, years 1200 to 1600, in exact integers.
 *
 * Leap years follow the 33-year cycle, which agrees with the official calendar over this range; the 2820-year rule is wrong for 1404 and 1437.
 *
 * Source   Official-calendar law, 1304; K. Borkowski, The Persian calendar for 3000 years.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */

/** A day: month and day count from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export const firstJalaliYear = 1200;
export const lastJalaliYear = 1600;

/** Days from 1970-01-01 to 1 Farvardin of year 1 by the 33-year cycle. */
const epoch = -492_268;
const dayMs = 86_400_000;

const leapsBefore = (year: number): number => Math.floor((8 * year + 21) / 33);

/** Whether Esfand of a year has 30 days. */
export function isJalaliLeap(year: number): boolean {
  return leapsBefore(year + 1) > leapsBefore(year);
}

/** Days of a month (1…12) of a year. */
export function jalaliMonthDays(year: number, month: number): number {
  if (month <= 6) return 31;
  if (month <= 11) return 30;
  return isJalaliLeap(year) ? 30 : 29;
}

/** Whether a day exists, in the range of years. */
export function isJalaliDay({ year, month, day }: CalendarDay): boolean {
  return year >= firstJalaliYear && year <= lastJalaliYear && month >= 1 && month <= 12 && day >= 1 && day <= jalaliMonthDays(year, month);
}

/** Days since 1970-01-01 of a day that exists. */
export function epochDayOfJalali({ year, month, day }: CalendarDay): number {
  const months = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  return epoch + 365 * (year - 1) + leapsBefore(year) + months + day - 1;
}

/** The Solar-Hijri day of a count of days since 1970-01-01. */
export function jalaliOfEpochDay(epochDay: number): CalendarDay {
  let year = Math.floor((epochDay - epoch) / 365.2424) + 1;
  while (epochDayOfJalali({ year, month: 1, day: 1 }) > epochDay) year -= 1;
  while (epochDayOfJalali({ year: year + 1, month: 1, day: 1 }) <= epochDay) year += 1;
  const rest = epochDay - epochDayOfJalali({ year, month: 1, day: 1 });
  const month = rest < 186 ? Math.floor(rest / 31) + 1 : Math.floor((rest - 186) / 30) + 7;
  return { year, month, day: epochDay - epochDayOfJalali({ year, month, day: 1 }) + 1 };
}

/** Days of a month (1…12) of a Gregorian year. */
export function gregorianMonthDays(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days of 400 Gregorian years. */
const cycleDays = 146_097;
/** Days from 1 March of year 0 to 1970-01-01. */
const marchEpoch = 719_468;

/** Days since 1970-01-01 of a Gregorian day, or undefined where it does not exist. Years are counted from March, so that the leap day is the last. */
export function epochDayOfGregorian({ year, month, day }: CalendarDay): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > gregorianMonthDays(year, month)) return undefined;
  const marchYear = month > 2 ? year : year - 1;
  const cycle = Math.floor(marchYear / 400);
  const yearOfCycle = marchYear - cycle * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leaps = Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100);
  return cycle * cycleDays + yearOfCycle * 365 + leaps + dayOfYear - marchEpoch;
}

/** The Gregorian day as YYYY-MM-DD of a count of days since 1970-01-01. */
export function gregorianText(epochDay: number): string {
  return new Date(epochDay * dayMs).toISOString().slice(0, 10);
}

/** The number that the digits from `start` to `end` (exclusive) write, or NaN. */
function digitsAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 48 || unit > 57) return Number.NaN;
    value = value * 10 + unit - 48;
  }
  return value;
}

/** Reads `YYYY-MM-DD` without a judgement on the calendar. */
export function readDay(text: string): CalendarDay | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 7);
  const day = digitsAt(text, 8, 10);
  return Number.isNaN(year + month + day) ? undefined : { year, month, day };
}
