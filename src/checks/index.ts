/**
 * Every check that is not a lint rule, by id.
 *
 * Room     checks (floor 3): the door of the room.
 */
import type { CheckDefinition } from '../contract/check.js';
import { EgifError } from '../errors.js';
import { codingChecks } from './coding/index.js';
import { dataChecks } from './data/index.js';
import { documentChecks } from './document/index.js';
import { clientChecks } from './client/index.js';
import { eventChecks } from './event/index.js';
import { probeChecks } from './probe/index.js';

function byId(checks: readonly CheckDefinition[]): ReadonlyMap<string, CheckDefinition> {
  const definitions = new Map<string, CheckDefinition>();
  for (const check of checks) {
    if (definitions.has(check.id)) throw new EgifError('INTERNAL', `two checks have the id ${check.id}`);
    definitions.set(check.id, check);
  }
  return definitions;
}

/** The checks by id. */
export const checkDefinitions: ReadonlyMap<string, CheckDefinition> = byId([
  ...probeChecks,
  ...dataChecks,
  ...codingChecks,
  ...documentChecks,
  ...eventChecks,
  ...clientChecks,
]);

export { driveSync, startProbe, stepProbe, type Params, type ProbeStep } from './drive.js';
export { instancesOf, operationsIn } from './instances.js';
