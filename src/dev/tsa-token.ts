/**
 * Time-stamp tokens for tests: good ones, and ones changed in any part before they are signed.
 *
 * Source   RFC 3161 §2.4.2; RFC 5652 §5; RFC 5816.
 * Room     dev (floor 6).
 */
import { createHash, type KeyObject, sign } from 'node:crypto';
import { generalizedTime, integer, objectIdentifier, octetString, partsOf, sequence, setOf, signatureAlgorithm, tlv } from './der.js';

/** Certificate and key of a time-stamp authority, with what stands above it (no root). */
export interface TsaKey {
  readonly certificate: Buffer;
  readonly key: KeyObject;
  readonly intermediates: readonly Buffer[];
}

/** Parts of a token that a test puts other values into. */
export interface TokenChanges {
  /** Members of TSTInfo. */
  readonly info?: (members: readonly Buffer[]) => readonly Buffer[];
  readonly contentType?: string;
  /** Signed attributes as DER, in order; none at all where it gives undefined. */
  readonly attributes?: (standard: readonly Buffer[]) => readonly Buffer[] | undefined;
  readonly digestAlgorithm?: Buffer;
  readonly signatureAlgorithm?: Buffer;
  readonly certificates?: readonly Buffer[];
  /** Elements between the certificates and the signers. */
  readonly afterCertificates?: Buffer;
  readonly afterSignature?: Buffer;
  /** How often the signer stands in the token. */
  readonly signers?: number;
  readonly signerVersion?: number;
  readonly dataVersion?: number;
}

export interface TokenRequest {
  /** DER of MessageImprint. */
  readonly imprint: Buffer;
  readonly policy: string;
  readonly serial: number;
  readonly time: Date;
  /** DER of the INTEGER. */
  readonly nonce?: Buffer;
  readonly accuracySeconds?: number;
  readonly withCertificates: boolean;
  readonly changes?: TokenChanges;
}

const timeStampInfo = '1.2.840.113549.1.9.16.1.4';
export const sha256Identifier = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), tlv(0x05));
const sha256 = (octets: Uint8Array): Buffer => createHash('sha256').update(octets).digest();
const attribute = (oid: string, value: Uint8Array): Buffer => sequence(objectIdentifier(oid), setOf(value));

/** The attribute signingCertificateV2 that names a certificate. */
export const signingCertificateV2 = (certificate: Buffer): Buffer =>
  attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(octetString(sha256(certificate))))));
/** The attribute signingCertificate of RFC 2634, which names it by SHA-1. */
export const signingCertificateV1 = (certificate: Buffer): Buffer =>
  attribute('1.2.840.113549.1.9.16.2.12', sequence(sequence(sequence(octetString(createHash('sha1').update(certificate).digest())))));

function infoOf(request: TokenRequest): Buffer {
  const members = [
    integer(1),
    objectIdentifier(request.policy),
    request.imprint,
    integer(request.serial),
    generalizedTime(request.time),
    ...(request.accuracySeconds === undefined ? [] : [sequence(integer(request.accuracySeconds))]),
    ...(request.nonce === undefined ? [] : [request.nonce]),
  ];
  return sequence(...(request.changes?.info?.(members) ?? members));
}

function attributesOf(info: Buffer, tsa: TsaKey, changes: TokenChanges): readonly Buffer[] | undefined {
  const standard = [
    attribute('1.2.840.113549.1.9.3', objectIdentifier(timeStampInfo)),
    attribute('1.2.840.113549.1.9.4', octetString(sha256(info))),
    signingCertificateV2(tsa.certificate),
  ].toSorted(Buffer.compare);
  return changes.attributes === undefined ? standard : changes.attributes(standard);
}

function signerOf(info: Buffer, tsa: TsaKey, changes: TokenChanges): Buffer {
  const { issuer, serial } = partsOf(tsa.certificate);
  const attributes = attributesOf(info, tsa, changes);
  const signature = sign('sha256', attributes === undefined ? info : tlv(0x31, ...attributes), tsa.key);
  return sequence(
    integer(changes.signerVersion ?? 1),
    sequence(issuer, serial),
    changes.digestAlgorithm ?? sha256Identifier,
    ...(attributes === undefined ? [] : [tlv(0xa0, ...attributes)]),
    changes.signatureAlgorithm ?? signatureAlgorithm(tsa.key.asymmetricKeyType),
    octetString(signature),
    changes.afterSignature ?? Buffer.alloc(0),
  );
}

/** Builds and signs one token; gives its DER octets. */
export function issueToken(tsa: TsaKey, request: TokenRequest): Buffer {
  const changes = request.changes ?? {};
  const info = infoOf(request);
  const certificates = changes.certificates ?? (request.withCertificates ? [tsa.certificate, ...tsa.intermediates] : []);
  const signer = signerOf(info, tsa, changes);
  const data = sequence(
    integer(changes.dataVersion ?? 3),
    setOf(changes.digestAlgorithm ?? sha256Identifier),
    sequence(objectIdentifier(changes.contentType ?? timeStampInfo), tlv(0xa0, octetString(info))),
    ...(certificates.length === 0 ? [] : [tlv(0xa0, ...certificates)]),
    changes.afterCertificates ?? Buffer.alloc(0),
    setOf(...Array.from({ length: changes.signers ?? 1 }, () => signer)),
  );
  return sequence(objectIdentifier('1.2.840.113549.1.7.2'), tlv(0xa0, data));
}

/** DER of the MessageImprint over octets, by SHA-256. */
export const imprintOf = (octets: Uint8Array): Buffer => sequence(sha256Identifier, octetString(sha256(octets)));
