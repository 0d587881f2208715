/**
 * The files that a command line names: of a folder, the certificates in it.
 *
 * Room     cli (floor 7).
 */
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { EgifError } from '../../errors.js';
import type { Context } from '../command.js';
import { usageError } from '../usage-error.js';

/** A folder without a certificate must not look like one whose certificates all hold. */
const noBundle = (name: string): EgifError =>
  usageError(
    { en: `there is no certificate (.egifcert) in ${name}`, fa: `در ${name} گواهی‌ای (‎.egifcert) نیست` },
    { en: 'name the folder that holds them; folders in it are not looked into', fa: 'پوشه‌ای را نام ببرید که گواهی‌ها در خود آن‌اند' },
    'FILE_NOT_FOUND',
  );

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
      const names = (await readdir(path)).filter((each) => each.endsWith('.egifcert')).sort();
      if (names.length === 0) throw noBundle(name);
      return names.map((each) => join(path, each));
    }),
  );
  return found.flat();
}
