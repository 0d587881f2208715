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
import { listFaults } from '../../src/dev/faults.js';
import { soapFaults } from '../../src/dev/faults/soap.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import { startSoapAgency } from '../../src/dev/soap/soap-agency.js';
import { requirementsIn, seeKind, type SeenKind, verdictsOf } from './see-kind.js';

const usual = ['soap-media-type-html', 'soap-fault-200', 'soap-doctype-read', 'soap-unsigned-served', 'soap-replay-served'];
const wanted = (process.env['EGIF_FAULTS'] ?? '').split(',').filter((name) => name !== '');
const chosen = wanted.includes('all') ? soapFaults : soapFaults.filter(({ name }) => (wanted.length === 0 ? usual : wanted).includes(name));
const ofSoap = (id: string): boolean => id.startsWith('EGIF-TEC-MSG-');

describe('The suite and the sample SOAP agency, end to end', function () {
  this.timeout(120_000);
  let directory: string;
  let pki: Pki;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-soap-end-to-end-'));
    pki = createPki();
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  async function see(faults: readonly string[]): Promise<SeenKind> {
    const judges = ({ requirements }: { readonly requirements: readonly string[] }): boolean => requirements.some(ofSoap);
    const { failed, open, ...rest } = await seeKind({ start: startSoapAgency, profile: 'soap-legacy-provider', directory, pki, faults, judges });
    return { failed: failed.filter(ofSoap), open: open.filter((id) => ofSoap(id) && !failed.includes(id)), ...rest };
  }

  it('without faults nothing is found and nothing is left open', async () => {
    const { failed, open, judged, again } = await see([]);
    assert.deepEqual({ failed, open }, { failed: [], open: [] });
    assert.equal(requirementsIn(judged).filter(ofSoap).length, 16);
    assert.deepEqual(verdictsOf(again), verdictsOf(judged));
  });

  for (const { name, requirements } of chosen)
    it(`${name} fails ${requirements.join(', ')} and nothing else, and so does the replay`, async () => {
      const { failed, judged, again } = await see([name]);
      assert.deepEqual(failed, [...requirements].sort());
      assert.deepEqual(verdictsOf(again), verdictsOf(judged));
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
