/** Every octet of a proof flipped, cut, doubled and exchanged: what is still accepted means the same, and nothing is thrown without a code. */
import { strict as assert } from 'node:assert';
import { before, describe, it } from 'mocha';
import { readLogLeaf } from '../../../src/attestation/log/log-leaf.js';
import { readLogPolicy } from '../../../src/attestation/log/log-policy.js';
import { type ProvenLeaf, readLogProof, verifyLogProof } from '../../../src/attestation/log/log-proof.js';
import { readNote } from '../../../src/attestation/log/note-text.js';
import { readVerifierKey } from '../../../src/attestation/log/verifier-key.js';
import { Refusal } from '../../../src/attestation/problem.js';
import { checkpointOf, issueLeaves, logVkey, noon, policyOf, proofOf, verifierOptions as asText } from './sample-log.js';

const rounds = Number(process.env['EGIF_MUTATIONS'] ?? 20_000);
const leaves = issueLeaves(29);
const index = 17;
const leaf = leaves[index] ?? Buffer.alloc(0);
const policy = readLogPolicy(policyOf());
const verifierOptions = { ...asText, vkey: readVerifierKey(logVkey) };

/** Numbers that are the same in every run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** One random change of octets. */
function mutated(octets: Buffer, next: (below: number) => number): Buffer {
  const copy = Buffer.from(octets);
  const at = next(copy.length);
  const to = at + next(40);
  switch (next(7)) {
    case 0:
      copy[at] = (copy[at] ?? 0) ^ (1 << next(8));
      return copy;
    case 1:
      copy[at] = next(256);
      return copy;
    case 2:
      return copy.subarray(0, at);
    case 3:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(to)]);
    case 4:
      return Buffer.concat([copy.subarray(0, to), copy.subarray(at)]);
    case 5:
      return Buffer.concat([copy.subarray(0, at), Buffer.from([next(256)]), copy.subarray(at)]);
    default: {
      const lines = copy.toString('latin1').split('\n');
      const [one, two] = [next(lines.length), next(lines.length)];
      return Buffer.from(
        lines
          .with(one, lines[two] ?? '')
          .with(two, lines[one] ?? '')
          .join('\n'),
        'latin1',
      );
    }
  }
}

function outcome<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    assert.ok(error instanceof Refusal, `uncoded: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return error.code;
  }
}

describe('A log proof under random changes', function () {
  this.timeout(120_000);
  let octets: Buffer;
  let whole: ProvenLeaf;
  before(async () => {
    const note = await checkpointOf(leaves);
    octets = Buffer.from(proofOf(leaves, index, note));
    whole = verifyLogProof(octets, leaf, policy, verifierOptions);
  });

  it(`is accepted in ${rounds} of them only where it means the same`, () => {
    const next = numbers(20261122);
    const codes = new Map<string, number>();
    let accepted = 0;
    const times = [noon, noon + 10, noon + 20].map((time) => time * 1000);
    for (let round = 0; round < rounds; round += 1) {
      const changed = mutated(octets, next);
      const found = outcome(() => verifyLogProof(changed, leaf, policy, verifierOptions));
      if (typeof found === 'string') codes.set(found, (codes.get(found) ?? 0) + 1);
      else {
        accepted += 1;
        assert.deepEqual([found.index, found.size, found.root], [whole.index, whole.size, whole.root], changed.toString('latin1'));
        // a line of a witness that is gone or unknown now can only make the time later, among the times that were signed
        assert.ok(times.includes(found.firstWitnessTime) && found.firstWitnessTime >= whole.firstWitnessTime, `${found.firstWitnessTime}`);
      }
    }
    assert.ok(accepted < rounds / 5, `${accepted} accepted`);
    for (const code of ['LOG_PROOF_FORMAT', 'LOG_NOTE', 'LOG_CHECKPOINT', 'LOG_ORIGIN', 'LOG_UNSIGNED', 'LOG_WITNESS_QUORUM', 'LOG_INCLUSION'])
      assert.ok(codes.has(code), `${code} was never reached: ${JSON.stringify(Object.fromEntries(codes))}`);
  });

  it('is refused at every single bit of its own part and of the log’s', () => {
    const end = octets.indexOf('— budget');
    const plain = octets.subarray(0, end);
    for (let bit = 0; bit < plain.length * 8; bit += 1) {
      const changed = Buffer.from(octets);
      const at = Math.floor(bit / 8);
      changed[at] = (changed[at] ?? 0) ^ (1 << (bit % 8));
      const found = outcome(() => verifyLogProof(changed, leaf, policy, verifierOptions));
      assert.equal(typeof found, 'string', `bit ${bit % 8} of octet ${at}`);
    }
  });

  it('leaves every other reader with a code or the same meaning', () => {
    const next = numbers(7);
    const policyText = Buffer.from(policyOf('http://127.0.0.1:1'));
    for (let round = 0; round < 3_000; round += 1) {
      outcome(() => readLogProof(mutated(octets, next)));
      outcome(() => readNote(mutated(octets, next)));
      outcome(() => readLogPolicy(mutated(policyText, next).toString('latin1')));
      const key = mutated(Buffer.from(logVkey), next).toString('latin1');
      const known = outcome(() => readVerifierKey(key));
      assert.ok(typeof known === 'string' || key === logVkey, `${key} is taken for a key`);
      const changed = mutated(leaf, next);
      const read = outcome(() => readLogLeaf(changed));
      assert.ok(typeof read === 'string' || read.type === 'issue');
    }
    for (let round = 0; round < 2_000; round += 1) {
      const noise = Buffer.from(Array.from({ length: next(200) }, () => next(256)));
      for (const read of [readLogProof, readNote, readLogLeaf]) assert.equal(typeof outcome(() => read(noise)), 'string');
    }
  });
});
