/**
 * End to end where the agency calls: the suite passes the conformant event agency and the conformant consumer, and each fault fails exactly what it
 * names; and so does the replay.
 *
 * A few faults by default, since each waits for deliveries or repetitions; all of them with EGIF_FAULTS=all, or those named there (comma-separated).
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
import type { AgencyOptions, RunningAgency } from '../../src/dev/agency.js';
import { startConsumerAgency } from '../../src/dev/consumer/consumer-agency.js';
import { startEventAgency } from '../../src/dev/events/event-agency.js';
import { listFaults, type ListedFault } from '../../src/dev/faults.js';
import { consumerFaults } from '../../src/dev/faults/consumer.js';
import { eventFaults } from '../../src/dev/faults/events.js';
import { soapFaults } from '../../src/dev/faults/soap.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import { openReplay } from '../../src/evidence/replay.js';
import { judgePlan, type JudgedItem } from '../../src/suite/judge-plan.js';
import { planRun } from '../../src/suite/plan.js';

interface Kind {
  readonly name: string;
  readonly start: (options: AgencyOptions) => Promise<RunningAgency>;
  readonly profile: string;
  readonly faults: readonly ListedFault[];
  readonly usual: readonly string[];
  /** Requirements that are judged by what the agency calls. */
  readonly requirements: readonly string[];
}

const numbered = (topic: string, ...numbers: readonly string[]): readonly string[] => numbers.map((number) => `EGIF-TEC-${topic}-${number}`);
const kinds: readonly Kind[] = [
  {
    name: 'event agency',
    start: startEventAgency,
    profile: 'event-provider',
    faults: eventFaults,
    usual: ['delivery-signature-of-other-content', 'redelivery-renamed'],
    requirements: numbered('EVT', '002', '003', '007', '008'),
  },
  {
    name: 'consumer',
    start: startConsumerAgency,
    profile: 'consumer-agency',
    faults: consumerFaults,
    usual: ['client-takes-any-host', 'client-changes-key'],
    requirements: numbered('CLI', '001', '002', '003', '004', '005', '006'),
  },
];
const wanted = (process.env['EGIF_FAULTS'] ?? '').split(',').filter((name) => name !== '');

const verdicts = (judged: readonly JudgedItem[]): readonly unknown[] => judged.map(({ item, judgement }) => [item.check, item.instance, judgement]);

for (const { name: kind, start, profile, faults, usual, requirements: own } of kinds)
  describe(`The suite and the sample ${kind}, end to end`, function () {
    this.timeout(240_000);
    let directory: string;
    let pki: Pki;
    before(async () => {
      directory = await mkdtemp(path.join(tmpdir(), 'egif-inbound-end-to-end-'));
      pki = createPki();
    });
    after(async () => rm(directory, { recursive: true, force: true }));

    const requirementsOf = (judged: readonly JudgedItem[]): readonly string[] =>
      [...new Set(judged.flatMap(({ item }) => item.requirements))].filter((id) => own.includes(id)).sort();

    /** One run without repeats, and its replay. `only`: the requirements that are judged. */
    async function see(fault: readonly string[], only: readonly string[]) {
      const home = path.join(directory, fault.join('-') || 'none');
      const agency = await start({ directory: home, faults: fault, pki });
      const world = thisWorld();
      try {
        const args = await parseArguments('run', run, [
          agency.statement,
          '--profile',
          profile,
          '--seed',
          'inbound',
          '--allow-network',
          '127.0.0.0/8',
        ]);
        const { prepared: opened } = await openCase(args, world, { judges: true });
        const prepared = { ...opened, profile: { ...opened.profile, run: { ...opened.profile.run, retries: { transport: 0, verdictFail: 0 } } } };
        const whole = planRun(prepared);
        const live = ({ check }: JudgedItem['item']): boolean => !check.startsWith('lint/');
        const plan = { ...whole, items: whole.items.filter((item) => live(item) && item.requirements.some((id) => only.includes(id))) };
        const session = await openLiveSession(prepared, { allowNetwork: ['127.0.0.0/8'], world });
        try {
          const judged = await judgePlan({ prepared, plan, source: session });
          const evidence = path.join(home, 'evidence');
          await session.save(evidence, []);
          const again = await judgePlan({ prepared, plan, source: await openReplay(evidence) });
          const failed = requirementsOf(judged.filter(({ judgement }) => judgement.findings.length > 0));
          const open = requirementsOf(
            judged.filter(({ judgement }) => judgement.findings.length === 0 && (judgement.cause !== undefined || judgement.examined === 0)),
          );
          return { failed, open, judged, again };
        } finally {
          await session.close();
        }
      } finally {
        await agency.close();
      }
    }

    const all = wanted.includes('all');
    // Waiting as long as a provider asks takes half a minute.
    const sound = all ? own : own.filter((id) => id !== 'EGIF-TEC-CLI-002');
    it('without faults nothing is found and nothing is left open', async () => {
      const { failed, open, judged, again } = await see([], sound);
      assert.deepEqual({ failed, open, judged: requirementsOf(judged) }, { failed: [], open: [], judged: [...sound] });
      assert.deepEqual(verdicts(again), verdicts(judged));
    });

    for (const { name, requirements } of all ? faults : faults.filter((each) => (wanted.length === 0 ? usual : wanted).includes(each.name)))
      it(`${name} fails ${requirements.join(', ')} and nothing else, and so does the replay`, async () => {
        const { failed, judged, again } = await see([name], all ? own : requirements);
        assert.deepEqual(failed, [...requirements].sort());
        assert.deepEqual(verdicts(again), verdicts(judged));
      });
  });

describe('The faults of event agency and consumer', () => {
  it('have names of their own, requirements and a description in both languages, and name every requirement of theirs', () => {
    const others = [...listFaults(), ...soapFaults].map(({ name }) => name);
    const names = kinds.flatMap(({ faults }) => faults.map(({ name }) => name));
    assert.equal(new Set([...others, ...names]).size, others.length + names.length);
    for (const { faults, requirements } of kinds) {
      for (const fault of faults) {
        assert.match(fault.name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
        assert.match(fault.describe.fa, /[\u0600-\u06ff]{3}/, fault.name);
        assert.match(fault.describe.en ?? '', /^[A-Z]/, fault.name);
      }
      assert.deepEqual([...new Set(faults.flatMap((fault) => fault.requirements))].sort(), [...requirements]);
    }
  });
});
