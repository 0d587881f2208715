/** Generates profiles/egif.lock.yaml: the digests of everything that decides a verdict. Reads the built suite. Run by scripts/generate.mjs. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { writeFiles } from './generated-files.mjs';

const root = new URL('../', import.meta.url);
const folder = (path) => fileURLToPath(new URL(path, root));

/** The lock by its path in the tree. */
export async function lockFiles() {
  const { lawLock, loadLaw } = await import(new URL('dist/src/index.js', root).href);
  const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  const law = await loadLaw({
    catalogue: folder('profiles/catalogue'),
    profiles: folder('profiles'),
    codelists: folder('profiles/codelists'),
    vocabularies: folder('profiles/vocabularies'),
    trustLists: folder('profiles/trust-lists'),
  });
  const banner = '# Generated from the law by `npm run gen`. Do not edit: a run whose law differs is not for certification.\n';
  return new Map([['profiles/egif.lock.yaml', banner + stringify(lawLock(law, version))]]);
}

/** Writes the lock. Returns the paths that changed. */
export async function generateLock() {
  return writeFiles(await lockFiles());
}
