/**
 * What the `where` of a rule sees of a place. Members are looked up as they are asked for: most rules ask for one, of every place.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import type { Place } from './model/place.js';

/** A member that a place does not have is undefined. */
export class PlaceView {
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  get value(): Json {
    return this.#place.value;
  }

  get pointer(): string {
    return this.#place.pointer;
  }

  get branch(): boolean {
    return this.#place.branch ?? false;
  }

  get uses(): readonly string[] {
    return [...(this.#place.uses ?? [])];
  }

  get name(): string | undefined {
    return this.#place.name;
  }

  get in(): string | undefined {
    return this.#place.in;
  }

  get status(): string | undefined {
    return this.#place.status;
  }

  get method(): string | undefined {
    return this.#place.operation?.method;
  }

  get path(): string | undefined {
    return this.#place.operation?.path;
  }

  get operation(): JsonObject | undefined {
    return this.#place.operation?.value;
  }

  get dataClass(): string | undefined {
    return this.#place.operation?.dataClass;
  }
}
