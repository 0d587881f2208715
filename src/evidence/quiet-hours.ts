/**
 * Hours of the day in which the statement wants nothing to be sent: `08:00-10:30`, also over midnight, by the clock of Iran.
 *
 * Source   Statement limits.quietHours; Iran keeps UTC+03:30 all year since 2022 (law of 1401/02/12).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { EgifError } from '../errors.js';

const iranOffsetMinutes = 210;
const dayMinutes = 1440;
const form = /^([01]\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]\d|2[0-4]):([0-5]\d)$/;

/** Gives the hours that an instant lies in, as the statement writes them, or undefined. STATEMENT_INVALID where an entry is none. */
export function quietHoursOf(entries: readonly string[]): (instant: Date) => string | undefined {
  const spans = entries.map((entry) => {
    const [, ...parts] = form.exec(entry.trim()) ?? [];
    const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = parts.map(Number);
    const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
    if (parts.length === 0 || to > dayMinutes || from === to)
      throw new EgifError('STATEMENT_INVALID', `limits.quietHours: ${entry} is no span of hours`, {
        mend: 'write it as 08:00-10:30, by the clock of Iran',
      });
    return { entry, from, to };
  });
  return (instant) => {
    const minute = (instant.getUTCHours() * 60 + instant.getUTCMinutes() + iranOffsetMinutes) % dayMinutes;
    return spans.find(({ from, to }) => (from < to ? minute >= from && minute < to : minute >= from || minute < to))?.entry;
  };
}
