/**
 * The test PKI: root authority → intermediate → leaf of the sample agency's server and leaf of its seal; in memory, fresh keys each time.
 *
 * Nothing here is fit for anything but tests: the root is trusted only where a statement of kind local names it.
 *
 * Room     dev (floor 6).
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { pemOf } from './pem.js';
import { issueCertificate, type AlternativeName, type CertificateRequest, type NameParts } from './x509.js';

export type PkiKeyType = 'ec-p256' | 'rsa-2048';

/** Ways in which a server certificate can be wrong (`valid`: it is not). */
export const serverCertificateKinds = [
  'valid',
  'expired',
  'not-yet-valid',
  'wrong-host',
  'self-signed',
  'weak-key',
  'soon-expiring',
  'foreign-root',
  'incomplete-chain',
] as const;
export type ServerCertificateKind = (typeof serverCertificateKinds)[number];

/** A certificate with its private key. */
export interface KeyedCertificate {
  readonly certificatePem: string;
  /** PKCS #8. */
  readonly privateKeyPem: string;
  /** Leaf first, then the intermediates that are sent with it; never the root. */
  readonly chainPem: string;
}

export interface Pki {
  readonly root: KeyedCertificate;
  readonly intermediate: KeyedCertificate;
  /** TLS server: localhost, 127.0.0.1, ::1. */
  readonly server: KeyedCertificate;
  /** Seal of the agency: its legal id stands in the subject's serialNumber. */
  readonly signer: KeyedCertificate;
  /** Certificate of a client of that name, for client authentication; made when first asked for. */
  clientOf(name: string): KeyedCertificate;
  /** Another certificate of the server, wrong in exactly one way; made when first asked for. */
  serverOf(kind: ServerCertificateKind): KeyedCertificate;
}

export interface PkiOptions {
  readonly clock?: () => Date;
  readonly keyType?: PkiKeyType;
  /** Legal id in the seal's subject. */
  readonly legalPersonId?: string;
}

interface Authority {
  readonly name: NameParts;
  readonly key: KeyObject;
  readonly certificate: Buffer;
}

const dayMs = 86_400_000;
/** Certificates start a little before the clock, so that a client whose clock is behind takes them. */
const backdateMs = 3_600_000;
const serverNames: readonly AlternativeName[] = [{ dns: 'localhost' }, { ip: '127.0.0.1' }, { ip: '::1' }];
const serverName: NameParts = { country: 'IR', organisation: 'Sample organisation (test)', commonName: 'localhost' };

function newKey(type: PkiKeyType | 'rsa-1024'): KeyObject {
  if (type === 'ec-p256') return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  return generateKeyPairSync('rsa', { modulusLength: type === 'rsa-2048' ? 2048 : 1024 }).privateKey;
}

function keyed(certificate: Buffer, key: KeyObject, intermediates: readonly Buffer[]): KeyedCertificate {
  return {
    certificatePem: pemOf('CERTIFICATE', certificate),
    privateKeyPem: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
    chainPem: [certificate, ...intermediates].map((der) => pemOf('CERTIFICATE', der)).join(''),
  };
}

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A validity of `days` that starts `ageDays` before now. */
function validity(now: Date, days: number, ageDays = 0): Validity {
  const start = now.getTime() - backdateMs - ageDays * dayMs;
  return { notBefore: new Date(start), notAfter: new Date(start + days * dayMs) };
}

function authority(name: NameParts, key: KeyObject, issuer: Authority | undefined, options: Validity & { readonly pathLength: number }): Authority {
  const { pathLength, ...period } = options;
  const certificate = issueCertificate({
    subject: name,
    issuer: issuer?.name ?? name,
    subjectKey: key,
    issuerKey: issuer?.key ?? key,
    ...period,
    authority: { pathLength },
    keyUsage: ['keyCertSign', 'cRLSign'],
  });
  return { name, key, certificate };
}

function chainOf(now: Date, keyType: PkiKeyType, label: string): { readonly root: Authority; readonly intermediate: Authority } {
  const named = (commonName: string): NameParts => ({ country: 'IR', organisation: 'egif test PKI', commonName });
  const root = authority(named(`egif ${label} root authority`), newKey(keyType), undefined, { ...validity(now, 3650), pathLength: 1 });
  const intermediate = authority(named(`egif ${label} issuing authority`), newKey(keyType), root, { ...validity(now, 1825), pathLength: 0 });
  return { root, intermediate };
}

