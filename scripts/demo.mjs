/**
 * `npm run demo`: the main job end to end on the loopback sample agency. First the conformant agency: run, sign, verify with the evidence judged
 * again, replay. Then the same agency with faults switched on, which must be refused with the findings that its faults name.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const egif = join(root, 'bin/egif.js');
const out = join(root, 'egif-out/demo');
const faults = ['no-hsts', 'anonymous-allowed', 'arabic-yeh', 'bad-national-code'];
const started = Date.now();

const say = (text) => process.stdout.write(`\n\u001b[1m▸ ${text}\u001b[0m\n`);
const fail = (text) => {
  process.stderr.write(`demo: ${text}\n`);
  process.exit(1);
};

/** Runs one command line and demands its exit status. */
function command(args, wanted) {
  process.stdout.write(`  $ egif ${args.map((word) => word.replace(`${root}`, '')).join(' ')}\n`);
  const { status } = spawnSync(process.execPath, [egif, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== wanted) fail(`exit ${status}, expected ${wanted}`);
}

/** Starts the agency and waits until it is ready. */
async function startAgency(name, extra) {
  const statement = join(out, name, 'agency.yaml');
  const child = spawn(process.execPath, [egif, 'dev', 'agency', '--statement', statement, ...extra], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (JSON.parse(line).ready === true) return { statement, stop: () => new Promise((ended) => child.once('exit', ended) && child.kill('SIGTERM')) };
  }
  return fail('the sample agency did not start');
}

if (!existsSync(join(root, 'dist/src/cli/main.js'))) fail('not built: run npm ci first');

say('The seal of the agency and its root (a test PKI)');
const pki = join(out, 'pki');
command(['dev', 'pki', pki], 0);

say('1. The conformant agency');
const clean = await startAgency('clean-agency', []);
const run = join(out, 'clean');
command(
  [
    'run',
    clean.statement,
    '--profile',
    'three-layers',
    '--allow-network',
    '127.0.0.0/8',
    '--out',
    run,
    '--format',
    'html,md,junit',
    '--sign',
    `file:${join(pki, 'seal.pem')}`,
  ],
  0,
);
await clean.stop();

say('2. Verified offline, the evidence judged again');
command(['verify', join(run, 'report.jws.json'), '--trust', join(pki, 'root-ca.pem'), '--recompute'], 0);

say('3. Replayed from the evidence alone');
command(['replay', run], 0);

say(`4. The same agency with faults: ${faults.join(', ')}`);
const faulty = await startAgency(
  'faulty-agency',
  faults.flatMap((fault) => ['--fault', fault]),
);
const refused = join(out, 'faulty');
command(['run', faulty.statement, '--profile', 'three-layers', '--allow-network', '127.0.0.0/8', '--out', refused, '--format', 'html,md,junit'], 1);
await faulty.stop();

const listed = JSON.parse(spawnSync(process.execPath, [egif, 'dev', 'agency', '--list-faults', '--json'], { encoding: 'utf8' }).stdout);
const named = new Set(listed.filter(({ name }) => faults.includes(name)).flatMap(({ requirements }) => requirements));
const failed = new Set(
  JSON.parse(readFileSync(join(refused, 'report.json'), 'utf8'))
    .requirements.filter(({ verdict }) => verdict === 'failed')
    .map(({ id }) => id),
);
const wrong = [...named].filter((id) => !failed.has(id)).concat([...failed].filter((id) => !named.has(id)));
if (wrong.length > 0) fail(`the refused rows are not those that the faults name: ${wrong.join(', ')}`);

say(`Done in ${((Date.now() - started) / 1000).toFixed(1)} s. Pages: egif-out/demo/clean/report.fa.html, egif-out/demo/faulty/report.en.html`);
