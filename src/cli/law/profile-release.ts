/**
 * `egif profile sign` and `egif profile verify`: the law under seal, and whether the law at hand is the one that was sealed.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { isDocument, type ProfileRelease, problemsOf, readBounded, type ResolvedProfile } from '../../index/files.js';
import { type Law, lawLock } from '../../index/law.js';
import { openSealed, Refusal, rulesDigestOf, sealObject } from '../../index/sealed-law.js';
import { loadSigner } from '../../index/seals.js';
import { parseJson } from '../../contract/json.js';
import { writeWhole } from '../../contract/write-whole.js';
import type { Context } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { harnessFacts } from '../harness-facts.js';
import { readTrust } from '../run/trust-of-run.js';
import { packageVersion } from '../version.js';

const releaseType = 'egif-profile+jws';
const maxBytes = 1024 * 1024;

/** What decides a verdict under a profile, here and now. */
async function releaseOf(profile: ResolvedProfile, law: Law, at: Date): Promise<ProfileRelease> {
  const harness = await harnessFacts(law);
  const version = await packageVersion();
  return {
    egif: 'profile-release/v1',
    profile: { ref: `${profile.id}@${profile.version}`, sha256: profile.digest },
    title: profile.title,
    mandatory: profile.requirements.filter(({ level }) => level === 'MUST').map(({ id }) => id),
    catalogue: lawLock(law, version).catalogue,
    harness: { version, rulesets: rulesDigestOf(harness) },
    at: at.toISOString(),
  };
}

export interface ReleaseCall {
  readonly profile: ResolvedProfile;
  readonly law: Law;
  readonly json: boolean;
  readonly out: string | undefined;
  readonly key: string | undefined;
  readonly context: Context;
}

/** Seals the law. Errors: USAGE, KEY_*, SIGNER_UNAVAILABLE, FILE_NOT_WRITABLE. */
export async function signProfile({ profile, law, json, out, key, context: { world } }: ReleaseCall): Promise<ExitStatus> {
  if (key === undefined)
    throw new EgifError('USAGE', 'no key is named to seal the profile with', { mend: 'give --key; egif sign --help tells its forms' });
  const signer = await loadSigner(key, world.directory, world.env);
  const at = world.now();
  const release = await releaseOf(profile, law, at);
  const text = await sealObject(release, { type: releaseType, content: 'application/vnd.egif.profile-release+json', signer, at });
  const target = resolve(world.directory, out ?? `${release.profile.ref}.profile.jws.json`);
  await writeWhole(target, text);
  world.stdout.write(json ? `${JSON.stringify({ signed: target, ...release }, null, 2)}\n` : `${target}\n`);
  return 0;
}

/** What differs between a release and the law at hand, in words of the documents. */
function differences(release: ProfileRelease, own: ProfileRelease): readonly string[] {
  return [
    ...(release.profile.sha256 === own.profile.sha256 ? [] : ['profile']),
    ...(release.catalogue.digest === own.catalogue.digest ? [] : ['catalogue']),
    ...(release.harness.version === own.harness.version && release.harness.rulesets === own.harness.rulesets ? [] : ['harness']),
  ];
}

/** Reads a release under a trust list. Errors: FILE_*, TRUST_REFUSED; EVIDENCE_INVALID where it is no release. Refusals: those of the seal. */
async function openRelease(file: string, trustFile: string, at: Date): Promise<ProfileRelease> {
  const trust = await readTrust(trustFile, at);
  const { payload } = openSealed(await readBounded(file, maxBytes), { trust, role: 'profile', type: releaseType, at: at.getTime() });
  const value: unknown = parseJson(Buffer.from(payload).toString('utf8'))?.value;
  if (isDocument('ProfileRelease', value)) return value;
  const [problem] = problemsOf('ProfileRelease', value);
  throw new EgifError('EVIDENCE_INVALID', `${file} is no sealed profile: ${problem?.pointer ?? ''} ${problem?.message ?? ''}`, {
    file,
    mend: 'name what egif profile sign wrote',
  });
}

export interface VerifyCall {
  readonly file: string;
  readonly trustFile: string | undefined;
  readonly json: boolean;
  readonly context: Context;
  /** The law at hand for the profile of that reference. */
  readonly resolve: (ref: string) => ResolvedProfile;
  readonly law: Law;
}

/** Whether a sealed profile holds, and is the law at hand. Exit 0 it is, 1 it is not, 2 it cannot be told. */
export async function verifyProfile({ file, trustFile, json, context, resolve: profileOf, law }: VerifyCall): Promise<ExitStatus> {
  const { world, lang } = context;
  if (trustFile === undefined) throw new EgifError('USAGE', 'no trust list is named', { mend: 'give --trust-list FILE' });
  const path = resolve(world.directory, file);
  const say = (status: ExitStatus, facts: object, line: string): ExitStatus => {
    world.stdout.write(json ? `${JSON.stringify(facts, null, 2)}\n` : `${line}\n`);
    return status;
  };
  try {
    const release = await openRelease(path, resolve(world.directory, trustFile), world.now());
    const differing = differences(release, await releaseOf(profileOf(release.profile.ref), law, world.now()));
    const words = differing.join(lang === 'fa' ? '، ' : ', ');
    const line =
      differing.length === 0
        ? { en: `${release.profile.ref}: sealed, and the law at hand`, fa: `${release.profile.ref}: مهر دارد و همان قانون موجود است` }
        : {
            en: `${release.profile.ref}: sealed, but the law at hand differs: ${words}`,
            fa: `${release.profile.ref}: مهر دارد، ولی قانون موجود با آن نمی‌خواند: ${words}`,
          };
    return say(differing.length === 0 ? 0 : 1, { standing: 'valid', profile: release.profile, differing }, line[lang]);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return say(
      error.standing === 'indeterminate' ? 2 : 1,
      { standing: error.standing, code: error.code, detail: error.message },
      `${error.code}: ${error.message}`,
    );
  }
}
