/**
 * Checks of delivered events.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../contract/check.js';
import { brokerConnections } from './broker-connections.js';
import { deliveryRetries } from './delivery-retries.js';
import { eventEnvelopes } from './event-envelopes.js';
import { eventIdentity } from './event-identity.js';
import { eventPayloads } from './event-payloads.js';
import { eventsCompatible } from './events-compatible.js';
import { webhooksSigned } from './webhooks-signed.js';
import { webhooksVerified } from './webhooks-verified.js';

export const eventChecks: readonly CheckDefinition[] = [
  brokerConnections,
  deliveryRetries,
  eventEnvelopes,
  eventIdentity,
  eventPayloads,
  eventsCompatible,
  webhooksSigned,
  webhooksVerified,
];
