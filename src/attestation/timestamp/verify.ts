/**
 * Verifies a time-stamp token over some octets. Nothing is believed until the one signer is named by the token itself (ESSCertIDv2), its certificate is for time
 * stamping alone, and its chain ends at a pinned root of time-stamp authorities.
 *
 * Source   RFC 3161 §2.2 to §2.4; RFC 5816 §2.2; RFC 5652 §5.4, §5.6; RFC 5035 §4.
 * Room     attestation (floor 3).
 */
import { createHash } from 'node:crypto';
import { demand, Refusal } from '../problem.js';
import type { Certificate } from '../x509/certificate.js';
import { type ChainCache, createChainCache } from '../x509/chain-cache.js';
import { validateChain } from '../x509/chain.js';
import { type Element, integerOf, membersOf, oidOf, onlyMemberOf, sameOctets, sequenceOf, tags } from '../x509/der.js';
import { demandStrongKey, signatureAlgorithmOf, signatureHolds, type SignatureAlgorithm } from '../x509/signature-algorithm.js';
import { hashOf } from './imprint.js';
import { readSignedTimeStamp, type SignedTimeStamp } from './signed-data.js';
import { readTimeStampInfo, type TimeStampInfo } from './tst-info.js';

export interface TimeStampDemands {
  /** DER of the pinned roots of time-stamp authorities. */
  readonly anchors: readonly Uint8Array[];
  /** Policies of time stamping of which the token must name one; any where absent. */
  readonly policies?: readonly string[];
  readonly crls?: readonly Uint8Array[];
  readonly requireCrl?: boolean;
  /** Milliseconds: the instant of verification. */
  readonly at: number;
  /** Nonce (hex of the INTEGER) that the token must repeat. */
  readonly nonce?: string;
  readonly cache?: ChainCache;
}

export interface VerifiedTimeStamp {
  /** Milliseconds. */
  readonly time: number;
  /** Milliseconds by which the time may be wrong either way, where the authority says. */
  readonly accuracyMs?: number;
  readonly policy: string;
  /** Serial number of the token, hex. */
  readonly serial: string;
  readonly signer: Certificate;
}

const oids = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;
const rsaEncryption = '300d06092a864886f70d0101010500';
const maxSkewMs = 5 * 60_000;

function demandAttributes({ content, hash, signer }: SignedTimeStamp): void {
  const type = signer.attributes.get(oids.contentType);
  demand(type !== undefined && oidOf(type) === oids.timeStampInfo, 'TST_CONTENT_TYPE_ATTR', 'the signed content type is not that of a time stamp');
  const digest = signer.attributes.get(oids.messageDigest);
  const right = digest?.tag === tags.octetString && sameOctets(digest.content, createHash(hash).update(content).digest());
  demand(right, 'TST_DIGEST_MISMATCH', 'the signed digest is not that of the time stamp');
}

/** Whether an IssuerSerial names the certificate (RFC 5035 §5). */
function names(issuerSerial: Element, certificate: Certificate): boolean {
  const parts = sequenceOf(issuerSerial);
  const issuer = onlyMemberOf(onlyMemberOf(parts.next(tags.sequence), tags.sequence), 0xa4);
  const serial = Buffer.from(integerOf(parts.next(tags.integer))).toString('hex');
  parts.end();
  return sameOctets(issuer.octets, certificate.issuer) && serial === certificate.serial;
}

/** The first ESSCertIDv2 must be that of the signer (RFC 5816 §2.2.1). */
function demandNamesSigner({ signer }: SignedTimeStamp, certificate: Certificate): void {
  const attribute = signer.attributes.get(oids.signingCertificateV2);
  demand(attribute !== undefined, 'TST_NO_ESSCERTIDV2', 'a time stamp does not name its signer by ESSCertIDv2');
  const [first] = membersOf(sequenceOf(attribute).next(tags.sequence), tags.sequence);
  const parts = sequenceOf(first);
  const algorithm = parts.optional(tags.sequence);
  const hash = algorithm === undefined ? 'sha256' : hashOf(algorithm);
  const digest = parts.next(tags.octetString).content;
  const issuerSerial = parts.optional(tags.sequence);
  parts.end();
  demand(hash !== undefined, 'TST_NO_ESSCERTIDV2', 'ESSCertIDv2 is not made with SHA-2');
  const own =
    sameOctets(digest, createHash(hash).update(certificate.der).digest()) && (issuerSerial === undefined || names(issuerSerial, certificate));
  demand(own, 'TST_NO_ESSCERTIDV2', 'ESSCertIDv2 names another certificate than that of the signer');
}

/** The certificates from that of the signer upwards, without the roots; the token may hold them in any order. */
function chainIn(
  { certificates, signer }: SignedTimeStamp,
  anchors: readonly Uint8Array[],
  cache: ChainCache,
): readonly [Certificate, ...Certificate[]] {
  const held = certificates.filter((der) => !anchors.some((anchor) => sameOctets(anchor, der))).map((der) => cache.certificateOf(der));
  const own = held.find((one) => sameOctets(one.issuer, signer.issuer) && one.serial === signer.serial);
  demand(own !== undefined, 'TST_SIGNER_CERT_MISSING', 'the certificate of the signer is not in the time stamp');
  const chain: [Certificate, ...Certificate[]] = [own];
  for (let last: Certificate | undefined = own; last !== undefined; ) {
    const { issuer, authorityKey }: Certificate = last;
    last = held.find(
      (one) =>
        !chain.includes(one) &&
        sameOctets(one.subject, issuer) &&
        (authorityKey?.keyIdentifier === undefined || authorityKey.keyIdentifier === one.subjectKey),
    );
    if (last !== undefined) chain.push(last);
  }
  return chain;
}

