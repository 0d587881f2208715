/**
 * `npm run bench`: what the suite costs, as ratios to something that costs the same on every machine. Everything that is compared runs in this one
 * call, in turns. About four minutes on two cores; with `--large` a file of a gibibyte is made, read and removed too, and with `--records` nothing else
 * is measured than the reading of records, with `--lint` nothing else than linting (see lint.mjs), with
 * `--trust` nothing else than the trust core. `--quick` does a little of each once, to see that all of them still run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { lintTable } from './lint.mjs';
import { comparePaired, table } from './measure.mjs';
import { probesTable } from './probes-table.mjs';
import { writeRecords } from './records-corpus.mjs';
import { sized } from './size.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const root = here('..');
const egif = here('../bin/egif.js');
const contract = 'fixtures/agencies/person-registry/openapi.yaml';
const statement = 'egif-out/bench/agency.yaml';
const nothing = ['-e', '1'];
const startRounds = sized(9, 1);
const rounds = sized(3, 1);

/** Starts a process that prints one line when it is ready. */
async function ready(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const stop = () => new Promise((ended) => child.once('exit', ended) && child.kill('SIGTERM'));
    return { line, stop };
  }
  throw new Error(`${args.join(' ')} did not start`);
}

function printed(args) {
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return JSON.parse(stdout);
}

function startUp() {
  return comparePaired(
    [
      { name: 'bare `node -e 1`', args: nothing },
      { name: '`egif --version`', args: [egif, '--version'] },
      { name: '`egif --help`', args: [egif, '--help'] },
      { name: '`import "yargs"` alone', args: ['--input-type=module', '-e', 'import "yargs"'] },
      { name: '`egif code national-code 9990000018`', args: [egif, 'code', 'national-code', '9990000018'] },
      { name: '`egif verify` (file absent)', args: [egif, 'verify', 'egif-out/bench/absent.json'], status: 3 },
    ],
    startRounds,
  );
}

async function heavier() {
  const agency = await ready([egif, 'dev', 'agency', '--statement', statement]);
  await agency.stop();
  return comparePaired(
    [
      { name: 'bare `node -e 1`', args: nothing },
      { name: 'floor of a lint: read and parse the contract', args: ['bench/floor.mjs', contract] },
      { name: '`egif lint` of the sample contract', args: [egif, 'lint', contract, '--json'], status: 0 },
      { name: 'opening a case', args: ['bench/open-case.mjs', statement] },
      { name: '`egif plan` of it', args: [egif, 'plan', statement, '--profile', 'three-layers', '--json'] },
    ],
    rounds,
  );
}

async function probes() {
  const server = await ready(['bench/server.mjs']);
  try {
    probesTable(JSON.parse(server.line), (text) => process.stdout.write(text));
  } finally {
    await server.stop();
  }
}

/** Large enough that start-up (about 0.4 s, with ajv and the schemes) is no more than a tenth. */
const corpus = sized(256, 2);
const recordsFile = (mebibytes) => `egif-out/bench/records-${mebibytes}.ndjson`;

/** Ways to read one file of records, in turns. */
function records() {
  writeRecords(here(`../${recordsFile(corpus)}`), corpus);
  const rows = comparePaired(
    [
      { name: `\`JSON.parse\` of every line of ${corpus} MiB`, args: ['bench/records.mjs', 'parse', recordsFile(corpus)] },
      { name: 'and ajv with the formats of the suite', args: ['bench/records.mjs', 'ajv', recordsFile(corpus)] },
      { name: 'the octets first, ajv for the doubts', args: ['bench/records.mjs', 'accept', recordsFile(corpus)] },
      { name: 'the judge of data files, every rule for every record', args: ['bench/records.mjs', 'judge', recordsFile(corpus)] },
      { name: 'the octets first, the judge for the doubts', args: ['bench/records.mjs', 'whole', recordsFile(corpus)] },
    ],
    rounds,
  );
  rmSync(here(`../${recordsFile(corpus)}`));
  return rows;
}

/** The same with files of growing size: only the peak counts. The first row is the process without a record. */
function recordsBySize() {
  const sizes = process.argv.includes('--large') ? [0, 10, 100, 1024] : sized([0, 10, 100], [0, 1]);
  for (const size of sizes) writeRecords(here(`../${recordsFile(size)}`), size);
  const rows = comparePaired(
    sizes.map((size) => ({ name: `octets first, ${size} MiB`, args: ['bench/records.mjs', 'accept', recordsFile(size)] })),
    1,
  );
  for (const size of sizes) rmSync(here(`../${recordsFile(size)}`));
  return rows;
}

if (!existsSync(here('../dist/src/compiled'))) throw new Error('not built: npm run build');
process.stdout.write(`Node ${process.version}, medians; CPU is user + system; ratios are to the first row of each table, taken within a round.\n`);
if (process.argv.includes('--lint')) {
  lintTable((text) => process.stdout.write(text));
  process.exit(0);
}
if (process.argv.includes('--probes')) {
  await probes();
  process.exit(0);
}
if (process.argv.includes('--trust')) {
  const { trustLogTables } = await import('./trust-log.mjs');
  await trustLogTables((text) => process.stdout.write(text));
  const parts = ['trust-verify', 'trust-sign', 'trust-reports'];
  for (const part of parts) {
    const { tables } = await import(`./${part}.mjs`);
    await tables((text) => process.stdout.write(text));
  }
  process.exit(0);
}
const recordsAlone = process.argv.includes('--records');
if (!recordsAlone) {
  process.stdout.write(table(`Start-up (${startRounds} rounds)`, startUp()));
  process.stdout.write(table(`Heavier work (${rounds} rounds)`, await heavier()));
}
process.stdout.write(table(`Records (${rounds} rounds)`, records()));
process.stdout.write(table('Memory by the size of the file (1 round)', recordsBySize()));
if (recordsAlone) process.exit(0);
await probes();
const digest = printed(['bench/digests.mjs']);
process.stdout.write(
  `\n### Within a process\n\n| work | CPU µs | ratio |\n|---|---:|---:|\n` +
    `| JSON.stringify + SHA-256 of the catalogue (${Math.round(digest.bytes / 1024)} KiB) | ${digest.plain.toFixed(0)} | 1.00 |\n` +
    `| \`digestOf\` (RFC 8785) of the catalogue | ${digest.canonical.toFixed(0)} | ${digest.ratio.toFixed(2)} |\n`,
);
