/**
 * How much work the fast runner does on one document before it gives up: counted, never timed.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { WorkLimit } from '../model/place.js';

/** Values visited, references written out, aliases expanded, in one document. */
const maximalSteps = 60_000_000;
/** Deepest nesting, references written out. */
export const maximalDepth = 2_500;

/** One document's account. */
export class Account {
  #left: number;

  constructor(steps: number = maximalSteps) {
    this.#left = steps;
  }

  /** Takes steps off. Throws WorkLimit where none are left. */
  spend(steps: number, on: string): void {
    this.#left -= steps;
    if (this.#left < 0) throw new WorkLimit(`more work than the limit allows: ${on}`);
  }
}

/** Throws WorkLimit below the deepest nesting allowed. */
export function demandDepth(depth: number): void {
  if (depth > maximalDepth) throw new WorkLimit(`nested deeper than ${maximalDepth} levels, references written out`);
}
