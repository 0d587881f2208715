/**
 * `egif lint` from the one file that the build made of its modules, with the code that V8 made of it. Both only save time: where there is no bundle, or
 * where EGIF_BUNDLE=off asks for the modules, they are loaded and do the same; code of another version of Node is refused by V8 and made anew.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

const bundle = fileURLToPath(new URL('../dist/src/compiled/lint.cjs', import.meta.url));

/** Where the code of one kind of work is kept: V8's is good for one version of Node on one kind of machine. */
export const codeFile = (work) => `${bundle}.${work}.${process.version}-${process.arch}`;

/** What is not in the bundle: its neighbours by their place, packages by their name. */
const importFrom = (name) => import(name.startsWith('.') ? new URL(name, pathToFileURL(bundle)).href : name);

function read(file, encoding) {
  try {
    return readFileSync(file, encoding);
  } catch {
    return undefined;
  }
}

/** The bundle's `main`, and its script; undefined where there is none. */
export function openBundle(work) {
  // the bundle is ASCII, and a text of one byte a letter is read fastest
  const source = read(bundle, 'latin1');
  if (source === undefined) return undefined;
  const wrapped = `(function (exports, require, module, __filename, __dirname, __import) {${source}\n})`;
  const script = new Script(wrapped, { filename: bundle, cachedData: read(codeFile(work)) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, dirname(bundle), importFrom);
  return { main: module.exports.main, script };
}

/** Which work a command line asks for; undefined where the bundle does not do it. */
function workOf(argv) {
  if (argv[0] !== 'lint') return undefined;
  if (!argv.some((word) => word.startsWith('--ruleset'))) return 'own';
  return argv.some((word) => word.endsWith('spectral:oas')) ? 'spectral' : undefined;
}

/** What runs a command line; undefined where the modules are to do it. */
export function loadBundle(argv) {
  const work = process.env.EGIF_BUNDLE === 'off' ? undefined : workOf(argv);
  return work === undefined ? undefined : openBundle(work)?.main;
}
