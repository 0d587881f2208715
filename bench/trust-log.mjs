/**
 * `npm run bench -- --trust`, the part of the transparency log: appending, proving, verifying, witnessing. Ratios are to a loop of the same hashes or
 * signatures over plain octets. About half a minute on two quiet cores.
 */
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCheckpoint } from '../dist/src/attestation/log/checkpoint.js';
import { verifyLogProof, writeLogProof } from '../dist/src/attestation/log/log-proof.js';
import { readLogPolicy } from '../dist/src/attestation/log/log-policy.js';
import { leafHashOf } from '../dist/src/attestation/log/merkle-tree.js';
import { cosign, makeNoteKey, readNoteKey, signNote, verifierOf } from '../dist/src/attestation/log/note-signer.js';
import { writeNote } from '../dist/src/attestation/log/note-text.js';
import { createTreeHashes } from '../dist/src/attestation/log/tree-hashes.js';
import { consistencyProof, inclusionProof, rootOfSize } from '../dist/src/attestation/log/tree-proof.js';
import { writeVerifierKey } from '../dist/src/attestation/log/verifier-key.js';
import { verifyWitnessedCheckpoint } from '../dist/src/attestation/log/witnessed-checkpoint.js';
import { createLog } from '../dist/src/certification/log-config.js';
import { addCheckpointBody } from '../dist/src/certification/log-witnesses.js';
import { openLog } from '../dist/src/certification/log-writer.js';
import { createWitness } from '../dist/src/certification/witness.js';
import { compareWorks, worksTable } from './measure.mjs';
import { sized } from './size.mjs';

const origin = 'log.example/bench';
const many = sized(100_000, 10_000);
const rounds = sized(3, 1);
const leaves = Array.from({ length: many }, (_none, at) =>
  Buffer.from(`egif-log/v1\ntype issue\nid urn:egif:cert:IR-2026-${at}\nsha256 ${createHash('sha256').update(String(at)).digest('hex')}\n`),
);

const compared = (rows) => compareWorks(rows, { rounds, clock: 'wall', warm: 0 });

/** Appending: the floor hashes the same number of octets as a tree of that size has, and flushes them once. */
function appending(folder) {
  const key = readNoteKey(makeNoteKey(origin));
  let number = 0;
  const next = (name) => {
    number += 1;
    return join(folder, `${name}-${number}`);
  };
  const floor = () => {
    const file = openSync(next('floor'), 'w');
    const pair = Buffer.alloc(64);
    for (const leaf of leaves) {
      createHash('sha256').update(leaf).digest();
      createHash('sha256').update(pair).digest();
    }
    writeSync(file, Buffer.concat(leaves));
    fsyncSync(file);
    closeSync(file);
  };
  const append = async (batch) => {
    const directory = next('log');
    await createLog(directory, key, { policy: 'quorum none\n', at: new Date() });
    const writer = await openLog({ directory, key, clock: () => new Date() });
    for (let at = 0; at < many; at += batch) await writer.append(leaves.slice(at, at + batch));
    await writer.sign();
    await writer.close();
    return directory;
  };
  let last = '';
  return compared([
    { name: 'floor: as many hashes, one file, one flush', count: 1, unit: many, work: floor },
    {
      name: `append ${many} entries, 1,000 a flush, tiles and checkpoint`,
      count: 1,
      unit: many,
      work: async () => {
        last = await append(1_000);
      },
    },
    {
      name: 'open that log again',
      count: 1,
      unit: many,
      work: async () => (await openLog({ directory: last, key, clock: () => new Date() })).close(),
    },
  ]);
}

/** A tree in memory; the floor is the hashing of one path. */
function proving() {
  const tree = createTreeHashes();
  for (const leaf of leaves) tree.append(leafHashOf(leaf));
  const pair = Buffer.alloc(64);
  const path = () => {
    for (let level = 0; level < 17; level += 1) createHash('sha256').update(pair).digest();
  };
  return compared([
    { name: 'floor: 17 hashes of 64 octets', count: 5_000, work: path },
    { name: `inclusion proof in ${many} entries`, count: 5_000, work: (at) => inclusionProof((at * 7919) % many, many, tree.nodeAt) },
    { name: 'consistency proof', count: 5_000, work: (at) => consistencyProof(((at * 7919) % many) + 1, many, tree.nodeAt) },
  ]);
}

