/**
 * The probes of SOAP, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { doctypeRefused } from './doctype-refused.js';
import { largeAttachments } from './large-attachments.js';
import { messageAlgorithms } from './message-algorithms.js';
import { messageIntegrity } from './message-integrity.js';
import { messageReplay } from './message-replay.js';
import { messageSecurity } from './message-security.js';
import { soapAnswersMatchSchema } from './soap-answers-match-schema.js';
import { soapEcho } from './soap-echo.js';
import { soapEnvelope } from './soap-envelope.js';
import { soapFaults } from './soap-faults.js';
import { wsdlPublished } from './wsdl-published.js';

export const soapProbes: readonly CheckDefinition[] = [
  doctypeRefused,
  largeAttachments,
  messageAlgorithms,
  messageIntegrity,
  messageReplay,
  messageSecurity,
  soapAnswersMatchSchema,
  soapEcho,
  soapEnvelope,
  soapFaults,
  wsdlPublished,
];
