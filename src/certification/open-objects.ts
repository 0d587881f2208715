/**
 * Octets → opened objects: each envelope held against the trust list in the part that it must be sealed in, and its payload against its schema.
 *
 * Room     certification (floor 4). Pure.
 */
import { createHash } from 'node:crypto';
import { demand, Refusal } from '../attestation/problem.js';
import { reportIn, reportType } from '../attestation/report-statement.js';
import { parseStrictJson } from '../attestation/strict-json.js';
import { openSealed, type Sealer, type SealDemands } from '../attestation/trust/sealed.js';
import { openStamped } from '../attestation/trust/stamping.js';
import type { TrustContext } from '../attestation/trust/trust-context.js';
import type { Approval, Challenge, ControlProof, Directory, Report, SelfProof, Waiver } from '../contract/documents.js';
import { isDocument, type DocumentName, problemsOf } from '../contract/validate.js';
import { approvalType } from './approvals.js';
import { challengeType, controlProofType } from './challenge.js';
import { type Opened, type Seal, troubleOf } from './opened.js';
import { selfProofType } from './self-proof.js';
import type { RunnerRole } from './rerun.js';
import { waiverType } from './waivers.js';

export const directoryType = 'egif-directory+jws';

/** Whom to believe and when. */
export interface Under {
  readonly trust: TrustContext;
  /** Milliseconds. */
  readonly at: number;
}

export const digestOfOctets = (octets: Uint8Array): string => `sha256:${createHash('sha256').update(octets).digest('hex')}`;

const sealOf = ({ certificateSha256, spkiSha256, legalId, signedAt, roleKey }: Sealer): Seal => ({
  certificateSha256,
  spkiSha256,
  signedAt,
  ...(legalId === undefined ? {} : { legalId }),
  ...(roleKey?.holder === undefined ? {} : { holder: roleKey.holder }),
  ...(roleKey?.organisation === undefined ? {} : { organisation: roleKey.organisation }),
  ...(roleKey?.profiles === undefined ? {} : { profiles: roleKey.profiles }),
});

type How<T> = Pick<SealDemands, 'role'> & { readonly type: string; readonly read: (payload: Uint8Array) => T };

function opened<T>(octets: Uint8Array, { trust, at }: Under, { role, type, read }: How<T>): Opened<T> {
  const sha256 = digestOfOctets(octets);
  try {
    const { payload, signer } = openSealed(octets, { trust, role, type, at });
    return { payload: read(payload), seal: sealOf(signer), sha256 };
  } catch (error) {
    return { trouble: troubleOf(error), sha256 };
  }
}

const bounds = { maxBytes: 64 * 1024 * 1024, maxDepth: 16 };

/** Reads a payload as a document of that name. Refusals: JSON_*, SCHEMA. */
function documentIn<N extends DocumentName>(name: N, payload: Uint8Array) {
  const value: unknown = parseStrictJson(payload, bounds);
  const [problem] = problemsOf(name, value);
  demand(isDocument(name, value), 'SCHEMA', `the ${name} breaks its schema at “${problem?.pointer ?? ''}”: ${problem?.message ?? 'unknown'}`);
  return value;
}

export const openChallenge = (octets: Uint8Array, under: Under): Opened<Challenge> =>
  opened(octets, under, { role: 'challenge', type: challengeType, read: (payload) => documentIn('Challenge', payload) });
export const openControlProof = (octets: Uint8Array, under: Under): Opened<ControlProof> =>
  opened(octets, under, { role: 'agency', type: controlProofType, read: (payload) => documentIn('ControlProof', payload) });
export const openApproval = (octets: Uint8Array, under: Under): Opened<Approval> =>
  opened(octets, under, { role: 'officer', type: approvalType, read: (payload) => documentIn('Approval', payload) });
export const openSelfProof = (octets: Uint8Array, under: Under): Opened<SelfProof> =>
  opened(octets, under, { role: 'runner', type: selfProofType, read: (payload) => documentIn('SelfProof', payload) });
export const openWaiver = (octets: Uint8Array, under: Under): Opened<Waiver> =>
  opened(octets, under, { role: 'officer', type: waiverType, read: (payload) => documentIn('Waiver', payload) });

/** The directory, in force. Refusal besides: DIRECTORY_EXPIRED (cannot be told). */
export const openDirectory = (octets: Uint8Array, under: Under): Opened<Directory> =>
  opened(octets, under, {
    role: 'status',
    type: directoryType,
    read: (payload) => {
      const directory = documentIn('Directory', payload);
      if (under.at > Date.parse(directory.expires))
        throw new Refusal('DIRECTORY_EXPIRED', `the directory expired at ${directory.expires}`, 'indeterminate');
      return directory;
    },
  });

/** A report under the seal of an agency, of a runner of the authority, or of a laboratory; a time stamp of its signature dates it. */
export function openReport(octets: Uint8Array, role: RunnerRole | 'agency', { trust, at }: Under): Opened<Report> {
  const sha256 = digestOfOctets(octets);
  try {
    const { payload, signer, stamp } = openStamped(octets, { trust, role, type: reportType, at });
    return {
      payload: reportIn(parseStrictJson(payload)),
      seal: { ...sealOf(signer), ...(stamp === undefined ? {} : { signedAt: stamp.time }) },
      sha256,
    };
  } catch (error) {
    return { trouble: troubleOf(error), sha256 };
  }
}
