/**
 * The probes of access, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { anonymousRefused } from './anonymous-refused.js';
import { asMetadata } from './as-metadata.js';
import { brokenTokenRefused } from './broken-token-refused.js';
import { cookies } from './cookies.js';
import { cors } from './cors.js';
import { protectiveHeaders } from './protective-headers.js';
import { scopesEnforced } from './scopes-enforced.js';

export const securityProbes: readonly CheckDefinition[] = [
  anonymousRefused,
  asMetadata,
  brokenTokenRefused,
  cookies,
  cors,
  protectiveHeaders,
  scopesEnforced,
];
