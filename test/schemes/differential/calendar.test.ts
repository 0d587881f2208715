/**
 * The Solar-Hijri calendar beside five others, on every day of 1200 to 1600: where they differ, and why the law's calendar is ours.
 *
 * The law of 1304 lets the year begin with the day of the spring equinox by Tehran's noon. Over 1200 to 1600 the 33-year cycle gives the same as
 * the astronomers' tables; the 2820-year rule and the code of Unicode's ICU leave it in single years.
 */
import { Temporal } from '@js-temporal/polyfill';
import { newDate } from 'date-fns-jalali';
import { toGregorian, toJalaali } from 'jalaali-js';
import { describe, it } from 'mocha';
import { deepEqual, equal, ok } from 'node:assert/strict';
import PersianDate from 'persian-date';
import { jalaliDate } from '../../../src/schemes/jalali-date.js';
import { epochDayOfJalali, isJalaliLeap, jalaliMonthDays, jalaliOfEpochDay, type CalendarDay } from '../../../src/schemes/jalali-calendar.js';

const dayMs = 86_400_000;
const firstYear = 1200;
const lastYear = 1600;
const firstDay = epochDayOfJalali({ year: firstYear, month: 1, day: 1 });
const lastDay = epochDayOfJalali({ year: lastYear, month: 12, day: 29 });
const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index);
const same = (left: CalendarDay, year: number, month: number, day: number): boolean => left.year === year && left.month === month && left.day === day;

/** The years of all days that a calendar reads otherwise than ours. */
function differingYears(read: (epochDay: number) => readonly [year: number, month: number, day: number]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (let day = firstDay; day <= lastDay; day += 1) {
    const ours = jalaliOfEpochDay(day);
    if (!same(ours, ...read(day))) found.set(ours.year, (found.get(ours.year) ?? 0) + 1);
  }
  return found;
}

describe('the Solar-Hijri calendar beside others', function () {
  this.timeout(60_000);

  it('agrees with jalaali-js on every day, both ways', () => {
    const differing = differingYears((epochDay) => {
      const date = new Date(epochDay * dayMs);
      const { jy, jm, jd } = toJalaali(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
      const back = toGregorian(jy, jm, jd);
      equal(Date.UTC(back.gy, back.gm - 1, back.gd), epochDay * dayMs);
      return [jy, jm, jd];
    });
    deepEqual([...differing], []);
  });

  it('agrees with date-fns-jalali on every day', () => {
    for (let day = firstDay; day <= lastDay; day += 1) {
      const ours = jalaliOfEpochDay(day);
      const theirs = newDate(ours.year, ours.month - 1, ours.day);
      equal(Date.UTC(theirs.getFullYear(), theirs.getMonth(), theirs.getDate()), day * dayMs, `${ours.year}-${ours.month}-${ours.day}`);
    }
  });

  it('differs from Intl in 1503 at most, where ICU’s table begins the year a day early', () => {
    const format = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' });
    const differing = differingYears((epochDay) => {
      const [month, day, year] = format.format(epochDay * dayMs).match(/[0-9]+/g) ?? [];
      return [Number(year), Number(month), Number(day)];
    });
    // Another build of the platform may have mended its table; it may never differ elsewhere.
    ok(
      [...differing.keys()].every((year) => year === 1503 || year === 1502),
      [...differing.keys()].join(),
    );
    ok([0, 366, 365].includes([...differing.values()].reduce((sum, days) => sum + days, 0)), String([...differing]));
  });

  it('differs from the Temporal polyfill, which asks Intl, in the same year at most: new year’s day of every year', () => {
    const differing = years.filter((year) => {
      const {
        year: jalali,
        month,
        day,
      } = Temporal.PlainDate.from(new Date(epochDayOfJalali({ year, month: 1, day: 1 }) * dayMs).toISOString().slice(0, 10)).withCalendar('persian');
      return !same({ year, month: 1, day: 1 }, jalali, month, day);
    });
    ok(
      differing.every((year) => year === 1503),
      differing.join(),
    );
  });

  const modes = [
    { mode: 'algorithmic', wrong: [1210, 1243, 1404, 1437, 1470, 1503, 1532, 1536, 1565, 1569, 1598], why: 'the 2820-year rule' },
    { mode: 'astronomical', wrong: [1210, 1276, 1309, 1342, 1474], why: 'an equinox of its own, too near midnight and noon' },
  ] as const;
  for (const { mode, wrong, why } of modes)
    it(`differs from persian-date ${mode} in the years on record, by ${why}: new year’s day of every year`, () => {
      const differing = years.filter((year) => {
        const {
          year: gregorian,
          month,
          day,
        } = Temporal.PlainDate.from(new Date(epochDayOfJalali({ year, month: 1, day: 1 }) * dayMs).toISOString().slice(0, 10));
        const theirs = new PersianDate(new Date(gregorian, month - 1, day, 12)).toLeapYearMode(mode).toCalendar('persian');
        return !same({ year, month: 1, day: 1 }, theirs.year(), theirs.month(), theirs.date());
      });
      deepEqual(differing, wrong);
    });

  it('gives the scheme the same days: the day behind each month’s last does not exist', () => {
    for (const year of years)
      for (let month = 1; month <= 12; month += 1) {
        const text = (day: number): string => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const length = jalaliMonthDays(year, month);
        equal(jalaliDate(text(length)).valid, true);
        deepEqual(jalaliDate(text(length + 1)).reasons, ['no-such-day']);
      }
    equal(years.filter(isJalaliLeap).length, 97);
  });
});
