/**
 * The key of a log or of a witness by URI.
 *
 * Room     attestation (floor 3).
 */
import { resolve } from 'node:path';
import { readBounded } from '../../contract/load-document.js';
import { EgifError } from '../../errors.js';
import { Refusal } from '../problem.js';
import { type NoteKey, readNoteKey } from './note-signer.js';

const maxKeyBytes = 64 * 1024;

/** A key from `file:PATH`, a PEM file with an Ed25519 key after a line `name: …`. Errors: USAGE, KEY_UNREADABLE, FILE_*. */
export async function loadNoteKey(uri: string, directory: string): Promise<NoteKey> {
  if (!uri.startsWith('file:')) {
    throw new EgifError('USAGE', `the key ${uri.slice(0, 40)} has no known form`, {
      mend: 'give file:PATH, a PEM file with an Ed25519 key after a line “name: …”',
    });
  }
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
