/**
 * What Spectral's own rulesets, and the ways to run them, are called. It loads nothing.
 *
 * Room     checks/lint (floor 3). Door of the room.
 */

/** Spectral's own rulesets, as `extends: spectral:<name>` knows them. */
export const spectralRulesets = ['oas', 'asyncapi', 'arazzo'] as const;
export type SpectralRuleset = (typeof spectralRulesets)[number];

/** `fast` is ours, `spectral` is stock Spectral. Both give the same findings. */
export const spectralEngines = ['fast', 'spectral'] as const;
export type SpectralEngineName = (typeof spectralEngines)[number];