/** The algorithm of the signature: one of the list, or the bare RSA identifier that goes with the digest algorithm (RFC 5754 §3.2). */
function algorithmOf({ signer, hash }: SignedTimeStamp): SignatureAlgorithm {
  const bare = Buffer.from(signer.signatureAlgorithm.octets).toString('hex') === rsaEncryption;
  const algorithm = bare ? ({ hash, key: 'rsa' } as const) : signatureAlgorithmOf(signer.signatureAlgorithm);
  demand(algorithm?.hash === hash, 'TST_SIG_ALG', 'the signature algorithm of a time stamp is not one of the list');
  return algorithm;
}

/** The signer as a time-stamp authority at the time it states. Refusal: TST_CHAIN, with what the chain lacks in its detail. */
function demandAuthority(
  chain: readonly Certificate[],
  info: TimeStampInfo,
  demands: TimeStampDemands & { readonly cache: ChainCache },
): Certificate {
  const { anchors, crls, requireCrl, at, cache } = demands;
  try {
    const leaf = validateChain(
      chain.map(({ der }) => der),
      {
        at: info.time,
        now: at,
        anchors,
        eku: [oids.timeStamping],
        cache,
        ...(crls === undefined ? {} : { crls }),
        ...(requireCrl === undefined ? {} : { requireCrl }),
      },
    );
    const alone = leaf.extendedKeyUsageCritical && leaf.extendedKeyUsage?.length === 1;
    demand(alone, 'X509_EKU', 'the certificate is not for time stamping alone, or does not say so critically');
    return leaf;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal('TST_CHAIN', `${error.code}: ${error.message}`, error.standing);
  }
}

/** What is stamped: the octets, or no more than their SHA-256. */
export type Stamped = Uint8Array | { readonly sha256: Uint8Array };

function digestIn(stamped: Stamped, hash: TimeStampInfo['imprint']['hash']): Uint8Array {
  if (stamped instanceof Uint8Array) return createHash(hash).update(stamped).digest();
  demand(hash === 'sha256', 'TST_IMPRINT_ALG', 'of what is stamped only the SHA-256 is at hand');
  return stamped.sha256;
}

function demandImprint({ imprint }: TimeStampInfo, stamped: Stamped): void {
  const digest = digestIn(stamped, imprint.hash);
  demand(sameOctets(digest, imprint.digest), 'TST_IMPRINT_MISMATCH', 'the time stamp is over something else');
}

interface Checked {
  readonly signed: SignedTimeStamp;
  readonly info: TimeStampInfo;
  /** From the signer upwards. */
  readonly chain: readonly [Certificate, ...Certificate[]];
}

/**
 * Checks all of a token but who made it: that it is whole, over these octets, an answer to this request, and signed by the certificate that it names.
 *
 * Refusals: DER_*, X509_* (certificates that cannot be read), TST_FORMAT, TST_SIGNER_COUNT, TST_IMPRINT_ALG, TST_IMPRINT_MISMATCH, TST_POLICY, TST_DIGEST_ALG,
 * TST_NO_SIGNED_ATTRS, TST_DIGEST_MISMATCH, TST_CONTENT_TYPE_ATTR, TST_NO_ESSCERTIDV2, TST_SIGNER_CERT_MISSING, TST_SIG_ALG, TST_BAD_SIGNATURE, TST_AUTHORITY_NAME, TST_NONCE.
 */
export function checkTimeStamp(token: Uint8Array, stamped: Stamped, demands: Partial<TimeStampDemands> = {}): Checked {
  const { anchors = [], cache = createChainCache(), policies, nonce } = demands;
  const signed = readSignedTimeStamp(token);
  const info = readTimeStampInfo(signed.content);
  demandImprint(info, stamped);
  demand(policies === undefined || policies.includes(info.policy), 'TST_POLICY', `the time stamp is made under policy ${info.policy}`);
  demand(nonce === undefined || nonce === info.nonce, 'TST_NONCE', 'the time stamp answers another request');
  demandAttributes(signed);
  const chain = chainIn(signed, anchors, cache);
  const [own] = chain;
  demandNamesSigner(signed, own);
  demandStrongKey(own.key, false);
  const by = { algorithm: algorithmOf(signed), key: own.key };
  demand(signatureHolds(signed.signer.signedOctets, signed.signer.signature, by), 'TST_BAD_SIGNATURE', 'the time stamp is not signed by its signer');
  const named = info.authority === undefined || sameOctets(info.authority, own.subject);
  demand(named, 'TST_AUTHORITY_NAME', 'the time stamp names another authority than its signer');
  return { signed, info, chain };
}

/** Verifies a token over the octets that it stamps. Refusals: those of `checkTimeStamp`, TST_CHAIN (indeterminate where a revocation list is absent or stale), TST_FROM_FUTURE. */
export function verifyTimeStamp(token: Uint8Array, stamped: Stamped, demands: TimeStampDemands): VerifiedTimeStamp {
  const cache = demands.cache ?? createChainCache();
  const { info, chain } = checkTimeStamp(token, stamped, { ...demands, cache });
  const signer = demandAuthority(chain, info, { ...demands, cache });
  demand(info.time <= demands.at + maxSkewMs, 'TST_FROM_FUTURE', `the time stamp is of ${new Date(info.time).toISOString()}`);
  return {
    time: info.time,
    ...(info.accuracyMs === undefined ? {} : { accuracyMs: info.accuracyMs }),
    policy: info.policy,
    serial: info.serial,
    signer,
  };
}
