/**
 * Codes that nobody has been given, by scheme: prefix 999, valid check digits. What the suite sends where a contract asks for a code.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { SchemeId } from '../../schemes/scheme.js';

/** In several forms where a code has several: the schema says which. */
const codes: ReadonlyMap<SchemeId, readonly string[]> = new Map<SchemeId, readonly string[]>([
  ['national-code', ['9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9990000069']],
  ['legal-id', ['99999000014', '99999000029', '99999000033', '99999000048']],
  ['person-or-legal-id', ['99999000014', '9990000018']],
  ['postal-code', ['9999900001', '9999900002']],
  ['sheba', ['IR740990000000000000000001']],
  ['bank-card', ['9999990000000014']],
  ['foreigner-id', ['999000000012', '999000000020']],
  ['economic-number', ['99999000014', '99999000014001']],
  ['country', ['IR', 'IRN']],
  ['currency', ['IRR']],
  ['language', ['fa']],
  ['province', ['IR-23']],
  ['jalali-date', ['1400-01-01', '1400/01/01', '14000101']],
  ['instant', ['2020-01-01T00:00:00Z', '2020-01-01T00:00:00.000Z']],
  ['persian-text', ['نمونه']],
]);

/** Synthetic codes of a scheme, the usual form first; none where a code cannot be made up. */
export function syntheticCodes(scheme: SchemeId): readonly string[] {
  return codes.get(scheme) ?? [];
}
