/**
 * Options that a command needs for one of its actions.
 *
 * Room     cli (floor 7).
 */
import { type Said, seeHelp, usageError } from './usage-error.js';

/** Demands an option of the command of that name; `mend` where more can be said than where to read on. Error: USAGE. */
export const neededBy =
  (command: string, mend?: (option: string) => Said) =>
  <T>(value: T | undefined, option: string): T => {
    if (value !== undefined) return value;
    throw usageError({ en: `--${option} is needed`, fa: `گزینهٔ --${option} لازم است` }, mend?.(option) ?? seeHelp(command));
  };

/** Demands what stands without an option after the words of a call, such as `challenge check`. Error: USAGE. */
export function wordNeeded(value: string | undefined, call: string, what: Said): string {
  if (value !== undefined && value !== '') return value;
  const [command = ''] = call.split(' ');
  throw usageError({ en: `egif ${call} needs ${what.en}`, fa: `فرمان egif ${call} به ${what.fa} نیاز دارد` }, seeHelp(command));
}
