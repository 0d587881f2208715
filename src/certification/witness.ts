/**
 * A witness: it signs that a log only grows, with the time, and never two histories of one log.
 *
 * Requests about one log are answered one after the other. The new head is on disk before the answer.
 * Source   C2SP tlog-witness, “add-checkpoint”; tlog-cosignature.
 * Room     certification (floor 4).
 */
import { readHash } from '../attestation/log/base64.js';
import { type Checkpoint, readCheckpoint, readDecimal } from '../attestation/log/checkpoint.js';
import { emptyRoot, isConsistent } from '../attestation/log/merkle-tree.js';
import { cosign, type NoteKey } from '../attestation/log/note-signer.js';
import { maxNoteBytes, readNote, readText, writeSignatureLine } from '../attestation/log/note-text.js';
import { saidBy, type VerifierKey } from '../attestation/log/verifier-key.js';
import { demand, Refusal } from '../attestation/problem.js';
import { readHead, type WitnessHead, writeHead } from './witness-state.js';

export interface WitnessReply {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 503;
  readonly contentType: string;
  readonly body: string;
}

export interface Witness {
  /** Answers the body of a request. Rejects where the head cannot be kept: then nothing is signed. */
  addCheckpoint(body: Uint8Array): Promise<WitnessReply>;
}

export interface WitnessOptions {
  readonly key: NoteKey;
  /** Keys of the logs; the name of a key is the origin of its log. */
  readonly logs: readonly VerifierKey[];
  /** Folder of the heads. */
  readonly directory: string;
  readonly clock: () => Date;
}

const text = 'text/plain; charset=utf-8';
const reply = (status: WitnessReply['status'], body: string, contentType = text): WitnessReply => ({ status, contentType, body: `${body}\n` });

interface Asked {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

const maxProofLines = 63;

/** Reads a request. Refusals: LOG_ADD_CHECKPOINT, LOG_NOTE, LOG_CHECKPOINT. */
function readAsked(octets: Uint8Array): Asked {
  demand(octets.length <= maxNoteBytes, 'LOG_ADD_CHECKPOINT', 'the request is too long');
  const body = readText(octets, 'LOG_ADD_CHECKPOINT');
  const blank = body.indexOf('\n\n');
  demand(blank >= 0, 'LOG_ADD_CHECKPOINT', 'no blank line stands before the checkpoint');
  const [oldLine = '', ...hashes] = body.slice(0, blank).split('\n');
  const oldSize = oldLine.startsWith('old ') ? readDecimal(oldLine.slice('old '.length)) : undefined;
  demand(oldSize !== undefined, 'LOG_ADD_CHECKPOINT', 'the first line names no old size');
  demand(hashes.length <= maxProofLines, 'LOG_ADD_CHECKPOINT', `${hashes.length} hashes; the limit is ${maxProofLines}`);
  const proof = hashes.map((line) => readHash(line, 'a hash of the proof', 'LOG_ADD_CHECKPOINT'));
  const note = body.slice(blank + 2);
  return { oldSize, proof, note, checkpoint: readCheckpoint(readNote(Buffer.from(note)).text) };
}

/** Why a checkpoint of a known log that is signed is not witnessed; undefined where nothing is wrong. */
function objection({ oldSize, proof, checkpoint }: Asked, head: WitnessHead | undefined): WitnessReply | undefined {
  const { size, root } = checkpoint;
  if (oldSize > size) return reply(400, 'the old size is above the size of the checkpoint');
  const seen = head?.size ?? 0;
  if (oldSize !== seen) return reply(409, String(seen), 'text/x.tlog.size');
  if (size === 0 && !emptyRoot.equals(root)) return reply(422, 'an empty tree has another root');
  const growth = { oldSize, newSize: size, oldRoot: head?.root ?? emptyRoot, newRoot: root, proof };
  return isConsistent(growth) ? undefined : reply(422, 'the checkpoint does not continue what was seen');
}

function isSignedBy(log: VerifierKey, note: string): boolean {
  try {
    return saidBy(log, readNote(Buffer.from(note)), 'LOG_UNSIGNED').length > 0;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

async function witnessed(asked: Asked, log: VerifierKey, { key, directory, clock }: WitnessOptions): Promise<WitnessReply> {
  const head = await readHead(directory, log);
  const refused = objection(asked, head);
  if (refused !== undefined) return refused;
  const time = Math.floor(clock().getTime() / 1000);
  if (time < (head?.time ?? 1)) return reply(503, 'the clock of this witness is behind its last signature');
  const { note, checkpoint } = asked;
  const signature = await cosign(key, readNote(Buffer.from(note)).text, time);
  await writeHead(directory, log.name, { size: checkpoint.size, root: checkpoint.root, time, note });
  return { status: 200, contentType: text, body: writeSignatureLine(signature) };
}

/** A witness of some logs. The caller holds the lock of its folder. */
export function createWitness(options: WitnessOptions): Witness {
  const last = new Map<string, Promise<unknown>>();
  const inTurn = (origin: string, work: () => Promise<WitnessReply>): Promise<WitnessReply> => {
    const mine = (last.get(origin) ?? Promise.resolve()).then(work);
    last.set(
      origin,
      mine.catch(() => undefined),
    );
    return mine;
  };
  return {
    async addCheckpoint(body) {
      let asked: Asked;
      try {
        asked = readAsked(body);
      } catch (error) {
        if (error instanceof Refusal) return reply(400, `${error.code}: ${error.message}`);
        throw error;
      }
      const known = options.logs.filter(({ name }) => name === asked.checkpoint.origin);
      if (known.length === 0) return reply(404, 'this witness does not know the log');
      const log = known.find((each) => isSignedBy(each, asked.note));
      if (log === undefined) return reply(403, 'no known key of the log signed the checkpoint');
      return inTurn(log.name, () => witnessed(asked, log, options));
    },
  };
}
