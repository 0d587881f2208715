import { strict as assert } from 'node:assert';
import { before, describe, it } from 'mocha';
import { openSealed, type SealDemands } from '../../../src/attestation/trust/sealed.js';
import { sealObject } from '../../../src/attestation/trust/seal-object.js';
import type { RoleKey } from '../../../src/contract/documents.js';
import { codeOf } from '../code-of.js';
import { agencyId, authorityOf, day, nationOf, now, otherAgencyId, type Seal } from '../nation.js';

const nation = await nationOf();
const { seals, trust } = nation;
const stranger = authorityOf();
const type = 'egif-challenge+jws';
const at = now.getTime();

const sealed = async (signer: Seal, signedAt: string = day(0), typ: string = type): Promise<Buffer> =>
  Buffer.from(await sealObject({ hello: 'nation' }, { type: typ, content: 'application/json', signer, at: new Date(signedAt) }));
/** The trust list with another entry of the challenge key. */
const withKey = (change: Partial<RoleKey>) =>
  nation.believe((list) => {
    list.roles.challenge = [{ certificateSha256: seals.challenge.fingerprint, from: day(-200), ...change }];
  });

interface Case {
  readonly why: string;
  readonly code: string;
  readonly text?: Buffer;
  readonly demands?: Partial<SealDemands>;
}

const cases: readonly Case[] = [
  { why: 'the key of the part', code: 'valid' },
  { why: 'a text of another type', code: 'JWS_TYP', text: await sealed(seals.challenge, day(0), 'egif-control+jws') },
  { why: 'a key of another part', code: 'SIGNER_NOT_AUTHORISED', text: await sealed(seals.status) },
  { why: 'a seal that no list names', code: 'SIGNER_NOT_AUTHORISED', text: await sealed(seals.unlisted) },
  { why: 'the seal of an agency', code: 'SIGNER_NOT_AUTHORISED', text: await sealed(seals.agency) },
  { why: 'a seal under a root of the same name', code: 'X509_BAD_SIGNATURE', text: await sealed(stranger.seal('Seal of challenges', '99999000048')) },
  { why: 'a seal under a root of another name', code: 'X509_UNTRUSTED_ROOT', text: await sealed(authorityOf('Other').seal('Seal', '99999000048')) },
  { why: 'a signing time in the future', code: 'SIGNED_IN_FUTURE', text: await sealed(seals.challenge, day(0.1)) },
  { why: 'a signing time within the skew of clocks', code: 'valid', text: await sealed(seals.challenge, new Date(at + 200_000).toISOString()) },
  { why: 'a signing time before the seal', code: 'JWS_IAT', text: await sealed(seals.challenge, day(-301)) },
  { why: 'a key that begins later', code: 'SIGNER_ROLE_WINDOW', demands: { trust: await withKey({ from: day(1) }) } },
  { why: 'a key that ended', code: 'SIGNER_ROLE_WINDOW', demands: { trust: await withKey({ until: day(-1) }) } },
  { why: 'a key that ended after the trusted time', code: 'valid', demands: { trust: await withKey({ until: day(0.5) }), at, now: at + 86_400_000 } },
  { why: 'a compromised key', code: 'SIGNER_COMPROMISED', demands: { trust: await withKey({ compromisedAt: day(-1) }) } },
  {
    why: 'a compromised key whose holder claims an earlier time',
    code: 'SIGNER_COMPROMISED',
    text: await sealed(seals.challenge, day(-5)),
    demands: { trust: await withKey({ compromisedAt: day(-1) }) },
  },
  {
    why: 'a key compromised after the trusted time',
    code: 'valid',
    text: await sealed(seals.challenge, day(-5)),
    demands: { trust: await withKey({ compromisedAt: day(-1) }), at: Date.parse(day(-5)), now: at },
  },
  { why: 'the seal of an agency, for an agency', code: 'valid', text: await sealed(seals.agency), demands: { role: 'agency', agency: agencyId } },
  {
    why: 'the seal of another agency',
    code: 'SIGNER_NOT_AGENCY',
    text: await sealed(seals.otherAgency),
    demands: { role: 'agency', agency: agencyId },
  },
  {
    why: 'a seal without a legal id, for any agency',
    code: 'SIGNER_NOT_AGENCY',
    text: await sealed(nation.authority.seal('Nobody', '', { subject: { commonName: 'Nobody' } })),
    demands: { role: 'agency' },
  },
  {
    why: 'the seal of another agency where no agency is expected',
    code: 'valid',
    text: await sealed(seals.otherAgency),
    demands: { role: 'agency' },
  },
  { why: 'nothing', code: 'JSON_SYNTAX', text: Buffer.alloc(0) },
  { why: 'a text that is no envelope', code: 'JWS_FORMAT', text: Buffer.from('[]') },
];

describe('attestation: sealed objects', () => {
  let good: Buffer;
  before(async () => {
    good = await sealed(seals.challenge);
  });
  for (const { why, code, text, demands } of cases) {
    it(`says ${code}: ${why}`, () => {
      assert.equal(
        codeOf(() => openSealed(text ?? good, { type, role: 'challenge', trust, at, ...demands })),
        code,
      );
    });
  }

  it('tells who signed, and gives the payload as it was signed', () => {
    const { payload, signer } = openSealed(good, { type, role: 'challenge', trust, at });
    assert.equal(Buffer.from(payload).toString(), '{"hello":"nation"}');
    assert.equal(signer.certificateSha256, seals.challenge.fingerprint);
    assert.equal(signer.legalId, '99999000048');
    assert.equal(signer.signedAt, at);
    assert.equal(signer.roleKey?.from, day(-200));
  });

  it('tells the seal of an agency by its legal id', async () => {
    const { signer } = openSealed(await sealed(seals.otherAgency), { type, role: 'agency', trust, at });
    assert.equal(signer.legalId, otherAgencyId);
    assert.equal(signer.roleKey, undefined);
  });
});
