/**
 * Strict validation of an ordered certificate chain to a pinned root: x5c order, no path building, no fetching.
 *
 * Source   RFC 5280 §6.1 (subset: no name constraints, no policy mapping; both are refused where they would matter), RFC 7515 §4.1.6.
 * Room     attestation (floor 3).
 */
import { verify } from 'node:crypto';
import { type Certificate, parseCertificate } from './certificate.js';
import { demand, Refusal } from '../problem.js';

const maxCertificates = 6;

/** Signature algorithms of certificates that are strong enough, by OID, with their hash. */
const algorithms: Readonly<Record<string, string | null>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.3.101.112': null,
};

export interface ChainDemands {
  /** Milliseconds at which every certificate must be valid. */
  readonly at: number;
  /** DER of the pinned roots. */
  readonly anchors: readonly Uint8Array[];
  /** Extended key usages of which the leaf must have one; none demanded where absent. */
  readonly extendedKeyUsage?: readonly string[];
}

function demandStrongKey(certificate: Certificate): void {
  const { publicKey } = certificate;
  const bits = publicKey.asymmetricKeyDetails?.modulusLength;
  const curve = publicKey.asymmetricKeyDetails?.namedCurve;
  const strong =
    (publicKey.asymmetricKeyType === 'rsa' && (bits ?? 0) >= 2048) ||
    (publicKey.asymmetricKeyType === 'ec' && ['prime256v1', 'secp384r1', 'secp521r1'].includes(curve ?? '')) ||
    publicKey.asymmetricKeyType === 'ed25519';
  demand(strong, 'X509_WEAK_KEY', `${publicKey.asymmetricKeyType} key of ${bits ?? curve ?? 'unknown size'}`);
}

function demandSignedBy(certificate: Certificate, issuer: Certificate): void {
  const hash = Object.hasOwn(algorithms, certificate.signatureAlgorithm) ? algorithms[certificate.signatureAlgorithm] : undefined;
  if (hash === undefined) throw new Refusal('X509_WEAK_OR_UNKNOWN_SIGALG', `signature algorithm ${certificate.signatureAlgorithm}`);
  demand(Buffer.from(certificate.issuer).equals(issuer.subject), 'X509_CHAIN_ORDER', 'an issuer name is not the name of the next certificate');
  const holds = verify(hash, certificate.tbs, issuer.publicKey, certificate.signature);
  demand(holds, 'X509_BAD_SIGNATURE', 'a certificate is not signed by the next one');
}

function demandIssuer(issuer: Certificate, below: number): void {
  demand(issuer.isCa, 'X509_ISSUER_NOT_CA', 'an issuer is no certification authority');
  demand(issuer.keyUsage === undefined || issuer.keyUsage.has(5), 'X509_CA_KEY_USAGE', 'an issuer may not sign certificates');
  demand(issuer.pathLength === undefined || below <= issuer.pathLength, 'X509_PATHLEN', 'the chain is longer than an issuer allows');
}

function demandInDate(certificate: Certificate, at: number): void {
  demand(at >= certificate.notBefore, 'X509_NOT_YET_VALID', `valid from ${new Date(certificate.notBefore).toISOString()}`);
  demand(at <= certificate.notAfter, 'X509_EXPIRED', `valid to ${new Date(certificate.notAfter).toISOString()}`);
}

function demandLeaf(leaf: Certificate, demands: ChainDemands): void {
  demand(!leaf.isCa, 'X509_LEAF_IS_CA', 'the signer is a certification authority');
  demand(leaf.keyUsage !== undefined && (leaf.keyUsage.has(0) || leaf.keyUsage.has(1)), 'X509_KEY_USAGE', 'the signer may not sign');
  const wanted = demands.extendedKeyUsage;
  if (wanted !== undefined) {
    demand(leaf.extendedKeyUsage?.some((oid) => wanted.includes(oid)) === true, 'X509_EKU', 'the signer is not meant for this use');
  }
}

/** The leaf of a valid chain (leaf first, root not included). Refusals: X509_*, DER_*. */
export function validateChain(chain: readonly Uint8Array[], demands: ChainDemands): Certificate {
  demand(chain.length >= 1 && chain.length <= maxCertificates, 'X509_CHAIN_LENGTH', `${chain.length} certificates`);
  const certificates = chain.map(parseCertificate);
  const anchors = demands.anchors.map(parseCertificate);
  const [leaf] = certificates;
  const last = certificates.at(-1);
  demand(leaf !== undefined && last !== undefined, 'X509_CHAIN_LENGTH', 'no certificate');
  demand(
    !anchors.some((anchor) => certificates.some((one) => Buffer.from(one.der).equals(anchor.der))),
    'X509_ANCHOR_IN_CHAIN',
    'the root stands in the chain',
  );
  const anchor = anchors.find((candidate) => Buffer.from(candidate.subject).equals(last.issuer));
  demand(anchor !== undefined, 'X509_UNTRUSTED_ROOT', 'the chain ends at a root that is not trusted');
  const path = [...certificates, anchor];
  for (const [index, certificate] of certificates.entries()) {
    const issuer = path[index + 1];
    demand(issuer !== undefined, 'X509_CHAIN_LENGTH', 'no issuer');
    demandSignedBy(certificate, issuer);
    demandIssuer(issuer, index);
  }
  for (const certificate of path) {
    demandStrongKey(certificate);
    demandInDate(certificate, demands.at);
  }
  demandLeaf(leaf, demands);
  return leaf;
}
