/** Generated files, held as texts by their path in the tree: compared with what stands there, and written where they differ. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const tree = fileURLToPath(new URL('../', import.meta.url));
const placeIn = (root, path) => new URL(path, pathToFileURL(root.endsWith('/') ? root : `${root}/`));

async function textAt(root, path) {
  return readFile(placeIn(root, path), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** Paths of folders whose every file of a suffix is generated, and that are no more. */
async function leftOver(files, owned, root) {
  const found = [];
  for (const { folder, suffix } of owned) {
    const names = await readdir(placeIn(root, `${folder}/`)).catch((error) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    found.push(...names.filter((name) => name.endsWith(suffix) && !files.has(`${folder}/${name}`)).map((name) => `${folder}/${name}`));
  }
  return found;
}

/** What differs between generated files and the tree, in the order of their paths: `changed`, `absent` or `left over`. */
export async function differencesOf(files, owned = [], root = tree) {
  const found = [];
  for (const [path, text] of files) {
    const present = await textAt(root, path);
    if (present !== text) found.push({ path, how: present === undefined ? 'absent' : 'changed' });
  }
  for (const path of await leftOver(files, owned, root)) found.push({ path, how: 'left over' });
  return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Writes the files that differ and removes those that are left over. Returns the paths touched. */
export async function writeFiles(files, owned = [], root = tree) {
  const differing = await differencesOf(files, owned, root);
  for (const { path, how } of differing) {
    const place = placeIn(root, path);
    if (how === 'left over') await rm(place);
    else {
      await mkdir(dirname(fileURLToPath(place)), { recursive: true });
      await writeFile(place, files.get(path));
    }
  }
  return differing.map(({ path }) => path);
}
