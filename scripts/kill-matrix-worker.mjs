/** A worker of `npm run kill-matrix`: looks for one fault after another and gives back by which codes which requirements found it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const { agencyKinds } = await import('../dist/src/dev/kinds.js');
const { createPki } = await import('../dist/src/dev/pki.js');
const { heldByProfiles, looksFor } = await import('../dist/test/dev/kill-matrix.js');
const { requirementsOf, seeAgency } = await import('../dist/test/dev/see-agency.js');

const held = await heldByProfiles();
const pki = createPki();
const folder = await mkdtemp(path.join(tmpdir(), 'egif-kill-matrix-'));

const among = (codes, wanted) => Object.fromEntries(Object.entries(codes).filter(([id]) => wanted.includes(id)));

/** What the fault names first, alone; where that shows only in what other probes ask for, all. */
async function look(kind, name, { ground, requirements }) {
  const directory = path.join(folder, name);
  try {
    const { codes } = await seeAgency({ kind, ground, directory, pki, faults: [name], only: requirements });
    if (Object.keys(codes).length === requirements.length) return codes;
    const whole = await seeAgency({ kind, ground, directory, pki, faults: [name] });
    return among(whole.codes, requirements);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function answer({ kind: kindName, fault: name }) {
  const kind = agencyKinds.find((each) => each.name === kindName);
  if (name === undefined) {
    // The conformant agency: which requirements are judged by what it answers.
    const { judged } = await seeAgency({ kind, directory: path.join(folder, kindName), pki, faults: [] });
    return { live: requirementsOf(judged.filter(({ observations }) => observations.length > 0)) };
  }
  const fault = kind.faults.find((each) => each.name === name);
  const codes = {};
  for (const one of looksFor(fault, kind, held)) for (const [id, found] of Object.entries(await look(kind, name, one))) codes[id] ??= found;
  return { codes: Object.fromEntries(Object.entries(codes).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

process.on('message', async (task) => {
  if (task === 'end') {
    await rm(folder, { recursive: true, force: true });
    process.disconnect();
    return;
  }
  const started = Date.now();
  try {
    process.send({ ...(await answer(task)), elapsedMs: Date.now() - started });
  } catch (error) {
    process.send({ codes: {}, live: [], elapsedMs: Date.now() - started, trouble: error instanceof Error ? error.message : String(error) });
  }
});
process.send('ready');
