/**
 * Offline proof that something is in a log and that witnesses have seen it there.
 *
 * Source   C2SP tlog-proof, “Format”, “Verifying a tlog proof”.
 * Room     attestation (floor 3).
 */
import { demand } from '../problem.js';
import { readBase64, readHash, writeBase64 } from './base64.js';
import { readDecimal } from './checkpoint.js';
import { type LogPolicy, readLogPolicy } from './log-policy.js';
import { includes, leafHashOf } from './merkle-tree.js';
import { demandShown, maxNoteBytes, readText } from './note-text.js';
import { type Clock, type LogIdentity, verifyWitnessedCheckpoint, type WitnessedCheckpoint } from './witnessed-checkpoint.js';

const firstLine = 'c2sp.org/tlog-proof@v1';
/** More hashes no tree below 2^63 leaves needs. */
const maxHashes = 63;
const maxProofBytes = maxNoteBytes + 64 * 1024;

export interface LogProof {
  readonly index: number;
  /** From the sibling of the leaf up to the child of the root. */
  readonly hashes: readonly Uint8Array[];
  /** Octets of the signed checkpoint. */
  readonly checkpoint: Uint8Array;
  /** Authenticated by nothing, and used for nothing here. */
  readonly extra?: Uint8Array;
}

function textOf(proof: string | Uint8Array): string {
  const length = typeof proof === 'string' ? Buffer.byteLength(proof) : proof.length;
  demand(length <= maxProofBytes, 'LOG_PROOF_FORMAT', `${length} bytes; the limit is ${maxProofBytes}`);
  if (typeof proof !== 'string') return readText(proof, 'LOG_PROOF_FORMAT');
  demand(proof.isWellFormed(), 'LOG_PROOF_FORMAT', 'the proof holds a lone surrogate');
  demandShown(proof, 'LOG_PROOF_FORMAT');
  return proof;
}

/** Reads a proof without trusting it. Refusals: LOG_PROOF_FORMAT. */
export function readLogProof(proof: string | Uint8Array): LogProof {
  const text = textOf(proof);
  const blank = text.indexOf('\n\n');
  demand(blank >= 0, 'LOG_PROOF_FORMAT', 'no blank line stands before the checkpoint');
  const [head, ...lines] = text.slice(0, blank).split('\n');
  demand(head === firstLine, 'LOG_PROOF_FORMAT', `the first line is not ${firstLine}`);
  const extra =
    lines[0]?.startsWith('extra ') === true ? readBase64(lines[0].slice('extra '.length), 'the extra data', 'LOG_PROOF_FORMAT') : undefined;
  const [indexLine = '', ...hashLines] = extra === undefined ? lines : lines.slice(1);
  const index = indexLine.startsWith('index ') ? readDecimal(indexLine.slice('index '.length)) : undefined;
  demand(index !== undefined, 'LOG_PROOF_FORMAT', 'the line of the index is absent or no number');
  demand(hashLines.length <= maxHashes, 'LOG_PROOF_FORMAT', `${hashLines.length} hashes; no tree needs more than ${maxHashes}`);
  const hashes = hashLines.map((line) => readHash(line, 'a hash of the proof', 'LOG_PROOF_FORMAT'));
  return { index, hashes, checkpoint: Buffer.from(text.slice(blank + 2)), ...(extra === undefined ? {} : { extra }) };
}

/** The text of a proof. */
export function writeLogProof({ index, hashes, checkpoint }: Omit<LogProof, 'extra'>): string {
  const lines = [firstLine, `index ${index}`, ...hashes.map(writeBase64)];
  return `${lines.join('\n')}\n\n${Buffer.from(checkpoint).toString('utf8')}`;
}

export interface ProvenLeaf {
  readonly index: number;
  readonly size: number;
  /** Root in base64. */
  readonly root: string;
  /** Milliseconds since 1970-01-01T00:00:00Z at which a quorum of witnesses had signed: the trusted time of the leaf. */
  readonly firstWitnessTime: number;
  readonly checkpoint: WitnessedCheckpoint;
}

/** Checkpoints that were verified already under one policy and one log, by their octets: many leaves share one. The clock is asked again each time. */
export type CheckpointMemory = Map<string, WitnessedCheckpoint>;

export interface ProofOptions extends LogIdentity, Clock {
  readonly memory?: CheckpointMemory;
}

function checkpointOf(octets: Uint8Array, policy: LogPolicy, options: ProofOptions): WitnessedCheckpoint {
  const key = Buffer.from(octets).toString('latin1');
  const known = options.memory?.get(key);
  if (known !== undefined && Math.max(...known.witnessTimes.values()) <= options.at + options.maxSkewMs) return known;
  const verified = verifyWitnessedCheckpoint(octets, policy, options);
  options.memory?.set(key, verified);
  return verified;
}

/**
 * Proves a leaf by a proof text, offline.
 * Refusals: LOG_PROOF_FORMAT, LOG_NOTE, LOG_CHECKPOINT, LOG_ORIGIN, LOG_UNSIGNED, LOG_WITNESS_QUORUM, LOG_WITNESS_FUTURE, LOG_INCLUSION; LOG_POLICY and
 * LOG_VKEY where the verifier’s own configuration cannot be read.
 */
export function verifyLogProof(proof: string | Uint8Array, leaf: Uint8Array, policy: string | LogPolicy, options: ProofOptions): ProvenLeaf {
  const { index, hashes, checkpoint: octets } = readLogProof(proof);
  const checkpoint = checkpointOf(octets, typeof policy === 'string' ? readLogPolicy(policy) : policy, options);
  const { size, root, firstWitnessTime } = checkpoint;
  demand(includes({ leafHash: leafHashOf(leaf), index, size, proof: hashes }, root), 'LOG_INCLUSION', `the leaf is not number ${index} of ${size}`);
  return { index, size, root: writeBase64(root), firstWitnessTime, checkpoint };
}
