/**
 * Options that a command needs for one of its actions.
 *
 * Room     cli (floor 7).
 */
import { usageError } from './usage-error.js';

/** Demands an option of the command of that name. Error: USAGE. */
export const neededBy =
  (command: string) =>
  <T>(value: T | undefined, option: string): T => {
    if (value !== undefined) return value;
    throw usageError(
      { en: `--${option} is needed`, fa: `گزینهٔ --${option} لازم است` },
      { en: `see egif ${command} --help`, fa: `egif ${command} --help را ببینید` },
    );
  };
