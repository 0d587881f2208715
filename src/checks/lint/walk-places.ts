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

/** Calls the steps of each kind of place for each place, in the order of the table of kinds. */
export function walkPlaces(places: Readonly<Record<PlaceKind, readonly Place[]>>, steps: readonly Step[]): void {
  for (const kind of placeKinds) {
    const own = steps.filter(({ given }) => given === kind).map((step) => ({ step, path: step.field === undefined ? itself : [step.field] }));
    if (own.length === 0) continue;
    for (const place of places[kind]) for (const { step, path } of own) visitField(step, place, path);
  }
}
