/**
 * `npm run bench -- --lint`: linting beside Spectral CLI, Redocly CLI and a floor, whole processes in turns. The peers are installed apart, by
 * `npm ci --prefix bench/peers`; without them their rows are left out. Contracts are made up by seed; with EGIF_CORPORA the large ones of that folder are
 * measured too. `--rounds N` sets how often.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeContracts } from './contracts.mjs';
import { median, runOnce } from './measure.mjs';
import { sized } from './size.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const egif = here('../bin/egif.js');
const spectral = here('peers/node_modules/@stoplight/spectral-cli/dist/index.js');
const redocly = here('peers/node_modules/@redocly/cli/bin/cli.js');
const folder = 'egif-out/bench/contracts';

/** What may come out of a linter that works: right, findings, or findings that make it fail. */
const statuses = [0, 1, 2];

/** Whether this build can run Spectral's own rules. */
const runsSpectralRules = () => readFileSync(here('../dist/src/cli/lint/lint.js'), 'utf8').includes('ruleset');

function waysTo(files, floorFiles) {
  const ruleset = `${folder}/spectral.yaml`;
  writeFileSync(ruleset, 'extends: spectral:oas\n');
  const ways = [
    { way: 'floor', args: ['bench/lint-floor.mjs', ...floorFiles], status: 0 },
    { way: 'egif', args: [egif, 'lint', ...files, '--json'], status: statuses },
  ];
  if (runsSpectralRules()) ways.push({ way: 'oas', args: [egif, 'lint', '--ruleset', 'spectral:oas', ...files, '--json'], status: statuses });
  if (existsSync(redocly))
    ways.push({ way: 'redocly', args: [redocly, 'lint', '--extends=recommended', '--format=json', ...files], status: statuses });
  if (existsSync(spectral)) ways.push({ way: 'spectral', args: [spectral, 'lint', '-q', '-f', 'json', '-r', ruleset, ...files], status: statuses });
  return ways;
}

/** The JSON twin of a YAML contract; what has none has no floor but its own form, read as JSON is impossible. */
const twinOf = (file) => file.replace(/\.yaml$/, '.json');

/** Contracts of the folder that EGIF_CORPORA names, the large ones. */
function foreign() {
  const corpora = process.env.EGIF_CORPORA;
  if (!corpora || !existsSync(`${corpora}/large`)) return [];
  const names = readdirSync(`${corpora}/large`);
  return names.map((name) => `${corpora}/large/${name}`).filter((file) => existsSync(twinOf(file)));
}

function measureOne(name, files, rounds) {
  const ways = waysTo(files, files.map(twinOf));
  const samples = new Map(ways.map(({ way }) => [way, []]));
  for (let round = 0; round < rounds; round += 1) for (const { way, args, status } of ways) samples.get(way).push(runOnce(args, status));
  const of = (way, measure) => (samples.has(way) ? median(samples.get(way).map((sample) => sample[measure])) : undefined);
  const ratio = (way, to, measure) =>
    samples.has(to) && samples.has(way) ? median(samples.get(way).map((sample, at) => sample[measure] / samples.get(to)[at][measure])) : undefined;
  return { name, of, ratio };
}

const shown = (value, digits) => (value === undefined ? '–' : value.toFixed(digits));

function row({ name, of, ratio }) {
  const cpu = ['floor', 'egif', 'redocly', 'spectral'].map((way) => shown(of(way, 'cpuMs'), 0));
  const ratios = ['floor', 'redocly', 'spectral', 'oas'].map((to) => shown(ratio('egif', to, 'cpuMs'), 2));
  return `| ${[name, ...cpu, ...ratios, shown(of('egif', 'peakMiB'), 0), shown(ratio('egif', 'spectral', 'peakMiB'), 2)].join(' | ')} |\n`;
}

/** Prints the table, a row as soon as it is measured. */
export function lintTable(write) {
  const given = process.argv.indexOf('--rounds');
  const rounds = given === -1 ? sized(3, 1) : Number(process.argv[given + 1]);
  const { files, hundred } = writeContracts(folder);
  const title = (file) => `${file.split('/').pop()}, ${(readFileSync(file).length / 1e6).toFixed(2)} MB`;
  write(`\n### Lint (${rounds} rounds)\n\nCPU in ms; ratios of \`egif lint\` to the others.\n\n`);
  write(
    '| contract | floor | egif lint | Redocly | Spectral | to floor | to Redocly | to Spectral | to `spectral:oas` | peak MiB | peak to Spectral |\n',
  );
  write(`|---|${'---:|'.repeat(10)}\n`);
  for (const file of sized([...files, ...foreign()], files.slice(0, 2))) write(row(measureOne(title(file), [file], rounds)));
  write(row(measureOne('100 small ones in one call', sized(hundred, hundred.slice(0, 2)), rounds)));
}
