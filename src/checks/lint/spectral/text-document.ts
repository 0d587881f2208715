/**
 * What Spectral's YAML parser makes of a text, made faster where that is surely the same: the value, the parser's complaints, and the ranges of
 * the places asked for, which are found only after the rules have run.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import type { ISpectralDiagnostic } from '@stoplight/spectral-core';

export type Range = ISpectralDiagnostic['range'];

/** A complaint as the parser words it; Spectral rewords it. */
export interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly severity: ISpectralDiagnostic['severity'];
  readonly path: (string | number)[];
  readonly range: Range;
}

export interface TextDocument {
  readonly data: unknown;
  /** Whether ranges of any number of places are found in one pass. */
  readonly quickRanges: boolean;
  readonly diagnostics: readonly Complaint[];
  /** Ranges of the places; undefined where a place is not found. */
  rangesOf(paths: readonly (readonly string[])[]): readonly (Range | undefined)[];
}
