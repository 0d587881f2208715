/**
 * What the end of a part of a contract means: announced and over, announced for later, or never announced.
 *
 * Source   EGIF-TEC-VER-004.
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { Change } from './change.js';

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text) && !Number.isNaN(Date.parse(text));

/** Why the removal of a part breaks or does not. `asOf`: the day or instant as of which an end is over; absent: it cannot be told. */
export function reasonOfRemoval(
  { deprecated, sunset }: { readonly deprecated: boolean; readonly sunset: string | undefined },
  asOf: string | undefined,
): Change['reason'] {
  if (!deprecated || sunset === undefined || !isDate(sunset)) return 'gone';
  if (asOf === undefined) return 'incomparable';
  return Date.parse(sunset) <= Date.parse(asOf) ? 'sunset-over' : 'gone';
}
