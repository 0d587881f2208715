/**
 * The checkpoints that a log has kept: what it signed, and what a quorum of witnesses has seen of it, each with its time.
 *
 * Room     certification (floor 4).
 */
import { readFile } from 'node:fs/promises';
import { type SignedCheckpoint, verifySignedCheckpoint, quorumTimeOf, witnessTimesOf } from '../attestation/log/witnessed-checkpoint.js';
import { demand, Refusal } from '../attestation/problem.js';
import { EgifError } from '../errors.js';
import type { LogConfig } from './log-config.js';
import { checkpointFile, sizesIn } from './log-files.js';

export interface KeptCheckpoint extends SignedCheckpoint {
  /** Octets of the note. */
  readonly octets: Buffer;
}

export interface SeenCheckpoint extends KeptCheckpoint {
  /** Milliseconds at which a quorum had signed. */
  readonly firstWitnessTime: number;
  readonly witnessTimes: ReadonlyMap<string, number>;
}

/** A checkpoint that the log signed. Refusals: LOG_NOTE, LOG_CHECKPOINT, LOG_ORIGIN, LOG_UNSIGNED. */
export async function signedCheckpoint(directory: string, config: LogConfig, size: number): Promise<KeptCheckpoint> {
  const octets = await readFile(checkpointFile(directory, 'signed', size));
  const checkpoint = verifySignedCheckpoint(octets, config);
  demand(checkpoint.size === size, 'LOG_CHECKPOINT', `the checkpoint kept for size ${size} is of size ${checkpoint.size}`);
  return { ...checkpoint, octets };
}

/** A checkpoint that a quorum has seen. Refusals: those of a signed one, LOG_WITNESS_QUORUM. */
export async function seenCheckpoint(directory: string, config: LogConfig, size: number): Promise<SeenCheckpoint> {
  const octets = await readFile(checkpointFile(directory, 'witnessed', size));
  const checkpoint = verifySignedCheckpoint(octets, config);
  demand(checkpoint.size === size, 'LOG_CHECKPOINT', `the checkpoint kept for size ${size} is of size ${checkpoint.size}`);
  const witnessTimes = witnessTimesOf(checkpoint.note, config.policy);
  const firstWitnessTime = quorumTimeOf(witnessTimes, config.policy);
  if (firstWitnessTime === undefined) throw new Refusal('LOG_WITNESS_QUORUM', `${witnessTimes.size} known witnesses signed; that is no quorum`);
  return { ...checkpoint, octets, firstWitnessTime, witnessTimes };
}

/** Runs a reader of kept files: what they refuse is damage. Errors: LOG_DAMAGED. */
export async function asDamage<T>(directory: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new EgifError('LOG_DAMAGED', `${directory} is refused: ${error.code} ${error.message}`, {
      file: directory,
      mend: 'run egif log fsck, and restore the folder from a copy',
      cause: error,
    });
  }
}

/** The newest checkpoint that a quorum had seen at an instant (milliseconds); undefined where there was none. Errors: LOG_DAMAGED. */
export async function checkpointAsOf(directory: string, config: LogConfig, at: number): Promise<SeenCheckpoint | undefined> {
  const sizes = await sizesIn(directory, 'witnessed');
  for (const size of sizes.toReversed()) {
    const seen = await asDamage(directory, () => seenCheckpoint(directory, config, size));
    if (seen.firstWitnessTime <= at) return seen;
  }
  return undefined;
}

/** The oldest checkpoint that a quorum has seen and that holds an entry: its time is the nearest to the entry’s. Errors: LOG_DAMAGED. */
export async function firstCheckpointOver(directory: string, config: LogConfig, index: number): Promise<SeenCheckpoint | undefined> {
  const size = (await sizesIn(directory, 'witnessed')).find((each) => each > index);
  return size === undefined ? undefined : asDamage(directory, () => seenCheckpoint(directory, config, size));
}
