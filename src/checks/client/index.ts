/**
 * Checks of how a consumer behaves towards a provider that the suite plays.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../contract/check.js';
import { clientBacksOff } from './backs-off.js';
import { clientBoundedWaiting } from './bounded-waiting.js';
import { clientNoBlindRetry } from './no-blind-retry.js';
import { clientNoticesDeprecation } from './notices-deprecation.js';
import { clientTolerantReader } from './tolerant-reader.js';
import { clientVerifiesCertificate } from './verifies-certificate.js';

export const clientChecks: readonly CheckDefinition[] = [
  clientBacksOff,
  clientBoundedWaiting,
  clientNoBlindRetry,
  clientNoticesDeprecation,
  clientTolerantReader,
  clientVerifiesCertificate,
];
