/** Certificates of participation: held to the same steps as others, and never taken for one that says something of a service. */
import { strict as assert } from 'node:assert';
import { before, describe, it } from 'mocha';
import type { Expectations } from '../../../src/attestation/certificate/expectations.js';
import { type CertificateVerification, verifyCertificate } from '../../../src/attestation/certificate/verify.js';
import { verifyBatch } from '../../../src/attestation/certificate/verify-batch.js';
import type { ParticipationCredential } from '../../../src/contract/documents.js';
import { agencyId, day, type Editable, type Nation, nationOf, now, otherAgencyId, statusIndex } from '../nation.js';
import { participationIn } from '../participation.js';

type Change = (of: Editable<ParticipationCredential>) => void;

describe('a certificate of participation', function () {
  this.timeout(60_000);
  let nation: Nation;
  const octetsOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const verified = async (change?: Change, expect?: Expectations): Promise<CertificateVerification> =>
    verifyCertificate(octetsOf(await nation.bundle(participationIn(nation, change))), {
      trust: nation.trust,
      at: now.getTime(),
      ...(expect === undefined ? {} : { expect }),
    });
  before(async () => {
    nation = await nationOf({ log: true });
  });

  it('is valid, stands at a place of its own, and at none where an interoperability certificate would be looked for', async () => {
    const { standing, code, participation, certificate, trustedTime } = await verified();
    assert.deepEqual([standing, code, participation?.credentialSubject.cluster, certificate], ['valid', undefined, 'C12', undefined]);
    assert.ok(trustedTime !== undefined);
  });

  const refused: readonly { readonly why: string; readonly code: string; readonly change: Change }[] = [
    {
      why: 'a subject that is another agency',
      code: 'VC_SUBJECT',
      change: (of) => {
        of.credentialSubject.id = `urn:egif:agency:${otherAgencyId}`;
      },
    },
    {
      why: 'an issuer that did not seal it',
      code: 'VC_ISSUER',
      change: (of) => {
        of.issuer.id = `urn:egif:organisation:${otherAgencyId}`;
      },
    },
    {
      why: 'the schema of the other kind',
      code: 'SCHEMA',
      change: (of) => {
        of.credentialSchema.id = 'https://egif.example/schemas/certificate/v1';
      },
    },
    {
      why: 'one approval alone',
      code: 'SCHEMA',
      change: (of) => {
        Object.assign(of.evidence[0] ?? {}, { approvals: [`sha256:${'1'.repeat(64)}`] });
      },
    },
    {
      why: 'a tier beside the cluster',
      code: 'SCHEMA',
      change: (of) => {
        Object.assign(of.credentialSubject, { tier: 'gold' });
      },
    },
    {
      why: 'more years than the trust list allows',
      code: 'VC_VALIDITY_PERIOD',
      change: (of) => {
        of.validUntil = day(2000);
      },
    },
    {
      why: 'an end that is past',
      code: 'VC_VALIDITY_PERIOD',
      change: (of) => {
        of.validUntil = day(-1);
      },
    },
    {
      why: 'a name that runs backwards',
      code: 'TEXT_BIDI_CONTROL',
      change: (of) => {
        of.credentialSubject.agency.name.en = 'Agency \u202egold';
      },
    },
    {
      why: 'a Persian name with Arabic letters',
      code: 'TEXT_PERSIAN_LETTER',
      change: (of) => {
        of.credentialSubject.agency.name.fa = 'سازمان يك';
      },
    },
    {
      why: 'no status list of suspension',
      code: 'STATUS_PURPOSE_ABSENT',
      change: (of) => {
        of.credentialStatus = of.credentialStatus.filter(({ statusPurpose }) => statusPurpose !== 'suspension');
      },
    },
    {
      why: 'the type of the other kind over what it says',
      code: 'SCHEMA',
      change: (of) => {
        of.type = ['VerifiableCredential', 'EgifInteroperabilityCertificate'];
      },
    },
  ];
  for (const { why, code, change } of refused)
    it(`is refused with ${code}: ${why}`, async () => {
      assert.equal((await verified(change)).code, code);
    });

  it('is refused when it is revoked, and when it is not in the log', async () => {
    const options = { trust: nation.trust, at: now.getTime() };
    const revoked = await nation.bundle(participationIn(nation), { set: { revocation: [statusIndex] } });
    assert.equal(verifyCertificate(octetsOf(revoked), options).code, 'REVOKED');
    const { logProof: _logProof, ...unlogged } = await nation.bundle(participationIn(nation));
    assert.equal(verifyCertificate(octetsOf(unlogged), options).code, 'LOG_PROOF_FORMAT');
  });

  const demands: readonly { readonly expect: Expectations; readonly code: string | undefined }[] = [
    { expect: {}, code: undefined },
    { expect: { kind: 'participation', agency: agencyId }, code: undefined },
    { expect: { kind: 'interoperability' }, code: 'EXPECT_KIND' },
    { expect: { agency: otherAgencyId }, code: 'EXPECT_AGENCY' },
    { expect: { certificateId: 'urn:egif:cert:IR-2026-999999' }, code: 'EXPECT_CERTIFICATEID' },
    { expect: { service: '99990000000' }, code: 'EXPECT_KIND' },
    { expect: { origin: 'https://service.example' }, code: 'EXPECT_KIND' },
    { expect: { contract: `sha256:${'c'.repeat(64)}` }, code: 'EXPECT_KIND' },
    { expect: { profile: 'three-layers' }, code: 'EXPECT_KIND' },
    { expect: { tier: 'bronze' }, code: 'EXPECT_KIND' },
    { expect: { assurance: 'L2' }, code: 'EXPECT_KIND' },
    { expect: { kind: 'participation', tier: 'bronze' }, code: 'EXPECT_KIND' },
  ];
  for (const { expect, code } of demands)
    it(`asked for ${JSON.stringify(expect)} gives ${code ?? 'valid'}`, async () => {
      assert.equal((await verified(undefined, expect)).code, code);
    });

  it('does not take an interoperability certificate for one of participation', async () => {
    const octets = octetsOf(await nation.bundle());
    const { code } = verifyCertificate(octets, { trust: nation.trust, at: now.getTime(), expect: { kind: 'participation' } });
    assert.equal(code, 'EXPECT_KIND');
  });

  it('contradicts an interoperability certificate of the same id', async () => {
    const files = [await nation.bundle(), await nation.bundle(participationIn(nation))].map(octetsOf);
    const codes = verifyBatch(files, { trust: nation.trust, at: now.getTime() }).map(({ code }) => code);
    assert.deepEqual(codes, ['CERTIFICATE_ID_TWICE', 'CERTIFICATE_ID_TWICE']);
  });
});
