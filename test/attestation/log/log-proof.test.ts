/** A proof of the log: what it gives when it holds, and the code of each way in which it does not. */
import { strict as assert } from 'node:assert';
import { before, describe, it } from 'mocha';
import { type ProvenLeaf, readLogProof, verifyLogProof } from '../../../src/attestation/log/log-proof.js';
import { type LogPolicy, readLogPolicy } from '../../../src/attestation/log/log-policy.js';
import { cosign, signNote, verifierOf } from '../../../src/attestation/log/note-signer.js';
import { writeVerifierKey } from '../../../src/attestation/log/verifier-key.js';
import { Refusal } from '../../../src/attestation/problem.js';
import {
  checkpointOf,
  issueLeaves,
  noon,
  type NoteParts,
  otherLogKey,
  policyOf,
  proofOf,
  verifierOptions,
  witnessKeys,
  witnessVkeys,
} from './sample-log.js';

const leaves = issueLeaves(13);
const index = 6;
const leaf = leaves[index] ?? Buffer.alloc(0);
const policy = readLogPolicy(policyOf());

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.code;
  }
}

const prove = (proof: string | Uint8Array, under: LogPolicy = policy, octets: Uint8Array = leaf): ProvenLeaf =>
  verifyLogProof(proof, octets, under, verifierOptions);