/** What differs from a valid server certificate of one year. */
function serverRequest(kind: ServerCertificateKind, now: Date): Validity & { readonly alternativeNames: readonly AlternativeName[] } {
  switch (kind) {
    case 'expired':
      return { ...validity(now, 365, 400), alternativeNames: serverNames };
    case 'not-yet-valid':
      return { ...validity(now, 365, -30), alternativeNames: serverNames };
    case 'soon-expiring':
      return { ...validity(now, 365, 355), alternativeNames: serverNames };
    case 'wrong-host':
      return { ...validity(now, 365), alternativeNames: [{ dns: 'other.sample.gov.example' }] };
    default:
      return { ...validity(now, 365), alternativeNames: serverNames };
  }
}

function serverCertificate(
  kind: ServerCertificateKind,
  now: Date,
  given: { readonly issuer: Authority; readonly keyType: PkiKeyType },
): KeyedCertificate {
  const key = newKey(kind === 'weak-key' ? 'rsa-1024' : given.keyType);
  const issuer = kind === 'foreign-root' ? chainOf(now, given.keyType, 'foreign').intermediate : given.issuer;
  const selfSigned = kind === 'self-signed';
  const usage: CertificateRequest['keyUsage'] = key.asymmetricKeyType === 'rsa' ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'];
  const certificate = issueCertificate({
    subject: serverName,
    issuer: selfSigned ? serverName : issuer.name,
    subjectKey: key,
    issuerKey: selfSigned ? key : issuer.key,
    ...serverRequest(kind, now),
    keyUsage: usage,
    purposes: ['serverAuth'],
  });
  return keyed(certificate, key, selfSigned || kind === 'incomplete-chain' ? [] : [issuer.certificate]);
}

function sealCertificate(now: Date, issuer: Authority, options: { readonly keyType: PkiKeyType; readonly legalPersonId: string }): KeyedCertificate {
  const key = newKey(options.keyType);
  const certificate = issueCertificate({
    subject: {
      country: 'IR',
      organisation: 'Sample organisation (test)',
      serialNumber: options.legalPersonId,
      commonName: 'Seal of the sample organisation',
    },
    issuer: issuer.name,
    subjectKey: key,
    issuerKey: issuer.key,
    ...validity(now, 365),
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    purposes: ['emailProtection'],
  });
  return keyed(certificate, key, [issuer.certificate]);
}

/** A client's certificate (RFC 8705); its key signs assertions too. */
function clientCertificate(name: string, now: Date, issuer: Authority): KeyedCertificate {
  const key = newKey('ec-p256');
  const certificate = issueCertificate({
    subject: { country: 'IR', organisation: 'Sample consumer (test)', commonName: name },
    issuer: issuer.name,
    subjectKey: key,
    issuerKey: issuer.key,
    ...validity(now, 365),
    keyUsage: ['digitalSignature'],
    purposes: ['clientAuth'],
  });
  return keyed(certificate, key, [issuer.certificate]);
}

/** A fresh test PKI. Validity: leaves one year from the clock. */
export function createPki(options: PkiOptions = {}): Pki {
  const now = (options.clock ?? (() => new Date()))();
  const keyType = options.keyType ?? 'ec-p256';
  const { root, intermediate } = chainOf(now, keyType, 'test');
  const made = new Map<ServerCertificateKind, KeyedCertificate>();
  const serverOf = (kind: ServerCertificateKind): KeyedCertificate => {
    const ready = made.get(kind) ?? serverCertificate(kind, now, { issuer: intermediate, keyType });
    made.set(kind, ready);
    return ready;
  };
  const clients = new Map<string, KeyedCertificate>();
  const clientOf = (name: string): KeyedCertificate => {
    const ready = clients.get(name) ?? clientCertificate(name, now, intermediate);
    clients.set(name, ready);
    return ready;
  };
  return {
    root: keyed(root.certificate, root.key, []),
    intermediate: keyed(intermediate.certificate, intermediate.key, []),
    server: serverOf('valid'),
    signer: sealCertificate(now, intermediate, { keyType, legalPersonId: options.legalPersonId ?? '99999000014' }),
    clientOf,
    serverOf,
  };
}

/** The key of a certificate as an object of node:crypto. */
export function privateKeyOf(certificate: KeyedCertificate): KeyObject {
  return createPrivateKey(certificate.privateKeyPem);
}
