/**
 * End to end: the suite passes the conformant agency in every requirement that it can check, and each fault fails exactly what it names.
 *
 * A few faults of each layer by default, since each is a whole run; all of them with EGIF_FAULTS=all, or those named there (comma-separated).
 */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { openCase } from '../../src/cli/open-case.js';
import { openLiveSession } from '../../src/cli/open-session.js';
import { parseArguments } from '../../src/cli/parse.js';
import { command as run } from '../../src/cli/run.js';
import { thisWorld } from '../../src/cli/world.js';
import { startAgency } from '../../src/dev/agency.js';
import { faults } from '../../src/dev/faults.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import { judgePlan, type JudgedItem } from '../../src/suite/judge-plan.js';
import { planRun } from '../../src/suite/plan.js';

const usual = ['tls10-accepted', 'wrong-method-200', 'anonymous-allowed', 'pii-in-query', 'arabic-yeh', 'bad-national-code', 'bad-agency-id'];
const wanted = (process.env['EGIF_FAULTS'] ?? '').split(',').filter((name) => name !== '');
const chosen = wanted.includes('all') ? faults : faults.filter(({ name }) => (wanted.length === 0 ? usual : wanted).includes(name));

interface Seen {
  /** Requirements with a finding, sorted. */
  readonly failed: readonly string[];
  /** Requirements without a finding of which something could not be told. */
  readonly open: readonly string[];
  readonly judged: readonly JudgedItem[];
}

const requirementsOf = (judged: readonly JudgedItem[]): readonly string[] => [...new Set(judged.flatMap(({ item }) => item.requirements))].sort();

describe('The suite and the sample agency, end to end', () => {
  let directory: string;
  let pki: Pki;

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-end-to-end-'));
    pki = createPki();
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  /** One run without repeats: the agency is deterministic. */
  async function see(names: readonly string[]): Promise<Seen> {
    const world = thisWorld();
    const agency = await startAgency({ directory: path.join(directory, names.join('-') || 'none'), faults: names, pki });
    try {
      const args = await parseArguments('run', run, [
        agency.statement,
        '--profile',
        'three-layers',
        '--seed',
        'end-to-end',
        '--allow-network',
        '127.0.0.0/8',
      ]);
      const { prepared: opened } = await openCase(args, world);
      const prepared = { ...opened, profile: { ...opened.profile, run: { ...opened.profile.run, retries: { transport: 0, verdictFail: 0 } } } };
      const session = await openLiveSession(prepared, { allowNetwork: ['127.0.0.0/8'], world });
      try {
        const judged = await judgePlan({ prepared, plan: planRun(prepared), source: session });
        const failed = requirementsOf(judged.filter(({ judgement }) => judgement.findings.length > 0));
        const unknown = requirementsOf(
          judged.filter(({ judgement }) => judgement.findings.length === 0 && (judgement.cause !== undefined || judgement.examined === 0)),
        );
        return { failed, open: unknown.filter((id) => !failed.includes(id)), judged };
      } finally {
        await session.close();
      }
    } finally {
      await agency.close();
    }
  }

  it('without faults nothing is found and nothing is left open', async () => {
    const { failed, open, judged } = await see([]);
    assert.deepEqual({ failed, open }, { failed: [], open: [] });
    assert.ok(requirementsOf(judged).length > 80);
  });

  for (const { name, layer, requirements } of chosen)
    it(`${name} fails ${requirements.join(', ')} and nothing else`, async () => {
      // The profile has three layers; what the others demand is not judged in it.
      const expected = layer === 'organisational' || layer === 'legal' ? [] : [...requirements].sort();
      assert.deepEqual((await see([name])).failed, expected);
    });
});
