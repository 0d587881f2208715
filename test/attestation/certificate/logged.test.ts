import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { type CertificateOptions, verifyCertificate } from '../../../src/attestation/certificate/verify.js';
import { statusListLeaf } from '../../../src/attestation/certificate/logged-leaf.js';
import { writeLogLeaf } from '../../../src/attestation/log/log-leaf.js';
import { otherLogKey } from '../log/sample-log.js';
import { agencyId, day, nationOf, now, type ProofGiven, statusIndex } from '../nation.js';
import { malleated, octetsOf } from './forgeries.js';

const at = now.getTime();
const nation = await nationOf({ log: true });
const { seals, credential, statusList, staple, trust } = nation;
const good = await nation.bundle();
const proven = (proof: ProofGiven) => nation.bundle(undefined, { proof });
const proof = good.logProof ?? '';
const otherKey = (change: object) =>
  nation.believe((list) => {
    list.roles.issuer = list.roles.issuer.map((key) => ({ ...key, ...change }));
  });
const old = await nation.bundle(
  credential((of) => {
    of.validFrom = day(-100);
    of.validUntil = day(200);
  }),
  { at: new Date(day(-100)) },
);
const shortSeal = nation.authority.seal('Short', '99999000048', { notAfter: new Date(day(-50)) });
const shortTrust = await nation.believe((list) => {
  list.roles.issuer = [{ certificateSha256: shortSeal.fingerprint, from: day(-200) }];
});
const bySeal = await nation.bundle(
  credential((of) => {
    of.validFrom = day(-100);
    of.validUntil = day(200);
  }),
  { at: new Date(day(-100)), signer: shortSeal },
);

