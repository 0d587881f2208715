/**
 * `egif lint` as one file, with the code that V8 made of it: read at once, not as some hundred and fifty modules one after another, which took longer than
 * linting a small contract. scripts/compile.mjs calls it; bin/load-bundle.js runs what it makes. docs/adr/0011 says what is changed on the way, and why
 * that changes no finding.
 */
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const metaSchemas = '@stoplight/spectral-rulesets/dist/oas/schemas/validators.js';
const inputsName = 'egif:function-inputs';

/** What is loaded in place where it is asked for: large, seldom needed by a lint, or not ours to pack. */
const external = [
  'handlebars',
  'libxml2-wasm',
  'openapi-typescript',
  're2js',
  'typescript',
  'undici',
  'yargs',
  'ajv/dist/2020.js',
  // the bundle holds Spectral for its rules of OpenAPI only; a second copy of a part of it would not know the first
  '@stoplight/spectral-rulesets/dist/arazzo/*',
  '@stoplight/spectral-rulesets/dist/asyncapi/*',
];

/** Replaces a text that must be there just once, so that a library that changed breaks the build and not a finding. */
function replaceOnce(file, text, [from, to]) {
  if (text.split(from).length !== 2) throw new Error(`${file}: expected just once: ${from}`);
  return text.replace(from, () => to);
}

const spectralFunction = [
  [
    `const ajv = new ajv_1.default({ allErrors: true, allowUnionTypes: true, strict: true, keywords: ['x-internal'] });
(0, ajv_errors_1.default)(ajv);
(0, ajv_formats_1.default)(ajv);`,
    `let engine;
function lazily(schema) {
  const ready = schema === null ? undefined : require('${inputsName}')[JSON.stringify(schema)];
  if (ready !== undefined) return ready;
  let made;
  const validate = (value) => {
    if (engine === undefined) {
      engine = new ajv_1.default({ allErrors: true, allowUnionTypes: true, strict: true, keywords: ['x-internal'] });
      (0, ajv_errors_1.default)(engine);
      (0, ajv_formats_1.default)(engine);
    }
    made ??= engine.compile(schema);
    const valid = made(value);
    validate.errors = made.errors;
    return valid;
  };
  return validate;
}`,
  ],
  ['ajv.compile(options)', '() => true'],
  // fifty modules for an error that is never thrown
  ['const AggregateError = require("es-aggregate-error");', ''],
  ['throw new AggregateError(', 'throw new (require("es-aggregate-error"))('],
  ['ajv.compile(input)', 'lazily(input)'],
];

/** Spectral judges its own rulesets and their options at each start. They are the same each time: the build judges them, below. */
const libraryChanges = new Map([
  ['@stoplight/spectral-core/dist/ruleset/function.js', spectralFunction],
  [
    '@stoplight/spectral-core/dist/ruleset/validation/assertions.js',
    [
      [
        "function assertValidRuleset(ruleset, format = 'js', sourceContext) {",
        "function assertValidRuleset(ruleset, format = 'js', sourceContext) { return;",
      ],
      ['const ajv_1 = require("./ajv");', ''],
      ['const es_aggregate_error_1 = tslib_1.__importDefault(require("es-aggregate-error"));', ''],
    ],
  ],
]);

/** Every function of Spectral's rulesets with its schemas, once each. */
function spectralFunctions() {
  const functions = new Set(Object.values(require('@stoplight/spectral-functions')));
  const { oas } = require('@stoplight/spectral-rulesets');
  for (const rule of Object.values(oas.rules)) for (const step of [rule.then].flat()) functions.add(step.function);
  return [...functions].filter((each) => typeof each === 'function' && each.schemas !== undefined);
}

/** Judges Spectral's own ruleset as Spectral does at each start; throws as Spectral does. */
function judgeRuleset() {
  const { Ruleset } = require('@stoplight/spectral-core');
  const { oas } = require('@stoplight/spectral-rulesets');
  new Ruleset({ extends: [[oas, 'all']] });
  for (const rule of Object.values(oas.rules)) for (const step of [rule.then].flat()) step.function.validator?.(step.functionOptions ?? null);
}

/** The validators of what goes into Spectral's functions, made by ajv as Spectral makes them, as a module by the text of each schema. */
function inputValidators() {
  const within = createRequire(require.resolve('@stoplight/spectral-core'));
  const { default: Ajv } = within('ajv');
  const { default: standaloneCode } = within('ajv/dist/standalone');
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strict: true, keywords: ['x-internal'], code: { source: true } });
  within('ajv-errors').default(ajv);
  within('ajv-formats').default(ajv);
  const inputs = spectralFunctions().flatMap(({ schemas: { input } }) => (input === null ? [] : [JSON.stringify(input)]));
  const texts = [...new Set(inputs)];
  for (const [at, text] of texts.entries()) ajv.addSchema({ ...JSON.parse(text), $id: `egif:input:${at}` });
  const code = standaloneCode(ajv, Object.fromEntries(texts.map((_text, at) => [`input${at}`, `egif:input:${at}`])));
  const table = texts.map((text, at) => `${JSON.stringify(text)}: made.input${at}`);
  return `const made = (() => { const exports = {}; ${code}\nreturn exports; })();\nmodule.exports = { ${table.join(', ')} };`;
}

