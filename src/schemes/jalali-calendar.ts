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

/** Days since 1970-01-01 of a Gregorian day, or undefined where it does not exist. */
export function epochDayOfGregorian({ year, month, day }: CalendarDay): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? Math.round(date.getTime() / dayMs) : undefined;
}

/** The Gregorian day as YYYY-MM-DD of a count of days since 1970-01-01. */
export function gregorianText(epochDay: number): string {
  return new Date(epochDay * dayMs).toISOString().slice(0, 10);
}

/** Reads `YYYY-MM-DD` without a judgement on the calendar. */
export function readDay(text: string): CalendarDay | undefined {
  const [, year, month, day] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text) ?? [];
  return year === undefined ? undefined : { year: Number(year), month: Number(month), day: Number(day) };
}
