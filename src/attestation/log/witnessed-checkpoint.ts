/**
 * A checkpoint that its log signed and that enough witnesses have seen: the trusted time of everything below it.
 *
 * Source   C2SP tlog-checkpoint “Signatures”, tlog-cosignature, tlog-policy, tlog-proof “Verifying a tlog proof”.
 * Room     attestation (floor 3).
 */
import { demand, Refusal } from '../problem.js';
import { type Checkpoint, readCheckpoint } from './checkpoint.js';
import { isQuorum, type LogPolicy } from './log-policy.js';
import { emptyRoot } from './merkle-tree.js';
import { type Note, readNote } from './note-text.js';
import { readVerifierKey, saidBy, type VerifierKey } from './verifier-key.js';

/** The log that a checkpoint must be of. */
export interface LogIdentity {
  readonly origin: string;
  /** As text, or read already. */
  readonly vkey: string | VerifierKey;
}

export interface SignedCheckpoint extends Checkpoint {
  readonly note: Note;
}

export interface WitnessedCheckpoint extends SignedCheckpoint {
  /**
   * Milliseconds since 1970-01-01T00:00:00Z at which a quorum had signed for the first time: no witness alone, and no few below the quorum, can set it
   * back.
   */
  readonly firstWitnessTime: number;
  /** By the witness’s name in the policy, when it signed (the earliest of its signatures), in milliseconds. */
  readonly witnessTimes: ReadonlyMap<string, number>;
}

/** Reads a checkpoint and holds it against its log. Refusals: LOG_NOTE, LOG_CHECKPOINT, LOG_ORIGIN, LOG_UNSIGNED, LOG_VKEY. */
export function verifySignedCheckpoint(octets: Uint8Array, { origin, vkey }: LogIdentity): SignedCheckpoint {
  const key = typeof vkey === 'string' ? readVerifierKey(vkey) : vkey;
  const note = readNote(octets);
  const checkpoint = readCheckpoint(note.text);
  demand(checkpoint.origin === origin, 'LOG_ORIGIN', `the checkpoint is of ${checkpoint.origin.slice(0, 80)}, not of ${origin}`);
  demand(saidBy(key, note, 'LOG_UNSIGNED').length > 0, 'LOG_UNSIGNED', `${key.name} did not sign the checkpoint`);
  demand(checkpoint.size > 0 || emptyRoot.equals(checkpoint.root), 'LOG_CHECKPOINT', 'an empty tree has another root');
  return { ...checkpoint, note };
}

/** When each known witness signed, in milliseconds. Refusals: LOG_NOTE. */
export function witnessTimesOf(note: Note, { witnesses }: LogPolicy): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { name, key } of witnesses) {
    const said = saidBy(key, note, 'LOG_NOTE').flatMap(({ time }) => (time === undefined ? [] : [time * 1000]));
    if (said.length > 0) times.set(name, Math.min(...said));
  }
  return times;
}

/** When a quorum had signed for the first time; undefined where none has. */
export function quorumTimeOf(times: ReadonlyMap<string, number>, { quorum }: LogPolicy): number | undefined {
  const signed = new Set<string>();
  for (const [name, time] of [...times].sort(([, left], [, right]) => left - right)) {
    signed.add(name);
    if (isQuorum(quorum, signed)) return time;
  }
  return undefined;
}

/** What is demanded of the witnesses’ clocks. */
export interface Clock {
  /** Milliseconds: now, as the verifier knows it. */
  readonly at: number;
  /** Milliseconds by which a witness may be ahead. */
  readonly maxSkewMs: number;
}

/**
 * A checkpoint with its log’s signature and a quorum of witnesses. A policy that demands no witness still needs one here: without it there is no time.
 * Refusals: LOG_NOTE, LOG_CHECKPOINT, LOG_ORIGIN, LOG_UNSIGNED, LOG_WITNESS_QUORUM, LOG_WITNESS_FUTURE, LOG_VKEY.
 */
export function verifyWitnessedCheckpoint(octets: Uint8Array, policy: LogPolicy, log: LogIdentity & Clock): WitnessedCheckpoint {
  const checkpoint = verifySignedCheckpoint(octets, log);
  const listed = policy.logs.length === 0 || policy.logs.some(({ key }) => key.name === log.origin && isKeyOf(key, log.vkey));
  demand(listed, 'LOG_UNSIGNED', 'the policy does not list the key of the log');
  const witnessTimes = witnessTimesOf(checkpoint.note, policy);
  const firstWitnessTime = quorumTimeOf(witnessTimes, policy);
  if (firstWitnessTime === undefined) throw new Refusal('LOG_WITNESS_QUORUM', `${witnessTimes.size} known witnesses signed; that is no quorum`);
  const latest = Math.max(...witnessTimes.values());
  demand(latest <= log.at + log.maxSkewMs, 'LOG_WITNESS_FUTURE', `a witness signed at ${instant(latest)}, after now`);
  return { ...checkpoint, firstWitnessTime, witnessTimes };
}

function isKeyOf(key: VerifierKey, vkey: LogIdentity['vkey']): boolean {
  const other = typeof vkey === 'string' ? readVerifierKey(vkey) : vkey;
  return Buffer.from(key.publicKey).equals(other.publicKey) && key.id === other.id;
}

/** RFC 3339 of milliseconds; the number itself where no calendar reaches. */
function instant(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}
