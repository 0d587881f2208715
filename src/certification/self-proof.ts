/**
 * The harness proves itself before anything rests on it: it finds nothing in its own clean sample agencies, and every fault where one was put. A fault of a MUST that
 * nothing finds blocks issuance: the requirement that should have found it would pass any agency.
 *
 * Room     certification (floor 4). Pure.
 */
import { demand, Refusal } from '../attestation/problem.js';
import { digestOf } from '../contract/canonical.js';
import type { CertificateCredential, SelfProof } from '../contract/documents.js';
import { isHeld, type Opened } from './opened.js';

export const selfProofType = 'egif-self-proof+jws';
const longestMs = 24 * 3_600_000;

type Fault = SelfProof['faults'][number];
export type SelfProofFigures = CertificateCredential['evidence'][number]['selfProof'];

/** A fault that not all of the requirements found that it breaks. */
export const survives = ({ expected, found }: Fault): boolean => !expected.every((id) => found.includes(id));

/** Digest of the kill matrix: by fault the requirements that found it. */
export function killMatrixDigest(faults: readonly Fault[]): string {
  return digestOf(Object.fromEntries(faults.map(({ name, found }) => [name, [...found].sort()])));
}

/** A fault of one of the harness's own sample agencies, and what it breaks in the profile. */
export interface KnownFault {
  /** Kind of the agency. */
  readonly kind: string;
  readonly name: string;
  readonly must: boolean;
  readonly expected: readonly string[];
}

export interface SelfProofDemands {
  readonly profile: { readonly ref: string; readonly sha256: string };
  /** `program`: digest over the program that issues. */
  readonly harness: SelfProof['harness'];
  /** Every fault that breaks something in the profile, as the harness that issues knows them. */
  readonly known: readonly KnownFault[];
  /** Whether some of the faults will do: in a test nation alone. */
  readonly partial: boolean;
  readonly at: number;
  readonly maxSkewMs: number;
}

const sameIds = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((id) => other.includes(id));

function demandFaults({ faults }: SelfProof, { known, partial }: SelfProofDemands): void {
  const names = new Set(faults.map(({ name }) => name));
  demand(names.size === faults.length, 'SELF_PROOF_FORMAT', 'a fault stands twice');
  demand(faults.length > 0, 'SELF_PROOF_INCOMPLETE', 'no fault was tried');
  const missing = known.filter(({ name }) => !names.has(name));
  demand(
    partial || missing.length === 0,
    'SELF_PROOF_INCOMPLETE',
    `${missing.length} faults were not tried: ${missing
      .slice(0, 3)
      .map(({ name }) => name)
      .join(', ')}`,
  );
  const byName = new Map(known.map((fault) => [fault.name, fault]));
  for (const { kind, name, must, expected } of faults) {
    const own = byName.get(name);
    demand(
      own !== undefined && own.kind === kind && own.must === must && sameIds(own.expected, expected),
      'SELF_PROOF_FORMAT',
      `the fault ${name} is not as this harness knows it`,
    );
  }
}

/** Whether nothing was found in a clean agency, and what its faults break was seen to hold there: a fault shows nothing where all fails anyway. */
export const isClean = ({ failed, unseen }: SelfProof['clean'][number]): boolean => failed.length === 0 && unseen.length === 0;

function demandClean({ clean, faults }: SelfProof): void {
  const kinds = clean.map(({ kind }) => kind);
  demand(new Set(kinds).size === kinds.length, 'SELF_PROOF_FORMAT', 'a clean sample agency stands twice');
  const missing = faults.find(({ kind }) => !kinds.includes(kind));
  demand(missing === undefined, 'SELF_PROOF_INCOMPLETE', `the clean sample agency of the kind ${missing?.kind} was not tried`);
  const soiled = clean.find((trial) => !isClean(trial));
  demand(
    soiled === undefined,
    'SELF_PROOF_CLEAN',
    `in the clean sample agency of the kind ${soiled?.kind} the harness finds ${[...(soiled?.failed ?? []), ...(soiled?.unseen ?? [])].slice(0, 3).join(', ')}`,
  );
}

/** Figures for the certificate. Refusals: SELF_PROOF_*, and those of opening it. */
export function demandSelfProof(opened: Opened<SelfProof> | undefined, demands: SelfProofDemands): SelfProofFigures {
  if (opened === undefined) throw new Refusal('SELF_PROOF_ABSENT', 'the harness has not proved itself', 'indeterminate');
  if (!isHeld(opened)) throw new Refusal(opened.trouble.code, `the self-proof: ${opened.trouble.detail}`, opened.trouble.standing);
  const proof = opened.payload;
  const { profile, harness, at, maxSkewMs } = demands;
  demand(
    proof.profile.ref === profile.ref && proof.profile.sha256 === profile.sha256,
    'SELF_PROOF_PROFILE',
    `the self-proof is of ${proof.profile.ref}`,
  );
  const sameHarness = proof.harness.version === harness.version && proof.harness.rulesets === harness.rulesets;
  demand(sameHarness, 'SELF_PROOF_HARNESS', `the self-proof is of egif ${proof.harness.version} or of other rules`);
  demand(proof.harness.program === harness.program, 'SELF_PROOF_HARNESS', 'the self-proof is of another build than the one that issues');
  const age = at - Date.parse(proof.at);
  demand(age >= -maxSkewMs && age <= longestMs, 'SELF_PROOF_STALE', `the self-proof is of ${proof.at}`);
  demandClean(proof);
  demandFaults(proof, demands);
  const surviving = proof.faults.filter(survives);
  const grave = surviving.filter(({ must }) => must);
  demand(
    grave.length === 0,
    'SELF_PROOF_SURVIVOR',
    `nothing finds ${grave
      .slice(0, 5)
      .map(({ name }) => name)
      .join(', ')}`,
  );
  return { killMatrixSha256: killMatrixDigest(proof.faults), faults: proof.faults.length, survivors: surviving.length };
}
