/**
 * The probes of HTTP semantics, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { acceptNegotiation } from './accept-negotiation.js';
import { caching } from './caching.js';
import { contentType } from './content-type.js';
import { headParity } from './head-parity.js';
import { malformedInput } from './malformed-input.js';
import { mediaTypeRefused } from './media-type-refused.js';
import { methodNotAllowed } from './method-not-allowed.js';
import { oversizeRefused } from './oversize-refused.js';
import { standardMethods } from './standard-methods.js';
import { statusTruth } from './status-truth.js';

export const httpProbes: readonly CheckDefinition[] = [
  acceptNegotiation,
  caching,
  contentType,
  headParity,
  malformedInput,
  mediaTypeRefused,
  methodNotAllowed,
  oversizeRefused,
  standardMethods,
  statusTruth,
];
