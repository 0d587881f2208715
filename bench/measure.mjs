/** Measures whole processes side by side: rounds are interleaved, so that a busy machine slows all rows alike; medians, and ratios within a round. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const usage = fileURLToPath(new URL('usage.cjs', import.meta.url));

/** The middle value. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** Runs `node <args>` once, which must end with the wanted status (or one of them), and gives its CPU time, wall time and peak memory. */
export function runOnce(args, wanted = 0) {
  const started = performance.now();
  const { status, output } = spawnSync(process.execPath, ['--require', usage, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  if (![wanted].flat().includes(status)) throw new Error(`node ${args.join(' ')} ended with ${status}, not ${wanted}`);
  return { ...JSON.parse(output[3].toString()), wallMs: performance.now() - started };
}

/** Rows `{name, args, status?}`; the first is the one that the others are divided by. */
export function comparePaired(rows, rounds) {
  const samples = rows.map(() => []);
  for (let round = 0; round < rounds; round += 1) for (const [at, { args, status }] of rows.entries()) samples[at].push(runOnce(args, status));
  return rows.map(({ name }, at) => ({
    name,
    cpuMs: median(samples[at].map(({ cpuMs }) => cpuMs)),
    wallMs: median(samples[at].map(({ wallMs }) => wallMs)),
    peakMiB: median(samples[at].map(({ peakMiB }) => peakMiB)),
    ratio: median(samples[at].map(({ cpuMs }, round) => cpuMs / samples[0][round].cpuMs)),
  }));
}

/** CPU time of this process, in microseconds. */
export function cpuMicroseconds() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** The highest resident memory of this process alone: `ru_maxrss` begins at that of whoever started it. */
export function peakMebibytes() {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Math.round(Number(kibibytes) / 1024);
}

const wallMicroseconds = () => performance.now() * 1000;

/**
 * Works of one process side by side: rows `{name, work, count?, unit?, prepare?}`. A round does each row's work `count` times (default 100) after `prepare(round)`,
 * which is not timed; rounds are interleaved. Microseconds of CPU, or of the wall where `clock` says so (children, disks); medians, ratios within a round to the
 * row `base` or else to the first. `unit` is what one call does several of.
 */
export async function compareWorks(rows, { rounds = 9, clock = 'cpu', warm = 1 } = {}) {
  const now = clock === 'wall' ? wallMicroseconds : cpuMicroseconds;
  const samples = rows.map(() => []);
  for (let round = -warm; round < rounds; round += 1) {
    for (const [at, { work, count = 100, unit = 1, prepare }] of rows.entries()) {
      await prepare?.(Math.max(0, round));
      const started = now();
      for (let done = 0; done < count; done += 1) await work(Math.max(0, round) * count + done);
      if (round >= 0) samples[at].push((now() - started) / count / unit);
    }
  }
  const names = rows.map(({ name }) => name);
  return rows.map(({ name, base }, at) => {
    const against = samples[base === undefined ? 0 : names.indexOf(base)];
    return { name, each: median(samples[at]), ratio: median(samples[at].map((each, round) => each / against[round])) };
  });
}

/** The table of `compareWorks`. */
export const worksTable = (title, rows) =>
  `\n### ${title}\n\n| work | µs each | a second | ratio |\n|---|---:|---:|---:|\n${rows
    .map(({ name, each, ratio }) => `| ${name} | ${each.toFixed(1)} | ${Math.round(1e6 / each)} | ${ratio.toFixed(2)} |`)
    .join('\n')}\n`;

/** A table in the form that docs/performance.md carries. */
export function table(title, rows) {
  const lines = rows.map(
    ({ name, cpuMs, wallMs, peakMiB, ratio }) =>
      `| ${name} | ${cpuMs.toFixed(0)} | ${wallMs.toFixed(0)} | ${peakMiB.toFixed(0)} | ${ratio.toFixed(2)} |`,
  );
  return `\n### ${title}\n\n| work | CPU ms | wall ms | peak MiB | CPU ratio |\n|---|---:|---:|---:|---:|\n${lines.join('\n')}\n`;
}
