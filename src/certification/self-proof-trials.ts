/**
 * What a self-proof has shown so far, kept under the seal of the runner: a proof that was broken off goes on where it stood, and nothing counts that another key, another
 * build or another profile made, that was altered, or that is old.
 *
 * Room     certification (floor 4). Pure.
 */
import { X509Certificate } from 'node:crypto';
import { demandSignature, readEnvelope } from '../attestation/jws/envelope.js';
import { demand } from '../attestation/problem.js';
import { parseStrictJson } from '../attestation/strict-json.js';
import type { SelfProofTrials } from '../contract/documents.js';
import { isDocument } from '../contract/validate.js';
import { isClean, type KnownFault, survives } from './self-proof.js';

export const selfProofTrialsType = 'egif-self-proof-trials+jws';

/** A trial counts for half a day: the proof that rests on it has as much before it. */
export const longestTrialMs = 12 * 3_600_000;
const bounds = { maxBytes: 64 * 1024 * 1024, maxDepth: 16 };

export type KeptFault = SelfProofTrials['faults'][number];
export type KeptClean = SelfProofTrials['clean'][number];

export interface TrialDemands {
  /** DER of the certificate of the key that seals. */
  readonly leaf: Uint8Array;
  readonly program: string;
  readonly profile: SelfProofTrials['profile'];
}

/** Opens kept trials. Refusals: JSON_*, JWS_*, SCHEMA, SIGNER_NOT_AUTHORISED, SELF_PROOF_HARNESS, SELF_PROOF_PROFILE. */
export function openTrials(octets: Uint8Array, { leaf, program, profile }: TrialDemands): SelfProofTrials {
  const envelope = readEnvelope(octets, { type: selfProofTrialsType });
  demand(Buffer.from(leaf).equals(envelope.header.chain[0] ?? Buffer.alloc(0)), 'SIGNER_NOT_AUTHORISED', 'the trials were kept under another key');
  demandSignature(envelope, new X509Certificate(leaf).publicKey);
  const trials: unknown = parseStrictJson(envelope.payload, bounds);
  demand(isDocument('SelfProofTrials', trials), 'SCHEMA', 'the kept trials break their schema');
  demand(trials.program === program, 'SELF_PROOF_HARNESS', 'the trials were made by another build');
  demand(trials.profile.ref === profile.ref && trials.profile.sha256 === profile.sha256, 'SELF_PROOF_PROFILE', 'the trials are of another profile');
  return trials;
}

const sameIds = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((id) => other.includes(id));

/** A clean agency as it is to be tried. */
export interface KnownClean {
  readonly kind: string;
  readonly whole: boolean;
}

/** The trials among these that show what is to be shown, as the harness knows it now, and that are young enough at `at` (milliseconds). */
export function countingTrials(
  { clean, faults }: Pick<SelfProofTrials, 'clean' | 'faults'>,
  known: { readonly clean: readonly KnownClean[]; readonly faults: readonly KnownFault[]; readonly at: number },
): Pick<SelfProofTrials, 'clean' | 'faults'> {
  const isYoung = ({ at }: KeptFault | KeptClean): boolean => Date.parse(at) <= known.at && known.at - Date.parse(at) <= longestTrialMs;
  const byName = new Map(known.faults.map((fault) => [fault.name, fault]));
  return {
    clean: clean.filter(
      (kept) => isYoung(kept) && isClean(kept.trial) && known.clean.some(({ kind, whole }) => kind === kept.trial.kind && whole === kept.trial.whole),
    ),
    faults: faults.filter((kept) => {
      const { kind, name, must, expected } = kept.trial;
      const own = byName.get(name);
      const isKnown = own !== undefined && own.kind === kind && own.must === must && sameIds(own.expected, expected);
      return isKnown && isYoung(kept) && !survives(kept.trial);
    }),
  };
}
