/**
 * The formats `date`, `time` and `date-time` by character codes, for validators that ask millions of times: each says of every text what ajv-formats
 * says in its full mode. A test holds them together.
 *
 * Source   RFC 3339 §5.6, §5.7 (leap seconds end a day in UTC). Beyond it, as ajv-formats: any letter case, a blank for `T`, offsets of hours alone.
 * Room     vocabulary (floor 2). Imports schemes alone; may be imported by checks and index.
 */
import { areDigits, numberAt } from '../schemes/acceptors/digits.js';
import { acceptsGregorianDate, isGregorianDateAt } from '../schemes/acceptors/texts.js';
import type { CodeFormat } from './formats.js';

const upperZ = 0x5a;
const lowerZ = 0x7a;
const plus = 0x2b;
const minus = 0x2d;
const colon = 0x3a;
const point = 0x2e;

/** What stands behind the seconds: minutes before UTC, or undefined where it is no offset. */
function offsetAt(text: string, start: number): number | undefined {
  const sign = text.charCodeAt(start);
  if (sign === upperZ || sign === lowerZ) return text.length === start + 1 ? 0 : undefined;
  if (sign !== plus && sign !== minus) return undefined;
  const hours = numberAt(text, start + 1, start + 3);
  const next = text.charCodeAt(start + 3) === colon ? start + 4 : start + 3;
  const isAlone = text.length === start + 3;
  const minutes = isAlone ? 0 : numberAt(text, next, next + 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || (!isAlone && text.length !== next + 2)) return undefined;
  return (sign === minus ? -1 : 1) * (hours * 60 + minutes);
}

/** Whether a leap second can be in this minute: in UTC it is the last one of a day, as a minute and an hour that are one short. */
function canLeap(hour: number, minute: number, offset: number): boolean {
  const ownMinute = minute - (offset % 60);
  const ownHour = hour - Math.trunc(offset / 60) - (ownMinute < 0 ? 1 : 0);
  return (ownHour === 23 || ownHour === -1) && (ownMinute === 59 || ownMinute === -1);
}

/** Whether a time with its offset stands from `start` to the end of a text. */
function isTimeAt(text: string, start: number): boolean {
  const hour = numberAt(text, start, start + 2);
  const minute = numberAt(text, start + 3, start + 5);
  const whole = numberAt(text, start + 6, start + 8);
  if (hour < 0 || minute < 0 || whole < 0 || text.charCodeAt(start + 2) !== colon || text.charCodeAt(start + 5) !== colon) return false;
  let end = start + 8;
  if (text.charCodeAt(end) === point) {
    end += 1;
    const first = end;
    while (end < text.length && areDigits(text, end, end + 1)) end += 1;
    if (end === first) return false;
  }
  const offset = offsetAt(text, end);
  if (offset === undefined) return false;
  // A long fraction rounds up to the next second.
  const second = end - start > 20 ? Number(text.slice(start + 6, end)) : whole;
  if (hour <= 23 && minute <= 59 && second < 60) return true;
  return second < 61 && canLeap(hour, minute, offset);
}

const isBlank = /^\s$/;

function isSeparator(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 0x54 || unit === 0x74 || isBlank.test(text.charAt(at));
}

const format = (validate: (text: string) => boolean): CodeFormat => ({ type: 'string', validate });

/** The three formats by their names; to be added behind those of ajv-formats, whose comparisons (formatMinimum) they have not. */
export const timeFormats: Readonly<Record<'date' | 'time' | 'date-time', CodeFormat>> = {
  date: format(acceptsGregorianDate),
  time: format((text) => isTimeAt(text, 0)),
  'date-time': format((text) => isGregorianDateAt(text) && isSeparator(text, 10) && isTimeAt(text, 11)),
};
