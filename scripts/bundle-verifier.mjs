/**
 * The verifier that stands apart: `dist/egif-verify.cjs`, one file without dependencies, for who has Node and nothing else. scripts/compile.mjs calls it.
 *
 * The schemas of the contract go in as validators that ajv makes here, so that ajv stays outside; of the shipped profiles go in only the rules by which a verdict
 * follows from rows, each by the digest of its profile; of the messages, what is said about the codes that a verification can give.
 */
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { definitions } from '../dist/src/contract/generated/schemas.js';
import { contractFormats } from '../dist/src/contract/validate.js';
import { loadCatalogue } from '../dist/src/profile/load-catalogue.js';
import { loadProfiles } from '../dist/src/profile/load-profiles.js';
import { resolveProfile } from '../dist/src/profile/index.js';

const require = createRequire(import.meta.url);
const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
/** What the verifier may load of Node: digests and signatures, GZIP, host names of other scripts, and reading the files that it is given. */
export const verifierModules = ['node:buffer', 'node:crypto', 'node:fs', 'node:path', 'node:url', 'node:zlib'];
/** Files of messages about what a verification can find. */
const messageFiles = ['attestation', 'certificate', 'eligibility', 'log', 'time-stamp', 'trust', 'x509'];

/** Names of the documents that files ask for. */
async function askedDocuments(files) {
  const texts = await Promise.all(files.map((name) => readFile(here(name), 'utf8')));
  const asked = texts.flatMap((text) => [...text.matchAll(/\b(?:isDocument|problemsOf)\('(\w+)'/g)].map(([, name]) => name));
  return [...new Set(asked)].sort();
}

/** A schema with everything that it refers to. */
function reachable(names) {
  const found = new Map();
  const add = (name) => {
    if (found.has(name)) return;
    found.set(name, definitions[name]);
    for (const [, other] of JSON.stringify(definitions[name]).matchAll(/"#\/\$defs\/(\w+)"/g)) add(other);
  };
  names.forEach(add);
  return Object.fromEntries(found);
}

/** What only people read. */
function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !(name === 'description' && typeof inner === 'string'))
      .map(([name, inner]) => [name, bare(inner)]),
  );
}

/** Keywords whose trouble names a member. */
const namingKeywords = new Set(['required', 'additionalProperties', 'unevaluatedProperties']);

/** Runs `work` while the troubles of the other keywords carry no parameters, which nobody reads here. */
function withoutParameters(ajv, work) {
  const { _ } = require('ajv');
  const silenced = Object.entries(ajv.RULES.all).filter(
    ([keyword, rule]) => !namingKeywords.has(keyword) && rule?.definition?.error?.params !== undefined,
  );
  // the definitions of ajv are shared by all its instances
  const before = silenced.map(([, { definition }]) => definition.error.params);
  for (const [, { definition }] of silenced) definition.error.params = _`{}`;
  try {
    return work();
  } finally {
    for (const [at, [, { definition }]] of silenced.entries()) definition.error.params = before[at];
  }
}

/** Where the code asks a whole schema for nothing but the names of its members, the names alone. */
function withNamesAlone(code) {
  const schemas = new Map(
    [...code.matchAll(/const (schema[0-9]+) = (\{.*?\});(?=const|function|var|let|\n)/g)].map(([, name, text]) => [name, JSON.parse(text)]),
  );
  return code.replace(/\b(schema[0-9]+)((?:\.[A-Za-z]+)*\.properties), ?(key[0-9]+)\)/g, (_whole, name, path, key) => {
    const members = path
      .slice(1)
      .split('.')
      .reduce((value, member) => value[member], schemas.get(name));
    return `${JSON.stringify(Object.fromEntries(Object.keys(members).map((member) => [member, 1])))},${key})`;
  });
}

/** The same validators in less text: without where in the schema a rule stands, which nobody reads, and with one function for the end at a trouble. */
function shortened(code) {
  const bare = code
    .replace(/,schemaPath:"(?:[^"\\]|\\.)*"/g, '')
    .replaceAll(',params:{}', '')
    .replace(/,params:\{type: "[a-z]+"\}/g, '')
    .replace(
      /(validate[0-9]+)\.errors = \[\{instancePath(?::((?:(?!\[\{).)*?))?,keyword:"([A-Za-z]+)"\}\];return false;/g,
      (_whole, validator, place, keyword) => `return ended(${validator},${place ?? 'instancePath'},"${keyword}");`,
    );
  return `function ended(validator, instancePath, keyword) { validator.errors = [{ instancePath, keyword }]; return false; }\n${withNamesAlone(bare)}`;
}

/** Validators of the contract’s documents as a module of their own. */
async function validators(files) {
  const { Ajv2020 } = require('ajv/dist/2020.js');
  const { default: standaloneCode } = require('ajv/dist/standalone/index.js');
  const names = await askedDocuments(files);
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    messages: false,
    inlineRefs: false,
    code: { source: true, esm: true, optimize: 2 },
  });
  require('ajv-formats').default(ajv, [...contractFormats]);
  const code = withoutParameters(ajv, () => {
    ajv.addSchema({ $id: 'egif', $defs: bare(reachable(names)) });
    return standaloneCode(ajv, Object.fromEntries(names.map((name) => [name, `egif#/$defs/${name}`])));
  });
  return `${shortened(code)}\n`;
}

