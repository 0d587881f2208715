/**
 * Instants on a command line.
 *
 * Room     cli (floor 7).
 */
import { readInstant } from '../contract/read-instant.js';
import { usageError } from './usage-error.js';
import type { World } from './world.js';

/** Milliseconds of an instant that an option gives. Error: USAGE. */
export function instantOf(text: string): number {
  const at = readInstant(text);
  if (at !== undefined) return at;
  throw usageError(
    { en: `${text.slice(0, 60)} is no instant`, fa: `${text.slice(0, 60)} زمان نیست` },
    { en: 'write RFC 3339, such as 2026-11-22T08:00:00Z', fa: 'به شکل RFC 3339 بنویسید، مانند 2026-11-22T08:00:00Z' },
  );
}

/** That of an option, or now where it is not given. Error: USAGE. */
export const instantOrNow = (text: string | undefined, world: Pick<World, 'now'>): number =>
  text === undefined ? world.now().getTime() : instantOf(text);
