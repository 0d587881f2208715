/**
 * The fields of an X.509 certificate that a strict validator needs and that node:crypto does not give: key usage, extended key usage, path length,
 * policies, key identifiers, critical extensions, the signature algorithm.
 *
 * Source   RFC 5280 §4.1, §4.2.
 * Room     attestation (floor 3).
 */
import { createHash, type KeyObject } from 'node:crypto';
import { demand } from '../problem.js';
import { type CertificateExtensions, readCertificateExtensions } from './certificate-extensions.js';
import {
  boundedElement,
  type Element,
  integerOf,
  type Members,
  onlyMemberOf,
  sameOctets,
  sequenceOf,
  smallIntegerOf,
  tags,
  wholeBitsOf,
} from './der.js';
import { timeOf } from './der-time.js';
import { attributesOf } from './name.js';
import { type PublicKey, readPublicKey, type SignatureAlgorithm, signatureAlgorithmOf } from './signature-algorithm.js';

export interface Certificate extends CertificateExtensions {
  readonly der: Uint8Array;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  /** SHA-256 of the SubjectPublicKeyInfo, hex. */
  readonly spkiSha256: string;
  /** Serial number, hex of its octets. */
  readonly serial: string;
  /** The signed part. */
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  /** Absent where it is weak or unknown. */
  readonly signatureAlgorithm?: SignatureAlgorithm;
  /** DER of the names, compared octet by octet. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Subject attributes by OID; those that stand several times are left out. */
  readonly subjectAttributes: ReadonlyMap<string, string>;
  /** Milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: KeyObject;
  readonly key: PublicKey;
}

/** Largest certificate that is read. */
export const maxCertificateBytes = 64 * 1024;
/** RFC 5280 §4.1.2.2: at most twenty octets. */
const maxSerialOctets = 20;

const sha256 = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');

function serialIn(fields: Members): string {
  const version = fields.optional(0xa0);
  demand(version !== undefined, 'X509_VERSION', 'a certificate is not of version 3');
  demand(smallIntegerOf(onlyMemberOf(version, 0xa0)) === 2, 'X509_VERSION', 'a certificate is not of version 3');
  const serial = integerOf(fields.next(tags.integer));
  const positive = (serial[0] ?? 0x80) < 0x80 && serial.some((octet) => octet !== 0);
  demand(positive && serial.length <= maxSerialOctets, 'X509_SERIAL', 'a serial number is not positive or too long');
  return Buffer.from(serial).toString('hex');
}

interface Body {
  readonly serial: string;
  readonly algorithm: Element;
  readonly issuer: Element;
  readonly subject: Element;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly spki: Element;
  readonly extensions: Element | undefined;
}

function readBody(tbs: Element): Body {
  const fields = sequenceOf(tbs);
  const serial = serialIn(fields);
  const algorithm = fields.next(tags.sequence);
  const issuer = fields.next(tags.sequence);
  const validity = sequenceOf(fields.next(tags.sequence));
  const subject = fields.next(tags.sequence);
  const spki = fields.next(tags.sequence);
  const extensions = fields.optional(0xa3);
  fields.end();
  const time = (): number => timeOf(validity.optional(tags.utcTime) ?? validity.next(tags.generalizedTime));
  const [notBefore, notAfter] = [time(), time()];
  validity.end();
  return { serial, algorithm, issuer, subject, notBefore, notAfter, spki, extensions };
}

/**
 * Parses one DER certificate. Refusals: DER_*, X509_VERSION, X509_SERIAL, X509_KEY_UNREADABLE, X509_DUPLICATE_EXTENSION, X509_EXTENSION_FORM,
 * X509_UNKNOWN_CRITICAL_EXTENSION, X509_NAME_CONSTRAINTS_UNSUPPORTED, X509_SIGALG_MISMATCH.
 */
export function parseCertificate(der: Uint8Array): Certificate {
  const outer = sequenceOf(boundedElement(der, maxCertificateBytes));
  const tbs = outer.next(tags.sequence);
  const algorithm = outer.next(tags.sequence);
  const signature = wholeBitsOf(outer.next(tags.bitString));
  outer.end();
  const body = readBody(tbs);
  demand(sameOctets(algorithm.octets, body.algorithm.octets), 'X509_SIGALG_MISMATCH', 'the two signature algorithms of the certificate differ');
  const known = signatureAlgorithmOf(algorithm);
  const extensions = readCertificateExtensions(body.extensions);
  const key = readPublicKey(body.spki);
  return {
    der,
    fingerprint: sha256(der),
    spkiSha256: sha256(body.spki.octets),
    serial: body.serial,
    tbs: tbs.octets,
    signature,
    ...(known === undefined ? {} : { signatureAlgorithm: known }),
    issuer: body.issuer.octets,
    subject: body.subject.octets,
    subjectAttributes: attributesOf(body.subject),
    notBefore: body.notBefore,
    notAfter: body.notAfter,
    publicKey: key.object,
    key,
    ...extensions,
  };
}
