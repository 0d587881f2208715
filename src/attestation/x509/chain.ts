/**
 * Strict validation of an ordered certificate chain to a pinned root: x5c order, no path building, no fetching.
 *
 * Source   RFC 5280 §6.1 (subset: no name constraints, no policy mapping; both are refused where they would matter), RFC 7515 §4.1.6.
 * Room     attestation (floor 3).
 */
import { demand } from '../problem.js';
import type { Certificate } from './certificate.js';
import { type ChainCache, createChainCache } from './chain-cache.js';
import { sameOctets } from './der.js';
import { demandPolicies, type PolicyDemands } from './policy.js';
import { demandNotRevoked } from './revocation.js';
import { demandStrongKey } from './signature-algorithm.js';

const maxCertificates = 6;
const digitalSignature = 0;
const nonRepudiation = 1;
const keyCertSign = 5;
/** Octets of an empty name. */
const emptyName = 2;

export interface ChainDemands extends PolicyDemands {
  /** Milliseconds at which every certificate must be valid: the trusted time of the signature. */
  readonly at: number;
  /** DER of the pinned roots. */
  readonly anchors: readonly Uint8Array[];
  /** DER of revocation lists. Where there are any, a certificate that one of them revokes is refused. */
  readonly crls?: readonly Uint8Array[];
  /** Whether every issuer must have a list (X509_NO_CRL). */
  readonly requireCrl?: boolean;
  /** Milliseconds at which the lists must be fresh; `at` where absent. */
  readonly now?: number;
  /** Extended key usages of which the leaf must have one; none demanded where absent. */
  readonly eku?: readonly string[];
  /** Bits of keyUsage of which the leaf must have one (default: digitalSignature or nonRepudiation). */
  readonly keyUsage?: readonly number[];
  /** Whether the leaf may have an Ed25519 key. */
  readonly allowEd25519Leaf?: boolean;
  /** What earlier validations found; see `createChainCache`. */
  readonly cache?: ChainCache;
}

function demandSignedBy(certificate: Certificate, issuer: Certificate, cache: ChainCache): void {
  const { signatureAlgorithm } = certificate;
  demand(signatureAlgorithm !== undefined, 'X509_WEAK_OR_UNKNOWN_SIGALG', 'a certificate is signed with a weak or unknown algorithm');
  demand(sameOctets(certificate.issuer, issuer.subject), 'X509_CHAIN_ORDER', 'an issuer name is not the name of the next certificate');
  demand(cache.holds(certificate, signatureAlgorithm, issuer), 'X509_BAD_SIGNATURE', 'a certificate is not signed by the next one');
  const { authorityKey } = certificate;
  demand(authorityKey !== undefined, 'X509_KEY_IDENTIFIER', 'a certificate does not identify the key of its issuer');
  const same = <Value>(own: Value | undefined, its: Value, equal: (one: Value, other: Value) => boolean): boolean =>
    own === undefined || equal(own, its);
  const text = (one: string | undefined, other: string | undefined): boolean => one === other;
  const fits =
    same<string | undefined>(authorityKey.keyIdentifier, issuer.subjectKey, text) &&
    same(authorityKey.serial, issuer.serial, text) &&
    same(authorityKey.issuer, issuer.issuer, sameOctets);
  demand(fits, 'X509_KEY_IDENTIFIER', 'a certificate identifies another key of its issuer');
}

function demandIssuer(issuer: Certificate, below: number): void {
  demand(issuer.isCa, 'X509_ISSUER_NOT_CA', 'an issuer is no certification authority');
  demand(issuer.keyUsage?.has(keyCertSign) === true, 'X509_CA_KEY_USAGE', 'an issuer may not sign certificates');
  demand(issuer.pathLength === undefined || below <= issuer.pathLength, 'X509_PATHLEN', 'the chain is longer than an issuer allows');
  demand(issuer.subjectKey !== undefined, 'X509_KEY_IDENTIFIER', 'an issuer has no identifier of its key');
  demand(issuer.subject.length > emptyName, 'X509_EXTENSION_FORM', 'an issuer has no name');
}

