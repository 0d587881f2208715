/**
 * The files that a command line names: of a folder, the certificates in it.
 *
 * Room     cli (floor 7).
 */
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Context } from './command.js';

/** Files of a folder that are bundles, in order. Error: FILE_*. */
export async function bundlesIn(names: readonly string[], { world }: Context): Promise<readonly string[]> {
  const found = await Promise.all(
    names.map(async (name) => {
      const path = resolve(world.directory, name);
      const isFolder = await stat(path).then(
        (entry) => entry.isDirectory(),
        () => false,
      );
      if (!isFolder) return [path];
      return (await readdir(path))
        .filter((each) => each.endsWith('.egifcert'))
        .sort()
        .map((each) => join(path, each));
    }),
  );
  return found.flat();
}
