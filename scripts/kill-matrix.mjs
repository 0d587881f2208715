/**
 * `npm run kill-matrix`: runs the suite on each fault of each kind of sample agency that the matrix does not hold yet and writes docs/kill-matrix.json and
 * docs/kill-matrix.md. That nothing else fails is the end-to-end test's matter.
 *
 *   --all         every fault anew
 *   --kind K      only that kind; the others stay as they are
 *   --workers N   processes (default: one a core)
 *   --no-build    what is built is what is run
 */
import { fork } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { run } from './steps.mjs';

const { values } = parseArgs({
  options: { all: { type: 'boolean' }, kind: { type: 'string' }, workers: { type: 'string' }, 'no-build': { type: 'boolean' } },
});
if (!values['no-build']) run('build', 'npm', ['run', '--silent', 'build']);
const { agencyKinds } = await import('../dist/src/dev/kinds.js');
const { heldByProfiles, liveRequirements, matrixFile, pageFile, pageOf, readMatrix, readReasons } = await import('../dist/test/dev/kill-matrix.js');

const names = agencyKinds.map(({ name }) => name);
if (values.kind !== undefined && !names.includes(values.kind)) throw new Error(`there is no kind ${values.kind}: one of ${names.join(', ')}`);
const width = Math.max(1, Number(values.workers ?? availableParallelism()));
const held = await heldByProfiles();
const known = await readMatrix();
const reasons = await readReasons();
const isChosen = (kind) => values.kind === undefined || kind.name === values.kind;
const isKnown = (kind, fault) => Object.keys(known[kind.name]?.[fault.name] ?? {}).join() === liveRequirements(fault, kind, held).join();

/** Tasks in the order in which they begin: the conformant agencies take longest. */
const tasks = [
  ...agencyKinds.map((kind) => ({ kind: kind.name })),
  ...agencyKinds
    .filter(isChosen)
    .flatMap((kind) =>
      kind.faults
        .filter((fault) => liveRequirements(fault, kind, held).length > 0 && (values.all || !isKnown(kind, fault)))
        .map((fault) => ({ kind: kind.name, fault: fault.name })),
    ),
];
const found = new Map();
const live = new Set();
let wrong = 0;
let done = 0;

function take({ kind: kindName, fault: name }, answer) {
  done += 1;
  const label = `${kindName} ${name ?? 'without faults'}`;
  process.stderr.write(
    `${done}/${tasks.length} ${label} ${(answer.elapsedMs / 1000).toFixed(1)} s${answer.trouble === undefined ? '' : `: ${answer.trouble}`}\n`,
  );
  if (name === undefined) {
    for (const id of answer.live) live.add(id);
    if (answer.trouble !== undefined) wrong += 1;
    return;
  }
  const kind = agencyKinds.find((each) => each.name === kindName);
  const wanted = liveRequirements(
    kind.faults.find((each) => each.name === name),
    kind,
    held,
  );
  const ids = Object.keys(answer.codes);
  found.set(`${kindName} ${name}`, answer.codes);
  if (ids.join() === wanted.join()) return;
  wrong += 1;
  process.stderr.write(`${label}: found by ${ids.join(', ') || 'nothing'}, not by ${wanted.filter((id) => !ids.includes(id)).join(', ')}\n`);
}

function serve(queue) {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./kill-matrix-worker.mjs', import.meta.url)));
    let task;
    child.on('message', (message) => {
      if (message !== 'ready') take(task, message);
      task = queue.shift();
      child.send(task ?? 'end');
    });
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code} at ${JSON.stringify(task)}`))));
  });
}

const queue = [...tasks];
await Promise.all(Array.from({ length: Math.min(width, tasks.length) }, () => serve(queue)));

const matrix = Object.fromEntries(
  agencyKinds.map((kind) => [
    kind.name,
    Object.fromEntries(kind.faults.map(({ name }) => [name, found.get(`${kind.name} ${name}`) ?? known[kind.name]?.[name] ?? {}])),
  ]),
);
const killed = new Set(agencyKinds.flatMap(({ faults }) => faults.flatMap(({ requirements }) => requirements)));
const unkilled = [...live].filter((id) => !killed.has(id)).sort();
await writeFile(matrixFile, `${JSON.stringify(matrix, null, 2)}\n`);
await writeFile(pageFile, pageOf(matrix, { reasons, unkilled }));
process.exitCode = wrong === 0 ? 0 : 1;
