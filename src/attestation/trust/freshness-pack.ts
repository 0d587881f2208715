/**
 * Reads the file `.egiftrust`: everything that a verifier without a network needs to be up to date, on one stick. Each part is held by itself.
 *
 * Room     attestation (floor 3).
 */
import type { FreshnessPack, TrustState } from '../../contract/documents.js';
import { isObject } from '../../contract/json.js';
import { isDocument, problemsOf } from '../../contract/validate.js';
import { writeBase64 } from '../log/base64.js';
import { verifyWitnessedCheckpoint } from '../log/witnessed-checkpoint.js';
import { demand, Refusal } from '../problem.js';
import { parseStrictJson } from '../strict-json.js';
import { parseRevocationList } from '../x509/crl.js';
import type { TrustContext } from './trust-context.js';
import { readTrustList, type TrustListOptions } from './trust-list.js';
import { demandClock, demandGrown, demandNotBefore, type SeenCheckpoint } from './trust-state.js';

export const packMediaType = 'application/vnd.egif.trust+json;v=1' as const;
const bounds = { maxBytes: 256 * 1024 * 1024, maxDepth: 6 };

/** The parts of a pack. Refusals: JSON_*, PACK_MEDIATYPE, PACK_MEMBER. */
export function readPack(octets: Uint8Array): FreshnessPack {
  const value = parseStrictJson(octets, bounds);
  demand(isObject(value) && value['mediaType'] === packMediaType, 'PACK_MEDIATYPE', 'this is no freshness pack');
  if (isDocument('FreshnessPack', value)) return value;
  const [problem] = problemsOf('FreshnessPack', value);
  throw new Refusal('PACK_MEMBER', `the pack breaks its schema at “${problem?.pointer ?? ''}”: ${problem?.message ?? 'unknown'}`);
}

/** A pack that is believed. */
export interface OpenedPack {
  readonly trust: TrustContext;
  readonly statusLists: NonNullable<FreshnessPack['statusLists']>;
  readonly checkpoint?: SeenCheckpoint & { readonly firstWitnessTime: number };
  /** Text of the sealed directory; `openSealed` opens it. */
  readonly directory?: string;
}

function crlOf(text: string): Uint8Array {
  const der = Buffer.from(text, 'base64');
  demand(der.toString('base64') === text, 'PACK_MEMBER', 'a revocation list of the pack is not base64');
  parseRevocationList(der);
  return der;
}

export interface PackOptions extends Omit<TrustListOptions, 'previous' | 'crls'> {
  readonly state?: TrustState;
}

/**
 * Opens and believes a pack.
 * Refusals: those of `readPack` and `readTrustList`, DER_*, CRL_*, LOG_*, LOG_ROLLBACK, LOG_FORK; cannot be told: CLOCK_BEHIND, TRUST_EXPIRED.
 */
export function openPack(pack: FreshnessPack, options: PackOptions): OpenedPack {
  const crls = (pack.crls ?? []).map(crlOf);
  const previous = (pack.previous ?? []).map((text) => Buffer.from(text));
  const trust = readTrustList(Buffer.from(pack.trustList), { ...options, previous, crls });
  demandNotBefore(trust, options.state);
  demandClock(options.state, options.at, trust.skewMs);
  const checkpoint = pack.checkpoint === undefined ? undefined : checkpointOf(pack.checkpoint, trust, options);
  return {
    trust,
    statusLists: pack.statusLists ?? [],
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...(pack.directory === undefined ? {} : { directory: pack.directory }),
  };
}

function checkpointOf(text: string, { log, skewMs }: TrustContext, { at, state }: PackOptions): OpenedPack['checkpoint'] {
  demand(log !== undefined, 'PACK_MEMBER', 'the pack holds a checkpoint, and its trust list names no log');
  const { origin, vkey, policy } = log;
  const verified = verifyWitnessedCheckpoint(Buffer.from(text), policy, { origin, vkey, at, maxSkewMs: skewMs });
  const checkpoint = { origin, size: verified.size, root: writeBase64(verified.root) };
  demandGrown(checkpoint, state);
  return { ...checkpoint, firstWitnessTime: verified.firstWitnessTime };
}
