/**
 * `egif cert self-proof`: this very binary, with this very profile, run against its own sample agency, clean and with each fault. What nothing finds is said.
 *
 * Room     cli (floor 7).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startAgency } from '../dev/agency.js';
import { listFaults } from '../dev/faults.js';
import { createPki, type Pki } from '../dev/pki.js';
import { EgifError } from '../errors.js';
import { type KnownFault, loadSigner, rulesDigestOf, sealObject, selfProofType, survives } from '../index/certification.js';
import { type Report, type ResolvedProfile, type SelfProof, writeWhole } from '../index/files.js';
import { loadLaw, resolveProfile } from '../index/law.js';
import { runCase } from '../index/live.js';
import type { Context } from './command.js';
import { harnessFacts } from './harness-facts.js';
import { openCase } from './open-case.js';
import { openLiveSession } from './open-session.js';
import { parseArguments } from './parse.js';
import { places } from './places.js';
import { command as runCommand } from './run.js';

const loopback = ['127.0.0.0/8'];

/** The faults of the sample agency that break something that the profile judges live. */
export function knownFaultsOf(profile: ResolvedProfile): readonly KnownFault[] {
  const judged = new Map<string, string>(profile.requirements.filter(({ checks }) => checks.length > 0).map(({ id, level }) => [id, level]));
  return listFaults().flatMap(({ name, requirements }) => {
    const expected = requirements.filter((id) => judged.has(id)).sort();
    return expected.length === 0 ? [] : [{ name, must: expected.some((id) => judged.get(id) === 'MUST'), expected }];
  });
}

interface Trial {
  readonly directory: string;
  readonly pki: Pki;
  readonly profile: string;
  readonly faults: readonly string[];
  readonly only: readonly string[];
}

/** One run against the sample agency. Failures are deliberate and deterministic: nothing is repeated. */
async function tryOut({ directory, pki, profile, faults, only }: Trial, { world }: Context): Promise<Report> {
  const agency = await startAgency({ directory, faults, pki, clock: () => world.now() });
  try {
    const words = [agency.statement, '--profile', profile, '--environment', 'local', '--seed', 'self-proof', '--allow-network', ...loopback];
    const args = await parseArguments('run', runCommand, [...words, ...only.flatMap((id) => ['--only', id])]);
    const { prepared: opened, law } = await openCase(args, world, { judges: true });
    const prepared = { ...opened, profile: { ...opened.profile, run: { ...opened.profile.run, retries: { transport: 0, verdictFail: 0 } } } };
    const session = await openLiveSession(prepared, { allowNetwork: loopback, trust: [], world });
    try {
      const harness = await harnessFacts(law);
      return await runCase({
        prepared,
        session,
        directory: join(directory, 'evidence'),
        harness,
        waivers: [],
        notForCertification: [],
        now: () => world.now(),
      });
    } finally {
      await session.close();
    }
  } finally {
    await agency.close();
    await rm(directory, { recursive: true, force: true });
  }
}

const failedIn = ({ requirements }: Report): ReadonlySet<string> =>
  new Set(requirements.flatMap(({ id, verdict }) => (verdict === 'failed' ? [id] : [])));

/** Which of the requirements that a fault breaks found it: asked alone first, then among all. */
async function foundBy(
  { name, expected }: KnownFault,
  base: Omit<Trial, 'faults' | 'only' | 'directory'> & { readonly folder: string },
  context: Context,
) {
  for (const only of [expected, []]) {
    const directory = join(base.folder, `${name}-${only.length}`);
    const failed = failedIn(await tryOut({ ...base, directory, faults: [name], only }, context));
    const found = expected.filter((id) => failed.has(id));
    if (found.length === expected.length || only.length === 0) return found;
  }
  return [];
}

function chosenFaults(known: readonly KnownFault[], names: readonly string[]): readonly KnownFault[] {
  const unknown = names.find((name) => !known.some((fault) => fault.name === name));
  if (unknown !== undefined)
    throw new EgifError('FAULT_UNKNOWN', `no fault ${unknown} breaks something in the profile`, { mend: 'see egif dev agency --list-faults' });
  return names.length === 0 ? known : known.filter(({ name }) => names.includes(name));
}

export interface SelfProofWishes {
  readonly profile: string;
  /** Only these faults: such a proof counts in a test nation alone. */
  readonly faults: readonly string[];
  readonly key: string;
  readonly out: string;
}

/** Runs the trials, signs what came of them, writes it. */
export async function proveSelf(wishes: SelfProofWishes, context: Context): Promise<SelfProof> {
  const { world } = context;
  const law = await loadLaw(places);
  const profile = resolveProfile(wishes.profile, law);
  const signer = await loadSigner(wishes.key, world.directory, world.env);
  const chosen = chosenFaults(knownFaultsOf(profile), wishes.faults);
  const ref = `${profile.id}@${profile.version}`;
  const folder = await mkdtemp(join(tmpdir(), 'egif-self-proof-'));
  try {
    const base = { folder, pki: createPki({ clock: () => world.now() }), profile: ref };
    const clean = await tryOut({ ...base, directory: join(folder, 'clean'), faults: [], only: [] }, context);
    const faults = [];
    for (const [index, fault] of chosen.entries()) {
      if (world.stderr.isTTY === true) world.stderr.write(`\r${index + 1}/${chosen.length} ${fault.name}\u001B[K`);
      faults.push({ name: fault.name, must: fault.must, expected: [...fault.expected], found: await foundBy(fault, base, context) });
    }
    const facts = await harnessFacts(law);
    const proof: SelfProof = {
      egif: 'self-proof/v1',
      at: world.now().toISOString(),
      harness: {
        version: facts.version,
        rulesets: rulesDigestOf({
          ...facts,
          rulesets: [...facts.rulesets],
          codelists: [...facts.codelists],
          vocabularies: [...(facts.vocabularies ?? [])],
        }),
      },
      profile: { ref, sha256: profile.digest },
      clean: { verdict: clean.verdict, failed: clean.counts.failed, cantTell: clean.counts.cantTell + clean.counts.untested },
      faults,
    };
    await writeWhole(
      resolve(world.directory, wishes.out),
      await sealObject(proof, { type: selfProofType, content: 'application/json', signer, at: world.now() }),
    );
    return proof;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Says what survives. 0: nothing of a MUST. */
export function sayProof(proof: SelfProof, json: boolean, { world, lang }: Context): 0 | 1 {
  const surviving = proof.faults.filter(survives);
  const isGood = proof.clean.verdict === 'granted' && proof.clean.failed === 0 && proof.clean.cantTell === 0 && !surviving.some(({ must }) => must);
  if (json) world.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
  else {
    const fa = lang === 'fa';
    world.stdout.write(`${fa ? 'دستگاه نمونهٔ بی‌خطا' : 'clean sample agency'}: ${proof.clean.verdict}\n`);
    world.stdout.write(`${fa ? 'خطاهای آزموده' : 'faults tried'}: ${proof.faults.length} · ${fa ? 'نایافته' : 'not found'}: ${surviving.length}\n`);
    for (const { name, must } of surviving) world.stdout.write(`  ${name}${must ? ' (MUST)' : ''}\n`);
  }
  return isGood ? 0 : 1;
}
