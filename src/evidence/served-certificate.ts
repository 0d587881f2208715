/**
 * What is recorded of a certificate as a server showed it.
 *
 * Source   RFC 5280 §4.1 (structure), RFC 8017 appendix A, RFC 5758, RFC 8410 (names of signature algorithms).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createHash, type KeyObject, type X509Certificate } from 'node:crypto';
import type { ServedCertificate } from '../contract/evidence.js';
import { derOid } from './der.js';

const signatureNames: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'md2WithRSAEncryption',
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.113549.1.1.14': 'sha224WithRSAEncryption',
  '1.2.840.10040.4.3': 'dsa-with-SHA1',
  '2.16.840.1.101.3.4.3.2': 'dsa-with-SHA256',
  '1.2.840.10045.4.1': 'ecdsa-with-SHA1',
  '1.2.840.10045.4.3.1': 'ecdsa-with-SHA224',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
  '1.3.101.112': 'ED25519',
  '1.3.101.113': 'ED448',
};
const pss = '1.2.840.113549.1.1.10';
const pssHashes: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA256',
  '2.16.840.1.101.3.4.2.2': 'SHA384',
  '2.16.840.1.101.3.4.2.3': 'SHA512',
};

const curveBits: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp256k1: 256,
  secp224r1: 224,
  secp384r1: 384,
  secp521r1: 521,
  brainpoolP256r1: 256,
  brainpoolP384r1: 384,
  brainpoolP512r1: 512,
};

interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  /** Where the next value starts. */
  readonly end: number;
}

/** One DER value; OpenSSL has parsed the certificate before, so that lengths are known to hold. */
function derAt(octets: Buffer, at: number): DerValue {
  const first = octets.readUInt8(at + 1);
  const sizeOctets = first < 0x80 ? 0 : first & 0x7f;
  const length = sizeOctets === 0 ? first : octets.readUIntBE(at + 2, sizeOctets);
  const start = at + 2 + sizeOctets;
  return { tag: octets.readUInt8(at), content: octets.subarray(start, start + length), end: start + length };
}

/** All object identifiers in a constructed value, in order. */
function oidsIn(content: Buffer): readonly string[] {
  const oids: string[] = [];
  let at = 0;
  while (at + 2 <= content.length) {
    const value = derAt(content, at);
    if (value.tag === 0x06) oids.push(derOid(value.content));
    else if ((value.tag & 0x20) !== 0) oids.push(...oidsIn(value.content));
    at = value.end;
  }
  return oids;
}

/** Name of the algorithm that signed a certificate: `Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature }`. */
function signatureAlgorithmOf(raw: Buffer): string {
  const certificate = derAt(raw, 0).content;
  const algorithm = derAt(certificate, derAt(certificate, 0).end);
  const [oid = '', hash] = oidsIn(algorithm.content);
  // Absent parameters of RSASSA-PSS mean SHA-1 (RFC 8017 appendix A.2.3).
  if (oid === pss) return `RSASSA-PSS-${hash === undefined ? 'SHA1' : (pssHashes[hash] ?? hash)}`;
  return signatureNames[oid] ?? oid;
}

function keyBitsOf(key: KeyObject): number {
  const details = key.asymmetricKeyDetails;
  if (details?.modulusLength !== undefined) return details.modulusLength;
  if (details?.namedCurve !== undefined) return curveBits[details.namedCurve] ?? 0;
  return key.asymmetricKeyType === 'ed25519' ? 256 : key.asymmetricKeyType === 'ed448' ? 448 : 0;
}

const sha256Hex = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');
const instantOf = (text: string): string => new Date(text).toISOString();

/** `DNS:…` and `IP Address:…` as OpenSSL prints them; a name with odd characters is a quoted JSON string there. */
function namesOf(text: string | undefined): readonly string[] {
  return (text?.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? []).map((name) => name.trim()).filter((name) => name !== '');
}

/** The recorded facts of one certificate. Names of subject and issuer are written on one line, parts divided by a comma. */
export function servedCertificate(certificate: X509Certificate): ServedCertificate {
  const key = certificate.publicKey;
  return {
    subject: certificate.subject.split('\n').join(', '),
    issuer: certificate.issuer.split('\n').join(', '),
    notBefore: instantOf(certificate.validFrom),
    notAfter: instantOf(certificate.validTo),
    sha256: sha256Hex(certificate.raw),
    spkiSha256: sha256Hex(key.export({ type: 'spki', format: 'der' })),
    keyType: key.asymmetricKeyType ?? 'unknown',
    keyBits: keyBitsOf(key),
    signatureAlgorithm: signatureAlgorithmOf(certificate.raw),
    subjectAltNames: namesOf(certificate.subjectAltName),
    isCa: certificate.ca,
    selfSigned: certificate.checkIssued(certificate) && certificate.verify(key),
  };
}
