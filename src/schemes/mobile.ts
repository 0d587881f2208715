/**
 * An Iranian mobile number in E.164 form, +989 and nine digits.
 *
 * Source   ITU-T E.164. Prefixes of operators are not demanded: the tables change.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import type { SchemeResult } from './scheme.js';
import { telephone } from './telephone.js';

/** Reasons: those of telephone; a land line is wrong-kind. */
export function mobile(value: unknown): SchemeResult {
  return telephone(value, /^9$/);
}
