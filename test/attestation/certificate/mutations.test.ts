/** Random mutations: none is accepted that means something else, and none ends otherwise than with a code. EGIF_MUTATIONS sets how many there are. */
import { strict as assert } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import { describe, it } from 'mocha';
import { verifyCertificate } from '../../../src/attestation/certificate/verify.js';
import { Refusal } from '../../../src/attestation/problem.js';
import { openPack, packMediaType, readPack } from '../../../src/attestation/trust/freshness-pack.js';
import { createTrustMemory } from '../../../src/attestation/trust/trust-context.js';
import { readTrustList } from '../../../src/attestation/trust/trust-list.js';
import { nationOf, now } from '../nation.js';
import { mutated, mutatedWithin, randomOf } from '../mutations.js';

const at = now.getTime();
const count = Number(process.env['EGIF_MUTATIONS'] ?? 30_000);
const nation = await nationOf({ log: true });
const plain = await nationOf();
const text = JSON.stringify(await nation.bundle());
const plainText = JSON.stringify(await plain.bundle());
const trust = { ...nation.trust, memory: createTrustMemory() };
const trustText = nation.trustText.toString();
const packText = JSON.stringify({ mediaType: packMediaType, trustList: trustText, statusLists: JSON.parse(text).statusLists });

interface Tally {
  accepted: number;
  readonly codes: Map<string, number>;
}

/** Judges so many mutations, half of the octets as they stand and half of what is encoded in them. */
function mutate(of: string, times: number, judge: (octets: Buffer) => string): Tally {
  const random = randomOf(20_261_122 + of.length);
  const tally: Tally = { accepted: 0, codes: new Map() };
  for (let round = 0; round < times; round += 1) {
    const octets = round % 2 === 0 ? mutated(Buffer.from(of), random) : mutatedWithin(of, random);
    const code = judge(octets);
    if (code === 'valid') tally.accepted += 1;
    tally.codes.set(code, (tally.codes.get(code) ?? 0) + 1);
  }
  return tally;
}

const coded = (act: () => unknown): string => {
  try {
    act();
    return 'valid';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

describe('attestation: random mutations', function () {
  this.timeout(0);

  for (const [what, of, believed] of [
    ['a bundle with proofs', text, trust],
    ['a bundle without a log', plainText, { ...plain.trust, memory: createTrustMemory() }],
  ] as const) {
    const genuine = verifyCertificate(Buffer.from(of), { trust: believed, at });
    it(`of ${what}: of ${Math.floor(count * 0.35)}, none is accepted that says something else`, () => {
      assert.equal(genuine.standing, 'valid');
      const { codes, accepted } = mutate(of, Math.floor(count * 0.35), (octets) => {
        const { standing, code, certificate } = verifyCertificate(octets, { trust: believed, at });
        if (standing !== 'valid') {
          assert.match(code ?? '', /^[A-Z][A-Z0-9_]+$/);
          return code ?? '';
        }
        assert.ok(isDeepStrictEqual(certificate, genuine.certificate), octets.toString());
        return 'valid';
      });
      assert.ok(codes.size > 8, `only ${[...codes.keys()].join(' ')}`);
      assert.ok(accepted < count * 0.1, `${accepted} were accepted`);
    });
  }

  it(`of a trust list: of ${Math.floor(count * 0.2)}, none is believed that says something else`, () => {
    const { codes } = mutate(trustText, Math.floor(count * 0.2), (octets) =>
      coded(() => {
        assert.deepEqual(readTrustList(octets, { at }).list, nation.trust.list);
      }),
    );
    assert.ok(codes.size > 8, `only ${[...codes.keys()].join(' ')}`);
  });

  it(`of a freshness pack: of ${Math.floor(count * 0.1)}, none gives another trust list`, () => {
    mutate(packText, Math.floor(count * 0.1), (octets) =>
      coded(() => {
        assert.deepEqual(openPack(readPack(octets), { at }).trust.list, nation.trust.list);
      }),
    );
  });
});
