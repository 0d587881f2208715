/**
 * Durable files of a log: whole or absent, on disk when the promise is kept, the entry in the folder too.
 *
 * Room     certification (floor 4).
 */
import { open, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unwritable, writeWhole } from '../contract/write-whole.js';

/** Files and folders of a log below its directory. */
export const logPlaces = {
  config: 'log.json',
  entries: 'entries',
  signed: 'signed',
  witnessed: 'witnessed',
  published: 'checkpoint',
} as const;

/** Flushes the entries of a folder to disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a file whole (aside, flushed, renamed) and flushes its folder. Errors: FILE_NOT_WRITABLE. */
export async function writeDurable(file: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  await writeWhole(file, content, mode);
  await syncFolder(dirname(file)).catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
}

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The octets of a file; undefined where there is none. */
export async function readIfThere(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
}

/** The sizes for which a folder holds a checkpoint, ascending. Unfinished files of a process that died are passed over. */
export async function sizesIn(directory: string, folder: 'signed' | 'witnessed'): Promise<readonly number[]> {
  const names = await readdir(join(directory, logPlaces[folder])).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return names
    .filter((name) => /^[0-9]{16}$/.test(name))
    .map(Number)
    .sort((left, right) => left - right);
}

/** Where the checkpoint of a size stands. */
export const checkpointFile = (directory: string, folder: 'signed' | 'witnessed', size: number): string =>
  join(directory, logPlaces[folder], String(size).padStart(16, '0'));
