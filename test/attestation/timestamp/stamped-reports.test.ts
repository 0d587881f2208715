/** Reports with a time stamp of their signature (JAdES baseline B-T): how it is written, what is refused, and whose time counts. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { readEnvelope } from '../../../src/attestation/jws/envelope.js';
import { reportType } from '../../../src/attestation/report-statement.js';
import { signReport } from '../../../src/attestation/sign-report.js';
import { signatureTimeStampOf, stampedOctets, withTimeStamp } from '../../../src/attestation/timestamp/jades.js';
import { stampReport } from '../../../src/attestation/timestamp/stamp-report.js';
import { type VerifyOptions, verifyReport } from '../../../src/attestation/verify-report.js';
import { issueRevocationList } from '../../../src/dev/crl.js';
import { createTsaIdentity, startTsa, testTsaPolicy } from '../../../src/dev/tsa.js';
import { imprintOf, issueToken, type TsaKey } from '../../../src/dev/tsa-token.js';
import { countVerdicts } from '../../../src/report/assemble-report.js';
import { canonicalSha256Of } from '../../../src/report/canonical-verdicts.js';
import { at, chainOf, now } from '../authorities.js';
import { sampleReport } from '../sample-report.js';

const chain = chainOf();
const tsa = createTsaIdentity(now);
const report = sampleReport();
const signed = await signReport(report, chain.signer, now);
const options: VerifyOptions = {
  anchors: [chain.root.der],
  at: now,
  derive: (of) => ({ verdict: 'refused', counts: countVerdicts(of.requirements), canonicalSha256: canonicalSha256Of(of) }),
  timeStamp: { anchors: [tsa.root], policies: [testTsaPolicy] },
  requireTimeStamp: true,
};

const tokenFor = (text: string, time = now, by: TsaKey = tsa): Buffer => {
  const octets = stampedOctets(readEnvelope(Buffer.from(text), { type: reportType }));
  return issueToken(by, { imprint: imprintOf(octets), policy: testTsaPolicy, serial: 1, time, withCertificates: true });
};
const stamped = (time = now, by: TsaKey = tsa): string => withTimeStamp(signed, tokenFor(signed, time, by));
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const withHeader = (header: unknown): string => JSON.stringify({ ...JSON.parse(signed), header });
const val = tokenFor(signed).toString('base64');
const item = (value: unknown): string => withHeader({ etsiU: [base64url(value)] });

type Changes = Partial<VerifyOptions> & { readonly noAuthorities?: true };
const { timeStamp: _authorities, ...withoutAuthorities } = options;

async function codeOf(text: string, { noAuthorities, ...changes }: Changes = {}): Promise<string> {
  const { standing, code } = await verifyReport(Buffer.from(text), { ...(noAuthorities === undefined ? options : withoutAuthorities), ...changes });
  return code ?? standing;
}

const week = { thisUpdate: at(-1), nextUpdate: at(6) };
const lists = [
  issueRevocationList({ issuer: { certificate: chain.root.der, key: chain.root.key }, ...week }),
  issueRevocationList({ issuer: { certificate: tsa.root, key: tsa.rootKey }, ...week }),
];
const sealList = (reason?: 'superseded' | 'keyCompromise', when = at(1)): Buffer =>
  issueRevocationList({
    issuer: { certificate: chain.intermediate.der, key: chain.intermediate.key },
    thisUpdate: at(2),
    nextUpdate: at(9),
    revoked: reason === undefined ? [] : [{ certificate: chain.leaf.der, at: when, reason }],
  });
const later = { at: at(3) };
const seal: TsaKey = { certificate: chain.leaf.der, key: chain.leaf.key, intermediates: [chain.intermediate.der] };
const brief = chainOf({ leaf: { notAfter: at(1) } });
const briefSigned = await signReport(report, brief.signer, now);
const briefStamped = withTimeStamp(briefSigned, tokenFor(briefSigned));
const otherSigned = await signReport({ ...report, id: '01JD0000000000000000000009' }, chain.signer, now);

const cases: readonly (readonly [why: string, code: string, text: string, changes?: Changes])[] = [
  ['a time stamp of the signature', 'valid', stamped()],
  ['no time stamp', 'TST_MISSING', signed],
  ['no time stamp where none is required', 'valid', signed, { requireTimeStamp: false }],
  ['a time stamp that nobody asks for and nobody can judge', 'valid', stamped(), { requireTimeStamp: false, noAuthorities: true }],
  ['a time stamp of another signature', 'TST_IMPRINT_MISMATCH', withTimeStamp(signed, tokenFor(otherSigned))],
  ['a time stamp by the seal itself', 'TST_CHAIN', stamped(now, seal), { timeStamp: { anchors: [chain.root.der] } }],
  ['a time stamp of a stranger', 'TST_CHAIN', stamped(), { timeStamp: { anchors: [createTsaIdentity(now).root] } }],
  ['a time stamp where no authority is trusted', 'TST_CHAIN', stamped(), { noAuthorities: true }],
  ['a wrong time stamp although none is required', 'TST_IMPRINT_MISMATCH', withTimeStamp(signed, tokenFor(otherSigned)), { requireTimeStamp: false }],
  ['a time stamp cut off', 'DER_TRUNCATED', withTimeStamp(signed, tokenFor(signed).subarray(0, -2))],
  ['a time stamp two hours after the claimed time', 'CLAIMED_TIME_VS_TST', stamped(at(2 / 24)), later],
  ['a time stamp an hour before the claimed time', 'CLAIMED_TIME_VS_TST', stamped(at(-1 / 24))],
  ['a time stamp half an hour after the claimed time', 'valid', stamped(at(0.5 / 24)), later],
  ['a seal that expired since', 'valid', briefStamped, { ...later, anchors: [brief.root.der] }],
  ['a seal that expired since, without a time stamp', 'X509_EXPIRED', briefSigned, { ...later, anchors: [brief.root.der], requireTimeStamp: false }],
  ['a seal revoked since', 'valid', stamped(), { ...later, crls: [...lists, sealList('superseded')] }],
  [
    'a seal revoked since, without a time stamp',
    'X509_REVOKED',
    signed,
    { ...later, requireTimeStamp: false, crls: [...lists, sealList('superseded')] },
  ],
  ['a seal revoked before', 'X509_REVOKED', stamped(), { ...later, crls: [...lists, sealList('superseded', at(-1))] }],
  ['a seal whose key was compromised since', 'X509_REVOKED', stamped(), { ...later, crls: [...lists, sealList('keyCompromise')] }],
  ['no list of the authority of the seal', 'X509_NO_CRL', stamped(), { ...later, crls: lists }],
  ['no list of the authority of time', 'TST_CHAIN', stamped(), { ...later, crls: [sealList(), ...lists.slice(0, 1)] }],
  ['stale lists', 'TST_CHAIN', stamped(), { at: at(30), crls: [...lists, sealList()] }],
  ['etsiU that is no list', 'JADES_ETSIU', withHeader({ etsiU: 'x' })],
  ['an empty etsiU', 'JADES_ETSIU', withHeader({ etsiU: [] })],
  ['two items', 'JADES_ETSIU', withHeader({ etsiU: [base64url({ sigTst: { tstTokens: [{ val }] } }), base64url({ rVals: {} })] })],
  ['an item that is no text', 'JADES_ETSIU', withHeader({ etsiU: [{ sigTst: { tstTokens: [{ val }] } }] })],
  ['an item that is no JSON', 'JADES_ETSIU', withHeader({ etsiU: ['AAAA'] })],
  ['a member twice in the item', 'JADES_ETSIU', withHeader({ etsiU: [Buffer.from('{"sigTst":{},"sigTst":{}}').toString('base64url')] })],
  ['another member', 'JADES_ETSIU', item({ arcTst: { tstTokens: [{ val }] } })],
  ['a further member', 'JADES_ETSIU', item({ sigTst: { tstTokens: [{ val }], more: 1 } })],
  ['two tokens', 'JADES_ETSIU', item({ sigTst: { tstTokens: [{ val }, { val }] } })],
  ['no token', 'JADES_ETSIU', item({ sigTst: { tstTokens: [] } })],
  ['a token that is no text', 'JADES_ETSIU', item({ sigTst: { tstTokens: [{ val: 1 }] } })],
  ['a token in base64url', 'JADES_ETSIU', item({ sigTst: { tstTokens: [{ val: `${val.replace(/=*$/, '')}_` }] } })],
  ['something beside etsiU', 'JWS_UNPROTECTED_HEADER', withHeader({ etsiU: [base64url({ sigTst: { tstTokens: [{ val }] } })], alg: 'none' })],
];

describe('attestation: reports with a time stamp', () => {
  for (const [why, code, text, changes] of cases) {
    it(`says ${code}: ${why}`, async () => {
      assert.equal(await codeOf(text, changes), code);
    });
  }

  it('says whose time stamp it is, and what it looked at', async () => {
    const verification = await verifyReport(Buffer.from(stamped()), { ...options, ...later, crls: [...lists, sealList()] });
    assert.deepEqual(verification.timeStamp, { time: now.toISOString(), policy: testTsaPolicy, authority: 'egif test time-stamp authority' });
    assert.deepEqual(verification.notChecked, ['recompute']);
  });

  it('writes the token where JAdES has it', () => {
    const text = stamped();
    const { header } = JSON.parse(text);
    const [first] = header.etsiU;
    const token = JSON.parse(Buffer.from(first, 'base64url').toString()).sigTst.tstTokens[0].val;
    const read = signatureTimeStampOf(readEnvelope(Buffer.from(text), { type: reportType, etsiU: true }));
    assert.equal(Buffer.from(read ?? '').toString('base64'), token);
  });

  it('does not stamp twice', () => {
    assert.throws(() => withTimeStamp(stamped(), tokenFor(signed)), { code: 'JWS_FORMAT' });
  });

  describe('over the network', () => {
    it('fetches a time stamp that verifies', async () => {
      const running = await startTsa(tsa, { clock: () => now });
      try {
        assert.equal(await codeOf(await stampReport(signed, running.url)), 'valid');
      } finally {
        await running.close();
      }
    });

    it('takes no token that answers another request, and none from a server that is no authority', async () => {
      const old = await startTsa(tsa, { clock: () => now, changes: { info: (members) => members.slice(0, -1) } });
      try {
        await assert.rejects(stampReport(signed, old.url), { code: 'TIME_STAMP_UNAVAILABLE' });
        await assert.rejects(stampReport(signed, `${old.url.slice(0, -6)}1/`), { code: 'TIME_STAMP_UNAVAILABLE' });
        await assert.rejects(stampReport(signed, 'file:///etc/hostname'), { code: 'USAGE' });
      } finally {
        await old.close();
      }
    });
  });
});
