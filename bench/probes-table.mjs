/** `npm run bench -- --probes`: observe() beside the bare exchange, memory of a long session, and a run under limits. About two minutes on two quiet cores. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './measure.mjs';
import { sized } from './size.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = sized(3, 1);
const requests = sized(32_000, 400);
const long = sized(100_000, 1_000);
const rate = 100;
const polite = sized(2000, 100);

function sent(way, origin, ...more) {
  const flags = more[0] === long ? ['--expose-gc'] : [];
  const { status, stdout } = spawnSync(process.execPath, [...flags, 'bench/probes.mjs', way, origin, ...more.map(String)], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`bench/probes.mjs ${way} ended with ${status}`);
  return JSON.parse(stdout);
}

const ways = [
  { name: 'raw undici `Client.dispatch` + JSON.parse', way: 'raw', scheme: 'http' },
  { name: 'undici with the same safety options', way: 'bound', scheme: 'http' },
  { name: 'and with digests, a record and a chain of them', way: 'hashed', scheme: 'http' },
  { name: '`observe()`, held in memory', way: 'memory', scheme: 'http' },
  { name: '`observe()`, journal and files, as a run does it', way: 'journal', scheme: 'http' },
  { name: 'raw undici over TLS, kept alive', way: 'raw', scheme: 'https' },
  { name: '`observe()` over TLS, held in memory', way: 'memory', scheme: 'https' },
];

/** Rows of both schemes in turns; the ratio is to the raw row of the same scheme and round. */
function compared(origins) {
  const samples = Array.from({ length: rounds }, () => ways.map(({ way, scheme }) => sent(way, origins[scheme], requests)));
  return ways.map(({ name, scheme }, at) => {
    const bare = ways.findIndex((each) => each.way === 'raw' && each.scheme === scheme);
    const middle = (of) => median(samples.map(of));
    const cpu = middle((row) => row[at].cpu);
    const rps = 1e6 / middle((row) => row[at].wall);
    return `| ${name} | ${cpu.toFixed(0)} | ${rps.toFixed(0)} | ${middle((row) => row[at].peak)} | ${middle((row) => row[at].cpu / row[bare].cpu).toFixed(2)} |`;
  });
}

/** Prints the tables of probes; `ports` are those of bench/server.mjs. */
export function probesTable(ports, print) {
  const origins = { http: `http://127.0.0.1:${ports.http}`, https: `https://127.0.0.1:${ports.https}` };
  print(`\n### Probes (${rounds} rounds of ${requests} requests on loopback, four connections)\n\n`);
  print(`| work | CPU µs a request | requests a second | peak MiB | CPU ratio |\n|---|---:|---:|---:|---:|\n${compared(origins).join('\n')}\n`);
  const { memory, cpu } = sent('journal', origins.http, long);
  const [tenth, half, all] = memory;
  print(`\n| one session with a journal, ${long} distinct exchanges | held, MiB | resident, MiB |\n|---|---:|---:|\n`);
  const row = (after, { held, resident }) => `| ${after} | ${held} | ${resident} |\n`;
  print(row(`after ${long / 10}`, tenth) + row(`after ${long / 2}`, half) + row(`after all of them (${cpu.toFixed(0)} µs CPU each)`, all));
  const { wall, peak } = sent('polite', origins.http, polite, rate);
  const least = polite / rate;
  const took = (wall * polite) / 1e6;
  print(`\n| a hundred operations, ${polite} requests, at most ${rate} a second | |\n|---|---:|\n`);
  print(`| least time that the limit allows | ${least.toFixed(1)} s |\n| time taken | ${took.toFixed(1)} s |\n`);
  print(`| of the limit | ${((100 * least) / took).toFixed(1)} % |\n| peak | ${peak} MiB |\n`);
}
