/** Time stamps: every way in which a token can be wrong is refused with its code, and nothing that no signature covers can be changed. */
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { describe, it } from 'mocha';
import { Refusal } from '../../../src/attestation/problem.js';
import { nonceText, timeStampRequest, tokenInResponse } from '../../../src/attestation/timestamp/request.js';
import { type TimeStampDemands, verifyTimeStamp } from '../../../src/attestation/timestamp/verify.js';
import { issueRevocationList } from '../../../src/dev/crl.js';
import { boolean, integer, objectIdentifier, octetString, partsOf, sequence, setOf, tlv } from '../../../src/dev/der.js';
import { answerRequest, createTsaIdentity, testTsaPolicy } from '../../../src/dev/tsa.js';
import {
  imprintOf,
  issueToken,
  signingCertificateV1,
  signingCertificateV2,
  type TokenChanges,
  type TokenRequest,
  type TsaKey,
} from '../../../src/dev/tsa-token.js';
import type { issueCertificate } from '../../../src/dev/x509.js';
import { at, chainOf, now } from '../authorities.js';

const octets = Buffer.from('what is stamped');
const tsa = createTsaIdentity(now);
const demands: TimeStampDemands = { anchors: [tsa.root], at: now.getTime(), policies: [testTsaPolicy] };

const request: TokenRequest = { imprint: imprintOf(octets), policy: testTsaPolicy, serial: 7, time: now, accuracySeconds: 1, withCertificates: true };
const tokenOf = (changes: TokenChanges = {}, given: Partial<TokenRequest> = {}, by: TsaKey = tsa): Buffer =>
  issueToken(by, { ...request, ...given, changes });
const infoChanged = (index: number, member: Buffer): TokenChanges => ({
  info: (members) => members.map((one, place) => (place === index ? member : one)),
});
const infoAdded = (...added: readonly Buffer[]): TokenChanges => ({ info: (members) => [...members, ...added] });
const attribute = (oid: string, ...values: readonly Buffer[]): Buffer => sequence(objectIdentifier(oid), setOf(...values));
const sorted = (parts: readonly Buffer[]): Buffer[] => parts.toSorted(Buffer.compare);
const isEss = (part: Buffer): boolean => part.includes(objectIdentifier('1.2.840.113549.1.9.16.2.47'));
const isType = (part: Buffer): boolean => part.includes(objectIdentifier('1.2.840.113549.1.9.3'));
const essWith = (...parts: readonly Buffer[]): TokenChanges => ({
  attributes: (standard) =>
    sorted([...standard.filter((one) => !isEss(one)), attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(...parts))))]),
});
const ownDigest = octetString(createHash('sha256').update(tsa.certificate).digest());
const { issuer, serial } = partsOf(tsa.certificate);

/** A time stamp by the seal of an agency, under the root of seals. */
const agency = chainOf();
const seal: TsaKey = { certificate: agency.leaf.der, key: agency.leaf.key, intermediates: [agency.intermediate.der] };
const withPurposes = (
  purposes: Parameters<typeof issueCertificate>[0]['purposes'],
  purposesCritical: boolean,
): ReturnType<typeof createTsaIdentity> => createTsaIdentity(now, { ...(purposes === undefined ? {} : { purposes }), purposesCritical });
const notCritical = withPurposes(['timeStamping'], false);
const twoPurposes = withPurposes(['timeStamping', 'emailProtection'], true);
const otherPurpose = withPurposes(['emailProtection'], true);
const expired = createTsaIdentity(now, { notAfter: at(-0.5) });
const week = { thisUpdate: at(-1), nextUpdate: at(6) };
const tsaRoot = { certificate: tsa.root, key: tsa.rootKey };

