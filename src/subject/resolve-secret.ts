/**
 * Secrets from where a statement says that they are. They stay in memory; no message repeats them.
 *
 * Room     subject (floor 3).
 */
import { readFile, stat } from 'node:fs/promises';
import { EgifError } from '../errors.js';
import { whereabouts } from './statement-files.js';

export interface SecretWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The statement's folder; `file:` is relative to it and stays in it. */
  readonly directory: string;
}

const maxBytes = 64 * 1024;

function unavailable(message: string, mend: string): EgifError {
  return new EgifError('SECRET_UNAVAILABLE', message, { mend });
}

/** A certificate is public: only texts that hold more than certificates are secret. */
const isPublic = (text: string): boolean => /-----BEGIN CERTIFICATE-----/.test(text) && !/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text);

async function fromFile(file: string, directory: string): Promise<string> {
  const where = await whereabouts(directory, file);
  if ('code' in where) throw unavailable(`file:${file}: ${where.message}`, where.mend);
  const facts = await stat(where.path);
  if (facts.size > maxBytes) throw unavailable(`file:${file} has over ${maxBytes} bytes`, 'name the file of the secret alone');
  const text = await readFile(where.path, 'utf8').catch(() => {
    throw unavailable(`file:${file} cannot be read`, 'check the rights of the file');
  });
  if ((facts.mode & 0o004) !== 0 && process.platform !== 'win32' && !isPublic(text)) {
    throw unavailable(`file:${file} can be read by everybody`, `chmod o-rwx ${file}`);
  }
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw unavailable(`file:${file} is empty`, 'put the secret into the file');
  return secret;
}

/** The secret behind a reference. Errors: SECRET_UNAVAILABLE. */
export async function resolveSecret(reference: string, world: SecretWorld): Promise<string> {
  const [, scheme, rest = ''] = /^(env|file|pkcs11):(.*)$/s.exec(reference) ?? [];
  if (scheme === 'env') {
    const value = Object.hasOwn(world.env, rest) ? world.env[rest] : undefined;
    if (value === undefined || value === '') throw unavailable(`the environment variable ${rest} is not set`, `set ${rest} before the run`);
    return value;
  }
  if (scheme === 'file') return await fromFile(rest, world.directory);
  if (scheme === 'pkcs11') throw unavailable('keys on a token (pkcs11:) cannot be read', 'use env: or file: for this identity');
  if (reference === 'prompt') throw unavailable('nobody can be asked during a run', 'use env: or file: for this identity');
  throw unavailable('this is no reference to a secret', 'write env:NAME or file:PATH');
}
