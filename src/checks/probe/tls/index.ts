/**
 * The probes of the transport, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { baseUrlName } from './base-url-name.js';
import { certificateRenewal } from './certificate-renewal.js';
import { certificateStrength } from './certificate-strength.js';
import { certificateTrust } from './certificate-trust.js';
import { cipherSuites } from './cipher-suites.js';
import { dnssecIpv6 } from './dnssec-ipv6.js';
import { exchangeRoute } from './exchange-route.js';
import { hostingAddresses } from './hosting-addresses.js';
import { hsts } from './hsts.js';
import { httpsOnly } from './https-only.js';
import { mutualTls } from './mutual-tls.js';
import { noCleartext } from './no-cleartext.js';
import { tlsFeatures } from './tls-features.js';
import { tlsVersions } from './tls-versions.js';
import { tls13 } from './tls13.js';

export const tlsProbes: readonly CheckDefinition[] = [
  baseUrlName,
  certificateRenewal,
  certificateStrength,
  certificateTrust,
  cipherSuites,
  dnssecIpv6,
  exchangeRoute,
  hostingAddresses,
  hsts,
  httpsOnly,
  mutualTls,
  noCleartext,
  tlsFeatures,
  tlsVersions,
  tls13,
];