function demandInDate(certificate: Certificate, at: number): void {
  demand(at >= certificate.notBefore, 'X509_NOT_YET_VALID', `valid from ${new Date(certificate.notBefore).toISOString()}`);
  demand(at <= certificate.notAfter, 'X509_EXPIRED', `valid to ${new Date(certificate.notAfter).toISOString()}`);
}

function demandLeaf(leaf: Certificate, { keyUsage, eku }: ChainDemands): void {
  demand(!leaf.isCa, 'X509_LEAF_IS_CA', 'the signer is a certification authority');
  const uses = keyUsage ?? [digitalSignature, nonRepudiation];
  demand(
    uses.some((bit) => leaf.keyUsage?.has(bit) === true),
    'X509_KEY_USAGE',
    'the signer may not sign',
  );
  demand(leaf.keyUsage?.has(keyCertSign) !== true, 'X509_KEY_USAGE', 'the signer may sign certificates and is no authority');
  demand(leaf.subject.length > emptyName || leaf.alternativeNameCritical, 'X509_EXTENSION_FORM', 'the signer has no name');
  if (eku !== undefined) {
    demand(leaf.extendedKeyUsage?.some((oid) => eku.includes(oid)) === true, 'X509_EKU', 'the signer is not meant for this use');
  }
}

/** The pinned root of the last certificate: of several with its name the one that signed it. */
function anchorOf(last: Certificate, anchors: readonly Certificate[], cache: ChainCache): Certificate {
  const named = anchors.filter((anchor) => sameOctets(anchor.subject, last.issuer) && sameOctets(anchor.issuer, anchor.subject));
  const [first, ...others] = named;
  demand(first !== undefined, 'X509_UNTRUSTED_ROOT', 'the chain ends at a root that is not trusted');
  const { signatureAlgorithm } = last;
  if (others.length === 0 || signatureAlgorithm === undefined) return first;
  return named.find((anchor) => cache.holds(last, signatureAlgorithm, anchor)) ?? first;
}

function demandSound(path: readonly Certificate[], demands: ChainDemands, cache: ChainCache): void {
  for (const [index, certificate] of path.entries()) {
    const issuer = path[index + 1];
    demandStrongKey(certificate.key, index === 0 && demands.allowEd25519Leaf === true);
    if (issuer !== undefined) {
      demandStrongKey(issuer.key, false);
      demandSignedBy(certificate, issuer, cache);
      demandIssuer(issuer, index);
    }
  }
  for (const certificate of path) demandInDate(certificate, demands.at);
}

function demandUnrevoked(path: readonly Certificate[], demands: ChainDemands, cache: ChainCache): void {
  const { crls, requireCrl = false, at, now = at } = demands;
  if (crls === undefined && !requireCrl) return;
  const lists = (crls ?? []).map((der) => cache.revocationListOf(der));
  for (const [index, certificate] of path.entries()) {
    demandNotRevoked(certificate, path[index + 1] ?? certificate, lists, { at, now, required: requireCrl, cache });
  }
}

/**
 * The leaf of a valid chain (leaf first, root not included): its fingerprint, key digest, serial number and subject attributes.
 *
 * Refusals: DER_*, X509_*, CRL_*; X509_NO_CRL and CRL_STALE are indeterminate.
 */
export function validateChain(chain: readonly Uint8Array[], demands: ChainDemands): Certificate {
  demand(chain.length >= 1 && chain.length <= maxCertificates, 'X509_CHAIN_LENGTH', `${chain.length} certificates`);
  const cache = demands.cache ?? createChainCache();
  const certificates = chain.map((der) => cache.certificateOf(der));
  const anchors = demands.anchors.map((der) => cache.certificateOf(der));
  const [leaf] = certificates;
  const last = certificates.at(-1);
  demand(leaf !== undefined && last !== undefined, 'X509_CHAIN_LENGTH', 'no certificate');
  const pinned = new Set(anchors.map(({ fingerprint }) => fingerprint));
  demand(!certificates.some(({ fingerprint }) => pinned.has(fingerprint)), 'X509_ANCHOR_IN_CHAIN', 'the root stands in the chain');
  const path = [...certificates, anchorOf(last, anchors, cache)];
  demandSound(path, demands, cache);
  demandLeaf(leaf, demands);
  demandPolicies(certificates, demands);
  demandUnrevoked(path, demands, cache);
  return leaf;
}
