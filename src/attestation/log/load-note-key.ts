/**
 * The key of a log or of a witness by URI.
 *
 * Room     attestation (floor 3).
 */
import { resolve } from 'node:path';
import { readBounded } from '../../contract/load-document.js';
import { EgifError } from '../../errors.js';
import { loadKey } from '../keys.js';
import { Refusal } from '../problem.js';
import { heldNoteKey, type NoteKey, readNoteKey } from './note-signer.js';

const maxKeyBytes = 64 * 1024;

export interface NoteKeySource {
  /** Where relative paths begin. */
  readonly directory: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Name of the key: the origin of the log, or the name of the witness. A token and a program know none; that of a file must be the same. */
  readonly name?: string;
}

async function fileKey(uri: string, directory: string): Promise<NoteKey> {
  const file = resolve(directory, uri.slice('file:'.length));
  try {
    return readNoteKey((await readBounded(file, maxKeyBytes)).toString('latin1'));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new EgifError('KEY_UNREADABLE', `the private key in ${file} cannot be read`, {
      file,
      mend: 'make a key with egif witness key, or put a line “name: …” before an Ed25519 key in PEM',
      cause: error,
    });
  }
}

async function heldKey(uri: string, { directory, environment, name }: NoteKeySource): Promise<NoteKey> {
  const signer = await loadKey(uri, directory, environment);
  if (name === undefined)
    throw new EgifError('USAGE', 'a key of a token or a program has no name of its own', { mend: 'give --name, such as audit.example/witness' });
  try {
    return heldNoteKey(name, signer);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new EgifError('KEY_UNREADABLE', `the key of ${name} cannot be used: ${error.message}`, {
      mend: 'use an Ed25519 key, and a name without spaces and plus signs',
      cause: error,
    });
  }
}

/**
 * A key from `file:PATH` (a PEM file with an Ed25519 key after a line `name: …`), `pkcs11:…` or `cmd:PROGRAM;key=FILE`.
 * Errors: USAGE, KEY_UNREADABLE, KEY_MISMATCH, FILE_*, SECRET_UNAVAILABLE, SIGNER_UNAVAILABLE.
 */
export async function loadNoteKey(uri: string, source: NoteKeySource): Promise<NoteKey> {
  if (!uri.startsWith('file:')) return heldKey(uri, source);
  const key = await fileKey(uri, source.directory);
  if (source.name !== undefined && source.name !== key.name)
    throw new EgifError('KEY_MISMATCH', `the key in ${uri} is of ${key.name}, not of ${source.name}`, { mend: 'name the key that belongs to it' });
  return key;
}
