/**
 * What a report says of the harness: version, Node, digests of rulesets, code lists and core vocabularies.
 *
 * Room     cli (floor 7).
 */
import { codelistRefs, type HarnessFacts, type Law, loadLaw, rulesetDigests, vocabularyRefs } from '../index/law.js';
import { places } from './places.js';
import { packageVersion } from './version.js';

/** Facts of this harness; the law may be handed in where it is loaded already. */
export async function harnessFacts(law?: Law): Promise<HarnessFacts> {
  const known = law ?? (await loadLaw(places));
  return {
    version: await packageVersion(),
    node: process.version,
    rulesets: rulesetDigests(),
    codelists: codelistRefs(known),
    vocabularies: vocabularyRefs(known),
  };
}
