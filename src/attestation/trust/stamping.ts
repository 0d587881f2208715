/**
 * Time stamps held against a trust list: who may stamp, under which policies, and where none may be absent.
 *
 * Room     attestation (floor 3).
 */
import { readEnvelope } from '../jws/envelope.js';
import { signatureTimeOf } from '../timestamp/signature-time.js';
import type { TimeStampDemands, VerifiedTimeStamp } from '../timestamp/verify.js';
import type { VerifyOptions } from '../verify-report.js';
import { demandSealed, type Opened, type SealDemands } from './sealed.js';
import type { TrustContext } from './trust-context.js';

/** What a token must bear out at an instant (ms) under a trust list; undefined where the list names nobody who may stamp. */
export function stampingOf({ list, crls, memory }: TrustContext, at: number): TimeStampDemands | undefined {
  const { anchors, policies } = list.timeStamping;
  if (anchors.length === 0) return undefined;
  return {
    anchors: anchors.map((der) => Buffer.from(der, 'base64')),
    ...(policies.length === 0 ? {} : { policies }),
    crls,
    requireCrl: list.requireCrls === true,
    at,
    ...(memory === undefined ? {} : { cache: memory.links }),
  };
}

/** Whether a list wants what an agency hands in to be stamped. */
export const stampsRequired = ({ list }: Pick<TrustContext, 'list'>): boolean => list.timeStamping.required === true;

/**
 * Opens a report: where its signature is stamped by whom the list trusts, the seal must have been good at that time; without, now.
 * Refusals: those of `openSealed`, TST_MISSING where the list wants an agency's to be stamped, JADES_ETSIU, TST_*, CLAIMED_TIME_VS_TST.
 */
export function openStamped(
  octets: Uint8Array,
  demands: SealDemands & { readonly type: string },
): Opened & { readonly stamp: VerifiedTimeStamp | undefined } {
  const { trust, role, at, now = at } = demands;
  const envelope = readEnvelope(octets, { type: demands.type, etsiU: true });
  const stamp = signatureTimeOf(envelope, { required: role === 'agency' && stampsRequired(trust), stamping: stampingOf(trust, now) });
  return { payload: envelope.payload, signer: demandSealed(envelope, { ...demands, at: stamp?.time ?? at, now }), stamp };
}

/** What a caller of the verification of a report names beside a trust list. */
export interface NamedTrust {
  /** DER. */
  readonly anchors: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  /** DER of roots of time-stamp authorities. */
  readonly timeStampRoots: readonly Uint8Array[];
  readonly requireTimeStamp: boolean;
}

/** What a report is held against: all that a trust list says of seals and of time stamps, and what is named beside it. */
export function reportTrustOf(
  list: TrustContext | undefined,
  { anchors, crls, timeStampRoots, requireTimeStamp }: NamedTrust,
): Pick<VerifyOptions, 'anchors' | 'crls' | 'requireCrl' | 'policies' | 'timeStamp' | 'requireTimeStamp'> {
  const { policies = [], timeStamping = { anchors: [], policies: [], required: false }, requireCrls = false } = list?.list ?? {};
  const roots = [...timeStampRoots, ...timeStamping.anchors.map((der) => Buffer.from(der, 'base64'))];
  // Policies of a list bind whatever stands beside it: naming one root more never makes a verifier believe more of the others.
  const stampPolicies = timeStamping.policies.length === 0 ? {} : { policies: timeStamping.policies };
  return {
    anchors: [...anchors, ...(list?.anchors ?? [])],
    crls: [...crls, ...(list?.crls ?? [])],
    requireCrl: requireCrls,
    ...(policies.length === 0 ? {} : { policies }),
    ...(roots.length === 0 ? {} : { timeStamp: { anchors: roots, ...stampPolicies } }),
    requireTimeStamp: requireTimeStamp || timeStamping.required === true,
  };
}