describe('A proof of the log', () => {
  let note: NoteParts;
  let proof: string;
  before(async () => {
    note = await checkpointOf(leaves);
    proof = proofOf(leaves, index, note);
  });

  it('gives index, size, root and the time at which a quorum had signed', () => {
    const { index: at, size, firstWitnessTime, root, checkpoint } = prove(proof);
    assert.deepEqual({ at, size, firstWitnessTime }, { at: index, size: 13, firstWitnessTime: (noon + 10) * 1000 });
    assert.equal(root, note.text.split('\n')[2]);
    assert.deepEqual([...checkpoint.witnessTimes.keys()], ['w1', 'w2', 'w3']);
  });

  it('has no more than 1.5 kilobytes and is read with extra data, which changes nothing', () => {
    assert.ok(proof.length < 1600, `${proof.length}`);
    const extra = proof.replace('\nindex', '\nextra aGVsbG8=\nindex');
    assert.deepEqual(prove(extra), prove(proof));
    assert.equal(Buffer.from(readLogProof(extra).extra ?? []).toString(), 'hello');
  });

  it('remembers a checkpoint that many leaves share, and asks the clock again each time', () => {
    const memory = new Map();
    const options = { ...verifierOptions, memory };
    verifyLogProof(proof, leaf, policy, options);
    assert.equal(memory.size, 1);
    assert.equal(verifyLogProof(proofOf(leaves, 2, note), leaves[2] ?? leaf, policy, options).index, 2);
    assert.equal(
      codeOf(() => verifyLogProof(proof, leaf, policy, { ...options, at: (noon - 3600) * 1000 })),
      'LOG_WITNESS_FUTURE',
    );
  });

  it('cannot be set back by one witness: the time is that of the quorum', async () => {
    const backDated = proofOf(leaves, index, await checkpointOf(leaves, { times: [noon - 90 * 86_400, noon, noon + 5] }));
    assert.equal(prove(backDated).firstWitnessTime, noon * 1000);
    const bothLate = proofOf(leaves, index, await checkpointOf(leaves, { times: [noon - 90 * 86_400, undefined, noon + 500] }));
    assert.equal(prove(bothLate).firstWitnessTime, (noon + 500) * 1000);
  });

  it('counts a witness once, at the earliest of its times', async () => {
    const [first] = witnessKeys;
    assert.ok(first !== undefined);
    const one = await checkpointOf(leaves, { times: [noon] });
    one.signatures.push(await cosign(first, one.text, noon + 7));
    assert.equal(
      codeOf(() => prove(proofOf(leaves, index, one))),
      'LOG_WITNESS_QUORUM',
    );
    const two = await checkpointOf(leaves, { times: [noon + 9, noon + 3] });
    two.signatures.push(await cosign(first, two.text, noon + 5));
    assert.equal(prove(proofOf(leaves, index, two)).firstWitnessTime, (noon + 5) * 1000);
  });

  it('passes over signatures of unknown keys, even under a known name', async () => {
    const note2 = await checkpointOf(leaves);
    note2.signatures.push(await signNote(otherLogKey, note2.text));
    assert.equal(prove(proofOf(leaves, index, note2)).index, index);
  });

  const wrong: readonly { readonly why: string; readonly code: string; readonly make: () => string | Uint8Array | Promise<string | Uint8Array> }[] = [
    { why: 'nothing', code: 'LOG_PROOF_FORMAT', make: () => '' },
    { why: 'another first line', code: 'LOG_PROOF_FORMAT', make: () => proof.replace('@v1', '@v2') },
    { why: 'octets that are no UTF-8', code: 'LOG_PROOF_FORMAT', make: () => Buffer.concat([Buffer.from(proof), Buffer.of(0xff)]) },
    { why: 'a lone surrogate', code: 'LOG_PROOF_FORMAT', make: () => proof.replace('log.example', 'log\ud800example') },
    { why: 'lines that end with CR LF', code: 'LOG_PROOF_FORMAT', make: () => proof.replaceAll('\n', '\r\n') },
    { why: 'a byte order mark', code: 'LOG_PROOF_FORMAT', make: () => `\uFEFF${proof}` },
    { why: 'a mark that turns the direction of writing', code: 'LOG_PROOF_FORMAT', make: () => proof.replace('budget', '\u202ebudget') },
    { why: 'an index with a leading zero', code: 'LOG_PROOF_FORMAT', make: () => proof.replace('index 6', 'index 06') },
    { why: 'an index beyond safe integers', code: 'LOG_PROOF_FORMAT', make: () => proof.replace('index 6', 'index 9007199254740993') },
    { why: 'no index', code: 'LOG_PROOF_FORMAT', make: () => proof.replace('index 6\n', '') },
    { why: 'extra data that is no base64', code: 'LOG_PROOF_FORMAT', make: () => proof.replace('\nindex', '\nextra ***\nindex') },
    { why: 'a hash of 31 octets', code: 'LOG_PROOF_FORMAT', make: () => proof.replace(/(?<=index 6\n)\S+/, Buffer.alloc(31).toString('base64')) },
    { why: 'spare bits in a hash', code: 'LOG_PROOF_FORMAT', make: () => proof.replace(/(?<=index 6\n)\S+/, `${'A'.repeat(42)}B=`) },
    {
      why: '64 hashes',
      code: 'LOG_PROOF_FORMAT',
      make: () => proof.replace(/(?<=index 6\n)/, `${Buffer.alloc(32).toString('base64')}\n`.repeat(64)),
    },
    { why: 'ten megabytes', code: 'LOG_PROOF_FORMAT', make: () => proof + 'x'.repeat(10_000_000) },
    { why: 'no final newline', code: 'LOG_NOTE', make: () => proof.slice(0, -1) },
    { why: '65 signature lines', code: 'LOG_NOTE', make: () => proof + `${proof.split('\n').at(-2)}\n`.repeat(61) },
    { why: 'a signature line with two spaces', code: 'LOG_NOTE', make: () => proof.replace('— budget', '—  budget') },
    { why: 'a signature line with a hyphen', code: 'LOG_NOTE', make: () => proof.replace('— budget', '- budget') },
    { why: 'a key name with a plus', code: 'LOG_NOTE', make: () => proof.replace('budget', 'bud+get') },
    { why: 'a key name with a space that is no ASCII', code: 'LOG_NOTE', make: () => proof.replace('budget', 'bud\u00a0get') },
    { why: 'no signature lines', code: 'LOG_NOTE', make: () => proof.slice(0, proof.indexOf('—') - 1) },
    {
      why: 'octets of a cosignature changed',
      code: 'LOG_NOTE',
      make: async () => {
        const other = await checkpointOf(leaves);
        const [log, first, ...rest] = other.signatures;
        assert.ok(log !== undefined && first !== undefined);
        const octets = Buffer.from(first.octets);
        octets[20] = (octets[20] ?? 0) ^ 1;
        return proofOf(leaves, index, { ...other, signatures: [log, { ...first, octets }, ...rest] });
      },
    },
    {
      why: 'the time of a cosignature set back',
      code: 'LOG_NOTE',
      make: async () => {
        const other = await checkpointOf(leaves);
        const [log, first, ...rest] = other.signatures;
        assert.ok(log !== undefined && first !== undefined);
        const octets = Buffer.from(first.octets);
        octets.writeBigUInt64BE(BigInt(noon - 86_400));
        return proofOf(leaves, index, { ...other, signatures: [log, { ...first, octets }, ...rest] });
      },
    },
    { why: 'a size with a sign', code: 'LOG_CHECKPOINT', make: () => proof.replace('\n13\n', '\n+13\n') },
    {
      why: 'a root of 30 octets',
      code: 'LOG_CHECKPOINT',
      make: () => proof.replace(note.text.split('\n')[2] ?? '', Buffer.alloc(30).toString('base64')),
    },
    { why: 'two lines only', code: 'LOG_CHECKPOINT', make: () => proof.replace(`${note.text.split('\n')[2]}\n`, '') },
    { why: 'another origin', code: 'LOG_ORIGIN', make: () => proof.replace('\nlog.example/certificates', '\nlog.example/other') },
    { why: 'another size', code: 'LOG_UNSIGNED', make: () => proof.replace('\n13\n', '\n12\n') },
    {
      why: 'an extension line that the log did not sign',
      code: 'LOG_UNSIGNED',
      make: () => proof.replace(note.text, `${note.text}extension\n`),
    },
    {
      why: 'the signature of another key of that name',
      code: 'LOG_UNSIGNED',
      make: async () => proofOf(leaves, index, await checkpointOf(leaves, { key: otherLogKey })),
    },
    {
      why: 'no signature of the log',
      code: 'LOG_UNSIGNED',
      make: async () => {
        const other = await checkpointOf(leaves);
        return proofOf(leaves, index, { ...other, signatures: other.signatures.slice(1) });
      },
    },
    {
      why: 'one witness where two are needed',
      code: 'LOG_WITNESS_QUORUM',
      make: async () => proofOf(leaves, index, await checkpointOf(leaves, { times: [noon] })),
    },
    { why: 'no witness', code: 'LOG_WITNESS_QUORUM', make: async () => proofOf(leaves, index, await checkpointOf(leaves, { times: [] })) },
    {
      why: 'a witness whose time is to come',
      code: 'LOG_WITNESS_FUTURE',
      make: async () => proofOf(leaves, index, await checkpointOf(leaves, { times: [noon, noon, noon + 7200] })),
    },
    { why: 'another index', code: 'LOG_INCLUSION', make: () => proof.replace('index 6', 'index 7') },
    { why: 'an index beyond the tree', code: 'LOG_INCLUSION', make: () => proof.replace('index 6', 'index 13') },
    { why: 'one hash fewer', code: 'LOG_INCLUSION', make: () => proof.replace(/(?<=index 6\n)\S+\n/, '') },
    { why: 'one hash more', code: 'LOG_INCLUSION', make: () => proof.replace(/(?<=index 6\n)/, `${Buffer.alloc(32).toString('base64')}\n`) },
    { why: 'another hash', code: 'LOG_INCLUSION', make: () => proof.replace(/(?<=index 6\n)\S+/, Buffer.alloc(32, 7).toString('base64')) },
    {
      why: 'a rewritten leaf in the tree',
      code: 'LOG_INCLUSION',
      make: async () => {
        const rewritten = leaves.with(index, Buffer.from('egif-log/v1\n'));
        return proofOf(rewritten, index, await checkpointOf(rewritten));
      },
    },
  ];
  for (const { why, code, make } of wrong) {
    it(`is refused with ${code}: ${why}`, async () => {
      const changed = await make();
      assert.notEqual(changed, proof, 'the case changes something');
      assert.equal(
        codeOf(() => prove(changed)),
        code,
      );
    });
  }

  it('is refused where the policy lists another log, and where a leaf is taken for another', () => {
    const foreign = readLogPolicy(policyOf().replace(/^log .*$/m, `log ${writeVerifierKey(verifierOf(otherLogKey, 'ed25519'))}`));
    assert.equal(
      codeOf(() => prove(proof, foreign)),
      'LOG_UNSIGNED',
    );
    assert.equal(
      codeOf(() => prove(proof, policy, leaves[7])),
      'LOG_INCLUSION',
    );
  });

  it('needs one witness even where the policy demands none: without it there is no time', async () => {
    const none = readLogPolicy(policyOf().replace('quorum enough', 'quorum none'));
    assert.equal(prove(proof, none).firstWitnessTime, noon * 1000);
    const bare = proofOf(leaves, index, await checkpointOf(leaves, { times: [] }));
    assert.equal(
      codeOf(() => prove(bare, none)),
      'LOG_WITNESS_QUORUM',
    );
  });

  it('is refused where the verifier’s own configuration cannot be read', () => {
    assert.equal(
      codeOf(() => verifyLogProof(proof, leaf, 'quorum', verifierOptions)),
      'LOG_POLICY',
    );
    assert.equal(
      codeOf(() => verifyLogProof(proof, leaf, policy, { ...verifierOptions, vkey: witnessVkeys[0]?.slice(0, -4) ?? '' })),
      'LOG_VKEY',
    );
  });
});
