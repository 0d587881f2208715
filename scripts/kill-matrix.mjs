/**
 * `npm run kill-matrix`: runs the suite on each fault of the sample agency that the matrix does not hold yet (all of them with `--all`) and writes
 * docs/kill-matrix.json and docs/kill-matrix.md. Each run judges only what the fault names, or, where that shows only in what other probes ask for, all;
 * that nothing else fails is the end-to-end test's matter.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './steps.mjs';

if (!process.argv.includes('--no-build')) run('build', 'npm', ['run', '--silent', 'build']);
const { faults } = await import('../dist/src/dev/faults.js');
const { createPki } = await import('../dist/src/dev/pki.js');
const { seeAgency, requirementsOf } = await import('../dist/test/dev/see-agency.js');
const { liveRequirements, matrixFile, pageFile, pageOf, readMatrix, readReasons } = await import('../dist/test/dev/kill-matrix.js');

const known = process.argv.includes('--all') ? {} : await readMatrix();
const directory = await mkdtemp(path.join(tmpdir(), 'egif-kill-matrix-'));
const pki = createPki();
const matrix = {};
let wrong = 0;

/** Finding codes of the requirements that a fault names. */
async function codesOf(name, wanted) {
  const { codes } = await seeAgency({ directory, pki, faults: [name], only: wanted });
  if (Object.keys(codes).length > 0) return codes;
  const whole = await seeAgency({ directory, pki, faults: [name] });
  return Object.fromEntries(Object.entries(whole.codes).filter(([id]) => wanted.includes(id)));
}

try {
  for (const fault of faults) {
    const wanted = liveRequirements(fault);
    const held = known[fault.name];
    if (held !== undefined && Object.keys(held).join() === wanted.join()) {
      matrix[fault.name] = held;
      continue;
    }
    const codes = wanted.length === 0 ? {} : await codesOf(fault.name, wanted);
    matrix[fault.name] = codes;
    if (Object.keys(codes).join() === wanted.join()) continue;
    wrong += 1;
    process.stderr.write(`${fault.name}: found by ${Object.keys(codes).join(', ') || 'nothing'}, not by ${wanted.join(', ')}\n`);
  }
  const { judged } = await seeAgency({ directory, pki, faults: [] });
  const live = requirementsOf(judged.filter(({ observations }) => observations.length > 0));
  const killed = new Set(faults.flatMap(({ requirements }) => requirements));
  const unkilled = live.filter((id) => !killed.has(id));
  await writeFile(matrixFile, `${JSON.stringify(matrix, null, 2)}\n`);
  await writeFile(pageFile, pageOf(matrix, { reasons: await readReasons(), unkilled }));
} finally {
  await rm(directory, { recursive: true, force: true });
}
process.exitCode = wrong === 0 ? 0 : 1;
