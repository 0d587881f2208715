/**
 * Days and instants in octets. Where a day is read, it is left as a count of days since 1970-01-01, so that two calendars can be compared.
 *
 * Source   RFC 3339 §5.6; official-calendar law, 1304. Held equal to src/schemes by tests over every day of the accepted years.
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import { epochDayOfJalali, isJalaliLeap } from '../../../schemes/jalali-calendar.js';
import type { ContentTest, GuardedTest } from './octet-reader.js';

/** Gregorian years outside of these are left to the judge: below they look Solar-Hijri, above they stand for "unknown". */
const firstYear = 1600;
const lastYear = 2999;
const noDay = -1_000_000;

const monthDays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Days of a year before each month. */
const daysBefore = monthDays.map((_, month) => monthDays.slice(0, month).reduce((sum, days) => sum + days, 0));

/** Two digits as a number, or a number above 99. */
function pairAt(octets: Uint8Array, at: number): number {
  const tens = (octets[at] ?? 0) - 48;
  const ones = (octets[at + 1] ?? 0) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1000;
}

/** Year, or a number above 9999. */
function yearAt(octets: Uint8Array, at: number): number {
  const century = pairAt(octets, at);
  const rest = pairAt(octets, at + 2);
  return century > 99 || rest > 99 ? 10_000 : century * 100 + rest;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The day of ten octets `YYYY-MM-DD` of the Gregorian calendar, or `noDay`. */
function gregorianDay(octets: Uint8Array, at: number): number {
  const year = yearAt(octets, at);
  const month = pairAt(octets, at + 5);
  const day = pairAt(octets, at + 8);
  if (octets[at + 4] !== 0x2d || octets[at + 7] !== 0x2d || year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1) return noDay;
  const leap = isLeap(year);
  if (day > (monthDays[month] ?? 0) + (leap && month === 2 ? 1 : 0)) return noDay;
  const before = year - 1;
  const years = 365 * before + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return years + (daysBefore[month] ?? 0) + (leap && month > 2 ? 1 : 0) + day - 1 - 719_162;
}

const firstCompanionYear = 1200;
const lastCompanionYear = 1599;
const companionYears = Array.from({ length: lastCompanionYear - firstCompanionYear + 1 }, (_, offset) => firstCompanionYear + offset);
/** First days and lengths of Esfand of the years that are read, so that no year is computed twice. */
const newYearDays = Int32Array.from(companionYears, (year) => epochDayOfJalali({ year, month: 1, day: 1 }));
const esfandDays = Uint8Array.from(companionYears, (year) => (isJalaliLeap(year) ? 30 : 29));

/** The day of ten octets `YYYY-MM-DD` of the Solar-Hijri calendar, or `noDay`. */
function companionDay(octets: Uint8Array, at: number): number {
  const year = yearAt(octets, at);
  const month = pairAt(octets, at + 5);
  const day = pairAt(octets, at + 8);
  if (octets[at + 4] !== 0x2d || octets[at + 7] !== 0x2d || month < 1 || month > 12 || day < 1) return noDay;
  if (year < firstCompanionYear || year > lastCompanionYear) return noDay;
  const longest = month <= 6 ? 31 : month <= 11 ? 30 : (esfandDays[year - firstCompanionYear] ?? 0);
  const months = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  return day > longest ? noDay : (newYearDays[year - firstCompanionYear] ?? 0) + months + day - 1;
}

/** Where a test leaves the day that it read. */
export interface DaySlot {
  readonly days: Int32Array;
  readonly slot: number;
}

function dayTest(read: (octets: Uint8Array, at: number) => number, kept: DaySlot | undefined): ContentTest {
  if (kept === undefined) return (octets, start) => read(octets, start) !== noDay;
  const { days, slot } = kept;
  return (octets, start) => {
    const day = read(octets, start);
    days[slot] = day;
    return day !== noDay;
  };
}

/** A test of Gregorian dates. */
export function gregorianTest(kept?: DaySlot): GuardedTest {
  return { test: dayTest(gregorianDay, kept), shortest: 10, longest: 10 };
}

/** A test of Solar-Hijri dates. */
export function companionTest(kept?: DaySlot): GuardedTest {
  return { test: dayTest(companionDay, kept), shortest: 10, longest: 10 };
}

/** Whether a time of day stands at a place: `hh:mm:ss`, without a leap second. */
function isTime(octets: Uint8Array, at: number): boolean {
  return (
    pairAt(octets, at) <= 23 && octets[at + 2] === 0x3a && pairAt(octets, at + 3) <= 59 && octets[at + 5] === 0x3a && pairAt(octets, at + 6) <= 59
  );
}

/** Whether the offset that ends a text is `Z` or that of Tehran's clocks, `+03:30`. */
function isOffset(octets: Uint8Array, at: number, end: number): boolean {
  if (end - at === 1) return octets[at] === 0x5a;
  return (
    end - at === 6 &&
    octets[at] === 0x2b &&
    octets[at + 1] === 0x30 &&
    octets[at + 2] === 0x33 &&
    octets[at + 3] === 0x3a &&
    octets[at + 4] === 0x33 &&
    octets[at + 5] === 0x30
  );
}

function isInstant(octets: Uint8Array, start: number, end: number): boolean {
  if (gregorianDay(octets, start) === noDay || octets[start + 10] !== 0x54 || !isTime(octets, start + 11)) return false;
  let at = start + 19;
  if (octets[at] === 0x2e) {
    at += 1;
    const first = at;
    while (at < end && (octets[at] ?? 0) >= 48 && (octets[at] ?? 0) <= 57) at += 1;
    if (at === first) return false;
  }
  return isOffset(octets, at, end);
}

/** RFC 3339 with seconds, up to nine decimals of them, and `Z` or `+03:30`. */
export const instantTest: GuardedTest = { test: isInstant, shortest: 20, longest: 35 };
