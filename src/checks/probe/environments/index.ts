/**
 * The probes that look at two environments of a service. Listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { environmentsAlike } from './environments-alike.js';

export const environmentProbes: readonly CheckDefinition[] = [environmentsAlike];
