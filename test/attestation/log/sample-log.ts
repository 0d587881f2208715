/** A small log with its witnesses, for tests: keys, checkpoints, cosignatures and proofs as their owners would make them. */
import { writeCheckpoint } from '../../../src/attestation/log/checkpoint.js';
import { type IssueLeaf, writeLogLeaf } from '../../../src/attestation/log/log-leaf.js';
import { writeLogProof } from '../../../src/attestation/log/log-proof.js';
import { cosign, makeNoteKey, type NoteKey, readNoteKey, signNote, verifierOf } from '../../../src/attestation/log/note-signer.js';
import { type NoteSignature, writeNote } from '../../../src/attestation/log/note-text.js';
import { inclusionProof, rootOfSize } from '../../../src/attestation/log/tree-proof.js';
import { writeVerifierKey } from '../../../src/attestation/log/verifier-key.js';
import { treeOf } from './sample-tree.js';

export const origin = 'log.example/certificates';
export const logKey = readNoteKey(makeNoteKey(origin));
export const otherLogKey = readNoteKey(makeNoteKey(origin));
export const witnessKeys = ['budget', 'audit', 'cluster'].map((name) => readNoteKey(makeNoteKey(`${name}.example/witness`)));
export const logVkey = writeVerifierKey(verifierOf(logKey, 'ed25519'));
export const witnessVkeys = witnessKeys.map((key) => writeVerifierKey(verifierOf(key, 'cosignature')));

export const policyOf = (...urls: readonly string[]): string =>
  [
    `log ${logVkey}`,
    ...witnessVkeys.map((vkey, at) => `witness w${at + 1} ${vkey}${urls[at] === undefined ? '' : ` ${urls[at]}`}`),
    'group enough 2 w1 w2 w3',
    'quorum enough',
    '',
  ].join('\n');

/** 2026-11-22T08:00:00Z in seconds. */
export const noon = Date.UTC(2026, 10, 22, 8) / 1000;
export const verifierOptions = { origin, vkey: logVkey, at: (noon + 3600) * 1000, maxSkewMs: 60_000 };

export const issueLeaf = (number: number, service = '99999000014-01'): IssueLeaf => ({
  type: 'issue',
  id: `urn:egif:cert:IR-2026-${String(number).padStart(6, '0')}`,
  sha256: String(number).padStart(64, '0'),
  agency: '99999000014',
  service,
});

export const issueLeaves = (count: number): readonly Buffer[] => Array.from({ length: count }, (_none, at) => writeLogLeaf(issueLeaf(at)));

export interface NoteParts {
  readonly text: string;
  readonly signatures: NoteSignature[];
}

/** A checkpoint of leaves, signed by a log and cosigned by witnesses at their times (seconds). */
export async function checkpointOf(
  leaves: readonly Uint8Array[],
  { key = logKey, times = [noon, noon + 10, noon + 20] }: { readonly key?: NoteKey; readonly times?: readonly (number | undefined)[] } = {},
): Promise<NoteParts> {
  const text = writeCheckpoint({ origin, size: leaves.length, root: rootOfSize(leaves.length, treeOf(leaves).nodeAt) });
  const signatures = [await signNote(key, text)];
  for (const [at, witness] of witnessKeys.entries()) {
    const time = times[at];
    if (time !== undefined) signatures.push(await cosign(witness, text, time));
  }
  return { text, signatures };
}

export function proofOf(leaves: readonly Uint8Array[], index: number, note: NoteParts): string {
  const hashes = inclusionProof(index, leaves.length, treeOf(leaves).nodeAt);
  return writeLogProof({ index, hashes, checkpoint: Buffer.from(writeNote(note)) });
}
