/**
 * An instant: RFC 3339 date-time with seconds and `Z` or a numeric offset.
 *
 * Source   RFC 3339 §5.6 (form, upper-case T and Z), §4.3 (-00:00). Tehran: +03:30; summer time +04:30 was last in force until 2022-09-21 19:30 UTC
 *          (tzdata). An official document prescribes `Z+0330`, which is refused.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { epochDayOfGregorian } from './jalali-calendar.js';
import { resultOf, type SchemeResult } from './scheme.js';

const form = /^([0-9]{4})-([0-9]{2})-([0-9]{2})([Tt ])([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(.*)$/s;
const lastSummerTimeEnd = Date.UTC(2022, 8, 21, 19, 30);
/** In 1977 alone summer time lasted into October (tzdata). */
const october1977 = [Date.UTC(1977, 8, 30), Date.UTC(1977, 9, 20, 19, 30)] as const;

/** Minutes of an offset that is well formed, or why it is not. */
function offsetOf(text: string): { readonly minutes: number } | { readonly reason: string } {
  if (text === 'Z') return { minutes: 0 };
  if (text === '') return { reason: 'offset-missing' };
  if (text === 'z') return { reason: 'lower-case' };
  if (/^[Zz][+-]/.test(text)) return { reason: 'z-and-offset' };
  const [, sign, hours, minutes] = /^([+-])([0-9]{2}):([0-9]{2})$/.exec(text) ?? [];
  if (sign === undefined) return { reason: /^[+-][0-9]/.test(text) ? 'offset-form' : 'trailing-characters' };
  if (text === '-00:00') return { reason: 'unknown-offset' };
  if (Number(hours) > 23 || Number(minutes) > 59) return { reason: 'offset-out-of-range' };
  return { minutes: (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) };
}

/** What Tehran's clocks say of an offset: [reasons, warnings]. Summer time is certain to be wrong after its abolition, and in winter. */
function tehran(utcMs: number, minutes: number, month: number): readonly [readonly string[], readonly string[]] {
  if (minutes !== 270) return [[], []];
  if (utcMs >= lastSummerTimeEnd) return [['abolished-summer-time'], []];
  const winter = month <= 2 || (month >= 10 && !(utcMs > october1977[0] && utcMs < october1977[1]));
  return [[], winter ? ['summer-time-in-winter'] : []];
}

/** Whether a value is wrong as text before it can be read as an instant. */
function textReasons(value: string): readonly string[] {
  const reasons: string[] = [];
  if (/[\u06F0-\u06F9]/.test(value)) reasons.push('persian-digits');
  if (/[\u0660-\u0669]/.test(value)) reasons.push('arabic-digits');
  if (/\p{Cf}/u.test(value)) reasons.push('invisible-character');
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value)) reasons.push('time-missing');
  else if (/^[0-9]{9,19}$/.test(value)) reasons.push('epoch-number');
  return reasons.length > 0 ? reasons : ['wrong-form'];
}

/** Reasons: not-string, empty, persian-digits, arabic-digits, invisible-character, time-missing, epoch-number, wrong-form, space-separator,
 * lower-case, seconds-missing, offset-missing, offset-form, z-and-offset, unknown-offset, offset-out-of-range, trailing-characters, no-such-day,
 * no-such-time, jalali-year (1200…1599), abolished-summer-time. Warnings: leap-second, summer-time-in-winter. */
export function instant(value: unknown): SchemeResult {
  if (typeof value !== 'string') return resultOf(['not-string']);
  if (value === '') return resultOf(['empty']);
  const [, year, month, day, separator, hour, minute, second, rest] = form.exec(value) ?? [];
  if (year === undefined || rest === undefined) return resultOf(textReasons(value));
  const reasons: string[] = [];
  if (separator === ' ') reasons.push('space-separator');
  if (separator === 't') reasons.push('lower-case');
  if (second === undefined) reasons.push('seconds-missing');
  const offset = offsetOf(rest);
  if ('reason' in offset && !reasons.includes(offset.reason)) reasons.push(offset.reason);
  const epochDay = epochDayOfGregorian({ year: Number(year), month: Number(month), day: Number(day) });
  if (epochDay === undefined) reasons.push('no-such-day');
  if (Number(year) >= 1200 && Number(year) < 1600) reasons.push('jalali-year');
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) reasons.push('no-such-time');
  const warnings = Number(second) === 60 ? ['leap-second'] : [];
  if (epochDay === undefined || 'reason' in offset) return resultOf(reasons, warnings);
  const utcMs = ((epochDay * 24 + Number(hour)) * 60 + Number(minute) - offset.minutes) * 60_000;
  const [more, warned] = tehran(utcMs, offset.minutes, Number(month));
  return resultOf([...reasons, ...more], [...warnings, ...warned]);
}