type Case = readonly [why: string, code: string, bundle: unknown, options?: Partial<CertificateOptions>];
const cases: readonly Case[] = [
  ['the genuine bundle', 'valid', good],
  ['a certificate of a hundred days ago', 'valid', old],
  ['no proof', 'LOG_PROOF_FORMAT', { ...good, logProof: undefined }],
  ['an empty proof', 'LOG_PROOF_FORMAT', { ...good, logProof: '' }],
  ['a proof of another version', 'LOG_PROOF_FORMAT', { ...good, logProof: proof.replace('@v1', '@v2') }],
  ['a proof with Windows line ends', 'LOG_PROOF_FORMAT', { ...good, logProof: proof.replaceAll('\n', '\r\n') }],
  ['the other signature of ECDSA over the same text', 'LOG_INCLUSION', { ...good, credential: malleated(good.credential) }],
  [
    'a payload changed',
    'LOG_INCLUSION',
    {
      ...good,
      credential: good.credential.replace(
        /\.([^.]+)\./,
        (_all, body: string) => `.${Buffer.from(Buffer.from(body, 'base64url').toString().replace('"silver"', '"golden"')).toString('base64url')}.`,
      ),
    },
  ],
  ['another index', 'LOG_INCLUSION', { ...good, logProof: proof.replace('index 3', 'index 2') }],
  ['an index beyond the tree', 'LOG_INCLUSION', { ...good, logProof: proof.replace('index 3', 'index 300') }],
  ['a hash of the path dropped', 'LOG_INCLUSION', { ...good, logProof: proof.replace(/(index 3\n)[^\n]+\n/, '$1') }],
  ['the proof of another certificate', 'LOG_INCLUSION', { ...good, logProof: (await nation.bundle()).logProof }],
  [
    'the leaf of a receipt in place of its own',
    'LOG_INCLUSION',
    await proven({ leaf: (leaf) => Buffer.from(Buffer.from(leaf).toString().replace('type issue', 'type report-received')) }),
  ],
  [
    'the leaf of another service',
    'LOG_INCLUSION',
    await proven({ leaf: (leaf) => Buffer.from(Buffer.from(leaf).toString().replace('99990000000', '99990000001')) }),
  ],
  [
    'the leaf of a status list',
    'LOG_INCLUSION',
    await proven({ leaf: () => Buffer.from(statusListLeaf(good.statusLists[0]?.credential ?? '', statusList('revocation'))) }),
  ],
  [
    'a leaf without the signature',
    'LOG_INCLUSION',
    await proven({
      leaf: () => writeLogLeaf({ type: 'issue', id: credential().id, sha256: 'a'.repeat(64), agency: agencyId, service: '99990000000' }),
    }),
  ],
  ['a log of another key under its name', 'LOG_UNSIGNED', await proven({ logKey: otherLogKey })],
  ['another origin', 'LOG_ORIGIN', await proven({ text: (text) => text.replace('\n\nlog.example/certificates\n', '\n\nlog.example/others\n') })],
  ['another size in the checkpoint', 'LOG_UNSIGNED', await proven({ text: (text) => text.replace('certificates\n6\n', 'certificates\n7\n') })],
  ['one witness of two', 'LOG_WITNESS_QUORUM', await proven({ delays: [10] })],
  ['no witness', 'LOG_WITNESS_QUORUM', await proven({ delays: [] })],
  ['one witness twice', 'LOG_WITNESS_QUORUM', await proven({ delays: [10], text: (text) => `${text}${text.trim().split('\n').at(-1) ?? ''}\n` })],
  ['two witnesses of three', 'valid', await proven({ delays: [undefined, 10, 20] })],
  ['a witness from the future', 'LOG_WITNESS_FUTURE', await proven({ delays: [10, 20, 4000] })],
  [
    'witnesses who saw it two hours later',
    'BACKDATED',
    await nation.bundle(
      credential((of) => {
        of.validFrom = day(-100);
        of.validUntil = day(200);
      }),
      { at: new Date(day(-100)), proof: { delays: [7200, 7200, 7200] } },
    ),
  ],
  [
    'one early witness and two late ones',
    'BACKDATED',
    await nation.bundle(
      credential((of) => {
        of.validFrom = day(-100);
        of.validUntil = day(200);
      }),
      { at: new Date(day(-100)), proof: { delays: [10, 7200, 7200] } },
    ),
  ],
  ['witnesses who saw it before it was signed', 'BACKDATED', await nation.bundle(undefined, { proof: { delays: [-7200, -7200, -7200] } })],
  [
    'a certificate dated back, under today’s witnesses',
    'BACKDATED',
    await nation.bundle(
      credential((of) => {
        of.validFrom = day(-30);
        of.validUntil = day(200);
      }),
      { at: new Date(day(-30)), proof: { delays: [30 * 86_400, 30 * 86_400, 30 * 86_400] } },
    ),
  ],
  ['an issuer key that is compromised since', 'valid', old, { trust: await otherKey({ compromisedAt: day(-50) }) }],
  ['an issuer key that was compromised before', 'SIGNER_COMPROMISED', old, { trust: await otherKey({ compromisedAt: day(-101) }) }],
  ['an issuer key that is retired since', 'valid', old, { trust: await otherKey({ until: day(-50) }) }],
  ['an issuer key that was retired before', 'SIGNER_ROLE_WINDOW', old, { trust: await otherKey({ until: day(-101) }) }],
  ['a seal that expired since', 'valid', bySeal, { trust: shortTrust }],
  ['a service that no leaf can hold', 'LOG_LEAF', { ...good, credential: `e30.${Buffer.from('{"id":"a b"}').toString('base64url')}.AA` }],
  ['a status list without its proof', 'LOG_PROOF_FORMAT', { ...good, statusLists: good.statusLists.map(({ logProof: _logProof, ...each }) => each) }],
  [
    'a status list that was never logged',
    'LOG_INCLUSION',
    {
      ...good,
      statusLists: [{ ...(await staple(statusList('revocation', [1]))), logProof: good.statusLists[0]?.logProof }, ...good.statusLists.slice(1)],
    },
  ],
  [
    'a status list that witnesses saw an hour and more later',
    'BACKDATED',
    {
      ...good,
      statusLists: [
        await staple(
          statusList('revocation', [], (of) => {
            of.validFrom = day(-1);
          }),
          { listsAt: new Date(day(-1)), listProof: { delays: [7200, 7200, 7200] } },
        ),
        ...good.statusLists.slice(1),
      ],
    },
  ],
  ['a revoked certificate', 'REVOKED', await nation.bundle(undefined, { set: { revocation: [statusIndex] } })],
];

describe('attestation: certificates in a log', () => {
  for (const [why, code, bundle, options] of cases) {
    it(`says ${code}: ${why}`, () => {
      const verification = verifyCertificate(octetsOf(bundle), { trust, at, ...options });
      assert.equal(verification.code ?? verification.standing, code, verification.detail);
    });
  }

  it('tells the time that witnesses vouch for', () => {
    const verification = verifyCertificate(octetsOf(good), { trust, at });
    assert.equal(verification.trustedTime, at + 20_000);
    assert.deepEqual(verification.notChecked, ['report', 'evidence']);
  });

  it('dates nothing of a chain that had not begun when it was seen', async () => {
    const late = nation.authority.seal('Late', '99999000048', { notBefore: new Date(day(-99)) });
    const believed = await nation.believe((list) => {
      list.roles.issuer = [{ certificateSha256: late.fingerprint, from: day(-200) }];
    });
    const bundle = await nation.bundle(
      credential((of) => {
        of.validFrom = day(-100);
        of.validUntil = day(200);
      }),
      { at: new Date(day(-100)), signer: late },
    );
    assert.equal(verifyCertificate(octetsOf(bundle), { trust: believed, at }).code, 'X509_NOT_YET_VALID');
    assert.ok(seals.issuer.fingerprint !== late.fingerprint);
  });
});
