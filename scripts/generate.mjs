/**
 * `npm run gen`: everything in the tree that is derived from something else. With `--check` nothing is written: each file that differs is named
 * and the exit status is 1; `npm run check` calls it so.
 *
 * The contract's types come first, because the suite is built from them; the pages of codes, the data dictionary and the lock are read from
 * the built suite.
 */
import { contractFiles } from './generate-contract.mjs';
import { dictionaryFiles } from './generate-dictionary.mjs';
import { docsFiles } from './generate-docs.mjs';
import { lockFiles } from './generate-lock.mjs';
import { differencesOf, writeFiles } from './generated-files.mjs';
import { run } from './steps.mjs';

/** Folders in which every file of the suffix is generated. */
const owned = [{ folder: 'docs/codes', suffix: '.md' }];

async function check() {
  const files = new Map([...(await contractFiles()), ...(await docsFiles()), ...(await dictionaryFiles()), ...(await lockFiles())]);
  const differing = await differencesOf(files, owned);
  for (const { path, how } of differing) process.stderr.write(`${path}: ${how}\n`);
  if (differing.length > 0) {
    process.stderr.write(`${differing.length} generated files are not as they would be generated: run npm run gen\n`);
    process.exitCode = 1;
  }
}

async function generate() {
  const contract = await writeFiles(await contractFiles());
  if (contract.length > 0) run('build', 'npm', ['run', '--silent', 'build']);
  const rest = await writeFiles(new Map([...(await docsFiles()), ...(await dictionaryFiles()), ...(await lockFiles())]), owned);
  process.stdout.write([...contract, ...rest].map((path) => `${path}\n`).join(''));
}

await (process.argv.includes('--check') ? check() : generate());
