/**
 * End to end over pages for people: the suite passes the conformant agency as one that serves citizens, and each fault fails exactly what it names.
 *
 * A few faults by default; all of them with EGIF_FAULTS=all, or those named there (comma-separated).
 */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { signOnFaults } from '../../src/dev/faults/sign-on.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import { seeAgency, type Seen } from './see-agency.js';

const usual = ['login-fixed-state', 'sign-on-callback-prefix', 'page-framable', 'landing-unnamed', 'field-unlabelled'];
const wanted = (process.env['EGIF_FAULTS'] ?? '').split(',').filter((name) => name !== '');
const chosen = wanted.includes('all') ? signOnFaults : signOnFaults.filter(({ name }) => (wanted.length === 0 ? usual : wanted).includes(name));
const ofPages = ['ORG-SWN-001', 'ORG-SWN-002', 'ORG-SWN-005', 'TEC-SEC-009', 'TEC-SEC-017', 'TEC-SEC-018'].map((id) => `EGIF-${id}`);
const forCitizens = (text: string): string => text.replace('kinds:\n      - G2G\n', 'kinds:\n      - G2G\n      - G2C\n');

describe('The suite and the pages of the sample agency, end to end', function () {
  this.timeout(120_000);
  let directory: string;
  let pki: Pki;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-pages-end-to-end-'));
    pki = createPki();
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  const see = (faults: readonly string[]): Promise<Seen> =>
    seeAgency({ directory, pki, faults, only: ofPages, profile: 'g2c-single-window-service', restate: forCitizens });

  it('without faults nothing is found; the catalogue of the national window alone is nowhere to be had', async () => {
    const { failed, open, judged } = await see([]);
    assert.deepEqual({ failed, open }, { failed: [], open: ['EGIF-ORG-SWN-001'] });
    const causes = judged.flatMap(({ judgement }) => judgement.cause?.code ?? []);
    assert.deepEqual(causes, ['window-catalogue-absent']);
  });

  for (const fault of chosen)
    it(`${fault.name} fails ${fault.requirements.join(', ')} and nothing else`, async () => {
      const { failed } = await see([fault.name]);
      assert.deepEqual(failed, [...fault.requirements].sort());
    });
});