/** In place of contract/validate.ts: the same two questions, answered by compiled validators, with the troubles named by a small table. */
const validate = `
import * as validators from 'egif:validators';
const said = { required: 'a member is absent', additionalProperties: 'a member is unknown', unevaluatedProperties: 'a member is unknown', type: 'the value has another type',
  pattern: 'the text has another form', format: 'the text has another form', enum: 'the value is none of those allowed', const: 'the value is another',
  minLength: 'too short', maxLength: 'too long', minItems: 'too few', maxItems: 'too many', minimum: 'too small', maximum: 'too large', uniqueItems: 'one stands twice' };
export function isDocument(name, value) { return validators[name](value) === true; }
export function problemsOf(name, value) {
  const validator = validators[name];
  if (validator(value)) return [];
  return (validator.errors ?? []).map(({ instancePath, keyword, params = {} }) => {
    const member = params.additionalProperty ?? params.unevaluatedProperty ?? params.missingProperty;
    return { pointer: instancePath, keyword, ...(member === undefined ? {} : { member }), message: (said[keyword] ?? keyword) + (member === undefined ? '' : ': ' + member) };
  });
}
`;

/** By digest of a profile the members by which rows become a verdict. */
async function scoring() {
  const law = { catalogue: await loadCatalogue(here('profiles/catalogue')), profiles: await loadProfiles(here('profiles')) };
  const rules = {};
  for (const { ref } of law.profiles) {
    try {
      const { digest, requirements: _requirements, ...rest } = resolveProfile(ref, law);
      const { tiers, targetTier, layers, eligibility, waivers } = rest;
      rules[digest] = { ref, tiers, targetTier, layers, eligibility, ...(waivers === undefined ? {} : { waivers }) };
    } catch (error) {
      // a profile that only others build on has no verdict
      if (error?.code !== 'PROFILE_ABSTRACT') throw error;
    }
  }
  return rules;
}

/** What is said about the codes that stand in the files of the verifier. */
async function codes(files) {
  const texts = await Promise.all(files.map((name) => readFile(here(name), 'utf8')));
  const given = new Set(texts.flatMap((text) => text.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? []));
  const table = {};
  for (const name of messageFiles) {
    const text = await readFile(here(`reports/messages/${name}.yaml`), 'utf8').catch(() => '{}');
    for (const [code, { en, fa }] of Object.entries(parse(text) ?? {})) {
      if (given.has(code)) table[code] = { en: [en.title, en.mend], fa: [fa.title, fa.mend] };
    }
  }
  return table;
}

