/**
 * The probes of coded and textual data, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { codelistPublished } from './codelist-published.js';
import { distributions } from './distributions.js';
import { enumValues } from './enum-values.js';
import { invisibleInput } from './invisible-input.js';
import { offsetInstants } from './offset-instants.js';
import { persianDigitsInput } from './persian-digits-input.js';
import { tolerantSearch } from './tolerant-search.js';
import { trackingIds } from './tracking-ids.js';

export const codedProbes: readonly CheckDefinition[] = [
  codelistPublished,
  distributions,
  enumValues,
  invisibleInput,
  offsetInstants,
  persianDigitsInput,
  tolerantSearch,
  trackingIds,
];
