/**
 * Which of a run's trust lists holds the anchor of a chain, and what a report may say of the lists.
 *
 * Source   RFC 5280 §6.1.1 (d).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { TrustListUsed } from '../contract/evidence.js';
import { certificateBlocks, type Trust } from './trust.js';

/** The name under which the platform's roots stand beside the named lists. */
export const platformList = 'platform';

interface Anchor {
  readonly certificate: X509Certificate;
  readonly list: string;
}

export interface AnchorIndex {
  readonly lists: readonly TrustListUsed[];
  /** Whether a certificate is itself an anchor. */
  isAnchor(certificate: X509Certificate): boolean;
  /** Names of the lists with an anchor that is, or signed, a certificate of the chain; each once, in the order of the lists. */
  listsBehind(chain: readonly X509Certificate[]): readonly string[];
}

let platformAnchors: readonly Anchor[] | undefined;
const indexes = new WeakMap<Trust, AnchorIndex>();

function anchorsOf({ lists, platform }: Trust): readonly Anchor[] {
  platformAnchors ??= rootCertificates.map((pem) => ({ certificate: new X509Certificate(pem), list: platformList }));
  const own = lists.flatMap(({ name, texts }) => certificateBlocks(texts).map((pem) => ({ certificate: new X509Certificate(pem), list: name })));
  return platform ? [...own, ...platformAnchors] : own;
}

function usedLists({ lists, platform }: Trust): readonly TrustListUsed[] {
  const named = lists.map(({ name, texts }) => {
    const ders = certificateBlocks(texts).map((pem) => new X509Certificate(pem).raw);
    return { name, certificates: ders.length, sha256: createHash('sha256').update(Buffer.concat(ders)).digest('hex') };
  });
  return platform ? [...named, { name: platformList, certificates: rootCertificates.length }] : named;
}

function makeIndex(trust: Trust): AnchorIndex {
  const bySubject = new Map<string, Anchor[]>();
  const fingerprints = new Set<string>();
  for (const anchor of anchorsOf(trust)) {
    const { subject, fingerprint256 } = anchor.certificate;
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), anchor]);
    fingerprints.add(fingerprint256);
  }
  const behind = (certificate: X509Certificate): readonly string[] => {
    const same = (bySubject.get(certificate.subject) ?? []).filter((anchor) => anchor.certificate.fingerprint256 === certificate.fingerprint256);
    const signers = (bySubject.get(certificate.issuer) ?? []).filter((anchor) => certificate.verify(anchor.certificate.publicKey));
    return [...same, ...signers].map(({ list }) => list);
  };
  const order = [...trust.lists.map(({ name }) => name), platformList];
  return {
    lists: usedLists(trust),
    isAnchor: ({ fingerprint256 }) => fingerprints.has(fingerprint256),
    listsBehind: (chain) => {
      const found = new Set(chain.flatMap(behind));
      return order.filter((name) => found.has(name));
    },
  };
}

/** The index of a run's anchors; made once for a run, because reading all roots takes longer than a handshake. */
export function anchorIndex(trust: Trust): AnchorIndex {
  const ready = indexes.get(trust) ?? makeIndex(trust);
  indexes.set(trust, ready);
  return ready;
}
