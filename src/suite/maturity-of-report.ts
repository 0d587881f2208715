/**
 * Maturity of a report by dimension: from its rows, as the run that made it weighed them.
 *
 * Room     suite (floor 5).
 */
import type { Report } from '../contract/documents.js';
import { type Maturity, maturityOf } from '../verdict/maturity.js';
import { tally } from '../verdict/tally.js';

export function maturityOfReport({ requirements, profile }: Report): Maturity {
  return maturityOf(tally(requirements, profile));
}
