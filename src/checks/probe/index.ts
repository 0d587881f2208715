/**
 * The probes, a door for each topic.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../contract/check.js';
import { apiProbes } from './api/index.js';
import { codedProbes } from './coded/index.js';
import { discoveryProbes } from './discovery/index.js';
import { environmentProbes } from './environments/index.js';
import { errorsProbes } from './errors/index.js';
import { flowProbes } from './flow/index.js';
import { httpProbes } from './http/index.js';
import { operationsProbes } from './operations/index.js';
import { pagesProbes } from './pages/index.js';
import { securityProbes } from './security/index.js';
import { soapProbes } from './soap/index.js';
import { tlsProbes } from './tls/index.js';

export const probeChecks: readonly CheckDefinition[] = [
  ...apiProbes,
  ...codedProbes,
  ...discoveryProbes,
  ...environmentProbes,
  ...errorsProbes,
  ...flowProbes,
  ...httpProbes,
  ...operationsProbes,
  ...pagesProbes,
  ...securityProbes,
  ...soapProbes,
  ...tlsProbes,
];
