/**
 * Whose seal is it: the chain of a signature held against what the trust list believes. The one place of this folder that validates a chain.
 *
 * A chain that was good at two instants is good at every instant between them: its dates are intervals, and a revocation only ever takes effect later. So the
 * memory keeps, for each chain, the instants between which nothing has to be computed again.
 *
 * Source   RFC 5280 §6.1.
 * Room     attestation (floor 3).
 */
import type { TrustList } from '../../contract/documents.js';
import type { Certificate } from '../x509/certificate.js';
import { validateChain } from '../x509/chain.js';
import type { ChainCache } from '../x509/chain-cache.js';

/** A chain that holds, with the instants between which it is known to. */
export interface KnownChain {
  readonly leaf: Certificate;
  readonly from: number;
  readonly to: number;
}

/** Chains that were validated already under one trust list and one clock, by their octets. */
export type ChainMemory = Map<string, KnownChain>;

/** What a chain is held against. */
export interface ChainTrust {
  /** DER of the pinned roots of seals. */
  readonly anchors: readonly Uint8Array[];
  /** DER of revocation lists at hand. */
  readonly crls: readonly Uint8Array[];
  readonly list: Pick<TrustList, 'policies' | 'requireCrls'>;
  readonly memory?: { readonly chains: ChainMemory; readonly links: ChainCache };
}

const maxKnownChains = 10_000;

const keyOf = (chain: readonly Uint8Array[], now: number): string =>
  `${now} ${chain.map((der) => Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('latin1')).join(' ')}`;

/** `at`: trusted time of signing; `now`: instant of verification, for the freshness of CRLs. Both in milliseconds. */
export interface ChainInstants {
  readonly at: number;
  readonly now: number;
}

/** The leaf of a chain that ends at an anchor of the trust list. Refusals: X509_*, CRL_*, DER_*. */
export function sealOf(chain: readonly Uint8Array[], trust: ChainTrust, { at, now }: ChainInstants): Certificate {
  const memory = trust.memory?.chains;
  const key = memory === undefined ? '' : keyOf(chain, now);
  const known = memory?.get(key);
  if (known !== undefined && known.from <= at && at <= known.to) return known.leaf;
  const { anchors, crls, list } = trust;
  const leaf = validateChain(chain, {
    at,
    now,
    anchors,
    crls,
    requireCrl: list.requireCrls === true,
    ...(list.policies.length === 0 ? {} : { policies: list.policies }),
    ...(trust.memory === undefined ? {} : { cache: trust.memory.links }),
  });
  if (memory !== undefined && memory.size < maxKnownChains)
    memory.set(key, { leaf, from: Math.min(at, known?.from ?? at), to: Math.max(at, known?.to ?? at) });
  return leaf;
}
