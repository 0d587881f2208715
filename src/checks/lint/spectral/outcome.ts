/**
 * What a run of Spectral's own rules gives: its findings, in its words, or why there are none.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import type { ISpectralDiagnostic } from '@stoplight/spectral-core';
import type { SpectralRuleset } from './names.js';

interface Spot {
  /** From 0, as in Spectral. */
  readonly line: number;
  readonly character: number;
}

export interface SpectralFinding {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
  /** 0 error, 1 warning, 2 information, 3 hint. */
  readonly severity: number;
  readonly range: { readonly start: Spot; readonly end: Spot };
}

export interface SpectralOutcome {
  readonly findings: readonly SpectralFinding[];
  /** Rules that ran on the document's format. */
  readonly rules: number;
  /** Why the findings are not to be relied on: `work-limit`, or `harness`. */
  readonly cause: { readonly code: 'work-limit' | 'harness'; readonly detail: string } | undefined;
}

export interface SpectralInput {
  readonly text: string;
  /**
   * Name of the file, which references of the document to itself may use. Without one Spectral reports a finding where a reference stands, not
   * where it leads, and every way to it counts.
   */
  readonly file: string | undefined;
  readonly ruleset: SpectralRuleset;
  /** Every rule of the ruleset, not only those that it recommends. */
  readonly every?: boolean;
}

const spotOf = ({ line, character }: Spot): Spot => ({ line, character });

/** One of Spectral's results without the address of its documentation. */
export const findingOf = ({ code, message, path, severity, range }: ISpectralDiagnostic): SpectralFinding => ({
  code: String(code),
  message,
  path: path.map(String),
  severity,
  range: { start: spotOf(range.start), end: spotOf(range.end) },
});
