/**
 * Makes a folder with those above it, one by one.
 *
 * Not the platform's `recursive`: on file systems that refuse every new entry as absent (procfs) it tries for ever.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a folder; one that stands already is fine. Rejects with the platform's error, ENOTDIR where a file is in the way. */
export async function makeFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return;
  if (found !== undefined) throw Object.assign(new Error(`${folder} is no folder`), { code: 'ENOTDIR' });
  const above = dirname(folder);
  if (above !== folder) await makeFolder(above);
  await mkdir(folder).catch(async (error: unknown) => {
    // Another may have made it meanwhile.
    const made = await stat(folder).catch(() => undefined);
    if (made?.isDirectory() !== true) throw error;
  });
}
