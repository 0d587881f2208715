/**
 * The document checks, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../contract/check.js';

export const documentChecks: readonly CheckDefinition[] = [];
