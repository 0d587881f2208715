/**
 * Takes every step of every rule to the places that it is about, in the order of the places.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import { isObject } from '../../contract/json.js';
import { type Place, type PlaceKind, placeKinds } from './model/place.js';

/** One `then` of one rule. */
export interface Step {
  readonly given: PlaceKind;
  /** Member of the place's value. */
  readonly field: string | undefined;
  /** The step is shown only the places of these words (lint-function.ts, Concern). */
  readonly concern?: { readonly of: (place: Place) => string | undefined; readonly words: readonly string[] };
  /** Called for every target; must not throw. `path` leads from the place's value to the target. */
  visit(place: Place, target: unknown, path: readonly string[]): void;
}

const itself: readonly string[] = [];

/** As Spectral does with `field`: the member of an object, and of anything else the value itself. */
function visitField(step: Step, place: Place, path: readonly string[]): void {
  const { value } = place;
  const [field] = path;
  if (field === undefined || typeof value !== 'object' || value === null) step.visit(place, value, itself);
  else step.visit(place, isObject(value) && Object.hasOwn(value, field) ? value[field] : undefined, path);
}

interface Aimed {
  readonly step: Step;
  readonly path: readonly string[];
}

/** Steps that ask a place for the same word, by the words that they are about. */
type ByWord = readonly [of: (place: Place) => string | undefined, steps: ReadonlyMap<string, readonly Aimed[]>];

function byWord(steps: readonly Aimed[]): readonly ByWord[] {
  const all = new Map<(place: Place) => string | undefined, Map<string, Aimed[]>>();
  for (const aimed of steps) {
    const { concern } = aimed.step;
    if (concern === undefined) continue;
    const words = all.get(concern.of) ?? new Map<string, Aimed[]>();
    all.set(concern.of, words);
    for (const word of concern.words) words.set(word, [...(words.get(word) ?? []), aimed]);
  }
  return [...all];
}

/** Calls the steps of each kind of place for each place, in the order of the table of kinds. */
export function walkPlaces(places: Readonly<Record<PlaceKind, readonly Place[]>>, steps: readonly Step[]): void {
  for (const kind of placeKinds) {
    const own = steps.filter(({ given }) => given === kind).map((step): Aimed => ({ step, path: step.field === undefined ? itself : [step.field] }));
    if (own.length === 0) continue;
    const plain = own.filter(({ step }) => step.concern === undefined);
    const worded = byWord(own);
    for (const place of places[kind]) {
      for (const { step, path } of plain) visitField(step, place, path);
      for (const [of, known] of worded) {
        const word = of(place);
        if (word !== undefined) for (const { step, path } of known.get(word) ?? []) visitField(step, place, path);
      }
    }
  }
}
