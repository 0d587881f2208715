/**
 * The faults of the event agency as they are shown.
 *
 * Room     dev (floor 6).
 */
import type { ListedFault } from '../faults.js';
import { eventFaults } from '../faults/events.js';

/** All faults of the event agency without their workings. */
export function listEventFaults(): readonly ListedFault[] {
  return eventFaults.map(({ name, requirements, layer, describe }) => ({ name, requirements, layer, describe }));
}
