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
import type { AgencyOptions, RunningAgency } from '../../src/dev/agency.js';
import { startConsumerAgency } from '../../src/dev/consumer/consumer-agency.js';
import { startEventAgency } from '../../src/dev/events/event-agency.js';
import { listFaults, type ListedFault } from '../../src/dev/faults.js';
import { consumerFaults } from '../../src/dev/faults/consumer.js';
import { eventFaults } from '../../src/dev/faults/events.js';
import { soapFaults } from '../../src/dev/faults/soap.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import type { JudgedItem } from '../../src/suite/judge-plan.js';
import { requirementsIn, seeKind, verdictsOf } from './see-kind.js';

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
    requirements: numbered('EVT', '002', '003', '005', '007', '008', '010'),
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

    const requirementsOf = (judged: readonly JudgedItem[]): readonly string[] => requirementsIn(judged).filter((id) => own.includes(id));

    const live = ({ check }: JudgedItem['item']): boolean => !check.startsWith('lint/');
    /** `only`: the requirements that are judged. */
    async function see(these: readonly string[], only: readonly string[]) {
      const judges = (item: JudgedItem['item']): boolean => live(item) && item.requirements.some((id) => only.includes(id));
      const { failed, open, ...rest } = await seeKind({ start, profile, directory, pki, faults: these, judges });
      const mine = (ids: readonly string[]): readonly string[] => ids.filter((id) => own.includes(id));
      return { failed: mine(failed), open: mine(open), ...rest };
    }

    const all = wanted.includes('all');
    it('without faults nothing is found and nothing is left open', async () => {
      const { failed, open, judged, again } = await see([], own);
      assert.deepEqual({ failed, open, judged: requirementsOf(judged) }, { failed: [], open: [], judged: [...own] });
      assert.deepEqual(verdictsOf(again), verdictsOf(judged));
    });

    for (const { name, requirements } of all ? faults : faults.filter((each) => (wanted.length === 0 ? usual : wanted).includes(each.name)))
      it(`${name} fails ${requirements.join(', ')} and nothing else, and so does the replay`, async () => {
        const { failed, judged, again } = await see([name], all ? own : requirements);
        assert.deepEqual(failed, [...requirements].sort());
        assert.deepEqual(verdictsOf(again), verdictsOf(judged));
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
