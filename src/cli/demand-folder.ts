/**
 * A folder that can be written to, demanded before any work is done whose result goes there.
 *
 * Room     cli (floor 7).
 */
import { access, constants } from 'node:fs/promises';
import { makeFolder } from '../contract/make-folder.js';
import { EgifError } from '../errors.js';

/** Makes the folder where there is none. Errors: FILE_NOT_WRITABLE. */
export async function demandFolder(directory: string): Promise<void> {
  await makeFolder(directory)
    .then(() => access(directory, constants.W_OK))
    .catch((cause: unknown) => {
      throw new EgifError('FILE_NOT_WRITABLE', `${directory} cannot be written`, {
        file: directory,
        mend: 'name a folder that you may write to with --out',
        cause,
      });
    });
}
