/**
 * The probes of calls that follow one another: create, read, replace, delete, repeat, wait, turn pages. Listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { asyncStatus } from './async-status.js';
import { conditionalRequests } from './conditional-requests.js';
import { createdLocation } from './created-location.js';
import { formerVersion } from './former-version.js';
import { idempotencyKeys } from './idempotency-keys.js';
import { pageWalkComplete } from './page-walk-complete.js';
import { requestTracking } from './request-tracking.js';
import { safeCalls } from './safe-calls.js';
import { useAfterDelete } from './use-after-delete.js';
import { workflowsComplete } from './workflows-complete.js';

export const flowProbes: readonly CheckDefinition[] = [
  asyncStatus,
  conditionalRequests,
  createdLocation,
  formerVersion,
  idempotencyKeys,
  pageWalkComplete,
  requestTracking,
  safeCalls,
  useAfterDelete,
  workflowsComplete,
];
