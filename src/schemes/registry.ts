/**
 * All schemes by id, and their self-check.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { moneySchemes } from './register/money.js';
import { personSchemes } from './register/persons.js';
import { placeSchemes } from './register/places.js';
import { textSchemes } from './register/texts.js';
import { schemeIds, type Scheme, type SchemeId } from './scheme.js';

const rows: ReadonlyMap<SchemeId, Scheme> = new Map(
  [...personSchemes, ...moneySchemes, ...placeSchemes, ...textSchemes].map((scheme) => [scheme.id, scheme]),
);

/** Every scheme, in the order of `schemeIds`. */
export const schemes: ReadonlyMap<SchemeId, Scheme> = new Map(
  schemeIds.flatMap((id) => {
    const scheme = rows.get(id);
    return scheme === undefined ? [] : [[id, scheme] as const];
  }),
);

/** A vector that its scheme does not keep. */
export interface BrokenVector {
  readonly scheme: SchemeId;
  readonly value: string;
  readonly want: readonly string[];
  readonly got: readonly string[];
}

const noReasons: readonly string[] = [];
const same = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && [...left].sort().join() === [...right].sort().join();

/** Runs every vector of every scheme; empty when all hold. A scheme without vectors of both kinds is itself broken. */
export function selfCheck(): readonly BrokenVector[] {
  const broken: BrokenVector[] = [];
  for (const scheme of schemes.values()) {
    const vectors = [...scheme.valid.map((value) => ({ value, reasons: noReasons })), ...scheme.invalid];
    for (const { value, reasons } of vectors) {
      const got = scheme.check(value).reasons;
      if (!same(got, reasons)) broken.push({ scheme: scheme.id, value, want: reasons, got });
    }
    if (scheme.valid.length === 0 || scheme.invalid.length === 0) broken.push({ scheme: scheme.id, value: '', want: ['vectors'], got: [] });
  }
  return broken;
}
