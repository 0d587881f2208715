/**
 * What a verifier has seen, so that nothing older is believed later and a clock that runs behind is noticed. Pure: reading and writing the file is the caller’s,
 * and only after something was valid.
 *
 * Room     attestation (floor 3).
 */
import type { TrustState } from '../../contract/documents.js';
import { isDocument } from '../../contract/validate.js';
import { demand, Refusal } from '../problem.js';
import { parseStrictJson } from '../strict-json.js';
import { instantOf, type TrustContext } from './trust-context.js';
import type { VerifiedList } from './status-list.js';

const bounds = { maxBytes: 32 * 1024 * 1024, maxDepth: 6 };

export const emptyState: TrustState = { egif: 'trust-state/v1', lists: [] };

/** Reads the file of a state. Refusals: JSON_*, TRUST_STATE. */
export function readTrustState(octets: Uint8Array): TrustState {
  const value = parseStrictJson(octets, bounds);
  demand(isDocument('TrustState', value), 'TRUST_STATE', 'the file of what was seen is not well formed');
  return value;
}

/** Refuses to tell anything under a clock that is before what others vouched for. Cannot be told: CLOCK_BEHIND. */
export function demandClock(state: Pick<TrustState, 'latest'> | undefined, now: number, skewMs: number): void {
  const latest = state?.latest;
  if (latest !== undefined && now < instantOf(latest) - skewMs)
    throw new Refusal('CLOCK_BEHIND', `something was seen at ${latest}: the clock is behind`, 'indeterminate');
}

/** Demands that a trust list is not older than the one that was seen. Refusals: TRUST_ROLLBACK, TRUST_CHAIN. */
export function demandNotBefore(
  { list, payloadSha256 }: Pick<TrustContext, 'list' | 'payloadSha256'>,
  state: Pick<TrustState, 'trustList'> | undefined,
): void {
  const seen = state?.trustList;
  if (seen?.id !== list.id) return;
  demand(list.version >= seen.version, 'TRUST_ROLLBACK', `version ${list.version} of the trust list; ${seen.version} was seen`);
  const same = list.version > seen.version || payloadSha256 === seen.payloadSha256;
  demand(same, 'TRUST_CHAIN', `another trust list of version ${list.version} was seen`);
}

/** A checkpoint, as far as a state keeps it. */
export interface SeenCheckpoint {
  readonly origin: string;
  readonly size: number;
  /** base64. */
  readonly root: string;
}

/** Demands that the newest checkpoint is not before, and no fork of, the one that was seen. Refusals: LOG_ROLLBACK, LOG_FORK. */
export function demandGrown(checkpoint: SeenCheckpoint, state: Pick<TrustState, 'log'> | undefined): void {
  const seen = state?.log;
  if (seen?.origin !== checkpoint.origin) return;
  demand(checkpoint.size >= seen.size, 'LOG_ROLLBACK', `the newest checkpoint has ${checkpoint.size} entries; ${seen.size} were seen`);
  demand(checkpoint.size > seen.size || checkpoint.root === seen.root, 'LOG_FORK', `the log shows two trees of ${seen.size} entries`);
}

/** What a verification that was valid has seen. */
export interface Seen {
  readonly trust: Pick<TrustContext, 'list' | 'payloadSha256'>;
  readonly lists: readonly VerifiedList[];
  readonly checkpoint?: SeenCheckpoint;
  /** Milliseconds: instants that others vouched for. */
  readonly instants: readonly number[];
}

/** The state after it. */
export function advanced(state: TrustState, { trust, lists, checkpoint, instants }: Seen): TrustState {
  const byUrl = new Map(state.lists.map((each) => [each.url, each]));
  for (const { credential, payloadSha256 } of lists) {
    const seen = byUrl.get(credential.id);
    if (seen === undefined || seen.sequence < credential.sequence)
      byUrl.set(credential.id, { url: credential.id, sequence: credential.sequence, payloadSha256 });
  }
  const before = state.latest === undefined ? 0 : instantOf(state.latest);
  const latest = Math.max(
    before,
    instantOf(trust.list.issued),
    ...instants,
    ...lists.map((list) => list.trustedTime ?? instantOf(list.credential.validFrom)),
  );
  const log = checkpoint !== undefined && (state.log?.origin !== checkpoint.origin || state.log.size < checkpoint.size) ? checkpoint : state.log;
  const { id, version } = trust.list;
  return {
    egif: 'trust-state/v1',
    trustList: { id, version, payloadSha256: trust.payloadSha256 },
    lists: [...byUrl.values()],
    ...(log === undefined ? {} : { log: { origin: log.origin, size: log.size, root: log.root } }),
    latest: new Date(latest).toISOString(),
  };
}

/** The state after verifications that were valid, under a pack whose newest checkpoint was `checkpoint`; undefined where there is nothing to keep. */
export function keptAfter(
  state: TrustState,
  seen: readonly Seen[],
  checkpoint?: SeenCheckpoint & { readonly firstWitnessTime: number },
): TrustState | undefined {
  const [first] = seen;
  if (first === undefined) return undefined;
  const last = seen.reduce(advanced, state);
  return checkpoint === undefined ? last : advanced(last, { ...first, checkpoint, instants: [checkpoint.firstWitnessTime] });
}
