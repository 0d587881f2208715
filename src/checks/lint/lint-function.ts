/**
 * What a rule's function is: place → what is wrong with it.
 *
 * Functions are pure and linear in the place (references by counted work). They never run a pattern of the contract on the native engine.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { JsonObject } from '../../contract/api-model.js';
import type { Model, Place } from './model/place.js';

/** One thing that is wrong. */
export interface Flaw {
  /** Finding code; the rule's first code where absent. It must be one that the rule declares. */
  readonly code?: string;
  /** Absolute pointer into what was read; the place itself where absent. `file#pointer` stands in a file beside the document. */
  readonly pointer?: string;
  readonly got?: string;
  readonly want?: string;
  /** Whether the pointer is one into the source already. */
  readonly inSource?: boolean;
}

/** What is wrong with a place; `undefined` where the place is none of the rule's business and so was not examined. */
export type LintFunction = (place: Place, options: JsonObject, model: Model) => readonly Flaw[] | undefined;

/**
 * What a function asks of a place before all else, where that is one word: the code that a member carries, the core type of a schema. It is asked once for
 * all steps that ask the same, and a step sees only the places whose word is its own.
 */
export interface Concern {
  readonly of: (place: Place) => string | undefined;
  /** Whether places of a word are a step's own. */
  readonly isAbout: (options: JsonObject) => (word: string) => boolean;
}

/** A concern with some words out of all, which the options of a step name or not. */
export function concernOf(of: Concern['of'], named: (options: JsonObject) => readonly string[]): Concern {
  return {
    of,
    isAbout: (options) => {
      const words = new Set(named(options));
      return (word) => words.has(word);
    },
  };
}

/** The function as a member of the fixed table: options are checked when a ruleset is loaded. */
export interface LintFunctionEntry {
  /** JSON Schema of the options; no options where absent. */
  readonly options?: object;
  /** The function is undefined for every place of another word. */
  readonly concern?: Concern;
  readonly run: LintFunction;
}

/** Spectral's own functions that a rule may name. */
export const coreFunctions: ReadonlySet<string> = new Set([
  'truthy',
  'falsy',
  'defined',
  'undefined',
  'pattern',
  'enumeration',
  'length',
  'casing',
  'schema',
  'xor',
]);
