/**
 * The three layers whole on the samples that have a profile of their own: nothing that is right for their kind is held against them there.
 */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { kindOf } from '../../src/dev/kinds.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import { requirementsOf, seeAgency } from './see-agency.js';

const cases: readonly {
  readonly kind: 'consumer' | 'soap';
  readonly judged: readonly string[];
  readonly spared: readonly string[];
  readonly why: string;
}[] = [
  {
    kind: 'consumer',
    judged: ['EGIF-TEC-API-005', 'EGIF-TEC-ERR-007', 'EGIF-TEC-OAS-015'],
    spared: [],
    why: 'its list has pages, and it finds its provider whenever it is asked to do its work',
  },
  {
    kind: 'soap',
    judged: ['EGIF-TEC-MSG-001'],
    spared: ['EGIF-TEC-DSC-001', 'EGIF-TEC-DSC-004'],
    why: 'its WSDL is its discovery, which MSG-001 asks for',
  },
];

describe('The three layers whole on a sample of another profile', function () {
  this.timeout(240_000);
  let directory: string;
  let pki: Pki;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-elsewhere-'));
    pki = createPki();
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  for (const { kind: name, judged, spared, why } of cases)
    it(`finds nothing on ${name}: ${why}`, async () => {
      const kind = kindOf(name);
      assert.ok(kind !== undefined);
      const ground = { ...kind.grounds[0], profile: 'three-layers' };
      const seen = await seeAgency({ kind, ground, directory, pki, faults: [] });
      const findings = seen.judged.flatMap(({ item, judgement }) => judgement.findings.map(({ code }) => `${item.check} ${code}`));
      assert.deepEqual(findings, []);
      const asked = requirementsOf(seen.judged);
      for (const id of judged) assert.ok(asked.includes(id) && !seen.open.includes(id), `${id} is judged`);
      for (const id of spared) assert.ok(!asked.includes(id), `${id} is not asked for`);
    });
});
