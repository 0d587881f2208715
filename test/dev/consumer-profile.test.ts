/**
 * The whole profile of consumers, its contract among the rest, on the conformant sample consumer: nothing is found, and what is left open is what a run on a
 * local sample cannot tell.
 */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { kindOf } from '../../src/dev/kinds.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import { requirementsOf, seeAgency, verdictsOf } from './see-agency.js';

/** The sample names no consents of people, and the exchange route is judged in production only. */
const openHere = ['EGIF-LEG-PRV-003', 'EGIF-ORG-IX-001'];

describe('The whole profile consumer-agency on the sample consumer', function () {
  this.timeout(240_000);
  let directory: string;
  let pki: Pki;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-consumer-profile-'));
    pki = createPki();
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  it('has no finding, leaves open what a local run cannot tell, and is replayed to the same', async () => {
    const kind = kindOf('consumer');
    assert.ok(kind !== undefined);
    const seen = await seeAgency({ kind, directory, pki, faults: [], replays: true });
    const findings = seen.judged.flatMap(({ item, judgement }) => judgement.findings.map(({ code }) => `${item.check} ${code}`));
    assert.deepEqual(findings, []);
    assert.deepEqual(seen.open, openHere);
    for (const number of ['001', '002', '003', '004', '005', '006'])
      assert.ok(requirementsOf(seen.judged).includes(`EGIF-TEC-CLI-${number}`), number);
    assert.deepEqual(verdictsOf(seen.again), verdictsOf(seen.judged));
  });
});
