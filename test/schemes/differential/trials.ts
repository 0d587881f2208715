/**
 * All trials, the schemes that have none, and why.
 */
import type { SchemeId } from '../../../src/schemes/scheme.js';
import { moneyTrials } from './trials-money.js';
import { personTrials } from './trials-persons.js';
import { placeTrials } from './trials-places.js';
import { timeTrials } from './trials-time.js';
import type { Trial } from './trial.js';

export const trials: readonly Trial[] = [...personTrials, ...moneyTrials, ...placeTrials, ...timeTrials];

/** The name of a trial in tables. */
export const trialName = ({ scheme, oracle }: Trial): string => `${scheme}: ${oracle.package} ${oracle.part}`;

/** Schemes that other tests of this folder compare: with the platform, with lists of validators. */
export const comparedElsewhere: ReadonlyMap<SchemeId, string> = new Map([
  ['person-or-legal-id', 'composition: the scheme of the length, both of which have trials'],
  ['tax-invoice-id', 'check-digits: Verhoeff by the pentagon and by validator isIdentityCard IN'],
  ['phone', 'composition: mobile or land line, both of which have trials'],
  ['province', 'lists: the provinces that persian-tools knows'],
  ['country', 'lists: validator isISO31661Alpha2 and Alpha3, Intl'],
  ['currency', 'lists: validator isISO4217, Intl'],
  ['language', 'lists: validator isISO6391, Intl'],
  ['persian-text', 'text: String.prototype.normalize, persian-tools toPersianChars'],
]);

/** Schemes that nobody else's package knows, and what then holds them. */
export const withoutOracle: ReadonlyMap<SchemeId, string> = new Map([
  ['iran-code', 'no check digit is public and no package has it: sixteen digits'],
  ['sayad', 'no check digit was found in four searches: sixteen digits'],
  ['foreigner-id', 'no check digit is public and no package has it: twelve digits'],
  ['service-id', 'two ids are known, the grammar is not: eleven digits'],
  ['economic-number', 'eleven or fourteen digits by the examples of the tax document; no package has it'],
  ['isic', 'no package has it: section letter, two to four digits'],
  ['cluster', 'codes of this project'],
  ['exchange', 'abbreviations of the seed documents'],
  ['gnaf', 'opaque: no syntax is public'],
  ['property-id', 'opaque: no syntax is public'],
]);
