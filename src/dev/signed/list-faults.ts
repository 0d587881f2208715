/**
 * The faults of the agency of signed messages as they are shown.
 *
 * Room     dev (floor 6).
 */
import type { ListedFault } from '../faults.js';
import { signedFaults } from '../faults/signed.js';

/** All faults of the agency of signed messages without their workings. */
export function listSignedFaults(): readonly ListedFault[] {
  return signedFaults.map(({ name, requirements, layer, describe }) => ({ name, requirements, layer, describe }));
}
