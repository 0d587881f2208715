/**
 * The challenge: permission to be certified, once, within 72 hours, for one service, one profile and one seed that nobody could choose.
 *
 * Room     certification (floor 4). Pure: nonce and clock are handed in.
 */
import { hkdfSync } from 'node:crypto';
import { demand } from '../attestation/problem.js';
import type { Challenge, Directory, TrustList } from '../contract/documents.js';

export const challengeType = 'egif-challenge+jws';
export const controlProofType = 'egif-control+jws';
export const wellKnownPath = '/.well-known/egif-challenge/';
export const txtPrefix = '_egif';

const windowMs = 72 * 3_600_000;
const nonceOctets = 32;
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The seed of a run: HKDF-SHA256 of the nonce (RFC 5869) without salt, info `egif-gen`, 16 octets in hexadecimal. */
export function seedOf(nonce: string): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(nonce, 'base64url'), new Uint8Array(0), 'egif-gen', 16)).toString('hex');
}

/** A ULID: 48 bits of time in milliseconds and 80 random bits, in Crockford's base 32. */
export function ulid(at: number, random: (octets: number) => Uint8Array): string {
  let value = (BigInt(at) << 80n) | BigInt(`0x${Buffer.from(random(10)).toString('hex')}`);
  let text = '';
  for (let place = 0; place < 26; place += 1) {
    text = crockford.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return text;
}

export interface ChallengeWish {
  readonly agency: string;
  readonly service: string;
  /** `id@version` of the profile, or its id where one version is in force. */
  readonly profile: string;
  /** Milliseconds. */
  readonly at: number;
  /** How often the service was challenged before. */
  readonly before: number;
  readonly random: (octets: number) => Uint8Array;
  /** Oldest harness that is taken. */
  readonly minHarness?: string;
}

type ListedProfile = TrustList['profiles'][number];

/** Whether a profile of the trust list may be certified against at an instant (ms). */
export function isInForce({ from, until, withdrawn }: ListedProfile, at: number): boolean {
  return withdrawn !== true && at >= Date.parse(from) && (until === undefined || at <= Date.parse(until));
}

/** The profile in force by id or id@version. Refusals: PROFILE_UNKNOWN, PROFILE_WITHDRAWN, PROFILE_NOT_IN_FORCE. */
export function profileInForce({ profiles }: TrustList, wanted: string, at: number): ListedProfile {
  const named = profiles.filter(({ ref }) => ref === wanted || ref.split('@')[0] === wanted);
  demand(named.length > 0, 'PROFILE_UNKNOWN', `the trust list has no profile ${wanted.slice(0, 80)}`);
  const running = named.filter((profile) => isInForce(profile, at));
  const [only] = running;
  demand(only !== undefined || !named.every(({ withdrawn }) => withdrawn === true), 'PROFILE_WITHDRAWN', `the profile ${wanted} is withdrawn`);
  demand(only !== undefined, 'PROFILE_NOT_IN_FORCE', `the profile ${wanted} is not in force`);
  demand(running.length === 1, 'PROFILE_UNKNOWN', `several versions of ${wanted} are in force: ${running.map(({ ref }) => ref).join(', ')}`);
  return only;
}

export type Registered = Directory['agencies'][number]['services'][number] & { readonly agency: Directory['agencies'][number] };

/** What the directory has on record of a service. Refusals: AGENCY_UNKNOWN, SERVICE_NOT_OF_AGENCY. */
export function registeredService({ agencies }: Directory, agencyId: string, serviceId: string): Registered {
  const agency = agencies.find(({ legalPersonId }) => legalPersonId === agencyId);
  demand(agency !== undefined, 'AGENCY_UNKNOWN', `the directory has no agency ${agencyId.slice(0, 20)}`);
  const service = agency.services.find(({ id }) => id === serviceId);
  demand(service !== undefined, 'SERVICE_NOT_OF_AGENCY', `the directory has no service ${serviceId.slice(0, 80)} of agency ${agencyId}`);
  return { ...service, agency };
}

/** A challenge for a service on record. Refusals: AGENCY_UNKNOWN, SERVICE_NOT_OF_AGENCY, PROFILE_UNKNOWN, PROFILE_WITHDRAWN, PROFILE_NOT_IN_FORCE, PROFILE_NOT_REQUIRED. */
export function makeChallenge(wish: ChallengeWish, { trust, directory }: { readonly trust: TrustList; readonly directory: Directory }): Challenge {
  const service = registeredService(directory, wish.agency, wish.service);
  const profile = profileInForce(trust, wish.profile, wish.at);
  const [profileId = ''] = profile.ref.split('@');
  demand(service.profiles.includes(profileId), 'PROFILE_NOT_REQUIRED', `the directory does not ask the service for ${profileId}`);
  const nonce = Buffer.from(wish.random(nonceOctets)).toString('base64url');
  const id = ulid(wish.at, wish.random);
  return {
    egif: 'challenge/v1',
    id,
    nonce,
    attempt: wish.before + 1,
    agency: wish.agency,
    service: wish.service,
    origins: [...service.origins],
    contracts: [...service.contracts],
    profile: { ref: profile.ref, sha256: profile.sha256 },
    seed: seedOf(nonce),
    ...(wish.minHarness === undefined ? {} : { minHarness: wish.minHarness }),
    notBefore: new Date(wish.at).toISOString(),
    expires: new Date(wish.at + windowMs).toISOString(),
    controlProof: { wellKnown: `${wellKnownPath}${id}`, dnsTxt: txtPrefix },
  };
}
