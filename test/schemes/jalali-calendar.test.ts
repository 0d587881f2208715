/**
 * The Solar-Hijri calendar against jalaali-js and the platform's Intl, on every day of 1200 to 1600.
 */
import { describe, it } from 'mocha';
import { deepEqual, equal } from 'node:assert/strict';
import { isLeapJalaaliYear, jalaaliMonthLength, toGregorian } from 'jalaali-js';
import {
  epochDayOfGregorian,
  epochDayOfJalali,
  gregorianText,
  isJalaliDay,
  isJalaliLeap,
  jalaliMonthDays,
  jalaliOfEpochDay,
  readDay,
} from '../../src/schemes/jalali-calendar.js';

const anchors: readonly (readonly [jalali: string, gregorian: string])[] = [
  ['1403-12-30', '2025-03-20'],
  ['1404-01-01', '2025-03-21'],
  ['1405-01-01', '2026-03-21'],
  ['1399-12-30', '2021-03-20'],
  ['1357-11-22', '1979-02-11'],
];

describe('schemes/jalali-calendar', () => {
  for (const [jalali, gregorian] of anchors)
    it(`${jalali} is ${gregorian}`, () => {
      const day = readDay(jalali);
      equal(day === undefined ? '' : gregorianText(epochDayOfJalali(day)), gregorian);
    });

  it('agrees with jalaali-js on every day of 1200 to 1600, both ways', () => {
    let expected = epochDayOfJalali({ year: 1200, month: 1, day: 1 });
    for (let year = 1200; year <= 1600; year += 1) {
      equal(isJalaliLeap(year), isLeapJalaaliYear(year), `leap year ${year}`);
      for (let month = 1; month <= 12; month += 1) {
        const length = jalaliMonthDays(year, month);
        equal(length, jalaaliMonthLength(year, month));
        const first = toGregorian(year, month, 1);
        equal(epochDayOfJalali({ year, month, day: 1 }), epochDayOfGregorian({ year: first.gy, month: first.gm, day: first.gd }), `${year}-${month}`);
        for (let day = 1; day <= length; day += 1) {
          equal(epochDayOfJalali({ year, month, day }), expected);
          deepEqual(jalaliOfEpochDay(expected), { year, month, day });
          expected += 1;
        }
        equal(isJalaliDay({ year, month, day: length + 1 }), false);
      }
    }
  });

  it('agrees with Intl on the first day of every month of 1200 to 1600 but in 1503, where the platform differs by one day', () => {
    const format = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' });
    const differing = new Set<number>();
    for (let year = 1200; year <= 1600; year += 1)
      for (let month = 1; month <= 12; month += 1) {
        const parts = new Map(format.formatToParts(epochDayOfJalali({ year, month, day: 1 }) * 86_400_000).map(({ type, value }) => [type, value]));
        if (`${parts.get('year')}-${parts.get('month')}-${parts.get('day')}` !== `${year}-${month}-1`) differing.add(year);
      }
    deepEqual([...differing], [1503]);
  });

  it('has 30 days in Esfand of 1403 and 29 in 1404, which the 2820-year rule gets wrong', () => {
    deepEqual([1403, 1404, 1408, 1412, 1436, 1437].map(isJalaliLeap), [true, false, true, true, true, false]);
  });
});
