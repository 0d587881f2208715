/**
 * What is said of a validator in wide use that errs.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import type { SchemeId } from '../scheme.js';

/** How many values of a kind a validator errs on. */
export interface ErrorCount {
  readonly count: number;
  readonly of: number;
  /** Synthetic, or public and of no person. */
  readonly examples: readonly string[];
}

/** One validator, by its package with version and function, or one pattern by where it stands. */
export interface KnownValidator {
  readonly scheme: SchemeId;
  readonly who: string;
  readonly kind: 'regex' | 'library';
  /** Source of the regular expression. */
  readonly pattern?: string;
  readonly falseRejections?: ErrorCount;
  readonly falseAcceptances?: ErrorCount;
  /** Recomputed by the tests here, or reported from a run with programs in other languages. */
  readonly counted: 'here' | 'elsewhere';
  readonly why: { readonly fa: string; readonly en: string };
}
