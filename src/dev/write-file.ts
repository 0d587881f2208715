/**
 * Whole files only: written aside, synced and renamed, so that a reader never sees half of one.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { EgifError } from '../errors.js';

/** Writes one file with the given access mode; makes its folder. Error: FILE_NOT_WRITABLE. */
export async function writeWholeFile(file: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const aside = `${file}.${process.pid}.partial`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(aside, 'w', mode);
    try {
      await handle.writeFile(content);
      await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, file);
  } catch (cause) {
    throw new EgifError('FILE_NOT_WRITABLE', `${file} cannot be written`, { file, mend: 'check the folder and its rights', cause });
  }
}
