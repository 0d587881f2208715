/**
 * The probes of access, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { anonymousRefused } from './anonymous-refused.js';
import { asMetadata } from './as-metadata.js';
import { auditDataDemanded } from './audit-data-demanded.js';
import { authorizationMetadata } from './authorization-metadata.js';
import { brokenTokenRefused } from './broken-token-refused.js';
import { clientAuthentication } from './client-authentication.js';
import { consentHonoured } from './consent-honoured.js';
import { cookies } from './cookies.js';
import { cors } from './cors.js';
import { corsOrigins } from './cors-origins.js';
import { expiredTokenRefused } from './expired-token-refused.js';
import { headerKeysIgnored } from './header-keys-ignored.js';
import { injection } from './injection.js';
import { jwtValidation } from './jwt-validation.js';
import { messagesSigned } from './messages-signed.js';
import { objectLevel } from './object-level.js';
import { protectiveHeaders } from './protective-headers.js';
import { purposeFields } from './purpose-fields.js';
import { scopesEnforced } from './scopes-enforced.js';
import { keyAddressNotAsked } from './key-address-not-asked.js';
import { senderConstrained } from './sender-constrained.js';
import { signedReplay } from './signed-replay.js';
import { tokenInUrl } from './token-in-url.js';
import { tokenLifetime } from './token-lifetime.js';

export const securityProbes: readonly CheckDefinition[] = [
  anonymousRefused,
  asMetadata,
  auditDataDemanded,
  authorizationMetadata,
  brokenTokenRefused,
  cookies,
  clientAuthentication,
  consentHonoured,
  cors,
  corsOrigins,
  expiredTokenRefused,
  headerKeysIgnored,
  keyAddressNotAsked,
  injection,
  jwtValidation,
  messagesSigned,
  objectLevel,
  protectiveHeaders,
  purposeFields,
  scopesEnforced,
  senderConstrained,
  signedReplay,
  tokenInUrl,
  tokenLifetime,
];
