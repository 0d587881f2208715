/**
 * A folder that can be written to, demanded before any work is done whose result goes there.
 *
 * Room     cli (floor 7).
 */
import { access, constants } from 'node:fs/promises';
import { makeFolder } from '../contract/make-folder.js';
import { unwritable } from '../contract/write-whole.js';

/** Makes the folder where there is none. Errors: FILE_NOT_WRITABLE. */
export async function demandFolder(directory: string): Promise<void> {
  await makeFolder(directory)
    .then(() => access(directory, constants.W_OK))
    .catch((cause: unknown) => {
      throw unwritable(directory, cause);
    });
}
