/**
 * One contract through the rules that are wished for. Runs in the process of the command or in a worker.
 *
 * Room     cli (floor 7).
 */
import type { LintedFile } from '../../index/lint.js';
import { type LintSettings, type LintSource, unreadableFile } from './lint-source.js';

/** Lints one file. Never throws: what cannot be read, and a defect of the harness, are told as errors of the file. */
export async function lintOne(source: LintSource, settings: LintSettings): Promise<LintedFile> {
  try {
    // each brings a world of its own, of which the other has no need
    if (settings.spectral !== undefined) return await (await import('./lint-by-spectral.js')).lintBySpectral(source, settings.spectral);
    return await (await import('./lint-by-rules.js')).lintByRules(source, settings);
  } catch (error) {
    return unreadableFile(source.file, error);
  }
}
