/**
 * `egif lint` from the one file that the build made of its modules, with the code that V8 made of it. Both only save time: where there is no bundle, or
 * where EGIF_BUNDLE=off asks for the modules, they are loaded and do the same; code of another version of Node is refused by V8 and made anew.
 */
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

/** The file of one kind of work. */
const bundleOf = (work) => join(__dirname, `../dist/src/compiled/lint-${work}.cjs`);

/** Where the code of one kind of work is kept: V8's is good for one version of Node on one kind of machine. */
const codeFile = (work) => `${bundleOf(work)}.${process.version}-${process.arch}`;

/** What is not in the bundle: its neighbours by their place, packages by their name. */
const importFrom = (name) => import(name.startsWith('.') ? new URL(name, pathToFileURL(bundleOf('own'))).href : name);

function read(file, encoding) {
  try {
    return readFileSync(file, encoding);
  } catch {
    return undefined;
  }
}

/**
 * A lint is over in less than a second. So the part of the heap for what lives shortly grows to its full size at once, and V8 optimises later than in a
 * server, on whose threads it would cost more than it saves. Each V8 names its ways differently; one that is not known here is left alone. The code that is
 * kept is good for these flags only.
 */
const flags = { 11: ['--semi-space-growth-factor=16', '--interrupt-budget=600000'] };

/** The bundle's `main`, and its script; undefined where there is none. */
function openBundle(work) {
  const bundle = bundleOf(work);
  // the bundle is ASCII, and a text of one byte a letter is read fastest
  const source = read(bundle, 'latin1');
  if (source === undefined) return undefined;
  for (const flag of flags[process.versions.v8.split('.')[0]] ?? []) setFlagsFromString(flag);
  const wrapped = `(function (exports, require, module, __filename, __dirname, __import) {${source}\n})`;
  const script = new Script(wrapped, { filename: bundle, cachedData: read(codeFile(work)) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, dirname(bundle), importFrom);
  return { main: module.exports.main, script };
}

/** Words that the bundle of Spectral's rules cannot serve: options that name rules of the suite, and the end of all options. */
const elsewhere = /^--(?:$|only|layer)/;

/** Which work a command line asks for; undefined where the bundle does not do it. */
function workOf(argv) {
  if (argv[0] !== 'lint') return undefined;
  if (!argv.some((word) => word.startsWith('--ruleset'))) return 'own';
  const at = argv.indexOf('--ruleset');
  const oas = argv.includes('--ruleset=spectral:oas') || (at > 0 && argv[at + 1] === 'spectral:oas');
  return oas && !argv.some((word) => elsewhere.test(word)) ? 'spectral' : undefined;
}

/** What runs a command line; undefined where the modules are to do it. */
function loadBundle(argv) {
  const work = process.env.EGIF_BUNDLE === 'off' ? undefined : workOf(argv);
  return work === undefined ? undefined : openBundle(work)?.main;
}

exports.codeFile = codeFile;
exports.openBundle = openBundle;
exports.loadBundle = loadBundle;