const entry = `
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { verifyCertificate } from './dist/src/attestation/certificate/verify.js';
import { openPack, readPack } from './dist/src/attestation/trust/freshness-pack.js';
import { readTrustList } from './dist/src/attestation/trust/trust-list.js';
import { verifyDecision } from './dist/src/attestation/decision/verify-decision.js';
import { verifyReport } from './dist/src/attestation/verify-report.js';
import { runVerifier } from './dist/src/verifier/main.js';
import { countVerdicts } from './dist/src/report/assemble-report.js';
import { canonicalSha256Of } from './dist/src/report/canonical-verdicts.js';
import { scoreTiers } from './dist/src/verdict/score-tiers.js';
import { rules, codes, version } from 'egif:facts';

const maxBytes = 256 * 1024 * 1024;
/** As suite/recompute.ts does: without the law of a report, or where a waiver decides, the rows give no verdict. */
function derive(report) {
  const base = { counts: countVerdicts(report.requirements), canonicalSha256: canonicalSha256Of(report) };
  const own = report.requirements.some(({ waiver }) => waiver !== undefined) || !Object.hasOwn(rules, report.profile.digest) ? undefined : rules[report.profile.digest];
  if (own === undefined || own.ref !== report.profile.ref) return base;
  return { ...base, verdict: scoreTiers({ profile: own, rows: report.requirements, scope: report.scope, waivers: [] }).verdict };
}
function read(file) {
  const path = resolve(file);
  if (statSync(path).size > maxBytes) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
  return readFileSync(path);
}
function digestBeside(file, name) {
  let descriptor;
  try { descriptor = openSync(join(dirname(resolve(file)), name), 'r'); } catch { return undefined; }
  try {
    const hash = createHash('sha256');
    const piece = Buffer.alloc(1 << 20);
    for (let read = readSync(descriptor, piece); read > 0; read = readSync(descriptor, piece)) hash.update(piece.subarray(0, read));
    return 'sha256:' + hash.digest('hex');
  } catch { return undefined; } finally { closeSync(descriptor); }
}
function write(file, text) {
  const path = resolve(file);
  const fresh = path + '.' + process.pid + '.new';
  const descriptor = openSync(fresh, 'w', 0o600);
  try { writeFileSync(descriptor, text); fsyncSync(descriptor); } finally { closeSync(descriptor); }
  try { renameSync(fresh, path); } catch (error) { rmSync(fresh, { force: true }); throw error; }
}
export { openPack, readPack, readTrustList, runVerifier, verifyCertificate, verifyDecision, verifyReport };
if (require.main === module) {
  // Node ends with 1 where nobody catches an error, and 1 says: invalid. A reader that stops early is no trouble; an answer that could not be written is.
  let lost = false;
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ({ code }) => { lost = lost || code !== 'EPIPE'; });
  process.on('exit', () => { if (lost) process.exitCode = 3; });
  process.on('uncaughtException', (error) => { process.stderr.write('egif-verify: a defect of the verifier: ' + error.message + '\\n'); process.exit(4); });
  runVerifier(process.argv.slice(2), { version, derive, codes }, {
    environment: process.env,
    now: () => Date.now(),
    read,
    digestBeside,
    write,
    say: (text) => { process.stdout.write(text); },
    complain: (text) => { process.stderr.write(text); },
  }).then((status) => { process.exitCode = status; });
}
`;

const made = (modules) => ({
  name: 'made',
  setup(bundle) {
    bundle.onResolve({ filter: /^egif:/ }, ({ path }) => ({ path, namespace: 'made' }));
    bundle.onResolve({ filter: /\/contract\/validate\.js$/ }, () => ({ path: 'egif:validate', namespace: 'made' }));
    bundle.onLoad({ filter: /.*/, namespace: 'made' }, ({ path }) => ({ contents: modules[path], resolveDir: here(''), loader: 'js' }));
  },
});

/** Writes the verifier; gives its size in bytes. Throws where it would load anything but what it may. */
export async function bundleVerifier(target) {
  const { version } = JSON.parse(await readFile(here('package.json'), 'utf8'));
  const rules = await scoring();
  const facts = (table) =>
    `export const rules = ${JSON.stringify(rules)};\nexport const codes = ${JSON.stringify(table)};\nexport const version = ${JSON.stringify(version)};\n`;
  const stdin = { contents: entry, resolveDir: here(''), loader: 'js' };
  const options = { stdin, bundle: true, metafile: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' };
  // once to see which files it is made of, so that only the documents that these ask for go in, and the words of the codes that they give
  const blank = { 'egif:validators': '', 'egif:validate': validate.replace(/^import .*$/m, 'const validators = {};'), 'egif:facts': facts({}) };
  const draft = await build({ ...options, write: false, plugins: [made(blank)] });
  const files = Object.keys(draft.metafile.inputs).filter((name) => name.startsWith('dist/'));
  const { metafile } = await build({
    ...options,
    outfile: target,
    minify: true,
    charset: 'utf8',
    legalComments: 'inline',
    plugins: [made({ 'egif:validators': await validators(files), 'egif:validate': validate, 'egif:facts': facts(await codes(files)) })],
    banner: { js: '#!/usr/bin/env node\n// egif-verify: verifies certificates and reports of the e-GIF conformance suite offline. Apache-2.0.' },
  });
  const [output] = Object.values(metafile.outputs);
  const foreign = output.imports
    .map(({ path }) => path)
    .filter((path) => !verifierModules.includes(path.startsWith('node:') ? path : `node:${path}`));
  if (foreign.length > 0) throw new Error(`the verifier would load ${[...new Set(foreign)].join(', ')}`);
  return {
    bytes: output.bytes,
    inputs: Object.keys(metafile.inputs),
    parts: Object.fromEntries(Object.entries(output.inputs).map(([name, { bytesInOutput }]) => [name, bytesInOutput])),
  };
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const { bytes, inputs } = await bundleVerifier(here('dist/egif-verify.cjs'));
  process.stdout.write(`dist/egif-verify.cjs: ${bytes} bytes of ${inputs.length} files\n`);
}