type Case = readonly [why: string, code: string, token: () => Uint8Array, given?: Partial<TimeStampDemands>, over?: Buffer];
const cases: readonly Case[] = [
  ['a good token', 'valid', () => tokenOf()],
  ['another text', 'TST_IMPRINT_MISMATCH', () => tokenOf(), {}, Buffer.from('something else')],
  [
    'an imprint of SHA-1',
    'TST_IMPRINT_ALG',
    () =>
      tokenOf(
        {},
        { imprint: sequence(sequence(objectIdentifier('1.3.14.3.2.26'), tlv(0x05)), octetString(createHash('sha1').update(octets).digest())) },
      ),
  ],
  [
    'an imprint of MD5',
    'TST_IMPRINT_ALG',
    () =>
      tokenOf(
        {},
        { imprint: sequence(sequence(objectIdentifier('1.2.840.113549.2.5'), tlv(0x05)), octetString(createHash('md5').update(octets).digest())) },
      ),
  ],
  [
    'an imprint of SHA-512',
    'valid',
    () =>
      tokenOf(
        {},
        { imprint: sequence(sequence(objectIdentifier('2.16.840.1.101.3.4.2.3')), octetString(createHash('sha512').update(octets).digest())) },
      ),
  ],
  [
    'an imprint cut off',
    'TST_FORMAT',
    () => tokenOf({}, { imprint: sequence(sequence(objectIdentifier('2.16.840.1.101.3.4.2.1')), octetString(Buffer.alloc(20))) }),
  ],
  ['another policy', 'TST_POLICY', () => tokenOf({}, { policy: '1.3.6.1.4.1.99999.1.2' })],
  ['another policy where any will do', 'valid', () => tokenOf({}, { policy: '1.3.6.1.4.1.99999.1.2' }), { anchors: [tsa.root], at: now.getTime() }],
  ['the nonce of the request', 'valid', () => tokenOf({}, { nonce: integer(0x1234) }), { nonce: '1234' }],
  ['another nonce', 'TST_NONCE', () => tokenOf({}, { nonce: integer(0x1235) }), { nonce: '1234' }],
  ['no nonce', 'TST_NONCE', () => tokenOf(), { nonce: '1234' }],
  ['no signer', 'TST_SIGNER_COUNT', () => tokenOf({ signers: 0 })],
  ['two signers', 'TST_SIGNER_COUNT', () => tokenOf({ signers: 2 })],
  ['no signed attributes', 'TST_NO_SIGNED_ATTRS', () => tokenOf({ attributes: () => undefined })],
  ['signed attributes out of order', 'DER_SET_ORDER', () => tokenOf({ attributes: (standard) => standard.toReversed() })],
  [
    'a signed attribute twice',
    'TST_FORMAT',
    () => tokenOf({ attributes: (standard) => sorted([...standard, attribute('1.2.840.113549.1.9.3', objectIdentifier('1.2.840.113549.1.7.1'))]) }),
  ],
  [
    'a signed attribute of two values',
    'DER_TRAILING',
    () => tokenOf({ attributes: (standard) => sorted([...standard, attribute('1.2.840.113549.1.9.99', integer(1), integer(2))]) }),
  ],
  [
    'a further signed attribute',
    'valid',
    () => tokenOf({ attributes: (standard) => sorted([...standard, attribute('1.2.840.113549.1.9.99', integer(1))]) }),
  ],
  ['no content type', 'TST_CONTENT_TYPE_ATTR', () => tokenOf({ attributes: (standard) => standard.filter((one) => !isType(one)) })],
  [
    'another content type',
    'TST_CONTENT_TYPE_ATTR',
    () =>
      tokenOf({
        attributes: (standard) =>
          sorted([...standard.filter((one) => !isType(one)), attribute('1.2.840.113549.1.9.3', objectIdentifier('1.2.840.113549.1.7.1'))]),
      }),
  ],
  ['no digest', 'TST_DIGEST_MISMATCH', () => tokenOf({ attributes: (standard) => standard.filter((one) => isType(one) || isEss(one)) })],
  [
    'another digest',
    'TST_DIGEST_MISMATCH',
    () =>
      tokenOf({
        attributes: (standard) =>
          sorted([...standard.filter((one) => isType(one) || isEss(one)), attribute('1.2.840.113549.1.9.4', octetString(Buffer.alloc(32)))]),
      }),
  ],
  ['data that is no time stamp', 'TST_FORMAT', () => tokenOf({ contentType: '1.2.840.113549.1.7.1' })],
  ['no name of the signer', 'TST_NO_ESSCERTIDV2', () => tokenOf({ attributes: (standard) => standard.filter((one) => !isEss(one)) })],
  [
    'the signer by SHA-1 alone',
    'TST_NO_ESSCERTIDV2',
    () => tokenOf({ attributes: (standard) => sorted([...standard.filter((one) => !isEss(one)), signingCertificateV1(tsa.certificate)]) }),
  ],
  [
    'another signer named',
    'TST_NO_ESSCERTIDV2',
    () => tokenOf({ attributes: (standard) => sorted([...standard.filter((one) => !isEss(one)), signingCertificateV2(agency.leaf.der)]) }),
  ],
  ['the signer with issuer and serial number', 'valid', () => tokenOf(essWith(ownDigest, sequence(sequence(tlv(0xa4, issuer)), serial)))],
  [
    'the signer with another serial number',
    'TST_NO_ESSCERTIDV2',
    () => tokenOf(essWith(ownDigest, sequence(sequence(tlv(0xa4, issuer)), integer(5)))),
  ],
  [
    'the signer with another issuer',
    'TST_NO_ESSCERTIDV2',
    () => tokenOf(essWith(ownDigest, sequence(sequence(tlv(0xa4, partsOf(tsa.certificate).subject)), serial))),
  ],
  ['the signer by MD5', 'TST_NO_ESSCERTIDV2', () => tokenOf(essWith(sequence(objectIdentifier('1.2.840.113549.2.5')), ownDigest))],
  ['a digest algorithm of SHA-1', 'TST_DIGEST_ALG', () => tokenOf({ digestAlgorithm: sequence(objectIdentifier('1.3.14.3.2.26'), tlv(0x05)) })],
  [
    'a digest algorithm with a parameter',
    'TST_DIGEST_ALG',
    () => tokenOf({ digestAlgorithm: sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), tlv(0x05, Buffer.of(0))) }),
  ],
  [
    'a digest algorithm other than used',
    'TST_DIGEST_MISMATCH',
    () => tokenOf({ digestAlgorithm: sequence(objectIdentifier('2.16.840.1.101.3.4.2.2'), tlv(0x05)) }),
  ],
  ['a signature of SHA-1', 'TST_SIG_ALG', () => tokenOf({ signatureAlgorithm: sequence(objectIdentifier('1.2.840.10045.4.1')) })],
  ['a signature of another hash', 'TST_SIG_ALG', () => tokenOf({ signatureAlgorithm: sequence(objectIdentifier('1.2.840.10045.4.3.3')) })],
  [
    'a signature of another kind of key',
    'TST_BAD_SIGNATURE',
    () => tokenOf({ signatureAlgorithm: sequence(objectIdentifier('1.2.840.113549.1.1.11'), tlv(0x05)) }),
  ],
  ['a signature by another key', 'TST_BAD_SIGNATURE', () => tokenOf({}, {}, { ...tsa, key: agency.leaf.key })],
  ['no certificates', 'TST_SIGNER_CERT_MISSING', () => tokenOf({}, { withCertificates: false })],
  ['the certificates of others', 'TST_SIGNER_CERT_MISSING', () => tokenOf({ certificates: [agency.leaf.der] })],
  ['the root beside the certificate', 'valid', () => tokenOf({ certificates: [tsa.certificate, tsa.root] })],
  ['eleven certificates', 'TST_FORMAT', () => tokenOf({ certificates: Array.from({ length: 11 }, () => tsa.certificate) })],
  ['a certificate that is none', 'TST_FORMAT', () => tokenOf({ certificates: [tsa.certificate, tlv(0xa1, sequence())] })],
  ['revocation lists within', 'TST_FORMAT', () => tokenOf({ afterCertificates: tlv(0xa1, sequence()) })],
  ['unsigned attributes', 'TST_FORMAT', () => tokenOf({ afterSignature: tlv(0xa1, sequence()) })],
  ['signed data of version 1', 'TST_FORMAT', () => tokenOf({ dataVersion: 1 })],
  ['a signer of version 3', 'TST_FORMAT', () => tokenOf({ signerVersion: 3 })],
  ['a time stamp of version 2', 'TST_FORMAT', () => tokenOf(infoChanged(0, integer(2)))],
  ['a time without Z', 'DER_TIME', () => tokenOf(infoChanged(4, tlv(0x18, Buffer.from('20261122090000'))))],
  ['a time with a fraction', 'valid', () => tokenOf(infoChanged(4, tlv(0x18, Buffer.from('20261122085959.25Z'))))],
  ['a time with a fraction that ends in zero', 'DER_TIME', () => tokenOf(infoChanged(4, tlv(0x18, Buffer.from('20261122085959.20Z'))))],
  ['an accuracy out of range', 'TST_FORMAT', () => tokenOf(infoChanged(5, sequence(tlv(0x80, Buffer.of(0x03, 0xe8)))))],
  ['a further member', 'DER_TRAILING', () => tokenOf(infoAdded(octetString(Buffer.of(1))))],
  ['the default of ordering written out', 'DER_VALUE', () => tokenOf(infoAdded(boolean(false)))],
  ['ordering', 'valid', () => tokenOf(infoAdded(boolean(true)))],
  ['the name of the authority', 'valid', () => tokenOf(infoAdded(tlv(0xa0, tlv(0xa4, partsOf(tsa.certificate).subject))))],
  ['the name of another authority', 'TST_AUTHORITY_NAME', () => tokenOf(infoAdded(tlv(0xa0, tlv(0xa4, partsOf(tsa.root).subject))))],
  [
    'a critical extension',
    'TST_FORMAT',
    () => tokenOf(infoAdded(tlv(0xa1, sequence(objectIdentifier('1.3.6.1.4.1.99999.9'), boolean(true), octetString(tlv(0x05)))))),
  ],
  [
    'an extension that is not critical',
    'valid',
    () => tokenOf(infoAdded(tlv(0xa1, sequence(objectIdentifier('1.3.6.1.4.1.99999.9'), octetString(tlv(0x05)))))),
  ],
  ['a time of the future', 'TST_FROM_FUTURE', () => tokenOf({}, { time: at(0.1) })],
  ['a root that is not pinned', 'TST_CHAIN: X509_UNTRUSTED_ROOT', () => tokenOf(), { anchors: [agency.root.der] }],
  ['no root pinned', 'TST_CHAIN: X509_UNTRUSTED_ROOT', () => tokenOf(), { anchors: [] }],
  ['the seal of an agency', 'TST_CHAIN: X509_EKU', () => tokenOf({}, {}, seal), { anchors: [agency.root.der] }],
  ['a certificate for another purpose', 'TST_CHAIN: X509_EKU', () => tokenOf({}, {}, otherPurpose), { anchors: [otherPurpose.root] }],
  ['time stamping that is not critical', 'TST_CHAIN: X509_EKU', () => tokenOf({}, {}, notCritical), { anchors: [notCritical.root] }],
  ['time stamping beside another purpose', 'TST_CHAIN: X509_EKU', () => tokenOf({}, {}, twoPurposes), { anchors: [twoPurposes.root] }],
  ['an authority that had expired', 'TST_CHAIN: X509_EXPIRED', () => tokenOf({}, {}, expired), { anchors: [expired.root] }],
  ['an authority that expired since', 'valid', () => tokenOf({}, { time: at(-0.75) }, expired), { anchors: [expired.root] }],
  ['no revocation list', 'TST_CHAIN: X509_NO_CRL indeterminate', () => tokenOf(), { requireCrl: true }],
  ['a fresh revocation list', 'valid', () => tokenOf(), { requireCrl: true, crls: [issueRevocationList({ issuer: tsaRoot, ...week })] }],
  [
    'a stale revocation list',
    'TST_CHAIN: CRL_STALE indeterminate',
    () => tokenOf(),
    { crls: [issueRevocationList({ issuer: tsaRoot, thisUpdate: at(-9), nextUpdate: at(-1) })] },
  ],
  [
    'an authority revoked before',
    'TST_CHAIN: X509_REVOKED',
    () => tokenOf(),
    { crls: [issueRevocationList({ issuer: tsaRoot, ...week, revoked: [{ certificate: tsa.certificate, at: at(-0.5), reason: 'superseded' }] })] },
  ],
  [
    'an authority revoked since',
    'valid',
    () => tokenOf({}, { time: at(-0.75) }),
    { crls: [issueRevocationList({ issuer: tsaRoot, ...week, revoked: [{ certificate: tsa.certificate, at: at(-0.5), reason: 'superseded' }] })] },
  ],
  [
    'a key of the authority compromised since',
    'TST_CHAIN: X509_REVOKED',
    () => tokenOf({}, { time: at(-0.75) }),
    { crls: [issueRevocationList({ issuer: tsaRoot, ...week, revoked: [{ certificate: tsa.certificate, at: at(-0.5), reason: 'keyCompromise' }] })] },
  ],
  ['nothing', 'DER_TRUNCATED', () => Buffer.alloc(0)],
  ['a token cut off', 'DER_TRUNCATED', () => tokenOf().subarray(0, -1)],
  ['something after the token', 'DER_TRAILING', () => Buffer.concat([tokenOf(), Buffer.of(0)])],
  ['a token of ten megabytes', 'DER_TOO_LARGE', () => Buffer.alloc(10_000_000, 0x30)],
];

