/**
 * The fields of an X.509 certificate that a strict validator needs and that node:crypto does not give: key usage, extended key usage, path length,
 * policies, critical extensions, the signature algorithm.
 *
 * Source   RFC 5280 §4.1, §4.2.
 * Room     attestation (floor 3).
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Element, elementsOf, membersOf, oidOf, soleElement, timeOf } from './der.js';
import { demand, Refusal } from '../problem.js';

export interface Certificate {
  readonly der: Uint8Array;
  /** The signed part. */
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  readonly signatureAlgorithm: string;
  /** DER of the names, compared octet by octet. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Subject attributes by OID (first value). */
  readonly subjectAttributes: ReadonlyMap<string, string>;
  /** Milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: KeyObject;
  readonly isCa: boolean;
  readonly pathLength?: number;
  /** Bits of keyUsage by number (0 digitalSignature, 1 nonRepudiation, 5 keyCertSign …); absent where the extension is. */
  readonly keyUsage?: ReadonlySet<number>;
  readonly extendedKeyUsage?: readonly string[];
  readonly policies: readonly string[];
}

interface Extensions {
  isCa: boolean;
  pathLength?: number;
  keyUsage?: ReadonlySet<number>;
  extendedKeyUsage?: readonly string[];
  policies: readonly string[];
}

function readBasicConstraints(value: Uint8Array, into: Extensions): void {
  const members = membersOf(soleElement(value), 0x30);
  const [first, second] = members;
  if (first?.tag === 0x01) into.isCa = first.content[0] === 0xff;
  const length = first?.tag === 0x02 ? first : second;
  if (length?.tag === 0x02) into.pathLength = length.content.reduce((sum, octet) => sum * 256 + octet, 0);
}

function readKeyUsage(value: Uint8Array): ReadonlySet<number> {
  const bits = soleElement(value);
  demand(bits.tag === 0x03, 'DER_TAG', 'keyUsage is no BIT STRING');
  const set = new Set<number>();
  bits.content.subarray(1).forEach((octet, index) => {
    for (let bit = 0; bit < 8; bit += 1) if ((octet & (0x80 >> bit)) !== 0) set.add(index * 8 + bit);
  });
  return set;
}

/** Extensions that may be critical because this validator acts on them, or because they say nothing that a signature depends on. */
const readers: Readonly<Record<string, (value: Uint8Array, into: Extensions) => void>> = {
  '2.5.29.19': readBasicConstraints,
  '2.5.29.15': (value, into) => {
    into.keyUsage = readKeyUsage(value);
  },
  '2.5.29.37': (value, into) => {
    into.extendedKeyUsage = membersOf(soleElement(value), 0x30).map(oidOf);
  },
  '2.5.29.32': (value, into) => {
    into.policies = membersOf(soleElement(value), 0x30).map((policy) => oidOf(membersOf(policy, 0x30)[0]));
  },
};

function readExtensions(holder: Element | undefined): Extensions {
  const found: Extensions = { isCa: false, policies: [] };
  if (holder === undefined) return found;
  const seen = new Set<string>();
  for (const extension of membersOf(soleElement(holder.content), 0x30)) {
    const parts = membersOf(extension, 0x30);
    const oid = oidOf(parts[0]);
    demand(!seen.has(oid), 'X509_DUPLICATE_EXTENSION', `the extension ${oid} stands twice`);
    seen.add(oid);
    const critical = parts[1]?.tag === 0x01 && parts[1].content[0] === 0xff;
    const value = parts.at(-1);
    demand(value !== undefined && value.tag === 0x04, 'DER_TAG', 'an extension has no value');
    demand(oid !== '2.5.29.30', 'X509_NAME_CONSTRAINTS_UNSUPPORTED', 'name constraints are not supported');
    const reader = Object.hasOwn(readers, oid) ? readers[oid] : undefined;
    if (reader !== undefined) reader(value.content, found);
    else demand(!critical || oid === '2.5.29.17', 'X509_UNKNOWN_CRITICAL_EXTENSION', `the critical extension ${oid} is unknown`);
  }
  return found;
}

function attributesOf(name: Element): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const set of elementsOf(name.content)) {
    for (const attribute of membersOf(set, 0x31)) {
      const [type, value] = membersOf(attribute, 0x30);
      const oid = oidOf(type);
      if (value !== undefined && !attributes.has(oid)) attributes.set(oid, Buffer.from(value.content).toString('utf8'));
    }
  }
  return attributes;
}

function readPublicKey(spki: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    throw new Refusal('X509_KEY_UNREADABLE', 'the public key of a certificate cannot be read');
  }
}

/** Parses one DER certificate. Refusals: DER_*, X509_KEY_UNREADABLE, X509_DUPLICATE_EXTENSION, X509_UNKNOWN_CRITICAL_EXTENSION, X509_NAME_CONSTRAINTS_UNSUPPORTED, X509_SIGALG_MISMATCH. */
export function parseCertificate(der: Uint8Array): Certificate {
  const [tbs, algorithm, signature, ...rest] = membersOf(soleElement(der), 0x30);
  demand(tbs !== undefined && signature?.tag === 0x03 && rest.length === 0, 'DER_TAG', 'this is no certificate');
  demand(signature.content[0] === 0, 'DER_BIT_STRING', 'the signature of a certificate has unused bits');
  const fields = [...membersOf(tbs, 0x30)];
  if (fields[0]?.tag === 0xa0) fields.shift();
  const [, innerAlgorithm, issuer, validity, subject, spki, ...optional] = fields;
  demand(algorithm !== undefined && issuer !== undefined && subject !== undefined && spki !== undefined, 'DER_TAG', 'this is no certificate');
  const outer = Buffer.from(algorithm.octets);
  demand(
    innerAlgorithm !== undefined && outer.equals(innerAlgorithm.octets),
    'X509_SIGALG_MISMATCH',
    'the two signature algorithms of the certificate differ',
  );
  const [notBefore, notAfter] = membersOf(validity, 0x30);
  const extensions = readExtensions(optional.find((field) => field.tag === 0xa3));
  return {
    der,
    tbs: tbs.octets,
    signature: signature.content.subarray(1),
    signatureAlgorithm: oidOf(membersOf(algorithm, 0x30)[0]),
    issuer: issuer.octets,
    subject: subject.octets,
    subjectAttributes: attributesOf(subject),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    publicKey: readPublicKey(spki.octets),
    ...extensions,
  };
}
