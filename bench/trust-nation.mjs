/**
 * A test nation with many certificates, for the benches: each certificate different, all under one seal, one trust list and the same three status lists; where
 * there is a log, all in one tree under one checkpoint that the log and three witnesses signed (two of them are demanded), each with its own path of hashes.
 *
 * Needs the build (`npm run build`): the test nation lives with the tests.
 */
import { claimedIssueLeaf } from '../dist/src/attestation/certificate/logged-leaf.js';
import { writeCheckpoint } from '../dist/src/attestation/log/checkpoint.js';
import { writeLogProof } from '../dist/src/attestation/log/log-proof.js';
import { leafHashOf } from '../dist/src/attestation/log/merkle-tree.js';
import { cosign, signNote } from '../dist/src/attestation/log/note-signer.js';
import { writeNote } from '../dist/src/attestation/log/note-text.js';
import { createTreeHashes } from '../dist/src/attestation/log/tree-hashes.js';
import { inclusionProof, rootOfSize } from '../dist/src/attestation/log/tree-proof.js';
import { sealCredential } from '../dist/src/attestation/trust/seal-object.js';
import { logKey, origin, witnessKeys } from '../dist/test/attestation/log/sample-log.js';
import { nationOf, now } from '../dist/test/attestation/nation.js';
import { sized } from './size.mjs';

export { now };

/** A log holds more than the certificates of a bench: as many leaves as a nation's log after some years, for the length of the paths. */
const leavesOfOthers = sized(100_000, 1_000);

async function checkpointOver(tree, size) {
  const seconds = Math.floor(now.getTime() / 1000);
  const text = writeCheckpoint({ origin, size, root: rootOfSize(size, tree.nodeAt) });
  const signatures = [await signNote(logKey, text)];
  for (const [at, witness] of witnessKeys.entries()) signatures.push(await cosign(witness, text, seconds + 10 * (at + 1)));
  return Buffer.from(writeNote({ text, signatures }));
}

/** Proof texts of leaves that stand behind those of others, all under one checkpoint. */
async function proofsOf(leaves) {
  const tree = createTreeHashes();
  for (let at = 0; at < leavesOfOthers; at += 1) tree.append(leafHashOf(Buffer.from(`other ${at}`)));
  for (const leaf of leaves) tree.append(leafHashOf(leaf));
  const size = leavesOfOthers + leaves.length;
  const checkpoint = await checkpointOver(tree, size);
  return leaves.map((_leaf, at) =>
    writeLogProof({ index: leavesOfOthers + at, hashes: inclusionProof(leavesOfOthers + at, size, tree.nodeAt), checkpoint }),
  );
}

/** `trust` and `trustText`; `bundle(number)` makes the octets of one of `count` different bundles, `signed(number)` what its seal signed. */
export async function nationWithCertificates(count, { log }) {
  const nation = await nationOf({ log });
  const { statusLists } = await nation.bundle();
  const credentials = [];
  for (let number = 0; number < count; number += 1) {
    const payload = nation.credential((of) => {
      of.id = `urn:egif:cert:IR-2026-${String(number).padStart(6, '0')}`;
    });
    credentials.push(await sealCredential(payload, { signer: nation.seals.issuer, at: now }));
  }
  const proofs = log ? await proofsOf(credentials.map((compact) => claimedIssueLeaf(compact))) : [];
  const { mediaType } = await nation.bundle();
  return {
    nation,
    trust: nation.trust,
    trustText: nation.trustText,
    credential: (number) => credentials[number % count],
    bundle: (number) =>
      Buffer.from(
        JSON.stringify({
          mediaType,
          credential: credentials[number % count],
          ...(log ? { logProof: proofs[number % count] } : {}),
          statusLists,
        }),
      ),
  };
}
