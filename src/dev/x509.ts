/**
 * X.509 certificates for tests: one function that builds and signs one certificate (RFC 5280).
 *
 * The only file that imports pkijs and asn1js. Signing is done by node:crypto, so that everything here is synchronous.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { createHash, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { BitString, fromBER, Integer, Null, OctetString } from 'asn1js';
import {
  AlgorithmIdentifier,
  BasicConstraints,
  CertificatePolicies,
  Certificate,
  Extension,
  Extensions,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  AuthorityKeyIdentifier,
  PolicyInformation,
  PublicKeyInfo,
  Time,
} from 'pkijs';
import { EgifError } from '../errors.js';
import { objectIdentifier, sequence, setOf, tlv } from './der.js';

const printableString = 0x13;
const utf8String = 0x0c;

/** A distinguished name in wire order. */
export interface NameParts {
  readonly country?: string;
  readonly organisation?: string;
  /** Identifier of the holder (X.520 serialNumber): the legal id of an agency. */
  readonly serialNumber?: string;
  readonly commonName: string;
}

/** A DNS name or an IP address of the subjectAltName extension. */
export type AlternativeName = { readonly dns: string } | { readonly ip: string };

/** Purposes of the extendedKeyUsage extension (RFC 5280 §4.2.1.12). */
export type KeyPurpose = 'serverAuth' | 'clientAuth' | 'emailProtection' | 'timeStamping';

export interface CertificateRequest {
  readonly subject: NameParts;
  readonly issuer: NameParts;
  readonly subjectKey: KeyObject;
  readonly issuerKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Present exactly for a certification authority: how many authorities may follow below it. */
  readonly authority?: { readonly pathLength: number };
  /** Names of bits of the keyUsage extension (RFC 5280 §4.2.1.3). */
  readonly keyUsage: readonly KeyUsageBit[];
  readonly purposes?: readonly KeyPurpose[];
  /** Whether extendedKeyUsage is critical, as it is for a time-stamp authority (RFC 3161 §2.3). */
  readonly purposesCritical?: boolean;
  /** Certificate policies by OID. */
  readonly policies?: readonly string[];
  readonly alternativeNames?: readonly AlternativeName[];
}

const keyUsageBits = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  keyCertSign: 5,
  cRLSign: 6,
} as const;
export type KeyUsageBit = keyof typeof keyUsageBits;

const purposeIds: Readonly<Record<KeyPurpose, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
};

/** One attribute a part, as authorities write names (the ASN.1 library would put all of them into one part, in no order). */
function fillName(target: Certificate['subject'], parts: NameParts): void {
  const attributes: readonly (readonly [oid: string, tag: number, value: string | undefined])[] = [
    ['2.5.4.6', printableString, parts.country],
    ['2.5.4.10', utf8String, parts.organisation],
    ['2.5.4.5', printableString, parts.serialNumber],
    ['2.5.4.3', utf8String, parts.commonName],
  ];
  const name = attributes.flatMap(([oid, tag, value]) =>
    value === undefined ? [] : [setOf(sequence(objectIdentifier(oid), tlv(tag, Buffer.from(value))))],
  );
  target.valueBeforeDecode = bufferOf(sequence(...name));
}

/** The octets of an IPv4 or IPv6 address as the iPAddress form wants them (RFC 5280 §4.2.1.6). */
function addressOctets(address: string): Uint8Array {
  if (address.includes('.')) return Uint8Array.from(address.split('.').map(Number));
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const fill = Array.from({ length: 8 - groups(head).length - groups(tail).length }, () => '0');
  const words = [...groups(head), ...fill, ...groups(tail)].map((word) => Number.parseInt(word, 16));
  return Uint8Array.from(words.flatMap((word) => [word >> 8, word & 0xff]));
}

/** Octets in a buffer of their own, as the ASN.1 library takes them. */
function bufferOf(octets: Uint8Array): ArrayBuffer {
  const own = new ArrayBuffer(octets.length);
  new Uint8Array(own).set(octets);
  return own;
}

/** SHA-1 over the key bits (RFC 5280 §4.2.1.2 method 1): a name for a key, not a signature. */
function keyIdentifier(key: PublicKeyInfo): ArrayBuffer {
  return bufferOf(createHash('sha1').update(key.subjectPublicKey.valueBlock.valueHexView).digest());
}

function publicKeyInfo(key: KeyObject): PublicKeyInfo {
  const der = (key.type === 'public' ? key : createPublicKey(key)).export({ format: 'der', type: 'spki' });
  return new PublicKeyInfo({ schema: fromBER(bufferOf(der)).result });
}

