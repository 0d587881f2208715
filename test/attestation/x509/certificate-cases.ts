/** Chains of which one certificate is changed, and what the validator says of each. */
import { strict as assert } from 'node:assert';
import { generateKeyPairSync } from 'node:crypto';
import { type ChainDemands, validateChain } from '../../../src/attestation/x509/chain.js';
import { Refusal } from '../../../src/attestation/problem.js';
import { bitString, boolean, integer, objectIdentifier, octetString, sequence, setOf, tlv } from '../../../src/dev/der.js';
import { type CertificateDraft, build, draftChain, keyOf, now, policy } from '../../oracles/chain-draft.js';
import { basicConstraints, keyUsage, named, policies, purposes, type RawExtension } from './forge.js';

export const base = { keyType: 'p256', depth: 1, crl: false, policy: false } as const;
export const demands = { at: now.getTime() };
type Change = (leaf: CertificateDraft, issuer: CertificateDraft) => void;

export function codeOf(change: Change, given: Partial<ChainDemands> = {}): string {
  const draft = draftChain(base);
  const [leaf, issuer] = [draft.certificates.at(-1), draft.certificates.at(-2)];
  assert.ok(leaf !== undefined && issuer !== undefined);
  change(leaf, issuer);
  const { chain, root } = build(draft);
  try {
    validateChain(chain, { ...demands, anchors: [root], ...given });
    return 'valid';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const put =
  (oid: string, value: Buffer, critical = false): Change =>
  (leaf) => {
    leaf.extensions = [...leaf.extensions.filter((one) => one.oid !== oid), { oid, critical, value }];
  };
const with_ =
  (extension: RawExtension): Change =>
  (leaf) => {
    leaf.extensions = [...leaf.extensions.filter((one) => one.oid !== extension.oid), extension];
  };
const subject =
  (...parts: readonly Buffer[]): Change =>
  (leaf) => {
    leaf.subject = sequence(...parts);
  };
export const attribute = (oid: string, tag: number, text: string | Buffer): Buffer => sequence(objectIdentifier(oid), tlv(tag, Buffer.from(text)));
/** The key with its point compressed (SEC 1 §2.3.3), as other tools would read it all the same. */
function compressedP256(spki: Buffer): Buffer {
  const [x, y] = [spki.subarray(-64, -32), spki.subarray(-32)];
  const algorithm = sequence(objectIdentifier('1.2.840.10045.2.1'), objectIdentifier('1.2.840.10045.3.1.7'));
  return sequence(algorithm, bitString(Buffer.concat([Buffer.of(0x02 + ((y.at(-1) ?? 0) & 1)), x]), 0));
}
const timeStamping = '1.3.6.1.5.5.7.3.8';

export const cases: readonly (readonly [why: string, code: string, change: Change, given?: Partial<ChainDemands>])[] = [
  ['nothing', 'valid', () => undefined],
  ['a BOOLEAN of 01', 'DER_VALUE', put('2.5.29.19', sequence(tlv(0x01, Buffer.of(1))), true)],
  ['a default written out', 'DER_VALUE', put('2.5.29.19', sequence(boolean(false)), true)],
  ['named bits with zeros at their end', 'DER_BIT_STRING', put('2.5.29.15', bitString(Buffer.of(0xc0), 0), true)],
  ['named bits with eight unused', 'DER_BIT_STRING', put('2.5.29.15', bitString(Buffer.of(0xc0), 8), true)],
  ['named bits with unused ones set', 'DER_BIT_STRING', put('2.5.29.15', bitString(Buffer.of(0xc1), 6), true)],
  [
    'a serial number that is not minimal',
    'DER_VALUE',
    (leaf) => {
      leaf.serial = tlv(0x02, Buffer.of(0, 1));
    },
  ],
  [
    'an empty serial number',
    'DER_VALUE',
    (leaf) => {
      leaf.serial = tlv(0x02);
    },
  ],
  [
    'a serial number of twenty octets',
    'valid',
    (leaf) => {
      leaf.serial = integer(Buffer.alloc(20, 0x41));
    },
  ],
  [
    'a serial number of 21 octets',
    'X509_SERIAL',
    (leaf) => {
      leaf.serial = integer(Buffer.alloc(21, 0x41));
    },
  ],
  [
    'serial number zero',
    'X509_SERIAL',
    (leaf) => {
      leaf.serial = integer(0);
    },
  ],
  [
    'a negative serial number',
    'X509_SERIAL',
    (leaf) => {
      leaf.serial = tlv(0x02, Buffer.of(0x80));
    },
  ],
  [
    'version 1',
    'X509_VERSION',
    (leaf) => {
      leaf.version = 0;
    },
  ],
  [
    'version 2',
    'X509_VERSION',
    (leaf) => {
      leaf.version = 1;
    },
  ],
  [
    'unique identifiers',
    'DER_TRAILING',
    (leaf) => {
      leaf.beforeExtensions = tlv(0x81, Buffer.of(0, 1));
    },
  ],
  [
    'no extensions in their list',
    'DER_VALUE',
    (leaf) => {
      leaf.extensions = [];
    },
  ],
  ['a name with a set out of order', 'DER_SET_ORDER', subject(tlv(0x31, attribute('2.5.4.10', 0x0c, 'Some'), attribute('2.5.4.3', 0x0c, 'A')))],
  ['a name with an empty set', 'DER_VALUE', subject(setOf())],
  ['a PrintableString with an underscore', 'DER_STRING', subject(setOf(attribute('2.5.4.5', 0x13, '9999_')))],
  [
    'an attribute of two values',
    'DER_TAG',
    subject(setOf(sequence(objectIdentifier('2.5.4.5'), tlv(0x13, Buffer.from('99999000014')), tlv(0x13, Buffer.from('99999000029'))))),
  ],
  ['an attribute without a value', 'DER_TAG', subject(setOf(sequence(objectIdentifier('2.5.4.5'))))],
  ['a UTF8String that is no UTF-8', 'DER_STRING', subject(setOf(attribute('2.5.4.3', 0x0c, Buffer.of(0xff))))],
  ['a BMPString of odd length', 'DER_STRING', subject(setOf(attribute('2.5.4.3', 0x1e, Buffer.of(0, 65, 0))))],
  ['an OID that is not minimal', 'DER_OID', subject(setOf(sequence(tlv(0x06, Buffer.of(0x55, 0x80, 0x04)), tlv(0x0c, Buffer.from('a')))))],
  ['an OID that is cut off', 'DER_OID', subject(setOf(sequence(tlv(0x06, Buffer.of(0x55, 0x84)), tlv(0x0c, Buffer.from('a')))))],
  ['keyUsage empty', 'X509_EXTENSION_FORM', put('2.5.29.15', bitString(Buffer.alloc(0), 0), true)],
  ['extendedKeyUsage empty', 'X509_EXTENSION_FORM', put('2.5.29.37', sequence())],
  ['certificatePolicies empty', 'X509_EXTENSION_FORM', put('2.5.29.32', sequence())],
  ['a policy twice', 'X509_EXTENSION_FORM', with_(policies(policy, policy))],
  ['subjectAltName empty', 'X509_EXTENSION_FORM', put('2.5.29.17', sequence())],
  ['subjectKeyIdentifier critical', 'X509_EXTENSION_FORM', put('2.5.29.14', octetString(Buffer.alloc(20)), true)],
  ['authorityKeyIdentifier of half a certificate', 'X509_EXTENSION_FORM', put('2.5.29.35', sequence(tlv(0x82, Buffer.of(1))))],
  ['a path length in a leaf', 'X509_EXTENSION_FORM', with_(basicConstraints(false, 0))],
  [
    'an authority that does not say so critically',
    'X509_EXTENSION_FORM',
    (_leaf, issuer) => {
      issuer.extensions = issuer.extensions.map((one) => ({ ...one, critical: one.oid === '2.5.29.15' }));
    },
  ],
  [
    'name constraints',
    'X509_NAME_CONSTRAINTS_UNSUPPORTED',
    (_leaf, issuer) => {
      issuer.extensions.push({ oid: '2.5.29.30', value: sequence() });
    },
  ],
  ['an unknown critical extension', 'X509_UNKNOWN_CRITICAL_EXTENSION', put('1.3.6.1.4.1.99999.9', tlv(0x05), true)],
  [
    'an extension twice',
    'X509_DUPLICATE_EXTENSION',
    (leaf) => {
      leaf.extensions.push(keyUsage(0x80));
    },
  ],
  ['a key identifier of another issuer key', 'X509_KEY_IDENTIFIER', put('2.5.29.35', sequence(tlv(0x80, Buffer.alloc(20, 1))))],
  [
    'no key identifier of the issuer',
    'X509_KEY_IDENTIFIER',
    (leaf) => {
      leaf.extensions = leaf.extensions.filter((one) => one.oid !== '2.5.29.35');
    },
  ],
  [
    'the issuer by another serial number',
    'X509_KEY_IDENTIFIER',
    put('2.5.29.35', sequence(tlv(0xa1, tlv(0xa4, named('root'))), tlv(0x82, Buffer.of(9)))),
  ],
  ['the issuer by its serial number', 'valid', put('2.5.29.35', sequence(tlv(0xa1, tlv(0xa4, named('root'))), tlv(0x82, Buffer.of(3, 0xe9))))],
  [
    'the issuer by another name',
    'X509_KEY_IDENTIFIER',
    put('2.5.29.35', sequence(tlv(0xa1, tlv(0xa4, named('other'))), tlv(0x82, Buffer.of(3, 0xe9)))),
  ],
  [
    'an issuer name that is not that of the next certificate',
    'X509_CHAIN_ORDER',
    (leaf) => {
      leaf.issuer = named('other');
    },
  ],
  [
    'an issuer that is no authority',
    'X509_ISSUER_NOT_CA',
    (_leaf, issuer) => {
      issuer.extensions = issuer.extensions.filter((one) => one.oid !== '2.5.29.19');
    },
  ],
  [
    'an issuer that may not sign certificates',
    'X509_CA_KEY_USAGE',
    (_leaf, issuer) => {
      issuer.extensions = issuer.extensions.map((one) => (one.oid === '2.5.29.15' ? keyUsage(0x02) : one));
    },
  ],
  [
    'an issuer without an identifier of its key',
    'X509_KEY_IDENTIFIER',
    (leaf, issuer) => {
      issuer.extensions = issuer.extensions.filter((one) => one.oid !== '2.5.29.14');
      leaf.extensions = leaf.extensions.map((one) => (one.oid === '2.5.29.35' ? { ...one, value: sequence() } : one));
    },
  ],
  [
    'an issuer without a name',
    'X509_EXTENSION_FORM',
    (leaf, issuer) => {
      issuer.subject = sequence();
      leaf.issuer = sequence();
    },
  ],
  [
    'a leaf without a name',
    'X509_EXTENSION_FORM',
    (leaf) => {
      leaf.subject = sequence();
    },
  ],
  ['a leaf that may sign certificates', 'X509_KEY_USAGE', with_(keyUsage(0xc4))],
  [
    'two signature algorithms',
    'X509_SIGALG_MISMATCH',
    (leaf) => {
      leaf.innerAlgorithm = sequence(objectIdentifier('1.2.840.10045.4.3.3'));
    },
  ],
  [
    'authorityKeyIdentifier critical',
    'X509_EXTENSION_FORM',
    (leaf) => {
      leaf.extensions = leaf.extensions.map((one) => (one.oid === '2.5.29.35' ? { ...one, critical: true } : one));
    },
  ],
  [
    'RSA of 1024 bits',
    'X509_WEAK_KEY',
    (leaf) => {
      leaf.subjectKey = keyOf('rsa1024', 'leaf');
    },
  ],
  [
    'RSA with the exponent 3',
    'X509_WEAK_KEY',
    (leaf) => {
      leaf.subjectKey = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).privateKey;
    },
  ],
  [
    'RSA for PSS alone',
    'X509_WEAK_KEY',
    (leaf) => {
      leaf.subjectKey = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey;
    },
  ],
  [
    'a P-256 point that is compressed',
    'X509_KEY_UNREADABLE',
    (leaf) => {
      leaf.changeSpki = compressedP256;
    },
  ],
  [
    'P-521',
    'X509_WEAK_KEY',
    (leaf) => {
      leaf.subjectKey = keyOf('p521', 'leaf');
    },
  ],
  [
    'Ed25519',
    'X509_WEAK_KEY',
    (leaf) => {
      leaf.subjectKey = keyOf('ed25519', 'leaf');
    },
  ],
  [
    'Ed25519 where a leaf may have it',
    'valid',
    (leaf) => {
      leaf.subjectKey = keyOf('ed25519', 'leaf');
    },
    { allowEd25519Leaf: true },
  ],
  [
    'P-521 where a leaf may have Ed25519',
    'X509_WEAK_KEY',
    (leaf) => {
      leaf.subjectKey = keyOf('p521', 'leaf');
    },
    { allowEd25519Leaf: true },
  ],
  [
    'SHA-1',
    'X509_WEAK_OR_UNKNOWN_SIGALG',
    (leaf) => {
      leaf.signedWith = 'sha1';
      leaf.algorithm = sequence(objectIdentifier('1.2.840.10045.4.1'));
    },
  ],
  [
    'an RSA algorithm under a P-256 key',
    'X509_BAD_SIGNATURE',
    (leaf) => {
      leaf.algorithm = sequence(objectIdentifier('1.2.840.113549.1.1.11'), tlv(0x05));
    },
  ],
  [
    'ECDSA with a parameter',
    'X509_WEAK_OR_UNKNOWN_SIGALG',
    (leaf) => {
      leaf.algorithm = sequence(objectIdentifier('1.2.840.10045.4.3.2'), tlv(0x05));
    },
  ],
  [
    'a leaf without keyUsage',
    'X509_KEY_USAGE',
    (leaf) => {
      leaf.extensions = leaf.extensions.filter((one) => one.oid !== '2.5.29.15');
    },
  ],
  ['a leaf for encipherment where that is wanted', 'valid', with_(keyUsage(0x20)), { keyUsage: [2] }],
  ['a leaf for signatures where another use is wanted', 'X509_KEY_USAGE', () => undefined, { keyUsage: [2] }],
  ['no extendedKeyUsage where one is wanted', 'X509_EKU', () => undefined, { eku: [timeStamping] }],
  ['another extendedKeyUsage than wanted', 'X509_EKU', with_(purposes(false, '1.3.6.1.5.5.7.3.4')), { eku: [timeStamping] }],
  ['the wanted extendedKeyUsage', 'valid', with_(purposes(true, timeStamping)), { eku: [timeStamping] }],
  ['no policy where one is wanted', 'X509_POLICY', () => undefined, { policies: [policy] }],
  ['the wanted policy in the leaf alone', 'X509_POLICY', with_(policies(policy)), { policies: [policy] }],
  [
    'the wanted policy throughout',
    'valid',
    (leaf, issuer) => {
      leaf.extensions.push(policies(policy));
      issuer.extensions.push(policies(policy));
    },
    { policies: [policy] },
  ],
  [
    'another policy throughout',
    'X509_POLICY',
    (leaf, issuer) => {
      leaf.extensions.push(policies('1.3.6.1.4.1.99999.2.9'));
      issuer.extensions.push(policies('1.3.6.1.4.1.99999.2.9'));
    },
    { policies: [policy] },
  ],
  [
    'another policy throughout where any will do',
    'valid',
    (leaf, issuer) => {
      leaf.extensions.push(policies('1.3.6.1.4.1.99999.2.9'));
      issuer.extensions.push(policies('1.3.6.1.4.1.99999.2.9'));
    },
    { explicitPolicy: true },
  ],
  [
    'the wanted policy below any policy',
    'valid',
    (leaf, issuer) => {
      leaf.extensions.push(policies(policy));
      issuer.extensions.push(policies('2.5.29.32.0'));
    },
    { policies: [policy] },
  ],
  [
    'the wanted policy below any policy that is inhibited',
    'X509_POLICY',
    (leaf, issuer) => {
      leaf.extensions.push(policies(policy));
      issuer.extensions.push(policies('2.5.29.32.0'), { oid: '2.5.29.54', critical: true, value: integer(0) });
    },
    { policies: [policy] },
  ],
  [
    'policies that are mapped',
    'X509_POLICY',
    (leaf, issuer) => {
      leaf.extensions.push(policies(policy));
      issuer.extensions.push(policies(policy), { oid: '2.5.29.33', critical: true, value: sequence() });
    },
    { policies: [policy] },
  ],
  [
    'an issuer that requires a policy',
    'X509_POLICY',
    (_leaf, issuer) => {
      issuer.extensions.push({ oid: '2.5.29.36', critical: true, value: sequence(tlv(0x80, Buffer.of(0))) });
    },
  ],
];
