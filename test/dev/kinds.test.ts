/** The kinds of sample agency are what their list says of them. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { loadStatement, resolveProfile } from '../../src/index.js';
import { places } from '../../src/cli/places.js';
import { kindsOfProof } from '../../src/cli/self-proof/self-proof-plan.js';
import { agencyKinds, kindOf } from '../../src/dev/kinds.js';
import { createPki } from '../../src/dev/pki.js';
import { startOnGround } from '../../src/dev/start-on-ground.js';
import { loadLaw } from '../../src/suite/law.js';

const law = await loadLaw(places);

describe('the kinds of sample agency', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-kinds-'));
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  const pki = createPki();
  for (const kind of agencyKinds)
    for (const ground of kind.grounds)
      it(`${kind.name} declares for ${ground.profile} what its list says`, async () => {
        const agency = await startOnGround(kind, ground, { directory: path.join(directory, `${kind.name}-${ground.profile}`), faults: [], pki });
        try {
          const { statement } = await loadStatement(agency.statement);
          const [service] = statement.services;
          assert.deepEqual(ground.facts, { 'service.role': service?.role, 'service.style': service?.style, 'service.kinds': service?.kinds });
        } finally {
          await agency.close();
        }
      });

  it('are known by name', () => {
    for (const kind of agencyKinds) assert.equal(kindOf(kind.name), kind);
    assert.equal(kindOf('none'), undefined);
  });
});

describe('what a self-proof tries under a profile', () => {
  const cases: readonly { readonly profile: string; readonly kinds: readonly string[]; readonly whole: readonly string[]; readonly why: string }[] = [
    {
      profile: 'three-layers',
      kinds: ['rest', 'soap', 'event', 'consumer', 'signed'],
      whole: ['rest', 'signed'],
      why: 'it is for services of every kind',
    },
    { profile: 'soap-legacy-provider', kinds: ['soap'], whole: ['soap'], why: 'it is for SOAP alone' },
    { profile: 'event-provider', kinds: ['event'], whole: ['event'], why: 'it is for events alone' },
    { profile: 'consumer-agency', kinds: ['consumer'], whole: ['consumer'], why: 'it is for the role of a consumer' },
    { profile: 'base-registry-provider', kinds: ['rest', 'signed'], whole: [], why: 'no sample is made for it, and two fit' },
    { profile: 'g2c-single-window-service', kinds: ['rest'], whole: ['rest'], why: 'the sample is declared as one that serves citizens' },
  ];
  for (const { profile, kinds, whole, why } of cases)
    it(`${profile}: ${kinds.join(', ')}, since ${why}`, () => {
      const tried = kindsOfProof(resolveProfile(profile, law));
      assert.deepEqual(
        tried.map(({ kind }) => kind.name),
        kinds,
      );
      assert.deepEqual(
        tried.filter((each) => each.whole).map(({ kind }) => kind.name),
        whole,
      );
    });

  it('holds every fault that breaks something in it, a MUST told apart, and only what the profile judges', () => {
    const profile = resolveProfile('three-layers', law);
    const judged = new Map(profile.requirements.map(({ id, level, checks }) => [String(id), { level, isJudged: checks.length > 0 }]));
    const tried = kindsOfProof(profile);
    const names = new Set(tried.flatMap(({ faults }) => faults.map(({ name }) => name)));
    for (const kind of agencyKinds)
      for (const { name, requirements } of kind.faults)
        assert.equal(
          names.has(name),
          requirements.some((id) => judged.get(id)?.isJudged === true),
          name,
        );
    for (const { faults, broken } of tried)
      for (const { expected, must } of faults) {
        assert.equal(
          must,
          expected.some((id) => judged.get(id)?.level === 'MUST'),
        );
        for (const id of expected) assert.ok(judged.get(id)?.isJudged === true && broken.includes(id), id);
      }
  });
});
