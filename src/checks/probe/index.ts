/**
 * The probes, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../contract/check.js';
import { acceptNegotiation } from './accept-negotiation.js';
import { anonymousRefused } from './anonymous-refused.js';
import { apiVersion } from './api-version.js';
import { asMetadata } from './as-metadata.js';
import { baseUrlName } from './base-url-name.js';
import { boundedCollections } from './bounded-collections.js';
import { boundedTime } from './bounded-time.js';
import { brokenTokenRefused } from './broken-token-refused.js';
import { caching } from './caching.js';
import { certificateRenewal } from './certificate-renewal.js';
import { certificateStrength } from './certificate-strength.js';
import { certificateTrust } from './certificate-trust.js';
import { cipherSuites } from './cipher-suites.js';
import { clock } from './clock.js';
import { contentType } from './content-type.js';
import { contractOpen } from './contract-open.js';
import { contractPublished } from './contract-published.js';
import { cookies } from './cookies.js';
import { cors } from './cors.js';
import { deprecation } from './deprecation.js';
import { documentedStatuses } from './documented-statuses.js';
import { headParity } from './head-parity.js';
import { health } from './health.js';
import { hsts } from './hsts.js';
import { httpsOnly } from './https-only.js';
import { malformedInput } from './malformed-input.js';
import { mediaTypeRefused } from './media-type-refused.js';
import { methodNotAllowed } from './method-not-allowed.js';
import { noCleartext } from './no-cleartext.js';
import { noInternals } from './no-internals.js';
import { noServerErrors } from './no-server-errors.js';
import { objectAtTop } from './object-at-top.js';
import { oversizeRefused } from './oversize-refused.js';
import { persianErrors } from './persian-errors.js';
import { problemDetails } from './problem-details.js';
import { problemTypes } from './problem-types.js';
import { protectiveHeaders } from './protective-headers.js';
import { responsesMatchContract } from './responses-match-contract.js';
import { scopesEnforced } from './scopes-enforced.js';
import { securityTxt } from './security-txt.js';
import { standardMethods } from './standard-methods.js';
import { statelessCalls } from './stateless-calls.js';
import { statusTruth } from './status-truth.js';
import { tlsVersions } from './tls-versions.js';
import { tls13 } from './tls13.js';
import { traceCorrelation } from './trace-correlation.js';
import { validCallsAccepted } from './valid-calls-accepted.js';
import { violationsRefused } from './violations-refused.js';
import { codelistPublished } from './codelist-published.js';
import { distributions } from './distributions.js';
import { enumValues } from './enum-values.js';
import { invisibleInput } from './invisible-input.js';
import { offsetInstants } from './offset-instants.js';
import { persianDigitsInput } from './persian-digits-input.js';
import { tolerantSearch } from './tolerant-search.js';
import { trackingIds } from './tracking-ids.js';

export const probeChecks: readonly CheckDefinition[] = [
  acceptNegotiation,
  anonymousRefused,
  apiVersion,
  asMetadata,
  baseUrlName,
  boundedCollections,
  boundedTime,
  brokenTokenRefused,
  caching,
  certificateRenewal,
  certificateStrength,
  certificateTrust,
  cipherSuites,
  clock,
  contentType,
  contractOpen,
  contractPublished,
  cookies,
  cors,
  deprecation,
  documentedStatuses,
  headParity,
  health,
  hsts,
  httpsOnly,
  malformedInput,
  mediaTypeRefused,
  methodNotAllowed,
  noCleartext,
  noInternals,
  noServerErrors,
  objectAtTop,
  oversizeRefused,
  persianErrors,
  problemDetails,
  problemTypes,
  protectiveHeaders,
  responsesMatchContract,
  scopesEnforced,
  securityTxt,
  standardMethods,
  statelessCalls,
  statusTruth,
  tlsVersions,
  tls13,
  traceCorrelation,
  validCallsAccepted,
  violationsRefused,
  codelistPublished,
  distributions,
  enumValues,
  invisibleInput,
  offsetInstants,
  persianDigitsInput,
  tolerantSearch,
  trackingIds,
];
