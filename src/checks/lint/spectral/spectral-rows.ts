/**
 * Findings of Spectral's own rules as the lines that `egif lint` prints: no requirement stands behind them.
 *
 * Room     checks/lint (floor 3). Door of the room.
 */
import { decodeText } from '../../../contract/load-document.js';
import { pointerOf } from '../../../contract/json.js';
import { lintWithSpectral, type SpectralOutcome } from './lint-with-spectral.js';
import type { SpectralEngineName, SpectralRuleset } from './names.js';

const words = ['error', 'warn', 'info', 'hint'] as const;

export interface SpectralRow {
  readonly file: string;
  readonly requirement: null;
  readonly code: string;
  readonly severity: (typeof words)[number];
  /** RFC 6901. */
  readonly pointer: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface SpectralRequest {
  readonly octets: Uint8Array;
  readonly file: string;
  readonly ruleset: SpectralRuleset;
  readonly engine: SpectralEngineName;
}

/** Lints the octets of one file. Errors: FILE_EMPTY, FILE_ENCODING. */
export async function spectralRows({
  octets,
  file,
  ruleset,
  engine,
}: SpectralRequest): Promise<{ readonly rows: readonly SpectralRow[] } & Pick<SpectralOutcome, 'rules' | 'cause'>> {
  const { findings, rules, cause } = await lintWithSpectral({ text: decodeText(octets, file), file, ruleset }, engine);
  const rows = findings.map(({ code, severity, path, range, message }) => ({
    file,
    requirement: null,
    code,
    severity: words[severity] ?? 'error',
    pointer: pointerOf(path),
    line: range.start.line + 1,
    column: range.start.character + 1,
    message,
  }));
  return { rows, rules, cause };
}
