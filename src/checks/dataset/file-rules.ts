/**
 * The rules that judge records of files: those of live answers, without the few that speak of a server or of what the record's schema says itself.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import { codingChecks } from '../coding/index.js';
import { dataChecks } from '../data/index.js';
import { hasRule, type ValueRule } from '../data/value-check.js';

/** Checks of values that are not made on files, by id or by the start of it, and why. */
export const leftOut: readonly { readonly check: string; readonly why: string }[] = [
  { check: 'data/core-', why: 'the schema that the file is held against is the core vocabulary, or states its members itself' },
  { check: 'data/utc-', why: 'answers of a service are in UTC; a file may hold the local time of its source with its offset' },
];

/** Every rule that judges a record's values, in the order of the two lists of checks. */
export const fileRules: readonly ValueRule[] = [...dataChecks, ...codingChecks]
  .filter(hasRule)
  .map(({ rule }) => rule)
  .filter(({ id }) => !leftOut.some(({ check }) => id.startsWith(check)));
