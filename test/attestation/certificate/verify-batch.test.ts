import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { createBatch, verifyBatch } from '../../../src/attestation/certificate/verify-batch.js';
import { verifyCertificate } from '../../../src/attestation/certificate/verify.js';
import { createTrustMemory } from '../../../src/attestation/trust/trust-context.js';
import { day, nationOf, now, statusIndex } from '../nation.js';
import { octetsOf } from './forgeries.js';

const at = now.getTime();
const nation = await nationOf({ log: true });
const { trust, credential } = nation;
const numbered = async (number: number, supersedes?: number): Promise<Buffer> => {
  const id = (of: number): string => `urn:egif:cert:IR-2026-00000${of}`;
  return octetsOf(
    await nation.bundle(
      credential((of) => {
        of.id = id(number);
        if (supersedes !== undefined) of.supersedes = id(supersedes);
      }),
    ),
  );
};
const codes = (files: readonly Buffer[]): readonly string[] => verifyBatch(files, { trust, at }).map(({ code, standing }) => code ?? standing);

describe('attestation: batches of certificates', () => {
  it('judges each as it is judged alone', async () => {
    const revoked = octetsOf(await nation.bundle(undefined, { set: { revocation: [statusIndex] } }));
    assert.deepEqual(codes([await numbered(2), Buffer.from('{'), revoked, await numbered(3)]), ['valid', 'JSON_SYNTAX', 'REVOKED', 'valid']);
  });

  it('refuses both of two different certificates with one id', async () => {
    assert.deepEqual(codes([await numbered(1), await numbered(2), await numbered(1)]), ['CERTIFICATE_ID_TWICE', 'valid', 'CERTIFICATE_ID_TWICE']);
  });

  it('takes the same certificate twice for one', async () => {
    const same = await numbered(1);
    assert.deepEqual(codes([same, same]), ['valid', 'valid']);
  });

  it('refuses certificates that supersede each other in a circle, and not the one that points into it', async () => {
    assert.deepEqual(codes([await numbered(1, 2), await numbered(2, 3), await numbered(3, 1), await numbered(4, 1), await numbered(5, 6)]), [
      'SUPERSEDE_LOOP',
      'SUPERSEDE_LOOP',
      'SUPERSEDE_LOOP',
      'valid',
      'valid',
    ]);
  });

  it('is not led to a contradiction by certificates that are forged', async () => {
    const forged = Buffer.from((await numbered(1)).toString().replace(/"logProof":"[^"]*"/, '"logProof":""'));
    assert.deepEqual(codes([await numbered(1), forged]), ['valid', 'LOG_PROOF_FORMAT']);
  });

  it('remembers nothing that a verification depends on: the same answers in any order and with any memory', async () => {
    const files = [await numbered(2), octetsOf(await nation.bundle(undefined, { set: { revocation: [statusIndex] } })), Buffer.from('[]')];
    const shared = { ...trust, memory: createTrustMemory() };
    for (const instant of [at, Date.parse(day(8)), at, Date.parse(day(401)), at]) {
      for (const octets of files) {
        const alone = verifyCertificate(octets, { trust, at: instant });
        const remembered = verifyCertificate(octets, { trust: shared, at: instant });
        assert.equal(remembered.code ?? remembered.standing, alone.code ?? alone.standing);
      }
    }
  });

  it('uses again what it computed: a thousand certificates of one issuer in seconds', async function () {
    this.timeout(20_000);
    const octets = await numbered(7);
    const batch = createBatch({ trust, at });
    const started = performance.now();
    for (let count = 0; count < 1000; count += 1) assert.equal(batch.add(octets).standing, 'valid');
    assert.ok(performance.now() - started < 10_000, `${performance.now() - started} ms`);
  });
});