/** Modules find their neighbours by their own address, which is no longer where they are read from. */
function placed(source, file, target) {
  const own = JSON.stringify(relative(dirname(target), file));
  return source
    .replace(/^const require = createRequire\(import\.meta\.url\);$/m, '')
    .replaceAll('createRequire(import.meta.url)(', 'require(')
    .replaceAll('import.meta.url', `__addressOf(${own})`);
}

/** What one kind of work never comes to: bin/load-bundle.js sees to that. It stays outside, so that it is neither read nor set up. */
const neverReached = { own: ['lint-by-spectral'], spectral: ['lint-by-rules', 'lint-rules-chosen'] };

const changes = (target, work) => ({
  name: 'changes',
  setup(bundle) {
    bundle.onResolve({ filter: new RegExp(`^\\./(?:${neverReached[work].join('|')})\\.js$`) }, ({ path }) => ({
      path: `../cli/lint/${path.slice(2)}`,
      external: true,
    }));
    // for `egif --version --json` alone, which is no work of a bundle
    bundle.onResolve({ filter: /^\.\.\/index\/law\.js$/ }, ({ importer, path }) =>
      importer.endsWith('/cli/version.js') ? { path, external: true } : undefined,
    );
    bundle.onResolve({ filter: /^\.\/[a-z-]+(?:\/[a-z-]+)?\.js$/ }, ({ importer, path }) =>
      importer.endsWith('/cli/commands.js') && path !== './lint/lint.js' ? { path: `../cli/${path.slice(2)}`, external: true } : undefined,
    );
    bundle.onResolve({ filter: /^@stoplight\/spectral-/ }, ({ importer, path }) =>
      importer.endsWith('/spectral-engine.js') && path !== metaSchemas ? { path, external: true } : undefined,
    );
    bundle.onLoad({ filter: /[\\/](?:dist[\\/]src|yargs-parser)[\\/].*\.js$/ }, async ({ path }) => ({
      contents: placed(await readFile(path, 'utf8'), path, target),
    }));
    bundle.onLoad({ filter: /[\\/]spectral-core[\\/]dist[\\/]ruleset[\\/]/ }, async ({ path }) => {
      const named = [...libraryChanges.keys()].find((name) => path.replaceAll('\\', '/').endsWith(name));
      if (named === undefined) return undefined;
      return { contents: libraryChanges.get(named).reduce((text, change) => replaceOnce(named, text, change), await readFile(path, 'utf8')) };
    });
    bundle.onResolve({ filter: new RegExp(`^${inputsName}$`) }, () => ({ path: inputsName, namespace: 'made' }));
    bundle.onLoad({ filter: /.*/, namespace: 'made' }, () => ({
      contents: inputValidators(),
      resolveDir: here('node_modules/@stoplight/spectral-core'),
    }));
    // no contract is ever read over the network here, and what could do it loads large tables
    bundle.onResolve({ filter: /^node-fetch$/ }, () => ({ path: 'node-fetch', namespace: 'closed' }));
    bundle.onLoad({ filter: /.*/, namespace: 'closed' }, () => ({
      contents: "exports.default = () => { throw new Error('references out of the document are not followed'); };",
    }));
  },
});

const banner = 'const __addressOf=(path)=>require("node:url").pathToFileURL(require("node:path").join(__dirname,path)).href;';

async function bundleWork(folder, work) {
  const target = `${folder}/lint-${work}.cjs`;
  await build({
    entryPoints: [here('dist/src/cli/main.js')],
    outfile: target,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minifyWhitespace: true,
    // jsonc-parser finds its parts in its ES modules only
    mainFields: ['module', 'main'],
    external,
    plugins: [changes(target, work)],
    banner: { js: banner },
    logLevel: 'warning',
  });
  // a script that V8 knows from its own code has no way to import; who runs it lends it one
  const text = await readFile(target, 'utf8');
  await writeFile(target, text.replaceAll(/\bimport\((?="[@.a-z][\w@:./-]*"\))/g, '__import('));
}

const works = { own: [], spectral: ['--ruleset', 'spectral:oas'] };

/** Writes `<folder>/lint-<work>.cjs` for each kind of work. */
export async function bundleLint(folder) {
  judgeRuleset();
  await Promise.all(Object.keys(works).map((work) => bundleWork(folder, work)));
}

/** Runs the bundle on some contracts and keeps what V8 made of it. In processes of their own: what V8 keeps is what one process has run. */
export async function keepCode(contracts) {
  await Promise.all(
    Object.entries(works).map(([work, options]) =>
      promisify(execFile)(process.execPath, [here('scripts/keep-code.mjs'), work, 'lint', ...options, ...contracts, '--json'], {
        maxBuffer: 2 ** 26,
      }),
    ),
  );
}
