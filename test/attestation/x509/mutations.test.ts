/**
 * Random changes of certificates, revocation lists, tokens and requests: none is accepted that says something else, and none ends in anything but a coded refusal.
 *
 * EGIF_MUTATIONS sets how many (default 20,000); EGIF_MUTATION_SEED begins another sequence.
 */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { Refusal } from '../../../src/attestation/problem.js';
import { tokenInResponse } from '../../../src/attestation/timestamp/request.js';
import { verifyTimeStamp } from '../../../src/attestation/timestamp/verify.js';
import { createChainCache } from '../../../src/attestation/x509/chain-cache.js';
import { validateChain } from '../../../src/attestation/x509/chain.js';
import { parseRevocationList } from '../../../src/attestation/x509/crl.js';
import { parseCertificate } from '../../../src/attestation/x509/certificate.js';
import { issueRevocationList } from '../../../src/dev/crl.js';
import { answerRequest, createTsaIdentity, testTsaPolicy } from '../../../src/dev/tsa.js';
import { imprintOf, issueToken } from '../../../src/dev/tsa-token.js';
import { integer, sequence } from '../../../src/dev/der.js';
import { at, chainOf, now } from '../authorities.js';

const rounds = Number(process.env['EGIF_MUTATIONS'] ?? 20_000);
let state = Number(process.env['EGIF_MUTATION_SEED'] ?? 1_122) >>> 0 || 1;