function outcomeOf(token: Uint8Array, given: Partial<TimeStampDemands> = {}, over: Buffer = octets): string {
  try {
    const { time, policy } = verifyTimeStamp(token, over, {
      ...('policies' in given || 'anchors' in given ? { at: now.getTime(), anchors: [tsa.root] } : demands),
      ...given,
    });
    assert.ok(time > 0 && policy !== '');
    return 'valid';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const inner = error.code === 'TST_CHAIN' ? `: ${error.message.slice(0, error.message.indexOf(':'))}` : '';
    return `${error.code}${inner}${error.standing === 'indeterminate' ? ' indeterminate' : ''}`;
  }
}

describe('attestation: time stamps', () => {
  for (const [why, code, token, given, over] of cases) {
    it(`says ${code}: ${why}`, () => {
      assert.equal(outcomeOf(token(), given, over), code);
    });
  }

  it('gives time, policy, serial number and accuracy', () => {
    const { time, policy, serial: number, accuracyMs, signer } = verifyTimeStamp(tokenOf(), octets, demands);
    assert.deepEqual({ time, policy, number, accuracyMs }, { time: now.getTime(), policy: testTsaPolicy, number: '07', accuracyMs: 1000 });
    assert.equal(signer.subjectAttributes.get('2.5.4.3'), 'egif test time-stamp authority');
  });

  it('accepts no single bit changed', () => {
    const token = tokenOf();
    const accepted: string[] = [];
    for (let place = 0; place < token.length * 8; place += 1) {
      const changed = Buffer.from(token);
      changed.writeUInt8(changed.readUInt8(place >> 3) ^ (1 << (place & 7)), place >> 3);
      if (outcomeOf(changed) === 'valid') accepted.push(`bit ${place}`);
    }
    assert.deepEqual(accepted, []);
  }).timeout(120_000);

  it('asks for a time stamp and reads the answer', () => {
    const nonce = Buffer.from('80aabbccddeeff', 'hex');
    const answer = answerRequest(Buffer.from(timeStampRequest(octets, { nonce, policy: testTsaPolicy, hash: 'sha384' })), tsa, { clock: () => now });
    assert.equal(outcomeOf(tokenInResponse(answer), { ...demands, nonce: nonceText(nonce) }), 'valid');
  });

  it('refuses an answer that grants nothing', () => {
    const refused = sequence(sequence(integer(2)));
    assert.throws(() => tokenInResponse(refused), { code: 'TST_NOT_GRANTED' });
    assert.throws(() => tokenInResponse(sequence(sequence(integer(0)))), { code: 'DER_TAG' });
  });
});