async function signedTree(witnesses, key) {
  const tree = createTreeHashes();
  for (const leaf of leaves.slice(0, 10_000)) tree.append(leafHashOf(leaf));
  const text = writeCheckpoint({ origin, size: 10_000, root: rootOfSize(10_000, tree.nodeAt) });
  const time = Math.floor(Date.now() / 1000);
  const signatures = [await signNote(key, text), ...(await Promise.all(witnesses.map((witness) => cosign(witness, text, time))))];
  return { tree, note: Buffer.from(writeNote({ text, signatures })) };
}

/** Verifying: the floor is four bare Ed25519 verifications. */
async function verifying() {
  const key = readNoteKey(makeNoteKey(origin));
  const witnesses = [1, 2, 3].map((number) => readNoteKey(makeNoteKey(`w${number}.example/w`)));
  const { tree, note } = await signedTree(witnesses, key);
  const lines = witnesses.map((witness, at) => `witness w${at} ${writeVerifierKey(verifierOf(witness, 'cosignature'))}`);
  const policy = readLogPolicy(`${lines.join('\n')}\ngroup two 2 w0 w1 w2\nquorum two\n`);
  const proofs = Array.from({ length: 100 }, (_none, at) =>
    writeLogProof({ index: at * 97, hashes: inclusionProof(at * 97, 10_000, tree.nodeAt), checkpoint: note }),
  );
  const options = { origin, vkey: verifierOf(key, 'ed25519'), at: Date.now(), maxSkewMs: 60_000 };
  const bare = generateKeyPairSync('ed25519');
  const octets = Buffer.alloc(120);
  const signature = sign(null, octets, bare.privateKey);
  const prove = (at, memory) =>
    verifyLogProof(proofs[at % 100], leaves[(at % 100) * 97], policy, memory === undefined ? options : { ...options, memory });
  const memory = new Map();
  return compared([
    {
      name: 'floor: four Ed25519 verifications',
      count: 500,
      work: () => {
        for (let each = 0; each < 4; each += 1) verify(null, octets, bare.publicKey, signature);
      },
    },
    { name: 'a checkpoint with the log’s and three witnesses’ signatures', count: 500, work: () => verifyWitnessedCheckpoint(note, policy, options) },
    { name: 'a proof, checkpoint and all', count: 500, work: (at) => prove(at) },
    { name: 'a proof whose checkpoint is remembered', count: 5_000, work: (at) => prove(at, memory) },
  ]);
}

/** Witnessing: the floor writes, flushes and signs. */
async function witnessing(folder) {
  const key = readNoteKey(makeNoteKey(origin));
  const witnessKey = readNoteKey(makeNoteKey('w.example/w'));
  const tree = createTreeHashes();
  const most = 100 * rounds;
  const bodies = [];
  for (let size = 1; size <= most; size += 1) {
    tree.append(leafHashOf(leaves[size]));
    const text = writeCheckpoint({ origin, size, root: rootOfSize(size, tree.nodeAt) });
    bodies.push(
      Buffer.from(
        addCheckpointBody(size - 1, consistencyProof(size - 1, size, tree.nodeAt), writeNote({ text, signatures: [await signNote(key, text)] })),
      ),
    );
  }
  const directory = mkdtempSync(join(folder, 'witness-'));
  const witness = createWitness({ key: witnessKey, logs: [verifierOf(key, 'ed25519')], directory, clock: () => new Date() });
  const bare = generateKeyPairSync('ed25519');
  let next = 0;
  return compared([
    {
      name: 'floor: a file of 300 octets written and flushed, one signature',
      count: 100,
      work: (at) => {
        const file = openSync(join(folder, `head-${at % 4}`), 'w');
        writeSync(file, Buffer.alloc(300));
        fsyncSync(file);
        closeSync(file);
        sign(null, Buffer.alloc(120), bare.privateKey);
      },
    },
    {
      name: 'a checkpoint verified, kept (file and folder flushed) and cosigned',
      count: 100,
      work: async () => {
        const { status, body } = await witness.addCheckpoint(bodies[next++]);
        if (status !== 200) throw new Error(`${status} ${body}`);
      },
    },
  ]);
}

/** Prints the tables. */
export async function trustLogTables(write) {
  const folder = mkdtempSync(join(tmpdir(), 'egif-bench-log-'));
  try {
    write(worksTable('The log: appending', await appending(folder)));
    write(worksTable('The log: proofs', await proving()));
    write(worksTable('The log: verifying', await verifying()));
    write(worksTable('The log: a witness', await witnessing(folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
