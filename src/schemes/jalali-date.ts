/**
 * A day of the Solar-Hijri calendar as `1404-01-01`; only ever a companion of a Gregorian value.
 *
 * Source   Official-calendar law, 1304; ISO 8601-1 for the form.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { firstJalaliYear, isJalaliDay, lastJalaliYear, readDay } from './jalali-calendar.js';
import { lexemeOf, type Shape } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const shape: Shape = { exact: /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, alphabet: /^[-0-9]$/, lengths: [10] };

/** Reasons: the lexical ones, wrong-form, year-out-of-range (1200…1600), no-such-day. */
export function jalaliDate(value: unknown): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  const day = readDay(text);
  if (!whole || day === undefined) return resultOf(reasons.length > 0 ? reasons : ['wrong-form']);
  if (day.year < firstJalaliYear || day.year > lastJalaliYear) return resultOf([...reasons, 'year-out-of-range']);
  return resultOf(isJalaliDay(day) ? reasons : [...reasons, 'no-such-day']);
}
