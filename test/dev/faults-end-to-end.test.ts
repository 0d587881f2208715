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
import { faults } from '../../src/dev/faults.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import { type KillMatrix, liveRequirements, readMatrix, readReasons } from './kill-matrix.js';
import { requirementsOf, seeAgency, type Seen } from './see-agency.js';

const usual = [
  'tls10-accepted',
  'wrong-host',
  'wrong-method-200',
  'anonymous-allowed',
  'pii-in-query',
  'arabic-yeh',
  'bad-national-code',
  'bad-agency-id',
];
const wanted = (process.env['EGIF_FAULTS'] ?? '').split(',').filter((name) => name !== '');
const chosen = wanted.includes('all') ? faults : faults.filter(({ name }) => (wanted.length === 0 ? usual : wanted).includes(name));

describe('The suite and the sample agency, end to end', function () {
  // each is a whole run, of some thousand requests
  this.timeout(120_000);
  let directory: string;
  let pki: Pki;
  let matrix: KillMatrix;

  before(async () => {
    matrix = await readMatrix();
    directory = await mkdtemp(path.join(tmpdir(), 'egif-end-to-end-'));
    pki = createPki();
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  const see = (names: readonly string[]): Promise<Seen> => seeAgency({ directory, pki, faults: names });

  it('without faults nothing is found and nothing is left open', async () => {
    const { failed, open, judged } = await see([]);
    assert.deepEqual({ failed, open }, { failed: [], open: [] });
    assert.ok(requirementsOf(judged).length > 80);
  });

  for (const fault of chosen)
    it(`${fault.name} fails ${fault.requirements.join(', ')} and nothing else`, async () => {
      // The profile has three layers; what the others demand is not judged in it.
      const expected = liveRequirements(fault);
      const { failed, codes } = await see([fault.name]);
      assert.deepEqual(failed, expected);
      assert.deepEqual(codes, matrix[fault.name]);
    });
});

describe('The kill matrix (docs/kill-matrix.json)', () => {
  let matrix: KillMatrix;
  let reasons: Readonly<Record<string, string>>;

  before(async () => {
    matrix = await readMatrix();
    reasons = await readReasons();
  });

  it('has a row for every fault and none more; npm run kill-matrix makes them', () => {
    assert.deepEqual(Object.keys(matrix).sort(), faults.map(({ name }) => name).sort());
  });

  it('holds that each fault is found by exactly the requirements that it names, each with a code', () => {
    for (const fault of faults) {
      const kill = matrix[fault.name] ?? {};
      assert.deepEqual(Object.keys(kill).sort(), liveRequirements(fault), fault.name);
      for (const [id, codes] of Object.entries(kill)) assert.ok(codes.length > 0, `${fault.name} ${id}`);
    }
  });

  it('gives a reason for every fault that breaks more than one requirement or is not found live, and for no other', () => {
    const several = faults.filter((fault) => fault.requirements.length > 1 || liveRequirements(fault).length === 0).map(({ name }) => name);
    const given = Object.keys(reasons).filter((name) => !name.startsWith('EGIF-'));
    assert.deepEqual(given.sort(), several.sort());
  });
});
