/**
 * What a log is: its name, its key, the witnesses that it asks. Written once, by `egif log init`.
 *
 * Room     certification (floor 4).
 */
import { join } from 'node:path';
import { type LogPolicy, readLogPolicy } from '../attestation/log/log-policy.js';
import type { NoteKey } from '../attestation/log/note-signer.js';
import { verifierOf } from '../attestation/log/note-signer.js';
import { readVerifierKey, type VerifierKey, writeVerifierKey } from '../attestation/log/verifier-key.js';
import { Refusal } from '../attestation/problem.js';
import { isObject, parseJson } from '../contract/json.js';
import { readBounded } from '../contract/load-document.js';
import { EgifError } from '../errors.js';
import { lockFolder } from './log-lock.js';
import { logPlaces, readIfThere, writeDurable } from './log-files.js';

export interface LogConfig {
  readonly origin: string;
  readonly vkey: VerifierKey;
  readonly policy: LogPolicy;
}

const maxBytes = 2 * 1024 * 1024;

/** What refuses a policy or a key that an operator gave, as an error of input. */
export function asInputError<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new EgifError('LOG_CONFIG', `${file} is refused: ${error.code} ${error.message}`, { file, mend: 'mend the file', cause: error });
  }
}

/** Makes the folder of a log, once. `origin` names the log; the key has the same name. Errors: LOG_CONFIG, LOG_BUSY, FILE_NOT_WRITABLE. */
export async function createLog(directory: string, key: NoteKey, { policy, at }: { readonly policy: string; readonly at: Date }): Promise<LogConfig> {
  const file = join(directory, logPlaces.config);
  const config: LogConfig = {
    origin: key.name,
    vkey: asInputError(file, () => verifierOf(key, 'ed25519')),
    policy: asInputError('policy', () => readLogPolicy(policy)),
  };
  const lock = await lockFolder(directory, at);
  try {
    if ((await readIfThere(file)) !== undefined)
      throw new EgifError('LOG_CONFIG', `${directory} holds a log already`, { file, mend: 'name another folder' });
    await writeDurable(file, `${JSON.stringify({ origin: config.origin, vkey: writeVerifierKey(config.vkey), policy }, null, 2)}\n`);
  } finally {
    await lock.release();
  }
  return config;
}

/** Reads what a log is. Errors: FILE_*, LOG_CONFIG. */
export async function readLogConfig(directory: string): Promise<LogConfig> {
  const file = join(directory, logPlaces.config);
  const value = parseJson((await readBounded(file, maxBytes)).toString('utf8'))?.value;
  if (!isObject(value) || typeof value['origin'] !== 'string' || typeof value['vkey'] !== 'string' || typeof value['policy'] !== 'string')
    throw new EgifError('LOG_CONFIG', `${file} does not describe a log`, { file, mend: 'make a log with egif log init' });
  const { origin, vkey, policy } = value;
  return { origin, ...asInputError(file, () => ({ vkey: readVerifierKey(String(vkey)), policy: readLogPolicy(String(policy)) })) };
}
