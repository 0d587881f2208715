/**
 * The last step of `npm run build`: parses the YAML files that the suite ships and compiles the schemas of the contract, once, into
 * dist/src/compiled. Everything is named by the digest of its source, so that what has changed since is never read; see contract/compiled-files.ts.
 */
import { createRequire } from 'node:module';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { bundleLint, keepCode } from './bundle.mjs';
import { bundleVerifier } from './bundle-verifier.mjs';
import { parseRuleset } from '../dist/src/checks/lint/ruleset.js';
import { compiledForm, digestOfMessages } from '../dist/src/locale/compiled-messages.js';
import { readMessages } from '../dist/src/locale/load-messages.js';
import { loadDocument } from '../dist/src/contract/load-document.js';
import { definitions } from '../dist/src/contract/generated/schemas.js';
import { contractDigest, contractFormats, contractSchema } from '../dist/src/contract/validate.js';

const root = new URL('../', import.meta.url);
const target = new URL('dist/src/compiled/', root);
const fresh = new URL(`dist/src/compiled-${process.pid}/`, root);
const folders = ['profiles', 'profiles/catalogue', 'profiles/codelists', 'reports/messages', 'rulesets'];
const fileName = (digest) => digest.replace(':', '-');

async function shippedFiles() {
  const lists = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(new URL(folder, root))).filter((name) => /\.ya?ml$/.test(name)).map((name) => new URL(`${folder}/${name}`, root)),
    ),
  );
  return lists.flat();
}

async function compileDocuments() {
  await mkdir(new URL('documents/', fresh), { recursive: true });
  for (const file of await shippedFiles()) {
    const { data, sha256 } = await loadDocument(file.pathname);
    const text = JSON.stringify(data);
    if (isDeepStrictEqual(JSON.parse(text), data)) await writeFile(new URL(`documents/${fileName(sha256)}.json`, fresh), text);
  }
}

/** The message catalogue in one file, read code by code; what is wrong in it is said when it is loaded. */
async function compileMessages() {
  const directory = fileURLToPath(new URL('reports/messages', root));
  const messages = await readMessages(directory).catch(() => undefined);
  if (messages === undefined) return;
  await mkdir(new URL('messages/', fresh), { recursive: true });
  await writeFile(new URL(`messages/${fileName(digestOfMessages(directory))}`, fresh), compiledForm(messages));
}

/** Marks rulesets in which nothing is wrong: checking them takes longer than a small contract. What is wrong is said when they are loaded. */
async function checkRulesets() {
  const folder = new URL('rulesets/', fresh);
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(new URL('rulesets/', root))) {
    const document = await loadDocument(fileURLToPath(new URL(`rulesets/${name}`, root)));
    try {
      parseRuleset(document, `rulesets/${name}`);
    } catch {
      continue;
    }
    await writeFile(new URL(fileName(document.sha256), folder), '');
  }
}

/** Validators that stop at the first trouble: small, quick, and only ever believed when they accept. */
async function compileValidators() {
  const require = createRequire(import.meta.url);
  const { Ajv2020 } = require('ajv/dist/2020.js');
  const { default: standaloneCode } = require('ajv/dist/standalone/index.js');
  const folder = new URL(`validators/${fileName(contractDigest())}/`, fresh);
  await mkdir(folder, { recursive: true });
  for (const name of Object.keys(definitions)) {
    const ajv = new Ajv2020({ strict: false, validateSchema: false, messages: false, code: { source: true } });
    require('ajv-formats').default(ajv, [...contractFormats]);
    await writeFile(new URL(`${name}.cjs`, folder), standaloneCode(ajv, ajv.compile(contractSchema(name))));
  }
}

/** Lints the sample agency's contract in both forms, so that V8 keeps the code that most contracts need. */
async function keepLintCode() {
  const contract = fileURLToPath(new URL('fixtures/agencies/person-registry/openapi.yaml', root));
  const { data } = await loadDocument(contract);
  const folder = await mkdtemp(join(tmpdir(), 'egif-build-'));
  try {
    const twin = join(folder, 'openapi.json');
    await writeFile(twin, JSON.stringify(data));
    await keepCode([twin, contract]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await rm(target, { recursive: true, force: true });
await compileDocuments();
await compileMessages();
await compileValidators();
await checkRulesets();
await bundleLint(fileURLToPath(fresh).replace(/.$/, ''));
await rename(fresh, target);
await bundleVerifier(fileURLToPath(new URL('dist/egif-verify.cjs', root)));
await keepLintCode();
