/**
 * What a verifier believes, ready for use: a trust list that was verified, with what came beside it.
 *
 * Room     attestation (floor 3).
 */
import type { RoleKey, TrustList } from '../../contract/documents.js';
import { type ChainCache, createChainCache } from '../x509/chain-cache.js';
import type { LogTrust } from './log-proof.js';
import type { CheckpointMemory } from '../log/log-proof.js';
import type { ChainMemory, ChainTrust } from './seal-chain.js';
import type { ListMemory } from './status-list.js';

/** The parts that keys play. One key plays one. */
export type RoleName = keyof TrustList['roles'];

/** What many verifications under one trust list share. Hand in one object for a batch; it holds nothing that a verification depends on. */
export interface TrustMemory {
  readonly chains: ChainMemory;
  /** Links of chains by digest. */
  readonly links: ChainCache;
  readonly checkpoints: CheckpointMemory;
  readonly lists: ListMemory;
}

export interface TrustContext extends ChainTrust, LogTrust {
  readonly list: TrustList;
  /** `sha256:` of the payload of the list: the same, however many keys signed it. */
  readonly payloadSha256: string;
  readonly roles: ReadonlyMap<RoleName, ReadonlyMap<string, RoleKey>>;
  readonly memory?: TrustMemory;
}

/** An empty memory. */
export const createTrustMemory = (): TrustMemory => ({ chains: new Map(), links: createChainCache(), checkpoints: new Map(), lists: new Map() });

/** Instant of an RFC 3339 text that its schema has accepted, in milliseconds. */
export const instantOf = (text: string): number => Date.parse(text);
