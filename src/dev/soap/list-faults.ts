/**
 * The faults of the SOAP agency as they are shown: without the libraries that the agency itself needs.
 *
 * Room     dev (floor 6).
 */
import type { ListedFault } from '../faults.js';
import { soapFaults } from '../faults/soap.js';

/** All faults of the SOAP agency without their workings. */
export function listSoapFaults(): readonly ListedFault[] {
  return soapFaults.map(({ name, requirements, layer, describe }) => ({ name, requirements, layer, describe }));
}
