/**
 * The extensions of a certificate that this validator acts on; every other critical one is refused.
 *
 * Source   RFC 5280 §4.2.1.
 * Room     attestation (floor 3).
 */
import { demand } from '../problem.js';
import { contentOf, type Element, flagOf, integerOf, membersOf, namedBitsOf, oidOf, sequenceOf, smallIntegerOf, soleElement, tags } from './der.js';
import { type Extension, readExtensionList } from './extension-list.js';

/** What identifies the key or certificate of the issuer (RFC 5280 §4.2.1.1). */
export interface AuthorityKey {
  /** Hex. */
  readonly keyIdentifier?: string;
  /** DER of the directory name of the issuer's own issuer. */
  readonly issuer?: Uint8Array;
  /** Hex. */
  readonly serial?: string;
}

export interface CertificateExtensions {
  readonly isCa: boolean;
  readonly pathLength?: number;
  /** Bits of keyUsage by number (0 digitalSignature, 1 nonRepudiation, 5 keyCertSign, 6 cRLSign); absent where the extension is. */
  readonly keyUsage?: ReadonlySet<number>;
  readonly extendedKeyUsage?: readonly string[];
  readonly extendedKeyUsageCritical: boolean;
  readonly policies: readonly string[];
  readonly mapsPolicies: boolean;
  /** policyConstraints with requireExplicitPolicy stands in the certificate. */
  readonly requiresPolicy: boolean;
  /** inhibitAnyPolicy stands in the certificate. */
  readonly inhibitsAnyPolicy: boolean;
  /** Hex. */
  readonly subjectKey?: string;
  readonly authorityKey?: AuthorityKey;
  /** subjectAltName stands in the certificate and is critical. */
  readonly alternativeNameCritical: boolean;
}

type Found = { -readonly [Member in keyof CertificateExtensions]: CertificateExtensions[Member] };
type Reader = (value: Element, extension: Extension, into: Found) => void;

const hexOf = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');
const context = (number: number, constructed = true): number => (constructed ? 0xa0 : 0x80) | number;

const readBasicConstraints: Reader = (value, { critical }, into) => {
  const parts = sequenceOf(value);
  into.isCa = flagOf(parts.optional(tags.boolean));
  const length = parts.optional(tags.integer);
  if (length !== undefined) into.pathLength = smallIntegerOf(length);
  parts.end();
  demand(into.isCa || length === undefined, 'X509_EXTENSION_FORM', 'a path length stands in a certificate that is no authority');
  demand(critical || !into.isCa, 'X509_EXTENSION_FORM', 'basicConstraints of an authority is not critical');
};

const readKeyUsage: Reader = (value, _extension, into) => {
  into.keyUsage = namedBitsOf(value);
  demand(into.keyUsage.size > 0, 'X509_EXTENSION_FORM', 'keyUsage is empty');
};

const readPurposes: Reader = (value, { critical }, into) => {
  into.extendedKeyUsage = membersOf(value, tags.sequence).map(oidOf);
  into.extendedKeyUsageCritical = critical;
  demand(into.extendedKeyUsage.length > 0, 'X509_EXTENSION_FORM', 'extendedKeyUsage is empty');
};

const readPolicies: Reader = (value, _extension, into) => {
  into.policies = membersOf(value, tags.sequence).map((policy) => {
    const parts = sequenceOf(policy);
    const oid = oidOf(parts.next(tags.oid));
    parts.optional(tags.sequence);
    parts.end();
    return oid;
  });
  demand(into.policies.length > 0, 'X509_EXTENSION_FORM', 'certificatePolicies is empty');
  demand(new Set(into.policies).size === into.policies.length, 'X509_EXTENSION_FORM', 'a policy stands twice');
};

const readPolicyConstraints: Reader = (value, _extension, into) => {
  const parts = sequenceOf(value);
  into.requiresPolicy = parts.optional(context(0, false)) !== undefined;
  parts.optional(context(1, false));
  parts.end();
};

const readSubjectKey: Reader = (value, { critical }, into) => {
  demand(!critical, 'X509_EXTENSION_FORM', 'subjectKeyIdentifier is critical');
  into.subjectKey = hexOf(contentOf(value, tags.octetString));
};

/** Name of the issuer's issuer, where it is one directory name. */
function directoryNameIn(names: Element): Uint8Array | undefined {
  const [name, ...more] = membersOf(names, context(1));
  return name !== undefined && more.length === 0 && name.tag === context(4) ? soleElement(name.content).octets : undefined;
}

const readAuthorityKey: Reader = (value, { critical }, into) => {
  demand(!critical, 'X509_EXTENSION_FORM', 'authorityKeyIdentifier is critical');
  const parts = sequenceOf(value);
  const key = parts.optional(context(0, false));
  const names = parts.optional(context(1));
  const serial = parts.optional(context(2, false));
  parts.end();
  demand((names === undefined) === (serial === undefined), 'X509_EXTENSION_FORM', 'authorityKeyIdentifier names half a certificate');
  const issuer = names === undefined ? undefined : directoryNameIn(names);
  into.authorityKey = {
    ...(key === undefined ? {} : { keyIdentifier: hexOf(key.content) }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(serial === undefined ? {} : { serial: hexOf(integerOf(serial, context(2, false))) }),
  };
};

const readAlternativeName: Reader = (value, { critical }, into) => {
  demand(membersOf(value, tags.sequence).length > 0, 'X509_EXTENSION_FORM', 'subjectAltName is empty');
  into.alternativeNameCritical = critical;
};

const readers: ReadonlyMap<string, Reader> = new Map([
  ['2.5.29.19', readBasicConstraints],
  ['2.5.29.15', readKeyUsage],
  ['2.5.29.37', readPurposes],
  ['2.5.29.32', readPolicies],
  [
    '2.5.29.33',
    (_value, _extension, into) => {
      into.mapsPolicies = true;
    },
  ],
  ['2.5.29.36', readPolicyConstraints],
  [
    '2.5.29.54',
    (value, _extension, into) => {
      smallIntegerOf(value);
      into.inhibitsAnyPolicy = true;
    },
  ],
  ['2.5.29.14', readSubjectKey],
  ['2.5.29.35', readAuthorityKey],
  ['2.5.29.17', readAlternativeName],
]);

/** Reads the extensions of a certificate. Refusals: DER_*, X509_DUPLICATE_EXTENSION, X509_EXTENSION_FORM, X509_NAME_CONSTRAINTS_UNSUPPORTED, X509_UNKNOWN_CRITICAL_EXTENSION. */
export function readCertificateExtensions(holder: Element | undefined): CertificateExtensions {
  const found: Found = {
    isCa: false,
    policies: [],
    extendedKeyUsageCritical: false,
    mapsPolicies: false,
    requiresPolicy: false,
    inhibitsAnyPolicy: false,
    alternativeNameCritical: false,
  };
  if (holder === undefined) return found;
  for (const extension of readExtensionList(soleElement(holder.content))) {
    const { oid, critical, value } = extension;
    demand(oid !== '2.5.29.30', 'X509_NAME_CONSTRAINTS_UNSUPPORTED', 'name constraints are not supported');
    const reader = readers.get(oid);
    demand(reader !== undefined || !critical, 'X509_UNKNOWN_CRITICAL_EXTENSION', `the critical extension ${oid} is unknown`);
    reader?.(soleElement(value), extension, found);
  }
  return found;
}
