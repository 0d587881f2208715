/**
 * Certificate revocation lists for tests.
 *
 * Source   RFC 5280 §5.
 * Room     dev (floor 6).
 */
import { type KeyObject, sign } from 'node:crypto';
import {
  bitString,
  boolean,
  generalizedTime,
  integer,
  objectIdentifier,
  octetString,
  partsOf,
  sequence,
  signatureAlgorithm,
  time,
  tlv,
} from './der.js';

/** CRLReason by name (RFC 5280 §5.3.1). */
export const revocationReasons = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;
export type RevocationReason = keyof typeof revocationReasons;

/** An extension as it is written; `value` is DER. */
export interface RawExtension {
  readonly oid: string;
  readonly critical?: boolean;
  readonly value: Uint8Array;
}

export interface Revoked {
  /** The revoked certificate (DER), or its serial number (big-endian octets). */
  readonly certificate: Buffer | { readonly serial: Uint8Array };
  readonly at: Date;
  readonly reason?: RevocationReason;
  readonly invalidSince?: Date;
  /** Further extensions of the entry. */
  readonly extensions?: readonly RawExtension[];
}

export interface RevocationListRequest {
  readonly issuer: { readonly certificate: Buffer; readonly key: KeyObject };
  readonly thisUpdate: Date;
  /** Left out of the list where absent. */
  readonly nextUpdate?: Date;
  readonly revoked?: readonly Revoked[];
  readonly number?: number;
  /** Further extensions of the list. */
  readonly extensions?: readonly RawExtension[];
  /** Version 1 has no extensions at all. */
  readonly version?: 1 | 2;
}

const extensionOf = ({ oid, critical, value }: RawExtension): Buffer =>
  sequence(objectIdentifier(oid), ...(critical === true ? [boolean(true)] : []), octetString(value));

function entryOf({ certificate, at, reason, invalidSince, extensions = [] }: Revoked): Buffer {
  const serial = Buffer.isBuffer(certificate) ? partsOf(certificate).serial : integer(certificate.serial);
  const all = [
    ...(reason === undefined ? [] : [{ oid: '2.5.29.21', value: tlv(0x0a, Buffer.of(revocationReasons[reason])) }]),
    ...(invalidSince === undefined ? [] : [{ oid: '2.5.29.24', value: generalizedTime(invalidSince) }]),
    ...extensions,
  ];
  return sequence(serial, time(at), ...(all.length === 0 ? [] : [sequence(...all.map(extensionOf))]));
}

/** Builds and signs one list; gives its DER octets. */
export function issueRevocationList(request: RevocationListRequest): Buffer {
  const { issuer, revoked = [], version = 2 } = request;
  const { subject, subjectKey } = partsOf(issuer.certificate);
  const algorithm = signatureAlgorithm(issuer.key.asymmetricKeyType);
  const extensions = [
    ...(subjectKey === undefined ? [] : [{ oid: '2.5.29.35', value: sequence(tlv(0x80, subjectKey)) }]),
    { oid: '2.5.29.20', value: integer(request.number ?? 1) },
    ...(request.extensions ?? []),
  ];
  const body = sequence(
    ...(version === 2 ? [integer(1)] : []),
    algorithm,
    subject,
    time(request.thisUpdate),
    ...(request.nextUpdate === undefined ? [] : [time(request.nextUpdate)]),
    ...(revoked.length === 0 ? [] : [sequence(Buffer.concat(revoked.map(entryOf)))]),
    ...(version === 2 ? [tlv(0xa0, sequence(...extensions.map(extensionOf)))] : []),
  );
  return sequence(body, algorithm, bitString(sign('sha256', body, issuer.key)));
}
