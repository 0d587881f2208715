/**
 * The probes of the style of the API and what its contract says, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { apiVersion } from './api-version.js';
import { boundedCollections } from './bounded-collections.js';
import { deprecation } from './deprecation.js';
import { documentedStatuses } from './documented-statuses.js';
import { objectAtTop } from './object-at-top.js';
import { responsesMatchContract } from './responses-match-contract.js';
import { statelessCalls } from './stateless-calls.js';
import { validCallsAccepted } from './valid-calls-accepted.js';
import { violationsRefused } from './violations-refused.js';

export const apiProbes: readonly CheckDefinition[] = [
  apiVersion,
  boundedCollections,
  deprecation,
  documentedStatuses,
  objectAtTop,
  responsesMatchContract,
  statelessCalls,
  validCallsAccepted,
  violationsRefused,
];
