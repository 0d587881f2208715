/**
 * The faults of the consumer agency as they are shown.
 *
 * Room     dev (floor 6).
 */
import type { ListedFault } from '../faults.js';
import { consumerFaults } from '../faults/consumer.js';

/** All faults of the consumer agency without their workings. */
export function listConsumerFaults(): readonly ListedFault[] {
  return consumerFaults.map(({ name, requirements, layer, describe }) => ({ name, requirements, layer, describe }));
}
