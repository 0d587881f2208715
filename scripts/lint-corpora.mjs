/**
 * `node scripts/lint-corpora.mjs FOLDER… [--seconds N] [--json FILE]`: every contract of a folder through the lint: no crash, no hang, every finding at
 * a valid position. A process of its own reads the files; it is ended and started anew where one file takes longer than the safety stop.
 *
 * Exit 1 where a file crashed, hung, or has a finding whose line, column or pointer is not that of the file.
 */
import { fork } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const isContractFile = (name) => /\.(?:json|ya?ml|wsdl|xsd|xml)$/i.test(name);

/** Every file below a folder whose name may be that of a contract, in a stable order. */
export function contractFilesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) return contractFilesIn(inside);
      return entry.isFile() && isContractFile(entry.name) ? [inside] : [];
    });
}

/** What is wrong with the position of a finding, or undefined. */
function misplaced(document, lines, { at, line, column }) {
  const pointer = at.slice(at.indexOf('#') + 1);
  if (!at.startsWith(`${document.file}#`)) return 'names another file';
  if (pointer !== '' && !pointer.startsWith('/')) return 'has no pointer';
  if (!(line >= 1 && line <= lines.length)) return `line ${line} of ${lines.length}`;
  if (!(column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1)) return `column ${column} of line ${line}`;
  let value = document.data;
  const path =
    pointer === ''
      ? []
      : pointer
          .slice(1)
          .split('/')
          .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (const [index, name] of path.entries()) {
    const there = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    if (!there) return index === path.length - 1 ? undefined : `leads nowhere at ${path.slice(0, index + 1).join(' / ')}`;
    value = value[name];
  }
  return undefined;
}

/** Lints one file; trouble that the suite itself names is an answer. */
async function examine(file, { lintContract, loadDocument }) {
  const started = performance.now();
  const facts = { file };
  try {
    const document = await loadDocument(file);
    const lines = document.text.split('\n');
    const results = await lintContract(document);
    const findings = results.flatMap(({ check, judgement }) => judgement.findings.map((finding) => ({ check, ...finding })));
    const wrong = findings.flatMap((finding) => {
      const why = misplaced(document, lines, finding);
      return why === undefined ? [] : [`${finding.check} ${finding.code} ${finding.at.slice(file.length)}: ${why}`];
    });
    const causes = results.flatMap(({ judgement: { cause } }) => (cause === undefined ? [] : [`${cause.code}: ${cause.detail ?? ''}`]));
    Object.assign(facts, { findings: findings.length, misplaced: wrong, causes: [...new Set(causes)] });
  } catch (error) {
    if (typeof error?.code === 'string' && typeof error?.exitStatus === 'number') facts.refused = error.code;
    else facts.crash = String(error?.stack ?? error);
  }
  return { ...facts, milliseconds: Math.round(performance.now() - started), peakMiB: Math.round(process.resourceUsage().maxRSS / 1024) };
}

async function work() {
  const house = await import('../dist/src/index.js');
  process.on('message', async (file) => process.send(await examine(file, house)));
  process.send({ ready: true });
}

/** Runs the files one after the other; gives the facts of each. */
export async function lintCorpora(files, { seconds, onFile = () => {} }) {
  const facts = [];
  let child;
  const start = () =>
    new Promise((ready) => {
      child = fork(fileURLToPath(import.meta.url), ['--worker'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      child.once('message', ready);
    });
  for (const file of files) {
    if (child === undefined) await start();
    const own = child;
    const fact = await new Promise((resolve) => {
      const timer = setTimeout(() => settle({ file, hang: true, milliseconds: seconds * 1000 }), seconds * 1000);
      const onExit = (code, signal) => settle({ file, crash: `the process ended with ${code ?? signal}` });
      const settle = (result) => {
        clearTimeout(timer);
        own.off('exit', onExit);
        own.off('message', settle);
        resolve(result);
      };
      own.once('exit', onExit);
      own.once('message', settle);
      own.send(file);
    });
    if (fact.hang === true || (fact.crash ?? '').startsWith('the process ended')) {
      own.kill('SIGKILL');
      child = undefined;
    }
    facts.push(fact);
    onFile(fact);
  }
  child?.kill();
  return facts;
}

/** Whether the suite itself has nothing to be ashamed of in this file. */
export const isSound = ({ crash, hang, misplaced: wrong = [], causes = [] }) =>
  crash === undefined && hang === undefined && wrong.length === 0 && !causes.some((cause) => cause.startsWith('harness'));

async function main(args) {
  const optionOf = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const seconds = Number(optionOf('--seconds') ?? 120);
  const folders = args.filter((word, index) => !word.startsWith('--') && !(args[index - 1] ?? '').startsWith('--'));
  if (folders.length === 0) {
    process.stderr.write('usage: node scripts/lint-corpora.mjs FOLDER… [--seconds N] [--json FILE]\n');
    process.exit(3);
  }
  const report = (fact) => {
    const { file, crash, hang, misplaced: wrong = [], causes = [] } = fact;
    const trouble = [
      ...(crash === undefined ? [] : [`crash ${crash.split('\n').slice(0, 4).join(' | ')}`]),
      ...(hang === undefined ? [] : [`no answer within ${seconds} s`]),
      ...wrong.slice(0, 5),
      ...causes,
    ];
    if (trouble.length > 0) process.stdout.write(`${file}\n${trouble.map((line) => `    ${line}\n`).join('')}`);
  };
  const facts = await lintCorpora(folders.flatMap(contractFilesIn), { seconds, onFile: report });
  const of = (test) => facts.filter(test).length;
  const times = facts.map(({ milliseconds = 0 }) => milliseconds).sort((a, b) => a - b);
  const summary = {
    files: facts.length,
    refused: of(({ refused }) => refused !== undefined),
    crashes: of(({ crash }) => crash !== undefined),
    hangs: of(({ hang }) => hang !== undefined),
    filesWithMisplacedFindings: of(({ misplaced: wrong = [] }) => wrong.length > 0),
    filesOverAWorkLimit: of(({ causes = [] }) => causes.some((cause) => cause.startsWith('work-limit'))),
    filesWithHarnessTrouble: of(({ causes = [] }) => causes.some((cause) => cause.startsWith('harness'))),
    findings: facts.reduce((sum, { findings = 0 }) => sum + findings, 0),
    medianMilliseconds: times[times.length >> 1] ?? 0,
    slowestMilliseconds: times.at(-1) ?? 0,
    peakMiB: Math.max(0, ...facts.map(({ peakMiB = 0 }) => peakMiB)),
  };
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  const out = optionOf('--json');
  if (out !== undefined) writeFileSync(out, JSON.stringify({ summary, facts }, null, 1));
  process.exit(facts.every(isSound) ? 0 : 1);
}

if (process.argv[2] === '--worker') await work();
else if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
