/**
 * Evidence of several vantages in one folder: a pack in each of its folders, and no manifest of its own.
 *
 * Room     evidence (floor 3). May be imported by suite.
 */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const isThere = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false,
  );

/** Names of the packs in a folder, sorted; none where it is a pack itself, or nothing of the kind. */
export async function packsIn(directory: string): Promise<readonly string[]> {
  if (await isThere(join(directory, 'manifest.json'))) return [];
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const packed = await Promise.all(folders.map((name) => isThere(join(directory, name, 'manifest.json'))));
  return folders.filter((_name, index) => packed[index]).sort();
}
