/**
 * What a witness remembers: for each log the last checkpoint that it signed, on disk before anybody hears of it.
 *
 * Room     certification (floor 4).
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { VerifierKey } from '../attestation/log/verifier-key.js';
import { verifySignedCheckpoint } from '../attestation/log/witnessed-checkpoint.js';
import { Refusal } from '../attestation/problem.js';
import { isObject, parseJson } from '../contract/json.js';
import { EgifError } from '../errors.js';
import { readIfThere, writeDurable } from './log-files.js';

export interface WitnessHead {
  readonly size: number;
  readonly root: Uint8Array;
  /** Seconds since 1970-01-01T00:00:00Z of the last signature: no later one is earlier. */
  readonly time: number;
  /** The note as the log signed it. */
  readonly note: string;
}

const fileOf = (directory: string, origin: string): string =>
  join(directory, `head-${createHash('sha256').update(origin).digest('hex').slice(0, 32)}.json`);

function damaged(file: string, cause?: unknown): EgifError {
  return new EgifError('LOG_DAMAGED', `${file} is not what this witness wrote`, {
    file,
    mend: 'restore it from a copy; a witness that has forgotten can be led astray',
    cause,
  });
}

/** The head of a log; undefined before the first signature. Errors: LOG_DAMAGED. */
export async function readHead(directory: string, log: VerifierKey): Promise<WitnessHead | undefined> {
  const file = fileOf(directory, log.name);
  const octets = await readIfThere(file);
  if (octets === undefined) return undefined;
  const value = parseJson(octets.toString('utf8'))?.value;
  if (!isObject(value) || typeof value['note'] !== 'string' || typeof value['time'] !== 'number') throw damaged(file);
  const { note, time } = value;
  try {
    const { size, root } = verifySignedCheckpoint(Buffer.from(String(note)), { origin: log.name, vkey: log });
    return { size, root, time: Number(time), note: String(note) };
  } catch (error) {
    if (error instanceof Refusal) throw damaged(file, error);
    throw error;
  }
}

/** Keeps the head of a log. Errors: FILE_NOT_WRITABLE. */
export async function writeHead(directory: string, origin: string, { note, time }: WitnessHead): Promise<void> {
  await writeDurable(fileOf(directory, origin), `${JSON.stringify({ origin, time, note })}\n`);
}