function keyUsage(bits: readonly KeyUsageBit[]): Extension {
  let mask = 0;
  let highest = 0;
  for (const bit of bits) {
    mask |= 0x80 >> keyUsageBits[bit];
    highest = Math.max(highest, keyUsageBits[bit]);
  }
  const value = new BitString({ valueHex: bufferOf(Uint8Array.of(mask)), unusedBits: 7 - highest });
  return new Extension({ extnID: '2.5.29.15', critical: true, extnValue: value.toBER(false) });
}

function alternativeNames(names: readonly AlternativeName[]): Extension {
  const entries = names.map((name) =>
    'dns' in name
      ? new GeneralName({ type: 2, value: name.dns })
      : new GeneralName({ type: 7, value: new OctetString({ valueHex: bufferOf(addressOctets(name.ip)) }) }),
  );
  return new Extension({ extnID: '2.5.29.17', critical: false, extnValue: new GeneralNames({ names: entries }).toSchema().toBER(false) });
}

function extensionsOf(request: CertificateRequest, own: PublicKeyInfo): Extension[] {
  const constraints =
    request.authority === undefined ? new BasicConstraints({}) : new BasicConstraints({ cA: true, pathLenConstraint: request.authority.pathLength });
  const issuerIdentifier = keyIdentifier(publicKeyInfo(request.issuerKey));
  const authorityKey = new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: issuerIdentifier }) });
  const extensions = [
    new Extension({ extnID: '2.5.29.19', critical: true, extnValue: constraints.toSchema().toBER(false) }),
    keyUsage(request.keyUsage),
    new Extension({ extnID: '2.5.29.14', critical: false, extnValue: new OctetString({ valueHex: keyIdentifier(own) }).toBER(false) }),
    new Extension({ extnID: '2.5.29.35', critical: false, extnValue: authorityKey.toSchema().toBER(false) }),
  ];
  if (request.purposes !== undefined) {
    const purposes = new ExtKeyUsage({ keyPurposes: request.purposes.map((purpose) => purposeIds[purpose]) });
    extensions.push(new Extension({ extnID: '2.5.29.37', critical: request.purposesCritical === true, extnValue: purposes.toSchema().toBER(false) }));
  }
  if (request.policies !== undefined) {
    const policies = new CertificatePolicies({
      certificatePolicies: request.policies.map((policyIdentifier) => new PolicyInformation({ policyIdentifier })),
    });
    extensions.push(new Extension({ extnID: '2.5.29.32', critical: false, extnValue: policies.toSchema().toBER(false) }));
  }
  if (request.alternativeNames !== undefined) extensions.push(alternativeNames(request.alternativeNames));
  return extensions;
}

/** ecdsa-with-SHA256 (RFC 5758 §3.2) or sha256WithRSAEncryption (RFC 4055 §5). */
function signatureAlgorithm(key: KeyObject): AlgorithmIdentifier {
  if (key.asymmetricKeyType === 'ec') return new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' });
  if (key.asymmetricKeyType === 'rsa') return new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.11', algorithmParams: new Null() });
  throw new EgifError('INTERNAL', `test certificates are not signed with a key of type ${String(key.asymmetricKeyType)}`);
}

/** Builds and signs one certificate; gives its DER octets. */
export function issueCertificate(request: CertificateRequest): Buffer {
  const certificate = new Certificate();
  const own = publicKeyInfo(request.subjectKey);
  const serial = randomBytes(16);
  serial.writeUInt8((serial.readUInt8(0) & 0x7f) | 0x40, 0);
  certificate.version = 2;
  certificate.serialNumber = new Integer({ valueHex: bufferOf(serial) });
  fillName(certificate.issuer, request.issuer);
  fillName(certificate.subject, request.subject);
  certificate.notBefore = new Time({ value: request.notBefore });
  certificate.notAfter = new Time({ value: request.notAfter });
  certificate.subjectPublicKeyInfo = own;
  certificate.extensions = new Extensions({ extensions: extensionsOf(request, own) }).extensions;
  certificate.signature = signatureAlgorithm(request.issuerKey);
  certificate.signatureAlgorithm = signatureAlgorithm(request.issuerKey);
  const body = new Uint8Array(certificate.encodeTBS().toBER(false));
  certificate.tbsView = body;
  certificate.signatureValue = new BitString({ valueHex: bufferOf(sign('sha256', body, request.issuerKey)) });
  return Buffer.from(certificate.toSchema(true).toBER(false));
}
