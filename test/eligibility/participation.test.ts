/** Certificates of participation beside others: they meet no demand, leave nothing open, and are counted in the yearly score. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { CertificateStanding } from '../../src/contract/certificate-standing.js';
import type { ParticipationCredential } from '../../src/contract/documents.js';
import { decide } from '../../src/eligibility/decide.js';
import { scoresOf } from '../../src/eligibility/scores.js';
import { standingsOf } from '../../src/eligibility/standings.js';
import { agency, at, credential, digest, policy, project, rule, standing, type Told } from './nation.js';

function tookPart(number: number, told: Told = {}): CertificateStanding {
  const { id, issuer, validFrom, validUntil, credentialStatus, credentialSubject } = credential({ number });
  const participation: ParticipationCredential = {
    '@context': [],
    type: ['VerifiableCredential', 'EgifParticipationCertificate'],
    id,
    issuer,
    validFrom,
    validUntil,
    credentialSubject: { id: `urn:egif:agency:${agency}`, agency: credentialSubject.agency, cluster: 'C12', year: 1405 },
    evidence: [{ type: 'EgifParticipationRecord', decisionSha256: digest('d'), approvals: [digest('1'), digest('2')] }],
    credentialStatus,
    credentialSchema: { id: 'https://egif.example/schemas/participation/v1', type: 'JsonSchema' },
  };
  return { standing: 'valid', sha256: digest(String(number)), participation, freshUntil: at + 1000, ...told };
}

const scoring = { weights: { coverage: 0, tier: 100, quality: 0, maturity: 0 }, tierPoints: { bronze: 50, silver: 80, gold: 100 }, sources: ['law'] };
const scoreOf = (all: readonly CertificateStanding[]) =>
  scoresOf({ standings: standingsOf(all), scoring, at }).map(({ agency: of, participation, notCounted, certified }) => ({
    of,
    participation,
    notCounted,
    certified,
  }));

describe('certificates of participation', () => {
  it('meet no demand, whatever a policy names, and are no certificates of which nothing is known', () => {
    const standings = standingsOf([tookPart(1)]);
    assert.deepEqual([standings.known.length, standings.participations.length, standings.unknown.length], [0, 1, 0]);
    for (const certificate of ['EgifInteroperabilityCertificate', 'EgifParticipationCertificate']) {
      const { decision, reasons } = decide({ project: project(), standings, policy: policy({ rules: [rule({ demand: { certificate } })] }), at });
      assert.deepEqual([decision, reasons.map(({ code }) => code)], ['undetermined', ['certificate-missing']]);
    }
  });

  const counted: readonly {
    readonly why: string;
    readonly all: readonly CertificateStanding[];
    readonly participation: number;
    readonly notCounted: number;
  }[] = [
    { why: 'a valid one', all: [tookPart(1)], participation: 1, notCounted: 0 },
    { why: 'one in two bundles', all: [tookPart(1), tookPart(1)], participation: 1, notCounted: 0 },
    { why: 'one that is revoked', all: [tookPart(1, { standing: 'invalid', code: 'REVOKED' })], participation: 0, notCounted: 1 },
    {
      why: 'one whose older bundle is valid still',
      all: [tookPart(1), tookPart(1, { standing: 'invalid', code: 'REVOKED' })],
      participation: 0,
      notCounted: 1,
    },
    {
      why: 'one of which it cannot be told',
      all: [tookPart(1, { standing: 'indeterminate', code: 'STATUS_STALE' })],
      participation: 0,
      notCounted: 1,
    },
    { why: 'one that is no longer fresh', all: [tookPart(1, { freshUntil: at })], participation: 0, notCounted: 1 },
    { why: 'two of one id', all: [tookPart(1), tookPart(1, { sha256: digest('e') })], participation: 0, notCounted: 2 },
  ];
  for (const { why, all, participation, notCounted } of counted)
    it(`are counted in the score of the agency: ${why}`, () =>
      assert.deepEqual(scoreOf(all), [{ of: agency, participation, notCounted, certified: 0 }]));

  it('of the id of an interoperability certificate make neither count', () =>
    assert.deepEqual(scoreOf([standing({ number: 1 }), tookPart(1)]), [{ of: agency, participation: 0, notCounted: 2, certified: 0 }]));
});
