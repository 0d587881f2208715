/**
 * Certificates for tests, octet by octet: every part may be anything, so that a chain can be wrong in any way (which no library would write).
 */
import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { bitString, boolean, integer, objectIdentifier, octetString, sequence, setOf, signatureAlgorithm, time, tlv } from '../../../src/dev/der.js';

export interface RawExtension {
  readonly oid: string;
  readonly critical?: boolean;
  readonly value: Uint8Array;
}

export interface ForgedCertificate {
  /** Absent: no version is written (version 1). */
  readonly version?: number;
  /** DER of the INTEGER. */
  readonly serial: Buffer;
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
  /** DER of the AlgorithmIdentifier outside, and of the one inside where it differs. */
  readonly algorithm?: Buffer;
  readonly innerAlgorithm?: Buffer;
  /** Hash that the signature is really made with. */
  readonly signedWith?: string;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly subjectKey: KeyObject;
  /** Changes the key as it is written. */
  readonly changeSpki?: (spki: Buffer) => Buffer;
  /** Absent: no extensions at all. */
  readonly extensions?: readonly RawExtension[];
  readonly issuerKey: KeyObject;
  /** Elements between key and extensions. */
  readonly beforeExtensions?: Buffer;
  readonly changeSignature?: (signature: Buffer) => Buffer;
}

export const named = (commonName: string, serialNumber?: string): Buffer =>
  sequence(
    setOf(sequence(objectIdentifier('2.5.4.10'), tlv(0x0c, Buffer.from('Test')))),
    ...(serialNumber === undefined ? [] : [setOf(sequence(objectIdentifier('2.5.4.5'), tlv(0x13, Buffer.from(serialNumber))))]),
    ...(commonName === '' ? [] : [setOf(sequence(objectIdentifier('2.5.4.3'), tlv(0x0c, Buffer.from(commonName))))]),
  );

export const spkiOf = (key: KeyObject): Buffer => createPublicKey(key).export({ format: 'der', type: 'spki' });
/** A name for a key (RFC 7093 §2 method 1). */
export const keyIdentifierOf = (key: KeyObject): Buffer => createHash('sha256').update(spkiOf(key)).digest().subarray(0, 20);

export const extension = ({ oid, critical, value }: RawExtension): Buffer =>
  sequence(objectIdentifier(oid), ...(critical === true ? [boolean(true)] : []), octetString(value));

/** keyUsage of the bits of a first octet (0x80 digitalSignature, 0x40 nonRepudiation, 0x20 keyEncipherment, 0x04 keyCertSign, 0x02 cRLSign). */
export function keyUsage(mask: number): RawExtension {
  let unused = 0;
  while (unused < 7 && (mask & (1 << unused)) === 0) unused += 1;
  return { oid: '2.5.29.15', critical: true, value: bitString(Buffer.of(mask), unused) };
}
export const basicConstraints = (isCa: boolean, pathLength?: number): RawExtension => ({
  oid: '2.5.29.19',
  critical: true,
  value: sequence(...(isCa ? [boolean(true)] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])),
});
export const subjectKey = (key: KeyObject): RawExtension => ({ oid: '2.5.29.14', value: octetString(keyIdentifierOf(key)) });
export const authorityKey = (key: KeyObject): RawExtension => ({ oid: '2.5.29.35', value: sequence(tlv(0x80, keyIdentifierOf(key))) });
export const policies = (...oids: readonly string[]): RawExtension => ({
  oid: '2.5.29.32',
  value: sequence(...oids.map((oid) => sequence(objectIdentifier(oid)))),
});
export const purposes = (critical: boolean, ...oids: readonly string[]): RawExtension => ({
  oid: '2.5.29.37',
  critical,
  value: sequence(...oids.map(objectIdentifier)),
});

/** The DER of a certificate with exactly these parts. */
export function forge(parts: ForgedCertificate): Buffer {
  const { hash = 'sha256' } = parts;
  const algorithm = parts.algorithm ?? signatureAlgorithm(parts.issuerKey.asymmetricKeyType, hash);
  const version = parts.version ?? 2;
  const body = sequence(
    ...(version === 0 ? [] : [tlv(0xa0, integer(version))]),
    parts.serial,
    parts.innerAlgorithm ?? algorithm,
    parts.issuer,
    sequence(time(parts.notBefore), time(parts.notAfter)),
    parts.subject,
    parts.changeSpki?.(spkiOf(parts.subjectKey)) ?? spkiOf(parts.subjectKey),
    parts.beforeExtensions ?? Buffer.alloc(0),
    ...(parts.extensions === undefined ? [] : [tlv(0xa3, sequence(...parts.extensions.map(extension)))]),
  );
  const made = sign(parts.issuerKey.asymmetricKeyType === 'ed25519' ? undefined : (parts.signedWith ?? hash), body, parts.issuerKey);
  return sequence(body, algorithm, bitString(parts.changeSignature?.(made) ?? made));
}
