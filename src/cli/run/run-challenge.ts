/**
 * `egif run --challenge FILE`: the service, the profile and the seed of a run are those of the challenge, and nobody may choose others.
 *
 * Whether the authority made the challenge is for the authority to say when the report comes in; here it is only read.
 *
 * Room     cli (floor 7).
 */
import { EgifError } from '../../errors.js';
import type { PreparedCase } from '../../index/cases.js';
import { type Challenge, readBounded, type ResolvedProfile } from '../../index/files.js';

export interface ReadChallenge {
  readonly challenge: Challenge;
  /** `sha256:` of the signed text. */
  readonly sha256: string;
}

const maxBytes = 256 * 1024;

/** The challenge in a file. Errors: FILE_*, CHALLENGE_INVALID. */
export async function readChallenge(file: string): Promise<ReadChallenge> {
  const octets = await readBounded(file, maxBytes);
  const { readUntrustedChallenge } = await import('../../index/certification.js');
  const read = readUntrustedChallenge(octets);
  if ('challenge' in read) return read;
  throw new EgifError('CHALLENGE_INVALID', `${file} is no challenge: ${read.trouble.code}: ${read.trouble.detail}`, {
    file,
    mend: 'name the challenge as the authority sent it',
  });
}

const fixed = ['service', 'profile', 'seed'] as const;

/** Refuses what the challenge decides. Errors: USAGE. */
export function demandOpenChoice(args: Readonly<Partial<Record<(typeof fixed)[number], unknown>>>): void {
  const chosen = fixed.find((name) => args[name] !== undefined);
  if (chosen !== undefined)
    throw new EgifError('USAGE', `--challenge decides on the ${chosen}`, { mend: `leave --${chosen} out; it stands in the challenge` });
}

/** Refuses a case that the challenge is not about. Errors: CHALLENGE_INVALID. */
export function demandChallenged(
  { challenge }: ReadChallenge,
  { subject, profile }: { readonly subject: PreparedCase['subject']; readonly profile: ResolvedProfile },
): void {
  const refuse = (what: string): never => {
    throw new EgifError('CHALLENGE_INVALID', `the challenge is about another ${what}`, {
      file: subject.loaded.file,
      mend: 'run the case that the challenge names, or ask for another challenge',
    });
  };
  if (subject.agency.legalPersonId !== challenge.agency) refuse('agency');
  if (!challenge.origins.includes(new URL(subject.environment.baseUrl).origin)) refuse('origin');
  if (profile.digest !== challenge.profile.sha256) refuse('profile');
}
