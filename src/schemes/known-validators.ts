/**
 * Validators in wide use that err: what they refuse of valid codes, what they take of invalid ones, and why.
 *
 * An agency that fails a check often has one of them behind its form; so they are named where a code is explained. Counts are over the seeded
 * values of test/schemes/differential, which recomputes them; of valid values only those without a warning count, where nothing is in doubt.
 * They say that and how a validator errs, not how often it errs on real data.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { money } from './known/money.js';
import { persons } from './known/persons.js';
import { places } from './known/places.js';
import type { KnownValidator } from './known/known-validator.js';
import type { SchemeId } from './scheme.js';

export type { ErrorCount, KnownValidator } from './known/known-validator.js';

/** All rows, those of a scheme together. */
export const knownValidators: readonly KnownValidator[] = [...persons, ...money, ...places];

/** The validators that err on a scheme's codes. */
export function knownValidatorsOf(id: SchemeId): readonly KnownValidator[] {
  return knownValidators.filter(({ scheme }) => scheme === id);
}
