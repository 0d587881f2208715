/**
 * Opens what is sealed: one signature of one seal over one payload, held against a trust list.
 *
 * Of directories, challenges, control proofs, approvals, profiles and waivers (flattened) as of certificates and status lists (compact).
 * A key is bound to its part by the fingerprint of its certificate, never by an extended key usage; an agency by the legal id in its seal.
 *
 * Which instant counts: `at` is the trusted time of signing where somebody else vouches for one (witnesses of a log, a time stamp), else the instant of
 * verification. A signing time that the signer alone claims is never believed in the signer's favour: it must fit, and that is all.
 *
 * Source   RFC 7515 §5.2; ETSI EN 319 102-1 §5.2.
 * Room     attestation (floor 3).
 */
import type { RoleKey } from '../../contract/documents.js';
import { demandSignature, type Envelope, readEnvelope } from '../jws/envelope.js';
import { demand } from '../problem.js';
import type { Certificate } from '../x509/certificate.js';
import { sealOf } from './seal-chain.js';
import { instantOf, type RoleName, type TrustContext } from './trust-context.js';

/** OID of the subject attribute serialNumber, in which a seal carries the legal id of its holder. */
const serialNumberOid = '2.5.4.5';

export interface SealDemands {
  readonly trust: TrustContext;
  readonly role: RoleName | 'agency';
  /** Milliseconds: trusted time of signing, or else now. */
  readonly at: number;
  /** Milliseconds: the instant of verification (default: `at`). */
  readonly now?: number;
  /** Of the role `agency`: the legal id that the seal must carry. */
  readonly agency?: string;
}

export interface Sealer {
  readonly certificateSha256: string;
  /** `sha256:` of the SubjectPublicKeyInfo: two certificates of one key are one key. */
  readonly spkiSha256: string;
  /** Subject attributes by OID. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The legal id in the seal, if it carries one. */
  readonly legalId?: string;
  /** Milliseconds, as the signer says. */
  readonly signedAt: number;
  /** The entry of the trust list; absent for an agency. */
  readonly roleKey?: RoleKey;
}

export interface Opened {
  readonly payload: Uint8Array;
  readonly signer: Sealer;
}

function identityOf({
  fingerprint,
  spkiSha256,
  subjectAttributes,
}: Certificate): Pick<Sealer, 'certificateSha256' | 'spkiSha256' | 'attributes' | 'legalId'> {
  const legalId = subjectAttributes.get(serialNumberOid);
  return {
    certificateSha256: `sha256:${fingerprint}`,
    spkiSha256: `sha256:${spkiSha256}`,
    attributes: subjectAttributes,
    ...(legalId === undefined ? {} : { legalId }),
  };
}

/** The entry of the trust list for a key in a part. Refusals: SIGNER_NOT_AUTHORISED, SIGNER_ROLE_WINDOW, SIGNER_COMPROMISED. */
export function roleKeyOf(certificateSha256: string, demands: Pick<SealDemands, 'trust' | 'at'> & { readonly role: RoleName }): RoleKey {
  const { trust, role, at } = demands;
  const key = trust.roles.get(role)?.get(certificateSha256);
  demand(key !== undefined, 'SIGNER_NOT_AUTHORISED', `the trust list names no ${role} key ${certificateSha256}`);
  demand(at >= instantOf(key.from) - trust.skewMs, 'SIGNER_ROLE_WINDOW', `the key is ${role} from ${key.from}`);
  demand(key.until === undefined || at <= instantOf(key.until), 'SIGNER_ROLE_WINDOW', `the key was ${role} until ${key.until ?? ''}`);
  const dead = key.compromisedAt !== undefined && at >= instantOf(key.compromisedAt);
  demand(!dead, 'SIGNER_COMPROMISED', `the key is compromised since ${key.compromisedAt ?? ''}`);
  return key;
}

/** Holds an envelope that was read against the trust list. Refusals: SIGNED_IN_FUTURE, JWS_*, X509_*, CRL_*, DER_*, SIGNER_*. */
export function demandSealed(envelope: Envelope, demands: SealDemands): Sealer {
  const { trust, role, at, now = at, agency } = demands;
  const signedAt = envelope.header.iat * 1000;
  demand(signedAt <= now + trust.skewMs, 'SIGNED_IN_FUTURE', 'the signing time lies in the future');
  const leaf = sealOf(envelope.header.chain, trust, { at, now });
  demand(signedAt >= leaf.notBefore && signedAt <= leaf.notAfter, 'JWS_IAT', 'the signing time lies outside the validity of the seal');
  demandSignature(envelope, leaf.publicKey);
  const identity = identityOf(leaf);
  if (role === 'agency') {
    const named = identity.legalId;
    demand(
      named !== undefined && (agency === undefined || named === agency),
      'SIGNER_NOT_AGENCY',
      `the seal does not carry the legal id ${agency ?? ''}`,
    );
    return { ...identity, signedAt };
  }
  return { ...identity, signedAt, roleKey: roleKeyOf(identity.certificateSha256, { trust, role, at }) };
}

/**
 * Opens a flattened object. `type` is the `typ` that it must carry.
 * Refusals: JSON_*, JWS_*, SIGNED_IN_FUTURE, X509_*, CRL_*, DER_*, SIGNER_NOT_AUTHORISED, SIGNER_ROLE_WINDOW, SIGNER_COMPROMISED, SIGNER_NOT_AGENCY.
 */
export function openSealed(octets: Uint8Array, demands: SealDemands & { readonly type: string }): Opened {
  const envelope = readEnvelope(octets, { type: demands.type });
  return { payload: envelope.payload, signer: demandSealed(envelope, demands) };
}
