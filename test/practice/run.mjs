/**
 * `npm run practice`: starts servers written by others, tests each, and holds what is found against what was confirmed by hand.
 *
 * Each stands behind the dev proxy, which adds TLS and nothing else, since none of them is meant to face a network by itself. Exit status 0: every
 * finding is one that `findings.yaml` beside the statement confirms, and none of those is gone; 1 otherwise; 3: the servers are not installed.
 *
 *   npm ci --ignore-scripts --prefix test/practice/servers
 *   npm run practice [-- name …] [--write]      --write renews findings.md with requests and answers
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { createPki } from '../../dist/src/dev/pki.js';
import { startProxy } from '../../dist/src/dev/proxy.js';
import { pageOf } from './findings-page.mjs';
import { servers } from './servers.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../../', import.meta.url));
const outBase = join(repository, 'egif-out/practice');
/** The origin that the committed statements name; a free port takes its place. */
const statedOrigin = 'https://127.0.0.1:18443';

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startServer({ name, start, ready }, work) {
  const port = await freePort();
  const { args, directory, env = {} } = start({ port, work });
  const child = spawn(process.execPath, args, { cwd: directory, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-2_000);
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  for (let turn = 0; turn < 300; turn += 1) {
    if (child.exitCode !== null) throw new Error(`${name} ended at once: ${said}`);
    const answer = await fetch(`http://127.0.0.1:${port}${ready}`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (answer !== undefined) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const close = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { port, close };
}

async function runEgif(statement, out) {
  const args = ['bin/egif.js', 'run', statement, '--profile', 'three-layers', '--allow-network', '127.0.0.0/8', '--out', out, '--seed', 'practice'];
  const child = spawn(process.execPath, args, { cwd: repository, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0 && status !== 1 && status !== 2) throw new Error(`egif run ended with ${status}: ${said}`);
  return JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
}

/** Runs one server; gives its report and its evidence. */
async function practise(server, pki) {
  const folder = join(outBase, server.name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'work'), { recursive: true });
  const running = await startServer(server, join(folder, 'work'));
  const { privateKeyPem, chainPem } = pki.serverOf('valid');
  const proxy = await startProxy({
    target: new URL(`http://127.0.0.1:${running.port}`),
    listen: { host: '127.0.0.1', port: 0 },
    script: { seed: 'practice', rules: [] },
    certificate: { privateKeyPem, chainPem },
  });
  try {
    const text = await readFile(join(here, server.name, 'statement.yaml'), 'utf8');
    const unused = await freePort();
    await writeFile(
      join(folder, 'agency.yaml'),
      text.replaceAll(statedOrigin, proxy.origin).replace('plainHttpPort: 18080', `plainHttpPort: ${unused}`),
    );
    await writeFile(join(folder, 'root.pem'), pki.root.certificatePem);
    const token = 'practice-token-of-nobody';
    await writeFile(join(folder, 'token'), token, { mode: 0o600 });
    const own = join(here, server.name, 'contract.yaml');
    await copyFile(existsSync(own) ? own : join(repository, 'fixtures/agencies/person-registry/openapi.yaml'), join(folder, 'contract.yaml'));
    const report = await runEgif(join(folder, 'agency.yaml'), join(folder, 'out'));
    return { report, evidence: join(folder, 'out/evidence') };
  } finally {
    await proxy.close();
    await running.close();
  }
}

const keyOf = ({ requirement, code }) => `${requirement} ${code}`;

/** Requirement and code of everything that was found. */
const foundIn = (report) =>
  [...new Set(report.requirements.flatMap(({ id, findings }) => findings.map(({ code }) => keyOf({ requirement: id, code }))))].sort();

async function compare(server, pki, write) {
  const { report, evidence } = await practise(server, pki);
  const file = join(here, server.name, 'findings.yaml');
  const confirmed = existsSync(file) ? (parse(await readFile(file, 'utf8')) ?? []) : [];
  const [found, known] = [foundIn(report), new Set(confirmed.map(keyOf))];
  const unconfirmed = found.filter((key) => !known.has(key));
  const gone = [...known].filter((key) => !found.includes(key)).sort();
  process.stdout.write(
    `${server.name}: ${found.length} findings by code, ${unconfirmed.length} not confirmed by hand, ${gone.length} confirmed but gone\n`,
  );
  for (const key of unconfirmed) process.stdout.write(`  not confirmed: ${key}\n`);
  for (const key of gone) process.stdout.write(`  gone: ${key}\n`);
  if (write) await writeFile(join(here, server.name, 'findings.md'), await pageOf({ server, report, evidence, confirmed }));
  return unconfirmed.length + gone.length === 0;
}

if (!existsSync(join(here, 'servers/node_modules'))) {
  process.stderr.write('the servers are not installed: npm ci --ignore-scripts --prefix test/practice/servers\n');
  process.exit(3);
}
const words = process.argv.slice(2);
const names = words.filter((word) => !word.startsWith('--'));
const pki = createPki();
let fine = true;
for (const server of servers.filter(({ name }) => names.length === 0 || names.some((word) => name.startsWith(word)))) {
  fine = (await compare(server, pki, words.includes('--write'))) && fine;
}
process.exitCode = fine ? 0 : 1;
