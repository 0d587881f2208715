/**
 * The probes of errors, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { allViolations } from './all-violations.js';
import { noInternals } from './no-internals.js';
import { noServerErrors } from './no-server-errors.js';
import { persianErrors } from './persian-errors.js';
import { problemDetails } from './problem-details.js';
import { problemTypes } from './problem-types.js';

export const errorsProbes: readonly CheckDefinition[] = [allViolations, noInternals, noServerErrors, persianErrors, problemDetails, problemTypes];
