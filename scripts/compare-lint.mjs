/**
 * `npm run compare:lint -- FOLDER…`: lints every contract below some folders twice, by the fast runner and by stock Spectral, and names the
 * documents whose findings differ. Each engine works in a child process of its own, which is ended where one document takes it too long.
 *
 * Options: `--ruleset oas|asyncapi|arazzo` (oas), `--seconds N` for one document (120), `--match REGEXP` on paths, `--json`.
 * Documents with a known reason to differ are listed in compare-lint-exceptions.json, by SHA-256 of the file or by a pattern of its path.
 * Exit 0: none differs beside those; 1: some do.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const self = fileURLToPath(import.meta.url);
const kinds = /\.(?:json|ya?ml)$/i;

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() && kinds.test(entry.name) ? [path] : [];
    });
}

/** One finding as text, in an order of members that never changes. */
const lineOf = ({ code, message, path, severity, range }) => {
  const { start, end } = range;
  return JSON.stringify([start.line, start.character, end.line, end.character, severity, code, path, message]);
};

async function work(engine, ruleset) {
  const { lintWithSpectral } = await import(new URL('../dist/src/checks/lint/spectral/lint-with-spectral.js', import.meta.url).href);
  process.on('message', async (file) => {
    const text = new TextDecoder('utf-8').decode(readFileSync(file));
    const before = process.cpuUsage();
    const { findings, cause } = await lintWithSpectral({ text, file, ruleset }, engine);
    const { user, system } = process.cpuUsage(before);
    process.send({ lines: findings.map(lineOf), cause, cpuMs: (user + system) / 1000 });
  });
}

/** A child that answers one file after another and is made anew where it hangs or dies. */
class Worker {
  #child;
  constructor(engine, { ruleset, seconds }) {
    this.engine = engine;
    this.ruleset = ruleset;
    this.seconds = seconds;
  }

  ask(file) {
    this.#child ??= fork(self, ['--worker', this.engine, '--ruleset', this.ruleset], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const child = this.#child;
    return new Promise((done) => {
      const settle = (answer) => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (answer.lines === undefined) {
          child.kill('SIGKILL');
          this.#child = undefined;
        }
        done(answer);
      };
      const timer = setTimeout(() => settle({ cause: { code: 'time', detail: `over ${this.seconds} s` } }), this.seconds * 1000);
      child.once('message', settle);
      child.once('exit', (code, signal) => settle({ cause: { code: 'died', detail: `exit ${code ?? signal}` } }));
      child.send(file);
    });
  }

  end() {
    this.#child?.kill();
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ruleset: { type: 'string', default: 'oas' },
    seconds: { type: 'string', default: '120' },
    match: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    worker: { type: 'string' },
  },
});

const exceptions = JSON.parse(readFileSync(new URL('compare-lint-exceptions.json', import.meta.url), 'utf8'));

function exceptionFor(file) {
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
  return exceptions.find(({ sha256, path }) => sha256 === digest || (path !== undefined && new RegExp(path).test(file)));
}

/** same, differs, known (a named exception), stock-failed (Spectral threw or took too long), unsure (ours said so). */
function verdictOf(fast, stock, file) {
  if (stock.cause !== undefined) return 'stock-failed';
  if (fast.lines !== undefined && fast.cause === undefined && fast.lines.join('\n') === stock.lines.join('\n')) return 'same';
  const sorted = (lines) => [...(lines ?? [])].sort().join('\n');
  if (fast.lines !== undefined && fast.cause === undefined && sorted(fast.lines) === sorted(stock.lines)) return 'same';
  if (exceptionFor(file) !== undefined) return 'known';
  return fast.cause === undefined ? 'differs' : 'unsure';
}

function report(file, verdict, fast, stock) {
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ file, verdict, fast: { ...fast, lines: fast.lines?.length }, stock: { ...stock, lines: stock.lines?.length } })}\n`,
    );
  }
  if (verdict === 'same') return;
  const say = (line) => process.stderr.write(`${line}\n`);
  say(
    `${verdict}  ${file}${fast.cause === undefined ? '' : `  ours: ${fast.cause.detail}`}${stock.cause === undefined ? '' : `  stock: ${stock.cause.detail}`}`,
  );
  if (verdict !== 'differs') return;
  const [ours, theirs] = [new Set(fast.lines), new Set(stock.lines)];
  for (const line of fast.lines.filter((one) => !theirs.has(one)).slice(0, 3)) say(`  only ours   ${line.slice(0, 400)}`);
  for (const line of stock.lines.filter((one) => !ours.has(one)).slice(0, 3)) say(`  only stock  ${line.slice(0, 400)}`);
}

async function compare() {
  const settings = { ruleset: values.ruleset, seconds: Number(values.seconds) };
  const [fastWorker, stockWorker] = ['fast', 'spectral'].map((engine) => new Worker(engine, settings));
  const counts = {};
  const cpuMs = { fast: 0, stock: 0 };
  const pattern = new RegExp(values.match);
  for (const folder of positionals.map((path) => resolve(path))) {
    for (const file of filesBelow(folder).filter((path) => pattern.test(path))) {
      const fast = await fastWorker.ask(file);
      const stock = await stockWorker.ask(file);
      const verdict = verdictOf(fast, stock, file);
      counts[verdict] = (counts[verdict] ?? 0) + 1;
      if (verdict === 'same') {
        cpuMs.fast += fast.cpuMs;
        cpuMs.stock += stock.cpuMs;
      }
      report(values.json ? relative(folder, file) : file, verdict, fast, stock);
    }
  }
  fastWorker.end();
  stockWorker.end();
  const ratio = cpuMs.stock === 0 ? '' : `, CPU of ours over stock ${(cpuMs.fast / cpuMs.stock).toFixed(3)}`;
  process.stderr.write(`${JSON.stringify(counts)}${ratio}\n`);
  process.exitCode = (counts.differs ?? 0) + (counts.unsure ?? 0) > 0 ? 1 : 0;
}

if (values.worker !== undefined) await work(values.worker, values.ruleset);
else if (positionals.length === 0) {
  process.stderr.write('usage: npm run compare:lint -- FOLDER…\n');
  process.exitCode = 64;
} else await compare();
