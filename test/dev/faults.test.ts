/** Every fault of the sample agency shows, and shows only where it says. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { startAgency } from '../../src/dev/agency.js';
import { faults, listFaults } from '../../src/dev/faults.js';
import type { Fault } from '../../src/dev/faults/fault.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import { differencesOf, fingerprintOf, type Fingerprint } from './fingerprint.js';

const certificatePlaces = /^tls:/;

/** Where a fault may show, from the kinds of its hooks. */
function allowedPlaces({ hooks }: Fault): (place: string) => boolean {
  return (place) => {
    if (place === 'statement') return hooks.statement !== undefined || hooks.beside !== undefined;
    if (place === 'contract') return hooks.contract !== undefined;
    if (place === 'contract:url')
      return hooks.contract !== undefined || hooks.published !== undefined || hooks.answer !== undefined || hooks.clockAheadSeconds !== undefined;
    if (certificatePlaces.test(place))
      return [hooks.certificate, hooks.tls, hooks.channel, hooks.serverHello, hooks.staple].some((hook) => hook !== undefined);
    if (place === 'cleartext') return hooks.cleartext !== undefined;
    return [hooks.answer, hooks.request, hooks.effect, hooks.authorization, hooks.data, hooks.contract, hooks.clockAheadSeconds].some(
      (hook) => hook !== undefined,
    );
  };
}

describe('The faults of the sample agency', () => {
  let directory: string;
  let pki: Pki;
  let conformant: Fingerprint;

  const fingerprintWith = async (names: readonly string[]): Promise<Fingerprint> => {
    const agency = await startAgency({ directory: path.join(directory, names.join('-') || 'none'), faults: names, pki });
    try {
      return await fingerprintOf(agency);
    } finally {
      await agency.close();
    }
  };

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-faults-'));
    pki = createPki();
    conformant = await fingerprintWith([]);
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  it('have unique kebab-case names, requirements and a description in both languages', () => {
    const listed = listFaults();
    assert.ok(listed.length >= 45);
    assert.equal(new Set(listed.map(({ name }) => name)).size, listed.length);
    for (const { name, requirements, describe: words } of listed) {
      assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.match(words.fa, /[\u0600-\u06ff]{3}/, name);
      assert.match(words.en ?? '', /^[A-Z]/, name);
      for (const requirement of requirements) assert.match(requirement, /^EGIF-(TEC|DAT|COD|ORG|LEG)-[A-Z]{2,3}-\d{3}$/);
    }
  });

  it('do not show where there is none: two conformant agencies look alike', async () => {
    assert.deepEqual(differencesOf(conformant, await fingerprintWith([])), []);
  });

  for (const fault of faults)
    it(`${fault.name} shows, and only in what it bends`, async () => {
      const places = differencesOf(conformant, await fingerprintWith([fault.name]));
      assert.notEqual(places.length, 0);
      const allowed = allowedPlaces(fault);
      assert.deepEqual(
        places.filter((place) => !allowed(place)),
        [],
      );
    });

  it('add up where several are named', async () => {
    const places = differencesOf(conformant, await fingerprintWith(['tls13-missing', 'bad-sheba', 'no-api-version']));
    assert.ok(places.includes('tls:1.3') && places.includes('payment') && places.includes('status'));
  });
});
