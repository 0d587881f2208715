/**
 * Quality of a tier as an interval, by layer and as a whole.
 *
 * Source   catalogue §5 (quality: hard gates are excluded, else they inflate the mean).
 * Room     verdict (floor 3). May be imported within verdict only.
 */
import type { Layer, ResolvedProfile } from '../contract/documents.js';
import { highOf, lowOf, type Tally, weighed, weightOf } from './tally.js';

/** Lowest and highest possible, 0 to 100, unrounded. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Quality extends Interval {
  readonly layers: ReadonlyMap<Layer, Interval & { readonly weight: number }>;
}

const layerOrder: readonly Layer[] = ['technical', 'data', 'coding', 'organisational', 'legal'];

/** Quality over the major and score rules among the tallies. Layers without such a rule are left out; with none at all nothing is wanting: 100. */
export function qualityOf(tallies: readonly Tally[], shares: ResolvedProfile['layers']): Quality {
  const counted = tallies.filter(({ row }) => row.gate === 'major' || row.gate === 'score');
  const layers = new Map<Layer, Interval & { readonly weight: number }>();
  let [total, low, high] = [0, 0, 0];
  for (const layer of layerOrder) {
    const own = counted.filter(({ row }) => row.layer === layer);
    if (own.length === 0) continue;
    const weight = weightOf(own);
    const interval = { low: (100 * weighed(own, lowOf)) / weight, high: (100 * weighed(own, highOf)) / weight, weight };
    layers.set(layer, interval);
    const share = shares[layer]?.share ?? 0;
    total += share;
    low += share * interval.low;
    high += share * interval.high;
  }
  return total === 0 ? { low: 100, high: 100, layers } : { low: low / total, high: high / total, layers };
}

/** Down to a number of decimals, forgiving the error of binary fractions; what is shown is never better than what is. */
export function roundedDown(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.floor(value * factor + 1e-6) / factor;
}