/** A number below a bound (xorshift). */
function next(below: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

type Mutation = (octets: Buffer) => Buffer;
const place = (octets: Buffer): number => next(Math.max(1, octets.length));
const mutations: readonly Mutation[] = [
  (octets) => {
    const other = Buffer.from(octets);
    const index = place(other);
    other.writeUInt8(other.readUInt8(index) ^ (1 << next(8)), index);
    return other;
  },
  (octets) => {
    const other = Buffer.from(octets);
    other.writeUInt8(next(256), place(other));
    return other;
  },
  (octets) => octets.subarray(0, place(octets)),
  (octets) => Buffer.concat([octets, Buffer.from([next(256)])]),
  (octets) => {
    const index = place(octets);
    return Buffer.concat([octets.subarray(0, index), octets.subarray(index + 1 + next(4))]);
  },
  (octets) => {
    const index = place(octets);
    return Buffer.concat([octets.subarray(0, index), Buffer.from([next(256)]), octets.subarray(index)]);
  },
  (octets) => {
    const [from, to, size] = [place(octets), place(octets), 1 + next(16)];
    const other = Buffer.from(octets);
    octets.copy(other, to, from, Math.min(octets.length, from + size));
    return other;
  },
  (octets) => {
    const other = Buffer.from(octets);
    const index = place(other);
    other.writeUInt8([0x00, 0x02, 0x03, 0x04, 0x05, 0x06, 0x30, 0x31, 0x7f, 0x80, 0x81, 0xa0, 0xff][next(13)] ?? 0, index);
    return other;
  },
];

function mutated(octets: Buffer): Buffer {
  let other = octets;
  for (let left = 1 + next(3); left > 0; left -= 1)
    other = (mutations[next(mutations.length)] ?? ((same: Buffer) => same))(other.length === 0 ? octets : other);
  return other;
}

const good = chainOf();
const week = { thisUpdate: at(-1), nextUpdate: at(6) };
const rootList = issueRevocationList({ issuer: { certificate: good.root.der, key: good.root.key }, ...week });
const revoked = [
  { certificate: good.root.der, at: at(-5), reason: 'superseded' as const, invalidSince: at(-9) },
  { certificate: { serial: Buffer.of(5) }, at: at(-3) },
];
const list = issueRevocationList({ issuer: { certificate: good.intermediate.der, key: good.intermediate.key }, ...week, revoked });
const tsa = createTsaIdentity(now);
const stamped = Buffer.from('stamped');
const token = issueToken(tsa, {
  imprint: imprintOf(stamped),
  policy: testTsaPolicy,
  serial: 9,
  time: now,
  accuracySeconds: 1,
  nonce: integer(99),
  withCertificates: true,
});
const demands = { at: now.getTime(), anchors: [good.root.der], crls: [rootList, list], requireCrl: true };
const response = sequence(sequence(integer(0)), token);

interface Target {
  readonly name: string;
  readonly octets: Buffer;
  /** What it means, as text; throws a refusal where it is not accepted. */
  readonly meaning: (octets: Buffer) => string;
}

const leafMeaning = (octets: Buffer, cache = createChainCache()): string => {
  const leaf = validateChain([octets, good.intermediate.der], { ...demands, cache });
  return JSON.stringify([leaf.serial, leaf.spkiSha256, [...leaf.subjectAttributes], leaf.notBefore, leaf.notAfter]);
};
/** Kept over all rounds: what was changed must not come out of it as what was good. */
const shared = createChainCache({ certificates: 50, signatures: 50, lists: 5 });

const targets: readonly Target[] = [
  { name: 'a leaf', octets: good.leaf.der, meaning: (octets) => leafMeaning(octets) },
  { name: 'a leaf, with a cache', octets: good.leaf.der, meaning: (octets) => leafMeaning(octets, shared) },
  { name: 'an authority', octets: good.intermediate.der, meaning: (octets) => validateChain([good.leaf.der, octets], demands).serial },
  {
    name: 'a list',
    octets: list,
    meaning: (octets) => {
      validateChain([good.leaf.der, good.intermediate.der], { ...demands, crls: [rootList, octets], cache: shared });
      const { thisUpdate, nextUpdate, entries } = parseRevocationList(octets);
      return JSON.stringify([thisUpdate, nextUpdate, [...entries]]);
    },
  },
  {
    name: 'a token',
    octets: token,
    meaning: (octets) => {
      const { time, policy, serial, accuracyMs, signer } = verifyTimeStamp(octets, stamped, { anchors: [tsa.root], at: now.getTime() });
      return JSON.stringify([time, policy, serial, accuracyMs, signer.fingerprint]);
    },
  },
  {
    name: 'an answer of an authority',
    octets: response,
    meaning: (octets) => {
      const { time, policy } = verifyTimeStamp(tokenInResponse(octets), stamped, { anchors: [tsa.root], at: now.getTime(), cache: shared });
      return JSON.stringify([time, policy]);
    },
  },
];

/** Readers without any signature to protect them. */
const readers: readonly Target[] = [
  { name: 'reader of certificates', octets: good.leaf.der, meaning: (octets) => parseCertificate(octets).serial },
  { name: 'reader of lists', octets: list, meaning: (octets) => String(parseRevocationList(octets).thisUpdate) },
];

describe('attestation: random changes', () => {
  for (const { name, octets, meaning } of targets) {
    it(`of ${name}: none says something else`, () => {
      const wanted = meaning(octets);
      let accepted = 0;
      for (let round = 0; round < rounds / targets.length; round += 1) {
        const other = mutated(octets);
        try {
          const said = meaning(other);
          assert.equal(said, wanted, other.toString('hex'));
          if (!other.equals(octets)) accepted += 1;
        } catch (error) {
          assert.ok(error instanceof Refusal && /^(?:DER|X509|CRL|TST)_/.test(error.code), `${String(error)}: ${other.toString('hex')}`);
        }
      }
      // an answer of an authority says its status in words of its own, which nobody signs
      assert.ok(accepted <= (octets === response ? rounds / 1000 : 0), `${accepted} changed ones accepted`);
    }).timeout(600_000);
  }

  for (const { name, octets, meaning } of readers) {
    it(`before the ${name}: nothing but refusals`, () => {
      for (let round = 0; round < rounds / 4; round += 1) {
        const other = mutated(octets);
        try {
          meaning(other);
        } catch (error) {
          assert.ok(error instanceof Refusal, `${String(error)}: ${other.toString('hex')}`);
        }
      }
    }).timeout(600_000);
  }

  it('of requests to the authority of tests: always an answer', () => {
    for (let round = 0; round < 500; round += 1) {
      assert.ok(answerRequest(mutated(sequence(integer(1), imprintOf(stamped), integer(7))), tsa, { clock: () => now }).length > 0);
    }
  });
});
