/**
 * Spectral as it stands, with a closed resolver: the oracle of the fast runner (`--engine spectral`), and its way out where it knows no better.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { closedResolver, modules, rulesetOf } from './modules.js';
import { findingOf, type SpectralInput, type SpectralOutcome } from './outcome.js';

/** Runs stock Spectral. It knows no limit of its own. Throws what Spectral throws. */
export async function lintStock({ text, file, ruleset, every = false }: SpectralInput): Promise<SpectralOutcome> {
  const loaded = modules();
  const rules = rulesetOf(ruleset, every);
  const document = new loaded.core.Document(text, loaded.parsers.Yaml, ...(file === undefined ? [] : [file]));
  const spectral = new loaded.core.Spectral({ resolver: closedResolver(loaded) });
  spectral.setRuleset(rules);
  const results = await spectral.run(document);
  const formats = document.formats ?? null;
  const relevant = Object.values(rules.rules).filter((rule) => rule.enabled && rule.matchesFormat(formats));
  return { findings: results.map(findingOf), rules: relevant.length, cause: undefined };
}
