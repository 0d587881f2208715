/**
 * Runs one of Spectral's own rulesets on a contract: by the fast runner, or by stock Spectral.
 *
 * Room     checks/lint (floor 3). Door of the room.
 */
import { WorkLimit } from '../model/place.js';
import { lintFast } from './fast.js';
import type { SpectralEngineName } from './names.js';
import type { SpectralInput, SpectralOutcome } from './outcome.js';
import { lintStock } from './stock.js';

export type { SpectralFinding, SpectralInput, SpectralOutcome } from './outcome.js';

/**
 * The findings of Spectral's rules, without reading anything outside the text. Never throws on a document: what goes wrong within is the
 * outcome's `cause`.
 */
export async function lintWithSpectral(input: SpectralInput, engine: SpectralEngineName = 'fast'): Promise<SpectralOutcome> {
  try {
    return await (engine === 'spectral' ? lintStock(input) : lintFast(input));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const limited = error instanceof WorkLimit || error instanceof RangeError;
    return { findings: [], rules: 0, cause: { code: limited ? 'work-limit' : 'harness', detail } };
  }
}
