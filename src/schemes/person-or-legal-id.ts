/**
 * A member that holds a natural person's code or a legal person's id (the tax interface's `nationalId`): told apart by length.
 *
 * Source   RC_TICS.IS v1.4, where `nationalId` carries eleven digits.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { legalId } from './legal-id.js';
import { nationalCode } from './national-code.js';
import type { SchemeResult } from './scheme.js';

/** As the scheme of the value's length says; a length that is neither is judged as a national code. */
export function personOrLegalId(value: unknown): SchemeResult {
  const asLegal = legalId(value);
  return asLegal.reasons.includes('wrong-length') || typeof value !== 'string' ? nationalCode(value) : asLegal;
}
