/**
 * `egif --version`: the version; with `--json` also Node and the digests of the shipped law and rulesets.
 *
 * Room     cli (floor 7).
 */
import { readFile } from 'node:fs/promises';
import type { Context } from './command.js';
import type { ExitStatus } from './exit.js';
import { places } from './places.js';

/** Version of this package. */
export async function packageVersion(): Promise<string> {
  const [, version = '0.0.0'] = /"version":\s*"([^"]+)"/.exec(await readFile(places.package, 'utf8')) ?? [];
  return version;
}

/** Prints the version. */
export async function printVersion(json: boolean, { world }: Context): Promise<ExitStatus> {
  const version = await packageVersion();
  if (!json) {
    world.stdout.write(`${version}\n`);
    return 0;
  }
  const { loadLaw, resolveProfile, rulesetDigests } = await import('../index/law.js');
  const law = await loadLaw(places);
  const profiles = law.profiles.map(({ ref }) => ({ ref, digest: resolveProfile(ref, law).digest }));
  const facts = {
    name: 'egif',
    version,
    node: process.version,
    catalogue: { ref: law.catalogue.ref, digest: law.catalogue.digest },
    profiles,
    rulesets: rulesetDigests(),
  };
  world.stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
  return 0;
}
