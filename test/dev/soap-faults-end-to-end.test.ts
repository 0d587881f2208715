/**
 * End to end over SOAP: the suite passes the conformant SOAP agency in every requirement of SOAP, and each fault fails exactly what it names.
 *
 * A few faults by default, since each is a whole run; all of them with EGIF_FAULTS=all, or those named there (comma-separated).
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
import { listFaults } from '../../src/dev/faults.js';
import { soapFaults } from '../../src/dev/faults/soap.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import { startSoapAgency } from '../../src/dev/soap/soap-agency.js';
import { openReplay } from '../../src/evidence/replay.js';
import { judgePlan, type JudgedItem } from '../../src/suite/judge-plan.js';
import { planRun } from '../../src/suite/plan.js';

const usual = ['soap-media-type-html', 'soap-fault-200', 'soap-doctype-read', 'soap-unsigned-served', 'soap-replay-served'];
const wanted = (process.env['EGIF_FAULTS'] ?? '').split(',').filter((name) => name !== '');
const chosen = wanted.includes('all') ? soapFaults : soapFaults.filter(({ name }) => (wanted.length === 0 ? usual : wanted).includes(name));
const ofSoap = (id: string): boolean => id.startsWith('EGIF-TEC-MSG-');

interface Seen {
  readonly failed: readonly string[];
  readonly open: readonly string[];
  readonly judged: readonly JudgedItem[];
  readonly again: readonly JudgedItem[];
}

const requirementsOf = (judged: readonly JudgedItem[]): readonly string[] =>
  [...new Set(judged.flatMap(({ item }) => item.requirements))].filter(ofSoap).sort();

describe('The suite and the sample SOAP agency, end to end', function () {
  this.timeout(120_000);
  let directory: string;
  let pki: Pki;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-soap-end-to-end-'));
    pki = createPki();
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  /** One run without repeats, and its replay. */
  async function see(faults: readonly string[]): Promise<Seen> {
    const home = path.join(directory, faults.join('-') || 'none');
    const agency = await startSoapAgency({ directory: home, faults, pki });
    const world = thisWorld();
    try {
      const args = await parseArguments('run', run, [
        agency.statement,
        '--profile',
        'soap-legacy-provider',
        '--seed',
        'soap',
        '--allow-network',
        '127.0.0.0/8',
      ]);
      const { prepared: opened } = await openCase(args, world, { judges: true });
      const prepared = { ...opened, profile: { ...opened.profile, run: { ...opened.profile.run, retries: { transport: 0, verdictFail: 0 } } } };
      const whole = planRun(prepared);
      const plan = { ...whole, items: whole.items.filter(({ requirements }) => requirements.some(ofSoap)) };
      const session = await openLiveSession(prepared, { allowNetwork: ['127.0.0.0/8'], world });
      try {
        const judged = await judgePlan({ prepared, plan, source: session });
        const evidence = path.join(home, 'evidence');
        await session.save(evidence, []);
        const again = await judgePlan({ prepared, plan, source: await openReplay(evidence) });
        const failed = requirementsOf(judged.filter(({ judgement }) => judgement.findings.length > 0));
        const unknown = requirementsOf(
          judged.filter(({ judgement }) => judgement.findings.length === 0 && (judgement.cause !== undefined || judgement.examined === 0)),
        );
        return { failed, open: unknown.filter((id) => !failed.includes(id)), judged, again };
      } finally {
        await session.close();
      }
    } finally {
      await agency.close();
    }
  }

  const verdicts = (judged: readonly JudgedItem[]): readonly unknown[] => judged.map(({ item, judgement }) => [item.check, item.instance, judgement]);

  it('without faults nothing is found and nothing is left open', async () => {
    const { failed, open, judged, again } = await see([]);
    assert.deepEqual({ failed, open }, { failed: [], open: [] });
    assert.equal(requirementsOf(judged).length, 16);
    assert.deepEqual(verdicts(again), verdicts(judged));
  });

  for (const { name, requirements } of chosen)
    it(`${name} fails ${requirements.join(', ')} and nothing else, and so does the replay`, async () => {
      const { failed, judged, again } = await see([name]);
      assert.deepEqual(failed, [...requirements].sort());
      assert.deepEqual(verdicts(again), verdicts(judged));
    });
});

describe('The faults of the SOAP agency', () => {
  it('have names of their own, requirements of SOAP and a description in both languages', () => {
    const others = new Set(listFaults().map(({ name }) => name));
    assert.equal(new Set(soapFaults.map(({ name }) => name)).size, soapFaults.length);
    for (const { name, requirements, describe: words } of soapFaults) {
      assert.match(name, /^soap-[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(!others.has(name), name);
      assert.match(words.fa, /[\u0600-\u06ff]{3}/, name);
      assert.match(words.en ?? '', /^[A-Z]/, name);
      for (const requirement of requirements) assert.match(requirement, /^EGIF-TEC-MSG-\d{3}$/);
    }
  });

  it('name every requirement of SOAP that is judged by calls', () => {
    const named = new Set(soapFaults.flatMap(({ requirements }) => requirements));
    for (const number of ['001', '007', '008', '009', '010', '011', '012', '013', '014', '015', '016'])
      assert.ok(named.has(`EGIF-TEC-MSG-${number}`), number);
  });
});
