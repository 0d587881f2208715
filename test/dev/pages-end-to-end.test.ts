/** What the national window alone knows is told to be out of reach, and nothing else is left open of the pages for people. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { agencyKinds } from '../../src/dev/kinds.js';
import { createPki } from '../../src/dev/pki.js';
import { seeAgency } from './see-agency.js';

const ofPages = ['ORG-SWN-001', 'ORG-SWN-002', 'ORG-SWN-005', 'TEC-SEC-009', 'TEC-SEC-017', 'TEC-SEC-018'].map((id) => `EGIF-${id}`);

describe('The suite and the pages of the sample agency, end to end', function () {
  this.timeout(120_000);
  let directory: string;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-pages-end-to-end-'));
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  it('without faults nothing is found; the catalogue of the national window alone is nowhere to be had', async () => {
    const [kind] = agencyKinds;
    const ground = kind.grounds.find(({ profile }) => profile === 'g2c-single-window-service');
    assert.ok(ground !== undefined);
    const { failed, open, judged } = await seeAgency({ kind, ground, directory, pki: createPki(), faults: [], only: ofPages });
    assert.deepEqual({ failed, open }, { failed: [], open: ['EGIF-ORG-SWN-001'] });
    const causes = judged.flatMap(({ judgement }) => judgement.cause?.code ?? []);
    assert.deepEqual(causes, ['window-catalogue-absent']);
  });
});
