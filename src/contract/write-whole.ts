/**
 * Output files are always whole: written aside, flushed to disk, renamed.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EgifError } from '../errors.js';
import { makeFolder } from './make-folder.js';

/** Writes a file so that it either stands there whole or is not touched. Errors: FILE_NOT_WRITABLE. */
export async function writeWhole(file: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const aside = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    await makeFolder(dirname(file));
    const handle = await open(aside, 'wx', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, file);
  } catch (cause) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw new EgifError('FILE_NOT_WRITABLE', `${file} cannot be written`, { file, mend: 'name a folder that you may write to', cause });
  }
}
