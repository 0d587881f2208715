/**
 * The maturity index: for ranking and the yearly evaluation, never for a certificate.
 *
 * Source   catalogue §5 (maturity index and the six dimensions of the working group's maturity model).
 * Room     verdict (floor 3). May be imported within verdict only.
 */
import { roundedDown } from './quality.js';
import { lowOf, type Tally, weighed, weightOf } from './tally.js';

export type Dimension = 'infrastructure' | 'data' | 'application' | 'process' | 'business' | 'security';

/** Weighted shares of what surely passes, 0 to 100; a dimension without a requirement is absent. */
export interface Maturity {
  readonly index: number;
  readonly dimensions: Readonly<Partial<Record<Dimension, number>>>;
}

const dimensionOrder: readonly Dimension[] = ['infrastructure', 'data', 'application', 'process', 'business', 'security'];

function dimensionOf(topic: string): Dimension {
  if (['TEC-TLS', 'TEC-NET', 'TEC-OPS'].includes(topic)) return 'infrastructure';
  if (topic === 'TEC-SEC') return 'security';
  const byLayer: Readonly<Record<string, Dimension>> = { TEC: 'application', DAT: 'data', COD: 'data', ORG: 'process', LEG: 'business' };
  return byLayer[topic.slice(0, 3)] ?? 'application';
}

function indexOf(tallies: readonly Tally[]): number {
  const weight = weightOf(tallies);
  return weight === 0 ? 0 : roundedDown((100 * weighed(tallies, lowOf)) / weight, 2);
}

/** The index over all tiers and of each dimension. Service levels (TEC-OPS) count as infrastructure. */
export function maturityOf(tallies: readonly Tally[]): Maturity {
  const dimensions: Partial<Record<Dimension, number>> = {};
  for (const dimension of dimensionOrder) {
    const own = tallies.filter(({ row }) => dimensionOf(row.topic) === dimension);
    if (own.length > 0) dimensions[dimension] = indexOf(own);
  }
  return { index: indexOf(tallies), dimensions };
}
