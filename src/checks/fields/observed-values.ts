/**
 * How many values of each field were seen in the answers of an operation.
 *
 * Room     checks (floor 3). May be imported by suite.
 */
import type { Exchange, Observation } from '../../contract/evidence.js';
import { nodesOf } from '../data/instance.js';
import { isServed } from '../data/served.js';
import { jsonOf } from '../read.js';

const isExchange = (observation: Observation): observation is Exchange => observation.kind === 'http';

/** Counts of scalar values by pointer (items and keys that are data as `*`), over the served JSON answers; each observation once. */
export function observedValues(observations: readonly Observation[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const distinct = new Map(observations.filter(isExchange).map((exchange) => [exchange.seq, exchange]));
  for (const exchange of distinct.values()) {
    const json = exchange.response === undefined || !isServed(exchange) ? undefined : jsonOf(exchange);
    if (json === undefined) continue;
    for (const { pointer, value } of nodesOf(json.value, undefined))
      if (typeof value === 'string' || typeof value === 'number') counts.set(pointer, (counts.get(pointer) ?? 0) + 1);
  }
  return counts;
}
