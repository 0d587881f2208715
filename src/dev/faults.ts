/**
 * The named faults of the sample agency. Each changes one behaviour and breaks exactly the requirements that it names.
 *
 * Room     dev (floor 6).
 */
import { EgifError } from '../errors.js';
import { accessFaults } from './faults/access.js';
import { codingFaults } from './faults/coding.js';
import { contractFaults } from './faults/contract.js';
import { counterpartFaults } from './faults/counterpart.js';
import { dataFaults } from './faults/data.js';
import { deprecationFaults } from './faults/deprecation.js';
import { engineFaults } from './faults/engine.js';
import { discoveryFaults } from './faults/discovery.js';
import type { Fault } from './faults/fault.js';
import { flowFaults } from './faults/flow.js';
import { serviceLevelFaults } from './faults/service-levels.js';
import { generationFaults } from './faults/generation.js';
import { httpFaults } from './faults/http.js';
import { purposeFaults } from './faults/purpose.js';
import { securityFaults } from './faults/security.js';
import { signOnFaults } from './faults/sign-on.js';
import { transportFaults } from './faults/transport.js';
import { unknownCodeFaults } from './faults/unknown-codes.js';
import { wireFaults } from './faults/wire.js';
import { workflowFaults } from './faults/workflows.js';

/** Every fault, by layer. */
export const faults: readonly Fault[] = [
  ...transportFaults,
  ...wireFaults,
  ...httpFaults,
  ...securityFaults,
  ...accessFaults,
  ...contractFaults,
  ...dataFaults,
  ...codingFaults,
  ...flowFaults,
  ...deprecationFaults,
  ...engineFaults,
  ...generationFaults,
  ...discoveryFaults,
  ...serviceLevelFaults,
  ...signOnFaults,
  ...purposeFaults,
  ...workflowFaults,
  ...counterpartFaults,
  ...unknownCodeFaults,
];

/** A fault as `egif dev agency --list-faults --json` shows it. */
export type ListedFault = Pick<Fault, 'name' | 'requirements' | 'layer' | 'describe'>;

/** All faults without their workings. */
export function listFaults(): readonly ListedFault[] {
  return faults.map(({ name, requirements, layer, describe }) => ({ name, requirements, layer, describe }));
}

/** The faults of these names, in this order. Error: FAULT_UNKNOWN. */
export function findFaults(names: readonly string[]): readonly Fault[] {
  return names.map((name) => {
    const fault = faults.find((candidate) => candidate.name === name);
    if (fault === undefined)
      throw new EgifError('FAULT_UNKNOWN', `there is no fault ${name}`, { mend: 'see the names with egif dev agency --list-faults' });
    return fault;
  });
}
