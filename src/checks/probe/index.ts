/**
 * The probes, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../contract/check.js';
import { hsts } from './hsts.js';

export const probeChecks: readonly CheckDefinition[] = [hsts];
