/**
 * Ages on a command line.
 *
 * Room     cli (floor 7).
 */
import { readAge } from '../contract/read-age.js';
import { usageError } from './usage-error.js';

/** Milliseconds of a text such as `12h` or `7d`. Error: USAGE. */
export function ageOf(text: string): number {
  const age = readAge(text);
  if (age !== undefined) return age;
  throw usageError(
    { en: `${text} is no age`, fa: `${text} مدت نیست` },
    { en: 'write hours or days, such as 12h or 7d', fa: 'ساعت یا روز بنویسید، مانند 12h یا 7d' },
  );
}
