/**
 * The probes of operations and discovery, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { availability } from './availability.js';
import { boundedTime } from './bounded-time.js';
import { clock } from './clock.js';
import { contractOpen } from './contract-open.js';
import { contractPublished } from './contract-published.js';
import { health } from './health.js';
import { latency } from './latency.js';
import { rateLimits } from './rate-limits.js';
import { securityTxt } from './security-txt.js';
import { sustainedLoad } from './sustained-load.js';
import { traceCorrelation } from './trace-correlation.js';

export const operationsProbes: readonly CheckDefinition[] = [
  availability,
  boundedTime,
  clock,
  contractOpen,
  contractPublished,
  health,
  latency,
  rateLimits,
  securityTxt,
  sustainedLoad,
  traceCorrelation,
];
