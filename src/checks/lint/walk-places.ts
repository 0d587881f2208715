/**
 * Takes every step of every rule to the places that it is about.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Concern } from './lint-function.js';
import { type Place, type PlaceKind, placeKinds } from './model/place.js';

/** One `then` of one rule. */
export interface Step {
  readonly given: PlaceKind;
  /** The step is shown only the places of its words. */
  readonly concern?: { readonly of: Concern['of']; readonly isAbout: (word: string) => boolean };
  /** Called once for each kind of place, with its places in the order of the document; must not throw. */
  visit(places: readonly Place[]): void;
}

/** Places by the word that they say. */
function byWord(places: readonly Place[], of: Concern['of']): ReadonlyMap<string, readonly Place[]> {
  const all = new Map<string, Place[]>();
  for (const place of places) {
    const word = of(place);
    if (word === undefined) continue;
    const known = all.get(word);
    if (known === undefined) all.set(word, [place]);
    else known.push(place);
  }
  return all;
}

/** Calls the steps of each kind of place, in the order of the table of kinds. Rules times places are many: a step takes all of its places at once. */
export function walkPlaces(places: Readonly<Record<PlaceKind, readonly Place[]>>, steps: readonly Step[]): void {
  for (const kind of placeKinds) {
    const own = places[kind];
    const sorted = new Map<Concern['of'], ReadonlyMap<string, readonly Place[]>>();
    if (own.length === 0) continue;
    for (const step of steps) {
      if (step.given !== kind) continue;
      const { concern } = step;
      if (concern === undefined) {
        step.visit(own);
        continue;
      }
      const words = sorted.get(concern.of) ?? byWord(own, concern.of);
      sorted.set(concern.of, words);
      for (const [word, places] of words) if (concern.isAbout(word)) step.visit(places);
    }
  }
}
