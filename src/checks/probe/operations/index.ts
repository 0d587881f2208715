/**
 * The probes of operations and discovery, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { boundedTime } from './bounded-time.js';
import { clock } from './clock.js';
import { contractOpen } from './contract-open.js';
import { contractPublished } from './contract-published.js';
import { health } from './health.js';
import { securityTxt } from './security-txt.js';
import { traceCorrelation } from './trace-correlation.js';

export const operationsProbes: readonly CheckDefinition[] = [
  boundedTime,
  clock,
  contractOpen,
  contractPublished,
  health,
  securityTxt,
  traceCorrelation,
];
